#include "segment/document_writer.h"

#include <string>

#include "base/status_macros.h"
#include "segment/document_pieces.h"
#include "segment/record_digest.h"
#include "storage/keys.h"

namespace newsidx::segment {
namespace {

constexpr std::size_t kStoreKeyBytes = 4;

}  // namespace

Status DocumentWriter::add(std::string_view article, std::string_view sketch) {
  NEWSIDX_ASSIGN_OR_RETURN(const std::string first, first_piece(article));
  NEWSIDX_RETURN_IF_ERROR(put_first_piece(first, sketch));
  for (std::uint16_t piece = 1;; ++piece) {
    const std::string_view bytes = further_piece(article, piece);
    if (bytes.empty()) return {};
    NEWSIDX_RETURN_IF_ERROR(copy_further_piece(piece, bytes));
  }
}

Status DocumentWriter::copy_first_piece(std::string_view value, std::string_view sketch) {
  return put_first_piece(value, sketch);
}

// The pieces of the article before are written by now, and sketches stand behind them.
Status DocumentWriter::put_first_piece(std::string_view value, std::string_view sketch) {
  if (store_.article_count > 0 && store_.article_count % kSketchesInChunk == 0) {
    NEWSIDX_RETURN_IF_ERROR(finish());
  }
  NEWSIDX_RETURN_IF_ERROR(put(storage::doc_key(store_.id, store_.article_count), value));
  sketches_.add(sketch);
  ++store_.article_count;
  ++store_.live_count;
  return {};
}

Status DocumentWriter::finish() {
  const std::string chunk = sketches_.take_chunk();
  if (chunk.empty()) return {};
  return put(sketches_key(store_.id, store_.article_count - 1), chunk);
}

Status DocumentWriter::copy_further_piece(std::uint16_t piece, std::string_view value) {
  return put(storage::doc_piece_key(store_.id, store_.article_count - 1, piece), value);
}

Status DocumentWriter::put(std::string_view key, std::string_view value) {
  store_.digest += record_digest(key.substr(kStoreKeyBytes), value);
  return sink_->put(storage::Family::docs, key, value);
}

}  // namespace newsidx::segment
