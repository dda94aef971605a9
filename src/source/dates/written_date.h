// source/dates/written_date.h
//
// Dates as people and feeds write them, in the languages of date_names.h.
//
//   Sat, 27 Aug 2016 02:17:00 EDT      Saturday, 27-Aug-16 02:17:00 GMT
//   Sat Aug 27 02:17:00 2016           Sat Aug 27 2016 02:17:00 GMT+0200 (CEST)
//   August 27, 2016 2:17 pm EDT        27. August 2016, 14:05 Uhr      le 27 août 2016 à 14h05
//   2016/08/27 02:17   27.08.2016   08/27/2016   Sat, 27/08/2016 - 02:17
//   2016年8月27日 下午2:17              2016년 8월 27일 오후 2시 17분
//   27 tháng 8 năm 2016   27 สิงหาคม 2559   20160827 02:17 AM EDT
//
// Of numbers only, the year stands first or last. Of a day and a month that could be either, dots
// say that the day is first; slashes and dashes say nothing: the weekday, the language or the
// caller decides, or there is no date.
#pragma once

#include <newsidx/article.h>

#include <optional>
#include <string_view>

#include "source/dates/date_text.h"

namespace newsidx::source {

/// @param folded  as fold_date() makes it
[[nodiscard]] std::optional<Timestamp> parse_written_date(std::string_view folded,
                                                          const DateHints& hints);

}  // namespace newsidx::source
