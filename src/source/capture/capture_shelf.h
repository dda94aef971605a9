// source/capture/capture_shelf.h
//
// Articles of pages of which a newer capture is to come in the input. They wait for it, for only
// then it is known whether it has the same article, another one, or none.
//
// Of captures of one article the newest waits, and not for long a few older ones.
//
// Threads: one.   Memory: articles up to a bound; beyond it those that came first wait no longer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "source/read_article.h"

namespace newsidx::source {

class CaptureShelf {
 public:
  explicit CaptureShelf(std::uint64_t max_bytes) : max_bytes_(max_bytes) {}

  /// Whether a newer capture is to come, as far as is known.
  [[nodiscard]] bool awaits_newer(const ReadArticle& read) const;

  /// REQUIRES awaits_newer(read).
  void put(ReadArticle read);

  /// The newest capture of a page is there: none waits for it any more.
  /// @return those that did, but for those that are the same article; the newest first
  [[nodiscard]] std::vector<ReadArticle> settle(std::uint64_t page, const Article& newest);

  /// Of a page for which there is no room or, at the end of the input, no newer capture.
  /// @return its articles, each once, the newest first; none where no page has to go
  [[nodiscard]] std::vector<ReadArticle> take(bool is_end);

  [[nodiscard]] std::uint64_t memory_bytes() const noexcept { return bytes_; }
  /// Captures for which a newer one is there.
  [[nodiscard]] std::uint64_t left_out_count() const noexcept { return left_out_count_; }
  /// Pages that could not wait to the end.
  [[nodiscard]] std::uint64_t overflow_count() const noexcept { return overflow_count_; }

 private:
  struct Page {
    std::vector<ReadArticle> captures;
    std::size_t next_look = 8;  ///< with so many the older ones of the same article are dropped
  };
  void drop_older(std::vector<ReadArticle>& captures, const Article* newest);
  std::vector<ReadArticle> take_page(std::uint64_t page, const Article* newest);

  std::uint64_t max_bytes_;
  std::uint64_t bytes_ = 0;
  std::unordered_map<std::uint64_t, Page> waiting_;
  std::deque<std::uint64_t> pages_;  // in the order of the input; those that went, too
  std::unordered_set<std::uint64_t> settled_;
  std::uint64_t left_out_count_ = 0;
  std::uint64_t overflow_count_ = 0;
};

}  // namespace newsidx::source
