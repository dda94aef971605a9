// source/exports/export_date.h
//
// The date that a line of an export names, with what stands around it.
//
//   "August 27, 2016 Saturday 10:15 PM GMT"   "Samstag 27. August 2016"   "27 août 2016"
//   "Aug 27, 2016"   "2016-08-27"   "The Times, 27 August 2016, p. 3"
//
// Months are in English, German and French.   Threads: a pure function.
#pragma once

#include <newsidx/article.h>

#include <optional>
#include <string_view>

namespace newsidx::source {

/// The first day that is named in full, with the time behind it; a zone is known of "GMT", "UTC"
/// and the American ones.
[[nodiscard]] std::optional<Timestamp> date_in_line(std::string_view line);

}  // namespace newsidx::source
