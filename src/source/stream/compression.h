// source/stream/compression.h
//
// How a file is compressed, told from its name and from how its contents begin.
//
//   "news.jsonl.gz"  -> gzip       1f 8b ...  -> gzip
//
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace newsidx::source {

enum class Compression : std::uint8_t { none, gzip, zstd, xz, bzip2, lz4 };

/// What the name claims; the contents decide, but a claim that does not hold is a damaged file.
[[nodiscard]] Compression compression_of_name(std::string_view path);

/// What the first bytes of a file say. Text cannot begin like any of the compressed formats.
/// @param claimed  by the name: a frame to be skipped, which may come first, is the same in two
[[nodiscard]] Compression compression_of_bytes(std::string_view head,
                                               Compression claimed = Compression::none);

/// "gzip", "zstd", ... for messages.
[[nodiscard]] std::string_view name_of(Compression compression);

/// The last part of a path, in small letters.
[[nodiscard]] std::string lower_file_name(std::string_view path);

/// "a.jsonl.gz" -> "a.jsonl". @param name  in small letters
[[nodiscard]] std::string_view without_compression_suffix(std::string_view name);

}  // namespace newsidx::source
