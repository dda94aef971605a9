#include "topic_order.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>
#include <span>

#include "random.h"

namespace newsidx::bench::generate {
namespace {

constexpr std::size_t kDimensions = 4096;
constexpr std::size_t kFeaturesPerArticle = 40;
constexpr std::size_t kLeaf = 8;
constexpr int kRounds = 5;

struct Feature {
  std::uint16_t dimension;
  std::uint16_t weight;
};
using Vector = std::vector<Feature>;
using Centroid = std::array<double, kDimensions>;

/// 16 log2(x), in whole numbers: the bits of x, then its four leading digits as they are.
std::uint32_t log2_sixteenths(std::uint32_t x) {
  const auto bits = static_cast<std::uint32_t>(std::bit_width(x) - 1);
  const std::uint32_t digits = bits >= 4 ? x >> (bits - 4U) : x << (4U - bits);
  return 16 * bits + (digits - 16);
}

Vector features_of(std::vector<std::uint32_t> words, const std::vector<std::uint32_t>& df,
                   std::size_t articles) {
  std::sort(words.begin(), words.end());
  Vector features;
  for (auto word = words.begin(); word != words.end();) {
    const auto end = std::upper_bound(word, words.end(), *word);
    const std::uint32_t frequency = df[*word];
    if (frequency >= 3 && frequency * 8U < articles) {
      const auto tf = static_cast<std::uint32_t>(std::min<std::ptrdiff_t>(end - word, 7));
      const std::uint32_t idf = log2_sixteenths(static_cast<std::uint32_t>(articles / frequency));
      features.push_back({static_cast<std::uint16_t>(mix(*word) % kDimensions),
                          static_cast<std::uint16_t>(log2_sixteenths(1 + tf) * idf)});
    }
    word = end;
  }
  std::stable_sort(features.begin(), features.end(),
                   [](const Feature& a, const Feature& b) { return a.weight > b.weight; });
  features.resize(std::min(features.size(), kFeaturesPerArticle));
  return features;
}

double dot(const Vector& features, const Centroid& centroid) {
  double sum = 0;
  for (const Feature& feature : features) sum += feature.weight * centroid[feature.dimension];
  return sum;
}

class Bisection {
 public:
  explicit Bisection(const std::vector<Vector>& vectors) : vectors_(vectors) {
    difference_.resize(vectors.size());
  }

  void order(std::span<std::uint32_t> articles) {
    if (articles.size() <= kLeaf) return;
    seed(articles);
    for (int round = 0; round < kRounds; ++round) {
      for (const std::uint32_t a : articles) {
        difference_[a] = dot(vectors_[a], left_) - dot(vectors_[a], right_);
      }
      std::sort(articles.begin(), articles.end(), [this](std::uint32_t a, std::uint32_t b) {
        return difference_[a] != difference_[b] ? difference_[a] > difference_[b] : a < b;
      });
      set_centroid(left_, articles.first(articles.size() / 2));
      set_centroid(right_, articles.subspan(articles.size() / 2));
    }
    const std::size_t half = articles.size() / 2;
    order(articles.first(half));
    order(articles.subspan(half));
  }

 private:
  /// One article and, of sixteen, the one least like it.
  void seed(std::span<const std::uint32_t> articles) {
    Random random(articles.size(), articles.front());
    const auto any = [&] {
      return articles[random.below(static_cast<std::uint32_t>(articles.size()))];
    };
    set_centroid(left_, std::array{any()});
    std::uint32_t farthest = any();
    for (int i = 0; i < 15; ++i) {
      const std::uint32_t other = any();
      if (dot(vectors_[other], left_) < dot(vectors_[farthest], left_)) farthest = other;
    }
    set_centroid(right_, std::array{farthest});
  }

  void set_centroid(Centroid& centroid, std::span<const std::uint32_t> articles) const {
    centroid.fill(0);
    for (const std::uint32_t a : articles) {
      for (const Feature& feature : vectors_[a]) centroid[feature.dimension] += feature.weight;
    }
    double squares = 0;
    for (const double x : centroid) squares += x * x;
    const double length = squares > 0 ? std::sqrt(squares) : 1;
    for (double& x : centroid) x /= length;
  }

  const std::vector<Vector>& vectors_;
  std::vector<double> difference_;
  Centroid left_{};
  Centroid right_{};
};

}  // namespace

std::vector<std::uint32_t> topic_order(const std::vector<std::vector<std::uint32_t>>& articles,
                                       const std::vector<std::uint32_t>& document_frequency) {
  std::vector<Vector> vectors;
  vectors.reserve(articles.size());
  for (const auto& words : articles) {
    vectors.push_back(features_of(words, document_frequency, articles.size()));
  }
  std::vector<std::uint32_t> order(articles.size());
  std::iota(order.begin(), order.end(), 0);
  Bisection(vectors).order(order);
  return order;
}

}  // namespace newsidx::bench::generate
