// source/page/page_date.h
//
// Dates as pages write them.
//
//   2016-08-27T02:17                   ISO 8601
//   Sat, 27/08/2016 - 02:17            day first, or month first where only that can be meant
//   August 27, 2016 2:17 pm GMT        27 August 2016, Aug. 27, 2016, 27.08.2016 likewise
//
// A date that could be read in two ways (05/08/2016 without its weekday) is no date: unknown is
// better than wrong.
#pragma once

#include <newsidx/article.h>

#include <optional>
#include <string_view>

namespace newsidx::source {

/// @return nothing unless all of the text is one date
[[nodiscard]] std::optional<Timestamp> parse_page_date(std::string_view text);

/// A line that only says when its page was published or changed.
struct DateLine {
  enum class Kind { published, updated, bare };
  Kind kind = Kind::bare;
  std::optional<Timestamp> date;  ///< unknown when the label stands above no readable date
};

/// "Last update: Sat, 27/08/2016 - 02:17", "Published 27 August 2016", "August 27, 2016".
[[nodiscard]] std::optional<DateLine> parse_date_line(std::string_view line);

/// The other kind of line with a date: an entry of a link list, "Tips for boxers - May 6, 2020".
[[nodiscard]] bool is_dated_link(std::string_view line);

}  // namespace newsidx::source
