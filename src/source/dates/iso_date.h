// source/dates/iso_date.h
//
// The forms of ISO 8601 that Timestamp::parse() does not read.
//
//   20160827T021700Z   2016-W34-6   2016W346   2016-240   2016240T02   2016-08-27T02
//   2016-08-27T02:17:00,123456789+02   2016-08-27 02:17:00 +0000 UTC
//   2016-08-27T02:17+02:00[Europe/Berlin]   2016-08-27+02:00
#pragma once

#include <newsidx/article.h>

#include <optional>
#include <string_view>

namespace newsidx::source {

/// @param text  as fold_date() makes it
[[nodiscard]] std::optional<Timestamp> parse_iso_date(std::string_view text);

}  // namespace newsidx::source
