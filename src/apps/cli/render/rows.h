// cli/render/rows.h
//
// Answers and articles as rows for other programs: a line each, with a line of names first.
//
//   csv   RFC 4180: cells with a comma, a quote or a line break in quotes, lines end in CR LF. A
//         text that a spreadsheet would take for a formula (= + - @ first) has a ' before it, for
//         articles come from anywhere: what must stay as it is, is exported as tsv or jsonl.
//   tsv   cells between tabs; tabs and line breaks in a text become blanks. Texts stay as they are.
//   ids   the ids alone, without a line of names.
//   trec  "QUERY Q0 ID RANK SCORE newsidx": a run for trec_eval, without a line of names.
#pragma once

#include <newsidx/answer.h>
#include <newsidx/result.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace newsidx::cli {

enum class Format : std::uint8_t { text, table, csv, tsv, jsonl, ids, trec };

/// @param allowed  "text, table, csv"; others are refused
/// @errors invalid_argument
[[nodiscard]] Result<Format> parse_format(std::string_view name, std::string_view allowed);

/// @param format    csv, tsv, ids or trec
/// @param query_id  of trec
/// @errors invalid_argument  of trec: an answer in another order than by score, or an id with a
///                           blank
[[nodiscard]] Result<std::string> render_rows(const Answer& answer, Format format,
                                              std::string_view query_id);

/// What was counted, as rows of csv or tsv: which count, value, articles. Articles without a value
/// have a row without one.
[[nodiscard]] std::string render_count_rows(const Answer& answer, Format format);

/// The line of names of articles; "" of jsonl and ids. @param format  csv, tsv, jsonl or ids
[[nodiscard]] std::string article_row_names(Format format);
[[nodiscard]] std::string render_row(const Article& article, Format format);

}  // namespace newsidx::cli
