// source/dates/number_date.h
//
// Dates that are one number: compact ones, and seconds of the epoch.
//
//   20160827  201608270217  20160827021700  20160827021700123     as written, zone unknown
//   1472264220  1472264220000  1472264220000000  1472264220.25    s, ms, us (and ns) since 1970
//
// Ten digits that can be read as a day with its hour are that, not seconds of the years after 2030.
// Of seconds only those from 1973-03-03 (nine digits) to 2099 are taken: smaller numbers are
// counts.
#pragma once

#include <newsidx/article.h>

#include <optional>
#include <string_view>

namespace newsidx::source {

/// @param text  digits, with a fraction or an exponent where it is of the epoch
[[nodiscard]] std::optional<Timestamp> parse_number_date(std::string_view text);

}  // namespace newsidx::source
