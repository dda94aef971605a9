#include "indexer/build/stored_articles.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/status_macros.h"
#include "segment/live_docs.h"
#include "segment/source_files.h"

namespace newsidx::indexer {

StoredArticles::StoredArticles(std::shared_ptr<const storage::Store> store,
                               std::vector<Entry> entries, OnLost on_lost)
    : store_(std::move(store)), entries_(std::move(entries)), on_lost_(std::move(on_lost)) {
  std::ranges::sort(entries_, {}, &Entry::address);
}

std::optional<Article> StoredArticles::next() {
  while (next_ < entries_.size() && status_) {
    const Entry& entry = entries_[next_++];
    auto article = segment::read_stored_article(*store_, entry.address);
    if (article) {
      last_ = entry;
      text_bytes_ += article->title.size() + article->body.size();
      return std::move(*article);
    }
    if (on_lost_) {
      on_lost_(entry, article.error());
      continue;
    }
    Error error = std::move(article).error();
    if (error.code == ErrorCode::not_found) error.code = ErrorCode::corruption;
    if (error.code == ErrorCode::corruption) error.hint = HintName::repair;
    status_ = fail("store " + std::to_string(entry.address.store) + ": article " +
                       std::to_string(entry.address.number),
                   std::move(error));
  }
  return std::nullopt;
}

void StoredArticles::report(BuildProgress& progress) const {
  progress.text_bytes = text_bytes_;
  progress.done_units = next_;
  progress.total_units = entries_.size();
}

Result<std::vector<StoredArticles::Entry>> living_articles(
    const std::shared_ptr<const storage::Store>& store, const segment::SegmentInfo& info) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto documents, segment::DocumentReader::open(store, info));
  NEWSIDX_ASSIGN_OR_RETURN(const auto addresses, documents.addresses());
  NEWSIDX_ASSIGN_OR_RETURN(const auto files, segment::read_source_files(store, info));
  segment::DocBits deleted((std::size_t{info.document_count} + 63) / 64);
  if (info.live.generation != 0) {
    NEWSIDX_ASSIGN_OR_RETURN(
        deleted, segment::read_deleted_docs(*store, info.id, info.live.generation,
                                            info.document_count, info.live.document_count));
  }
  std::vector<StoredArticles::Entry> living;
  living.reserve(info.live.document_count);
  for (std::uint32_t document = 0; document < info.document_count; ++document) {
    const bool is_deleted = (deleted[document / 64] >> (document % 64) & 1) != 0;
    if (!is_deleted) living.push_back({addresses[document], files[document]});
  }
  return living;
}

Result<std::vector<StoredArticles::Entry>> living_articles(
    const std::shared_ptr<const storage::Store>& store, const segment::Manifest& manifest) {
  std::vector<StoredArticles::Entry> all;
  all.reserve(manifest.live_document_count());
  for (const segment::SegmentInfo& info : manifest.segments) {
    NEWSIDX_ASSIGN_OR_RETURN(const auto living, living_articles(store, info));
    all.insert(all.end(), living.begin(), living.end());
  }
  return all;
}

}  // namespace newsidx::indexer
