// source/format/file_name.h
//
// What a file's name says of it, without folders and what says how it is compressed.
//
//   "news.jsonl.gz"  -> records     "photo.jpg", "LICENSE"           -> no_news
//   "page.TXT"       -> page        "article", "51060"                 -> unknown
//
// Threads: pure functions.
#pragma once

#include <string_view>

#include "source/format/file_format.h"

namespace newsidx::source {

[[nodiscard]] FileFormat format_of_name(std::string_view path);
/// Whether a file whose name says so is a web archive, or may have some in it.
[[nodiscard]] bool may_hold_captures(FileFormat by_name);

/// What a file of FileFormat::no_news is, in the singular: "picture", "program file"; else "".
[[nodiscard]] std::string_view no_news_by_name(std::string_view path);

/// True of a name without a suffix, or with a number for one ("article", "51060", "1."): text in
/// such a file is a page.
[[nodiscard]] bool has_no_suffix(std::string_view path);

}  // namespace newsidx::source
