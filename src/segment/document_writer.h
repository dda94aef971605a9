// segment/document_writer.h
//
// A store of articles. Written while articles are read, before the segment's number of documents is
// known.
// Read by document_reader.h.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <string_view>

#include "segment/manifest.h"
#include "storage/record_sink.h"

namespace newsidx::segment {

class DocumentWriter {
 public:
  /// @param sink   must outlive this
  /// @param store  the number of the store
  DocumentWriter(storage::RecordSink& sink, std::uint32_t store) : sink_(&sink) {
    store_.id = store;
  }

  /// Stores an article under the next number.
  /// @param article   as append_stored_article() made it
  [[nodiscard]] Status add(std::string_view article);

  /// Stores an article of another store as it is: its first piece under the next number, then the
  /// further ones.
  /// @param value  of the piece
  [[nodiscard]] Status copy_first_piece(std::string_view value);
  /// @param piece  [>= 1]
  [[nodiscard]] Status copy_further_piece(std::uint16_t piece, std::string_view value);

  /// Of what was added; all of it is alive.
  [[nodiscard]] const StoreInfo& store() const noexcept { return store_; }

 private:
  [[nodiscard]] Status put(std::string_view key, std::string_view value);

  storage::RecordSink* sink_;
  StoreInfo store_;
};

}  // namespace newsidx::segment
