// segment/column_descriptor.h
//
// What a column holds, and how: a value beside its chunks, so that who reads a column need not know
// it beforehand. Format: FORMAT.md, "Columns".
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::segment {

/// What the numbers mean. Persisted. 2 is reserved (FORMAT.md).
enum class ColumnType : std::uint8_t {
  number = 0,
  time = 1,  ///< column_time()
};
[[nodiscard]] constexpr bool is_known(ColumnType type) noexcept { return type <= ColumnType::time; }

/// Whether every document has a number. Persisted.
enum class ColumnPresence : std::uint8_t {
  always = 0,
  optional = 1,  ///< 0 stands for none
};
[[nodiscard]] constexpr bool is_known(ColumnPresence presence) noexcept {
  return presence <= ColumnPresence::optional;
}

/// Where the numbers are. Persisted.
enum class ColumnEncoding : std::uint8_t {
  packed = 0,    ///< in chunks, each as wide as its numbers need
  counting = 1,  ///< nowhere: that of document d is base + d
};
[[nodiscard]] constexpr bool is_known(ColumnEncoding encoding) noexcept {
  return encoding <= ColumnEncoding::counting;
}

struct ColumnDescriptor {
  ColumnType type = ColumnType::number;
  ColumnPresence presence = ColumnPresence::always;
  ColumnEncoding encoding = ColumnEncoding::packed;
  std::uint32_t document_count = 0;
  std::uint64_t base = 0;  ///< of a counting column

  /// The least and the greatest number of a chunk; of one without numbers least > greatest.
  struct Range {
    std::uint64_t least = 1;
    std::uint64_t greatest = 0;
    void add(std::uint64_t number) noexcept {
      least = greatest < least || number < least ? number : least;
      greatest = number > greatest || greatest < least ? number : greatest;
    }
    [[nodiscard]] bool is_empty() const noexcept { return least > greatest; }
    friend bool operator==(const Range&, const Range&) = default;
  };
  std::vector<Range> chunks;  ///< of a packed column

  [[nodiscard]] std::uint32_t documents_in(std::uint32_t chunk) const noexcept;
  /// Bytes a number takes in the chunk [0 to 8].
  [[nodiscard]] unsigned width_of(std::uint32_t chunk) const noexcept;
  friend bool operator==(const ColumnDescriptor&, const ColumnDescriptor&) = default;
};

/// Documents in a chunk, but in the last one.
inline constexpr std::uint32_t kColumnChunkDocuments = 8192;

void append_column_descriptor(std::string& out, const ColumnDescriptor& descriptor);

/// @errors corruption   anything that a writer would not have written
///         unsupported  a kind of column that this program does not know
[[nodiscard]] Result<ColumnDescriptor> parse_column_descriptor(std::string_view bytes);

}  // namespace newsidx::segment
