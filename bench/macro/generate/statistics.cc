#include "statistics.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <unordered_map>

#include "news_reader.h"
#include "pieces.h"

namespace newsidx::bench::generate {
namespace {

constexpr std::array<std::uint32_t, 7> kSpectrum{1, 2, 3, 10, 100, 1000, 10000};

class Counter {
 public:
  void add(std::string_view title, std::string_view body) {
    ++articles_;
    std::uint32_t length = 0;
    std::uint32_t before = kNone;
    for (const std::string_view text : {title, body}) {
      for_each_piece(text, [&](std::string_view, std::string_view word) {
        const std::uint32_t id = count_word(word);
        if (before != kNone) ++pairs_[std::uint64_t{before} << 32U | id];
        before = id;
        ++length;
      });
    }
    lengths_.push_back(length);
    vocabulary_.push_back(document_frequency_.size());
  }

  std::vector<Statistic> result() {
    std::vector<Statistic> all{{"articles", number(articles_)}};
    const auto add = [&all](std::string name, double value) {
      all.push_back({std::move(name), value});
    };
    double words = 0;
    for (const std::uint32_t length : lengths_) words += length;
    std::vector<std::uint32_t> sorted = lengths_;
    std::sort(sorted.begin(), sorted.end());
    add("words an article, mean", words / number(articles_));
    for (const std::size_t percent : {10U, 50U, 90U}) {
      add("words an article, percentile " + std::to_string(percent),
          sorted[sorted.size() * percent / 100]);
    }
    add("different words an article, mean", number(postings_) / number(articles_));
    for (const std::size_t part : {16U, 4U, 2U, 1U}) {
      add("vocabulary after 1/" + std::to_string(part),
          number(vocabulary_[(vocabulary_.size() - 1) / part]));
    }
    add_spectrum(all);
    add_pairs(all, words);
    return all;
  }

 private:
  static constexpr std::uint32_t kNone = 0xffffffff;
  static double number(std::uint64_t n) { return static_cast<double>(n); }

  std::uint32_t count_word(std::string_view word) {
    const auto next = static_cast<std::uint32_t>(document_frequency_.size());
    const std::uint32_t id = ids_.try_emplace(lower_case(word), next).first->second;
    if (id == next) {
      document_frequency_.push_back(0);
      last_article_.push_back(0);
    }
    if (last_article_[id] != articles_) {
      last_article_[id] = articles_;
      ++document_frequency_[id];
      ++postings_;
    }
    return id;
  }

  void add_spectrum(std::vector<Statistic>& all) const {
    for (std::size_t i = 0; i < kSpectrum.size(); ++i) {
      const std::uint32_t from = kSpectrum[i];
      const std::uint32_t to = i + 1 < kSpectrum.size() ? kSpectrum[i + 1] : kNone;
      const auto words = std::count_if(document_frequency_.begin(), document_frequency_.end(),
                                       [=](std::uint32_t df) { return from <= df && df < to; });
      const std::string name = to == kNone ? std::to_string(from) + " and more"
                               : to == from + 1
                                   ? std::to_string(from)
                                   : std::to_string(from) + " to " + std::to_string(to - 1);
      all.push_back({"words in " + name + " articles", static_cast<double>(words)});
    }
  }

  void add_pairs(std::vector<Statistic>& all, double words) const {
    std::vector<std::uint32_t> counts;
    counts.reserve(pairs_.size());
    for (const auto& [pair, count] : pairs_) counts.push_back(count);
    std::sort(counts.begin(), counts.end(), std::greater<>());
    all.push_back({"different adjacent pairs", number(counts.size())});
    const auto once = std::count(counts.begin(), counts.end(), 1U);
    all.push_back({"text in pairs that occur once, %",
                   100.0 * number(static_cast<std::uint64_t>(once)) / words});
    for (const std::size_t top : {100U, 10000U}) {
      double covered = 0;
      for (std::size_t i = 0; i < std::min(top, counts.size()); ++i) covered += counts[i];
      all.push_back({"text in the " + std::to_string(top) + " most frequent pairs, %",
                     100 * covered / words});
    }
  }

  std::unordered_map<std::string, std::uint32_t> ids_;
  std::vector<std::uint32_t> document_frequency_;
  std::vector<std::uint64_t> last_article_;
  std::unordered_map<std::uint64_t, std::uint32_t> pairs_;
  std::vector<std::uint32_t> lengths_;
  std::vector<std::size_t> vocabulary_;  // after each article
  std::uint64_t articles_ = 0;
  std::uint64_t postings_ = 0;
};

}  // namespace

std::vector<Statistic> statistics_of(const std::string& path, std::uint64_t articles) {
  const std::uint64_t all = count_articles(path);
  Counter counter;
  std::uint64_t counted = 0;
  std::uint64_t number = 0;
  read_news(path, [&](std::string_view title, std::string_view body) {
    if (number++ * articles / all < counted) return true;
    counter.add(title, body);
    return ++counted < articles;
  });
  return counter.result();
}

std::uint64_t count_articles(const std::string& path) {
  std::uint64_t articles = 0;
  read_news(path, [&](std::string_view, std::string_view) { return ++articles != 0; });
  return articles;
}

std::string comparison(const std::string& real, const std::string& generated) {
  const std::uint64_t articles = std::min(count_articles(real), count_articles(generated));
  if (articles == 0) throw UsageError("no article in " + real + " or in " + generated);
  const std::vector<Statistic> left = statistics_of(real, articles);
  const std::vector<Statistic> right = statistics_of(generated, articles);
  std::string table = "| | real | generated | ratio |\n|---|--:|--:|--:|\n";
  for (std::size_t i = 0; i < left.size(); ++i) {
    char row[200];
    std::snprintf(row, sizeof row, "| %s | %.10g | %.10g | %.2f |\n", left[i].name.c_str(),
                  left[i].value, right[i].value,
                  left[i].value == 0 ? 0.0 : right[i].value / left[i].value);
    table += row;
  }
  return table;
}

}  // namespace newsidx::bench::generate
