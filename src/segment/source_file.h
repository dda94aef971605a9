// segment/source_file.h
//
// A file that articles were read from, as it was then: a record of its own in family meta, which
// tells later whether the file has changed. Column source_file of a segment says which document is
// of which file.  Format: FORMAT.md, "Source files".
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::segment {

/// Where a file that was read record by record can be read on when it has grown.
struct SourceFileEnd {
  enum class Kind : std::uint8_t { lines = 1, table = 2, mbox = 3 };  ///< persisted
  Kind kind = Kind::lines;
  std::uint64_t byte = 0;    ///< what is in front of it is read
  std::uint64_t line = 0;    ///< line breaks in front of it; of mbox, mails
  std::uint64_t head = 0;    ///< of a table: a hash of its dialect and columns
  std::uint64_t digest = 0;  ///< of the bytes in front of it
  friend bool operator==(const SourceFileEnd&, const SourceFileEnd&) = default;
};

struct SourceFile {
  std::uint32_t number = 0;  ///< in column source_file, from 1; of no two files
  std::string path;          ///< absolute, without links
  std::uint64_t size_bytes = 0;
  /// When it was last changed [ns since 1970]. kUnsureTime: so shortly before it was read that a
  /// later change may have the same time, and the digest has to be compared.
  std::int64_t modified_ns = 0;
  std::uint64_t digest = 0;  ///< of its bytes, as source::digest_of_file() has it
  /// Numbers that it had when it was read before, if since then some of it could not be read: there
  /// may be articles that are not known to be gone.
  std::vector<std::uint32_t> numbers_before;
  /// Nothing: when it changes, all of it is read again.
  std::optional<SourceFileEnd> end = {};
  friend bool operator==(const SourceFile&, const SourceFile&) = default;
};

inline constexpr std::int64_t kUnsureTime = INT64_MIN;

[[nodiscard]] std::string serialize_source_file(const SourceFile& file);

/// @errors unsupported  a format version that this program does not read
///         corruption   bad magic or checksum, or a broken body
[[nodiscard]] Result<SourceFile> parse_source_file(std::string_view bytes);

}  // namespace newsidx::segment
