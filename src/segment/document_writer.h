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
#include "segment/sketches.h"
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
  /// @param sketch    by which its copies are found, as copies::append_sketch() makes it; empty:
  ///                  none
  [[nodiscard]] Status add(std::string_view article, std::string_view sketch = {});

  /// Stores an article of another store as it is: its first piece under the next number, then the
  /// further ones.
  /// @param value  of the piece
  [[nodiscard]] Status copy_first_piece(std::string_view value, std::string_view sketch);
  /// @param piece  [>= 1]
  [[nodiscard]] Status copy_further_piece(std::uint16_t piece, std::string_view value);

  /// Writes what is left of the sketches. Called once, behind all articles: without it these have
  /// none.
  [[nodiscard]] Status finish();

  /// Of what was added; all of it is alive.
  [[nodiscard]] const StoreInfo& store() const noexcept { return store_; }

 private:
  [[nodiscard]] Status put(std::string_view key, std::string_view value);
  [[nodiscard]] Status put_first_piece(std::string_view value, std::string_view sketch);

  storage::RecordSink* sink_;
  StoreInfo store_;
  SketchesWriter sketches_;
};

}  // namespace newsidx::segment
