// newsidx/text.h
//
// How wide a text is on a terminal, and how people write times. Text of articles is UTF-8 in any
// script.
#pragma once

#include <newsidx/article.h>
#include <newsidx/export.h>
#include <newsidx/result.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace newsidx {

/// A character (code point) of a text.
struct DisplayChar {
  char32_t code_point = 0;   ///< U+FFFD for bytes that are not UTF-8
  std::uint8_t bytes = 0;    ///< that it takes in the text, >= 1
  std::uint8_t columns = 0;  ///< 0 (combining marks, controls), 1, or 2 (East Asian wide, emoji)
};

/// The character that begins at byte `at`. REQUIRES at < text.size().
[[nodiscard]] NEWSIDX_EXPORT DisplayChar display_char(std::string_view text,
                                                      std::size_t at) noexcept;

/// Columns that a text takes on a terminal. Cost: linear.
[[nodiscard]] NEWSIDX_EXPORT std::size_t display_width(std::string_view text) noexcept;

/// Writes times as people of a place do.
///
/// Threads: a value type; const calls from any number of threads.
class NEWSIDX_EXPORT LocalTimes {
 public:
  /// @param time_zone  as SearchOptions::time_zone
  /// @param locale     as of LC_TIME: "de_DE.UTF-8"; "", "C" and "POSIX": ISO 8601
  /// @errors invalid_argument  there is no such zone
  [[nodiscard]] static Result<LocalTimes> of(std::string_view time_zone, std::string_view locale);

  /// "27.08.2016, 04:17", "2016-08-27 04:17", "Aug 27, 2016"; a time of which the zone is not known
  /// as it is.
  [[nodiscard]] std::string text(const Timestamp& time) const;

 private:
  struct NEWSIDX_HIDDEN Forms;
  std::shared_ptr<const Forms> forms_;
};

}  // namespace newsidx
