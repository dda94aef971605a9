// A part of the documents is cut into halves. A term with l documents in the left half and r in the
// right one costs about l * log(n / l) + r * log(n / r) bits there (log(n / d) is the size of a gap
// between d documents among n). Documents that would make this less on the other side change
// places, in pairs, until few do; then each half is cut in the same way.
//
// Small parts are copied before they are cut, without the terms that cannot matter to them any more
// (in one document, or in all) and with the others numbered anew, so that the tables of the inner
// loops fit the nearest caches and lists are read in a row.

#include "indexer/reorder/bisection.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <span>
#include <thread>

namespace newsidx::indexer {
namespace {

// Parts of no more documents than this are copied.
constexpr std::size_t kCopiedDocuments = 16'384;

// A document on its way to its place, and where its terms are in the pool of its part.
struct Item {
  std::uint64_t begin;
  std::uint32_t size;
  std::uint32_t document;
};

// What one more document with a term costs: the cost of d documents less that of d - 1, up to a
// constant, is -growth(d), where growth(d) = d log(d + 1) - (d - 1) log(d).
class GrowthTable {
 public:
  explicit GrowthTable(std::size_t document_count) : growth_(document_count + 2) {
    double before = 0;
    for (std::size_t d = 1; d < growth_.size(); ++d) {
      const double now = static_cast<double>(d) * std::log2(static_cast<double>(d + 1));
      growth_[d] = static_cast<float>(now - before);
      before = now;
    }
  }
  float operator[](std::size_t d) const noexcept { return growth_[d]; }

 private:
  std::vector<float> growth_;
};

// Documents of parts that were cut, by all threads; each is cut once a level.
class CutCount {
 public:
  CutCount(std::size_t document_count, std::size_t min_partition, const OnBisection& on_progress)
      : on_progress_(on_progress) {
    for (std::size_t size = document_count; size > min_partition; size -= size / 2) {
      total_ += document_count;
    }
  }

  void add(std::size_t documents) {
    const std::uint64_t done = done_.fetch_add(documents) + documents;
    if (on_progress_ && std::this_thread::get_id() == caller_) {
      on_progress_(std::min(done, total_), total_);
    }
  }

 private:
  const OnBisection& on_progress_;
  const std::thread::id caller_ = std::this_thread::get_id();
  std::uint64_t total_ = 0;
  std::atomic<std::uint64_t> done_ = 0;
};

// Cuts parts into halves, one after the other. One a thread.
class Bisector {
 public:
  Bisector(const GrowthTable& growth, const BisectionSettings& settings,
           const std::stop_token& stop, CutCount& cut_count)
      : growth_(growth), settings_(settings), stop_(stop), cut_count_(cut_count) {}

  // Exchanges items between the halves of a part.
  void cut(std::span<Item> part, const std::uint16_t* terms, std::uint32_t term_count) {
    const std::size_t middle = part.size() / 2;
    cut_count_.add(part.size());
    count(part, middle, terms, term_count);
    biases_.resize(part.size());
    for (unsigned iteration = 0; iteration < settings_.max_iterations; ++iteration) {
      if (stop_.stop_requested()) return;
      compute_biases(part, middle, terms, term_count);
      if (!exchange(part, middle, terms, iteration)) return;
    }
  }

  // Cuts a part, its halves, and so on.
  void cut_all(std::span<Item> part, const std::uint16_t* terms, std::uint32_t term_count,
               std::size_t depth = 0) {
    if (part.size() <= settings_.min_partition) return sort(part);
    if (part.size() <= kCopiedDocuments) {
      if (pools_.size() <= depth) pools_.resize(depth + 1);
      term_count = copy(part, terms, term_count, pools_[depth]);
      terms = pools_[depth].data();
      ++depth;
      if (term_count == 0) return sort(part);
    }
    cut(part, terms, term_count);
    const std::size_t middle = part.size() / 2;
    cut_all(part.first(middle), terms, term_count, depth);
    cut_all(part.subspan(middle), terms, term_count, depth);
  }

 private:
  struct Degrees {
    std::uint32_t left = 0;
    std::uint32_t right = 0;
  };

  // What cannot be told apart stays in the order of reading.
  static void sort(std::span<Item> part) {
    std::sort(part.begin(), part.end(),
              [](const Item& a, const Item& b) { return a.document < b.document; });
  }

  void count(std::span<const Item> part, std::size_t middle, const std::uint16_t* terms,
             std::uint32_t term_count) {
    degrees_.assign(term_count, {});
    for (std::size_t i = 0; i < part.size(); ++i) {
      const std::uint16_t* const list = terms + part[i].begin;
      if (i < middle) {
        for (std::uint32_t at = 0; at < part[i].size; ++at) ++degrees_[list[at]].left;
      } else {
        for (std::uint32_t at = 0; at < part[i].size; ++at) ++degrees_[list[at]].right;
      }
    }
  }

  // How much each document draws to the right.
  void compute_biases(std::span<const Item> part, std::size_t middle, const std::uint16_t* terms,
                      std::uint32_t term_count) {
    gains_.resize(term_count);
    for (std::uint32_t term = 0; term < term_count; ++term) {
      const auto [left, right] = degrees_[term];
      gains_[term] = growth_[right + 1] - growth_[left];
    }
    for (std::size_t i = 0; i < middle; ++i) biases_[i] = sum_of_gains(part[i], terms);
    for (std::uint32_t term = 0; term < term_count; ++term) {
      const auto [left, right] = degrees_[term];
      gains_[term] = growth_[right] - growth_[left + 1];
    }
    for (std::size_t i = middle; i < part.size(); ++i) biases_[i] = sum_of_gains(part[i], terms);
  }

  [[nodiscard]] float sum_of_gains(const Item& item, const std::uint16_t* terms) const noexcept {
    const std::uint16_t* list = terms + item.begin;
    const std::uint16_t* const end = list + item.size;
    float sums[4] = {};
    for (; end - list >= 4; list += 4) {
      for (std::size_t lane = 0; lane < 4; ++lane) sums[lane] += gains_[list[lane]];
    }
    for (; list < end; ++list) sums[0] += gains_[*list];
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
  }

  // Changes the places of those on the left that draw to the right more than those on the right do.
  // @return false  when another iteration would not pay
  bool exchange(std::span<Item> part, std::size_t middle, const std::uint16_t* terms,
                unsigned iteration) {
    // The border: as many biases as the left half has are no larger than this one.
    sorted_.assign(biases_.begin(), biases_.end());
    const auto border_at = sorted_.begin() + static_cast<std::ptrdiff_t>(middle) - 1;
    std::nth_element(sorted_.begin(), border_at, sorted_.end());
    const float border = *border_at;
    std::size_t left = 0;
    std::size_t right = middle;
    std::size_t moved = 0;
    float greatest_gain = 0;
    for (;;) {
      while (left < middle && biases_[left] <= border) ++left;
      while (right < part.size() && biases_[right] >= border) ++right;
      if (left == middle || right == part.size()) break;
      greatest_gain = std::max(greatest_gain, biases_[left] - biases_[right]);
      move(part[left], terms, -1);
      move(part[right], terms, +1);
      std::swap(part[left++], part[right++]);
      ++moved;
    }
    return moved * kFewMoves > part.size() && greatest_gain > static_cast<float>(iteration);
  }

  // Counts a document in the other half. @param to_left  +1 to the left half, -1 to the right one
  void move(const Item& item, const std::uint16_t* terms, int to_left) {
    const std::uint16_t* const list = terms + item.begin;
    for (std::uint32_t at = 0; at < item.size; ++at) {
      degrees_[list[at]].left += static_cast<std::uint32_t>(to_left);
      degrees_[list[at]].right -= static_cast<std::uint32_t>(to_left);
    }
  }

  // Copies the lists of a part to `pool` without what cannot matter. @return the number of terms
  std::uint32_t copy(std::span<Item> part, const std::uint16_t* terms, std::uint32_t term_count,
                     std::vector<std::uint16_t>& pool) {
    count(part, part.size(), terms, term_count);
    std::uint32_t next = 0;
    std::size_t size = 0;
    for (Degrees& degrees : degrees_) {
      const std::uint32_t documents = degrees.left;
      const bool matters = documents > 1 && documents < part.size();
      degrees.right = matters ? next++ : kDropped;
      if (matters) size += documents;
    }
    pool.resize(size);
    std::uint64_t end = 0;
    for (Item& item : part) {
      const std::uint16_t* const list = terms + item.begin;
      item.begin = end;
      for (std::uint32_t at = 0; at < item.size; ++at) {
        const std::uint32_t term = degrees_[list[at]].right;
        if (term != kDropped) pool[end++] = static_cast<std::uint16_t>(term);
      }
      item.size = static_cast<std::uint32_t>(end - item.begin);
    }
    return next;
  }

  static constexpr std::uint32_t kDropped = UINT32_MAX;
  static constexpr std::size_t kFewMoves = 200;  // one in so many documents

  const GrowthTable& growth_;
  const BisectionSettings& settings_;
  const std::stop_token& stop_;
  CutCount& cut_count_;
  std::vector<Degrees> degrees_;  // by term
  std::vector<float> gains_;      // by term
  std::vector<float> biases_;     // by item
  std::vector<float> sorted_;
  std::vector<std::vector<std::uint16_t>> pools_;  // a level of copied parts each
};

// Shares the halves among threads until there is one for each.
void cut_with_threads(std::span<Item> part, const ForwardIndex& forward, const GrowthTable& growth,
                      const BisectionSettings& settings, const std::stop_token& stop,
                      CutCount& cut_count, unsigned threads) {
  Bisector bisector(growth, settings, stop, cut_count);
  if (threads <= 1 || part.size() <= kCopiedDocuments) {
    return bisector.cut_all(part, forward.terms.data(), forward.term_count);
  }
  bisector.cut(part, forward.terms.data(), forward.term_count);
  const std::size_t middle = part.size() / 2;
  const std::jthread left([&] {
    cut_with_threads(part.first(middle), forward, growth, settings, stop, cut_count,
                     (threads + 1) / 2);
  });
  cut_with_threads(part.subspan(middle), forward, growth, settings, stop, cut_count, threads / 2);
}

}  // namespace

std::vector<std::uint32_t> bisect(const ForwardIndex& forward, unsigned threads,
                                  const BisectionSettings& settings, const std::stop_token& stop,
                                  const OnBisection& on_progress) {
  const std::uint32_t document_count = forward.document_count();
  std::vector<Item> items;
  items.reserve(document_count);
  for (std::uint32_t document = 0; document < document_count; ++document) {
    const std::uint64_t begin = forward.starts[document];
    items.push_back(
        {begin, static_cast<std::uint32_t>(forward.starts[document + 1] - begin), document});
  }
  const GrowthTable growth(document_count);
  CutCount cut_count(document_count, settings.min_partition, on_progress);
  cut_with_threads(items, forward, growth, settings, stop, cut_count, threads);
  std::vector<std::uint32_t> order;
  order.reserve(document_count);
  for (const Item& item : items) order.push_back(item.document);
  return order;
}

}  // namespace newsidx::indexer
