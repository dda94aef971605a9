// source/file_format.h
//
// What a file is, told from its name or from how its contents begin.
//
//   "news.jsonl.gz"      -> records, compressed with gzip
//   "page.TXT"           -> page
//   "photo.jpg"          -> unknown
//   1f 8b ...            -> gzip
#pragma once

#include <cstdint>
#include <string_view>

namespace newsidx::source {

enum class FileFormat : std::uint8_t {
  unknown,  ///< the name says nothing: told by the contents
  no_news,  ///< a picture, a program, a licence: passed over in a folder
  page,     ///< .txt: one page of text with one or several articles
  records,  ///< .jsonl, .ndjson: one JSON object a line
  json,     ///< .json: the same, or one document over many lines, which is not read
};

enum class Compression : std::uint8_t { none, gzip, zstd, xz, bzip2, lz4 };

[[nodiscard]] FileFormat format_of_name(std::string_view path);

/// What a file of FileFormat::no_news is, in the singular: "picture", "program file"; else "".
[[nodiscard]] std::string_view no_news_by_name(std::string_view path);

/// What the name claims; the contents decide, but a claim that does not hold is a damaged file.
[[nodiscard]] Compression compression_of_name(std::string_view path);

/// What the first bytes of a file say. Text cannot begin like any of the compressed formats.
/// @param claimed  by the name: a frame to be skipped, which may come first, is the same in two
[[nodiscard]] Compression compression_of_bytes(std::string_view head,
                                               Compression claimed = Compression::none);

/// "gzip", "zstd", ... for messages.
[[nodiscard]] std::string_view name_of(Compression compression);

/// Tells records from a page: records begin with '{'.
[[nodiscard]] FileFormat format_of_text(std::string_view head);

/// True of a name without a suffix, or with a number for one ("article", "51060", "1."): text in
/// such a file is a page.
[[nodiscard]] bool has_no_suffix(std::string_view path);

}  // namespace newsidx::source
