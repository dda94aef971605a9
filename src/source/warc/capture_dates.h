// source/warc/capture_dates.h
//
// When the pages of web archives were captured, so that of several captures of a page the newest
// wins: first the heads of all records are noted, then of each is told whether there is a newer
// one.
//
// A page is a URL as the record writes it, and whether the record is an answer of a server or a
// text made of one: a conversion does not take the place of its page. Of captures of one date none
// is older; one without a date is older than any with one.
//
// Where there are more pages than the bound allows, nothing is known of any: whichever order they
// are noted in, what is known is the same.
//
// Threads: one.   Memory: 16 bytes a record up to a bound, of which little is left after close().
#pragma once

#include <newsidx/article.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "source/record.h"
#include "source/warc/record_head.h"

namespace newsidx::source {

class CaptureDates {
 public:
  /// @param max_bytes  for what is noted
  explicit CaptureDates(std::uint64_t max_bytes);

  /// @return which page a record is of; 0: of none, but what a crawler notes of itself
  [[nodiscard]] static std::uint64_t page_of(const RecordHead& head);

  /// REQUIRES !is_closed().
  void note(const RecordHead& head);

  /// Nothing more is noted.
  void close();
  [[nodiscard]] bool is_closed() const noexcept { return is_closed_; }

  /// @return nothing where no capture of another date was noted. REQUIRES is_closed().
  [[nodiscard]] std::optional<RepeatedPage> find(const RecordHead& head) const;

  /// There were more pages than the bound allows.
  [[nodiscard]] bool is_overflowing() const noexcept { return is_overflowing_; }

 private:
  struct Capture {
    std::uint64_t page = 0;    // hash
    std::int64_t seconds = 0;  // of the newest, twice; the last bit: there are several dates
  };
  static Capture capture_of(const RecordHead& head);
  void compact();

  std::size_t max_pages_;
  std::vector<Capture> captures_;  // no more than twice as many
  bool is_closed_ = false;
  bool is_overflowing_ = false;
};

}  // namespace newsidx::source
