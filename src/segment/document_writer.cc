#include "segment/document_writer.h"

#include "base/try.h"
#include "segment/document_pieces.h"
#include "segment/record_digest.h"
#include "storage/keys.h"

namespace newsidx::segment {

using storage::SstWriter;

namespace {

constexpr std::size_t kStoreKeyBytes = 4;

}  // namespace

Status DocumentWriter::add(std::string_view article) {
  if (!file_) {
    std::string path = staging_path_ + "/docs-" + std::to_string(output_.store.id) + "-" +
                       std::to_string(output_.files.size()) + ".sst";
    NEWSIDX_ASSIGN_OR_RETURN(file_, SstWriter::create(storage::Family::docs, std::move(path)));
  }
  StoreInfo& store = output_.store;
  NEWSIDX_ASSIGN_OR_RETURN(const std::string first, first_piece(article));
  NEWSIDX_RETURN_IF_ERROR(put(storage::doc_key(store.id, store.article_count), first));
  for (std::uint16_t piece = 1;; ++piece) {
    const std::string_view bytes = further_piece(article, piece);
    if (bytes.empty()) break;
    NEWSIDX_RETURN_IF_ERROR(
        put(storage::doc_piece_key(store.id, store.article_count, piece), bytes));
  }
  ++store.article_count;
  ++store.live_count;
  file_bytes_ += article.size();
  return file_bytes_ >= max_file_bytes_ ? finish_file() : Status();
}

Status DocumentWriter::put(std::string_view key, std::string_view value) {
  output_.store.digest += record_digest(key.substr(kStoreKeyBytes), value);
  return file_->add(key, value);
}

Status DocumentWriter::finish_file() {
  NEWSIDX_RETURN_IF_ERROR(file_->finish());
  output_.files.push_back(*std::move(file_));
  file_.reset();
  file_bytes_ = 0;
  return {};
}

Result<DocumentWriter::Output> DocumentWriter::finish() && {
  if (file_) NEWSIDX_RETURN_IF_ERROR(finish_file());
  return std::move(output_);
}

}  // namespace newsidx::segment
