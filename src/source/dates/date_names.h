// source/dates/date_names.h
//
// Words of dates in English, German, French, Spanish, Italian, Portuguese, Dutch, Russian, Arabic,
// Chinese, Japanese and Korean, as fold_date() writes them.
#pragma once

#include <optional>
#include <string_view>

namespace newsidx::source {

/// 1 to 12 of a name of a month or what is short for one ("aug", "août", "августа", "تموز").
[[nodiscard]] std::optional<int> month_of_name(std::string_view word);

/// 0 (Sunday) to 6.
[[nodiscard]] std::optional<unsigned> weekday_of_name(std::string_view word);

/// Words that say nothing: "at", "uhr", "de", "года".
[[nodiscard]] bool is_date_filler(std::string_view word);

enum class DayHalf { morning, afternoon };
/// "am", "p.m.", "下午", "午前", "오후".
[[nodiscard]] std::optional<DayHalf> day_half_of_name(std::string_view word);

}  // namespace newsidx::source
