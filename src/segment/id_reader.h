// segment/id_reader.h
//
// From external ids to documents of one segment. Written by id_writer.h.
//
// Threads: all const methods from any number of threads; a cursor belongs to one.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "storage/store.h"

namespace newsidx::segment {

/// All ids of a segment, ascending, as they stand in keys. What is shown is valid until the next
/// move.
class IdCursor {
 public:
  [[nodiscard]] bool valid() const { return ids_.valid(); }
  void next() { ids_.next(); }
  [[nodiscard]] std::string_view id() const;
  /// @errors corruption
  [[nodiscard]] Result<std::uint32_t> document() const;
  /// After valid() turned false: was that the end, or a fault?
  [[nodiscard]] Status status() const { return ids_.status(); }

 private:
  friend class IdReader;
  explicit IdCursor(storage::Iterator ids) : ids_(std::move(ids)) {}
  storage::Iterator ids_;
};

class IdReader {
 public:
  /// @param document_count  of the segment
  IdReader(std::shared_ptr<const storage::Store> store, std::uint32_t segment,
           std::uint32_t document_count)
      : store_(std::move(store)), segment_(segment), document_count_(document_count) {}

  /// @return the document, or nothing
  [[nodiscard]] Result<std::optional<std::uint32_t>> find(std::string_view id) const;

  /// The first id that shares the longest beginning with this one, if that is half of it at least.
  [[nodiscard]] Result<std::optional<std::string>> nearest(std::string_view id) const;

  [[nodiscard]] IdCursor scan() const;

  [[nodiscard]] std::uint32_t document_count() const noexcept { return document_count_; }

 private:
  std::shared_ptr<const storage::Store> store_;
  std::uint32_t segment_;
  std::uint32_t document_count_;
};

}  // namespace newsidx::segment
