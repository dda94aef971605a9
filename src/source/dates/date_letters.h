// source/dates/date_letters.h
//
// The letters and digits of a date in one form, so that names of months need one spelling.
//
//   "27 Août 2016"        -> "27 aout 2016"
//   "２０１６年８月"      -> "2016年8月"
//   "٢٧ أغسطس ٢٠١٦"       -> "27 اغسطس 2016"
//
// Threads: a pure function.   Cost: linear.
#pragma once

#include <string>
#include <string_view>

namespace newsidx::source {

/// Small letters without accents, ASCII digits, one kind of blank, dash and colon; marks of
/// direction and vowel signs are left out. What is no UTF-8 stays.
[[nodiscard]] std::string fold_date(std::string_view text);

}  // namespace newsidx::source
