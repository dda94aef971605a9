// query/syntax/range_text.h: a range of dates or numbers, as it is written behind a field.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace newsidx::query {

struct RangeBounds {
  std::string_view low;  ///< empty: open
  std::string_view high;
  bool excludes_low = false;
  bool excludes_high = false;
  bool is_point = false;  ///< one value, `low`: a date is a range, too
  friend bool operator==(const RangeBounds&, const RangeBounds&) = default;
};

[[nodiscard]] inline RangeBounds single_value(std::string_view text) {
  RangeBounds bounds;
  bounds.low = text;
  bounds.is_point = true;
  return bounds;
}

/// "[a TO b]", "{a TO b]" (braces exclude, a star is open), ">=a", ">a", "<=a", "<a", "a..b",
/// "a..",
/// "..b". Whether a and b are dates or numbers is for others to say.
/// @return views of `text`; nothing when it is no range
[[nodiscard]] std::optional<RangeBounds> parse_range(std::string_view text);

/// The end of a range in brackets that begins at `at`; `at` where none does.
[[nodiscard]] std::size_t bracket_range_end(std::string_view query, std::size_t at);

}  // namespace newsidx::query
