// source/capture/capture_shelf.h
//
// Articles of pages of which a newer capture is to come in the input. They wait for it, for only
// then it is known whether it has an article. Of the captures of a page the newest waits.
//
// Threads: one.   Memory: articles up to a bound; beyond it those that came first wait no longer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "source/read_article.h"

namespace newsidx::source {

class CaptureShelf {
 public:
  explicit CaptureShelf(std::uint64_t max_bytes) : max_bytes_(max_bytes) {}

  /// Whether a newer capture is to come, as far as is known.
  [[nodiscard]] bool awaits_newer(const ReadArticle& read) const;

  /// REQUIRES awaits_newer(read).
  void put(ReadArticle read);

  /// The newest capture of a page is there: the one that waits for it is left out.
  void settle(std::uint64_t page);

  /// Of a page for which there is no room or, at the end of the input, no newer capture.
  [[nodiscard]] std::optional<ReadArticle> take(bool is_end);

  [[nodiscard]] std::uint64_t memory_bytes() const noexcept { return bytes_; }
  /// Captures for which a newer one is there.
  [[nodiscard]] std::uint64_t left_out_count() const noexcept { return left_out_count_; }
  /// Pages that could not wait to the end.
  [[nodiscard]] std::uint64_t overflow_count() const noexcept { return overflow_count_; }

 private:
  std::optional<ReadArticle> take_page(std::uint64_t page);

  std::uint64_t max_bytes_;
  std::uint64_t bytes_ = 0;
  std::unordered_map<std::uint64_t, ReadArticle> waiting_;  // by page
  std::deque<std::uint64_t> pages_;  // in the order of the input; those that went, too
  std::unordered_set<std::uint64_t> settled_;
  std::uint64_t left_out_count_ = 0;
  std::uint64_t overflow_count_ = 0;
};

}  // namespace newsidx::source
