// segment/column_reader.h
//
// One number a document, from a descriptor and chunks. Written by column_writer.h.
// Format: FORMAT.md, "Columns".
//
// Threads: any number.   Cost: a number costs a lookup of its chunk, of 8,192 documents.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "segment/column_descriptor.h"
#include "storage/store.h"

namespace newsidx::segment {

class ColumnReader {
 public:
  /// @param document_count  of the segment
  /// @errors corruption   there is no such column, or it is broken
  ///         unsupported  a kind of column that this program does not know
  [[nodiscard]] static Result<ColumnReader> open(std::shared_ptr<const storage::Store> store,
                                                 std::uint32_t segment, std::string_view name,
                                                 std::uint32_t document_count);

  /// The same, but nothing where there is no such column.
  [[nodiscard]] static Result<std::optional<ColumnReader>> find(
      std::shared_ptr<const storage::Store> store, std::uint32_t segment, std::string_view name,
      std::uint32_t document_count);

  [[nodiscard]] const ColumnDescriptor& descriptor() const noexcept { return descriptor_; }

  /// The number of a document; of an optional column 0: it has none.
  /// REQUIRES document < document_count
  /// @errors corruption, io; the same for read()
  [[nodiscard]] Result<std::uint64_t> number(std::uint32_t document) const;

  /// Appends the numbers of a chunk's documents.
  [[nodiscard]] Status read(std::uint32_t chunk, std::vector<std::uint64_t>& numbers) const;
  [[nodiscard]] std::uint32_t chunk_count() const noexcept;

  /// Appends those of all documents.
  [[nodiscard]] Status read_all(std::vector<std::uint64_t>& numbers) const;

 private:
  ColumnReader(std::shared_ptr<const storage::Store> store, std::uint32_t segment,
               std::string_view name)
      : store_(std::move(store)), segment_(segment), name_(name) {}

  [[nodiscard]] Failure broken(const std::string& how) const;
  [[nodiscard]] Result<storage::PinnedValue> chunk(std::uint32_t number, unsigned width) const;
  [[nodiscard]] std::uint64_t decoded(std::uint32_t chunk, std::uint64_t less) const noexcept;

  std::shared_ptr<const storage::Store> store_;
  std::uint32_t segment_;
  std::string name_;
  ColumnDescriptor descriptor_;
};

}  // namespace newsidx::segment
