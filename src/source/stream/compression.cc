#include "source/stream/compression.h"

#include <algorithm>
#include <string>

namespace newsidx::source {
namespace {

using namespace std::string_view_literals;

struct CompressionRow {
  Compression compression;
  std::string_view name;
  std::string_view suffix;
  std::string_view magic;
};
constexpr CompressionRow kCompressions[] = {
    {Compression::gzip, "gzip", ".gz", "\x1f\x8b"sv},
    {Compression::zstd, "zstd", ".zst", "\x28\xb5\x2f\xfd"sv},
    {Compression::xz, "xz", ".xz", "\xfd\x37\x7a\x58\x5a\x00"sv},
    {Compression::bzip2, "bzip2", ".bz2", "BZh"sv},
    {Compression::lz4, "lz4", ".lz4", "\x04\x22\x4d\x18"sv},
};

const CompressionRow* find_compression(std::string_view name) {
  const auto* row = std::find_if(std::begin(kCompressions), std::end(kCompressions),
                                 [&](const auto& each) { return name.ends_with(each.suffix); });
  return row == std::end(kCompressions) ? nullptr : row;
}

// "BZh" alone could begin a text, so the level and the first block's magic (pi) must follow.
bool is_bzip2(std::string_view head) {
  return head.size() >= 10 && head[3] >= '1' && head[3] <= '9' &&
         (head.substr(4, 6) == "\x31\x41\x59\x26\x53\x59"sv ||
          head.substr(4, 6) == "\x17\x72\x45\x38\x50\x90"sv);  // the end: no block at all
}

// Parallel zstd writes such frames. In a pipe they are zstd's: lz4's tool writes none.
bool is_skippable_frame(std::string_view head) {
  return head.size() >= 4 && (head[0] & '\xf0') == '\x50' && head.substr(1, 3) == "\x2a\x4d\x18"sv;
}

}  // namespace

std::string lower_file_name(std::string_view path) {
  std::string name(path.substr(path.rfind('/') + 1));  // npos + 1 = 0: no folder
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return name;
}

std::string_view without_compression_suffix(std::string_view name) {
  const CompressionRow* const row = find_compression(name);
  return row == nullptr ? name : name.substr(0, name.size() - row->suffix.size());
}

Compression compression_of_name(std::string_view path) {
  const CompressionRow* row = find_compression(lower_file_name(path));
  return row == nullptr ? Compression::none : row->compression;
}

Compression compression_of_bytes(std::string_view head, Compression claimed) {
  for (const CompressionRow& row : kCompressions) {
    if (!head.starts_with(row.magic)) continue;
    if (row.compression != Compression::bzip2 || is_bzip2(head)) return row.compression;
  }
  if (is_skippable_frame(head)) {
    return claimed == Compression::lz4 ? Compression::lz4 : Compression::zstd;
  }
  return Compression::none;
}

std::string_view name_of(Compression compression) {
  for (const CompressionRow& row : kCompressions) {
    if (row.compression == compression) return row.name;
  }
  return "plain";
}

}  // namespace newsidx::source
