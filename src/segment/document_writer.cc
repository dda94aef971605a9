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

Status DocumentWriter::add(std::string_view article) {
  NEWSIDX_ASSIGN_OR_RETURN(const std::string first, first_piece(article));
  NEWSIDX_RETURN_IF_ERROR(put(storage::doc_key(store_.id, store_.article_count), first));
  for (std::uint16_t piece = 1;; ++piece) {
    const std::string_view bytes = further_piece(article, piece);
    if (bytes.empty()) break;
    NEWSIDX_RETURN_IF_ERROR(
        put(storage::doc_piece_key(store_.id, store_.article_count, piece), bytes));
  }
  ++store_.article_count;
  ++store_.live_count;
  return {};
}

Status DocumentWriter::copy_first_piece(std::string_view value) {
  NEWSIDX_RETURN_IF_ERROR(put(storage::doc_key(store_.id, store_.article_count), value));
  ++store_.article_count;
  ++store_.live_count;
  return {};
}

Status DocumentWriter::copy_further_piece(std::uint16_t piece, std::string_view value) {
  return put(storage::doc_piece_key(store_.id, store_.article_count - 1, piece), value);
}

Status DocumentWriter::put(std::string_view key, std::string_view value) {
  store_.digest += record_digest(key.substr(kStoreKeyBytes), value);
  return sink_->put(storage::Family::docs, key, value);
}

}  // namespace newsidx::segment
