// source/dates/date_names.h
//
// Words of dates in the languages that news comes in (forty), as fold_date() writes them. Where two
// languages mean different months by one name, the caller's language decides.
#pragma once

#include <optional>
#include <string_view>

namespace newsidx::source {

/// 1 to 12 of a name of a month or what is short for one ("aug", "aout", "августа", "تموز").
/// @param language  BCP 47, or empty
[[nodiscard]] std::optional<int> month_of_name(std::string_view word, std::string_view language);

/// 0 (Sunday) to 6.
[[nodiscard]] std::optional<unsigned> weekday_of_name(std::string_view word,
                                                      std::string_view language);

/// Words that say nothing: "at", "uhr", "de", "года".
[[nodiscard]] bool is_date_filler(std::string_view word);

enum class DayHalf { morning, afternoon };
/// "am", "p.m.", "下午", "午前", "오후".
[[nodiscard]] std::optional<DayHalf> day_half_of_name(std::string_view word);

}  // namespace newsidx::source
