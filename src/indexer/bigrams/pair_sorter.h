// indexer/bigrams/pair_sorter.h
//
// Takes the places of pairs of words document by document and hands out postings pair by pair: an
// external sort. Places go to a log; a full log is sorted by pair in linear time and packed into a
// run; runs are read side by side at the end. Those that exceed the budget go to files.
//
// Threads: one.   Memory: the log (kLogPlaces), the budget, and 64 KiB a file.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace newsidx::indexer {

class PairSorter {
 public:
  /// Places in the log: 16 bytes each, half of them for sorting.
  static constexpr std::size_t kLogPlaces = 1u << 21;

  /// @param pair_count   pairs are numbered below it
  /// @param file_path    the start of paths of files, which are removed with the sorter
  PairSorter(std::uint32_t pair_count, std::size_t budget_bytes, std::string file_path,
             std::size_t log_places = kLogPlaces);
  PairSorter(const PairSorter&) = delete;
  PairSorter& operator=(const PairSorter&) = delete;
  ~PairSorter();

  /// Adds a place. Documents do not descend.
  /// @param document  below 2^31
  /// @param weighs    the place adds the title's weight to the frequency, not 1
  void add(std::uint32_t pair, std::uint32_t document, bool weighs) {
    log_.push_back({pair, document << 1 | (weighs ? 1u : 0u)});
  }
  /// Called now and then: what was added becomes a run when the log is full.
  [[nodiscard]] Status end_places() {
    if (log_.size() >= log_places_) return end_run();
    return {};
  }

  /// Takes a posting: places of a pair in a document. It is called pair by pair, and within one by
  /// ascending documents.
  using Sink =
      std::function<Status(std::uint32_t pair, std::uint32_t document, std::uint32_t freq)>;
  [[nodiscard]] Status read(std::uint32_t title_weight, const Sink& sink);

  [[nodiscard]] std::size_t file_count() const noexcept { return file_count_; }

 private:
  struct Place {
    std::uint32_t pair;
    std::uint32_t where;  // document * 2 + whether it weighs
  };
  struct Run {
    std::string bytes;
    std::string path;  // empty: in memory
  };
  class RunReader;

  void sort_log();
  [[nodiscard]] Status end_run();

  unsigned pair_bits_;
  std::size_t budget_bytes_;
  std::string file_path_;
  std::size_t log_places_;
  std::size_t used_bytes_ = 0;  // by runs in memory
  std::size_t file_count_ = 0;
  std::vector<Place> log_;
  std::vector<Place> scratch_;
  std::vector<Run> runs_;  // in the order of their documents
};

}  // namespace newsidx::indexer
