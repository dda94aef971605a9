// source/sgml/sgml_date.h
//
// Dates as the collections of the 1980s and 1990s write them.
//
//   910514  03/24/87  06/01/1998 00:25:00  26-FEB-1987 15:01:01.79  1 March 1994
//   January 1, 1989, Sunday, Home Edition  AP-NR-02-12-88 2344EST
//
// Years of two digits are of the 20th century, months come first. Threads: a pure function.
#pragma once

#include <newsidx/article.h>

#include <optional>
#include <string_view>

namespace newsidx::source {

[[nodiscard]] std::optional<Timestamp> parse_sgml_date(std::string_view text);

/// The day in the number of a document: "AP880212-0001", "APW19980601.0003",
/// "NYT_ENG_19940701.0001".
[[nodiscard]] std::optional<Timestamp> date_of_docno(std::string_view docno);

}  // namespace newsidx::source
