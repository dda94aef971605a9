#include "indexer/repair/saved_articles.h"

#include <algorithm>
#include <utility>

#include "base/status_macros.h"
#include "segment/source_files.h"
#include "storage/keys.h"

namespace newsidx::indexer {
namespace {

using segment::ArticleAddress;
using segment::DocBits;
using segment::SegmentInfo;

bool has_bit(const DocBits& bits, std::uint32_t document) {
  return (bits[document / 64] >> (document % 64) & 1) != 0;
}

Result<DocBits> deleted_of(const storage::Store& store, const SegmentInfo& info) {
  if (info.live.generation == 0) return DocBits((std::size_t{info.document_count} + 63) / 64);
  return segment::read_deleted_docs(store, info.id, info.live.generation, info.document_count,
                                    info.live.document_count);
}

Result<std::vector<ArticleAddress>> addresses_of(const std::shared_ptr<const storage::Store>& store,
                                                 const SegmentInfo& info) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto documents, segment::DocumentReader::open(store, info));
  return documents.addresses();
}

}  // namespace

SavedArticles::SavedArticles(std::shared_ptr<const storage::Store> store,
                             const segment::Manifest& manifest)
    : store_(std::move(store)), manifest_(manifest) {
  Entries entries;
  for (const SegmentInfo& info : manifest_.segments) add_segment(info, entries);
  // Of segments whose records are lost, or of all, where there is no manifest.
  for (const segment::StoreInfo& articles : manifest_.stores) {
    const bool is_named = std::ranges::any_of(manifest_.segments, [&](const SegmentInfo& info) {
      return std::ranges::find(info.stores, articles.id) != info.stores.end();
    });
    if (is_named) continue;
    add_store(articles, entries);
    knows_files_ = false;
  }
  articles_ = std::make_unique<StoredArticles>(
      store_, std::move(entries), [this](const StoredArticles::Entry& entry, const Error&) {
        lost_.push_back(entry);
        lost_files_.insert(entry.source_file);
      });
}

void SavedArticles::problem(const SegmentInfo& info, const std::string& what) {
  problems_.emplace_back("segment " + std::to_string(info.id) + ": " + what);
}

void SavedArticles::add_segment(const SegmentInfo& info, Entries& entries) {
  const auto addresses = addresses_of(store_, info);
  const auto deleted = deleted_of(*store_, info);
  if (!addresses || !deleted) return add_stores(info, entries);
  auto files = segment::read_source_files(store_, info);
  if (!files) {
    problem(info, "of which files its articles are cannot be read");
    knows_files_ = false;
    files = std::vector<std::uint32_t>(info.document_count);
  }
  for (std::uint32_t document = 0; document < info.document_count; ++document) {
    if (!has_bit(*deleted, document))
      entries.push_back({(*addresses)[document], (*files)[document]});
  }
}

void SavedArticles::add_stores(const SegmentInfo& info, Entries& entries) {
  auto deleted = deleted_of(*store_, info);
  const bool knows_deleted = deleted.has_value();
  if (!knows_deleted) {
    problem(info, std::to_string(info.document_count - info.live.document_count) +
                      " articles that were deleted may be there again: which they were cannot be "
                      "read");
  }
  knows_files_ = false;
  for (const std::uint32_t id : info.stores) {
    const segment::StoreInfo* const articles = manifest_.find_store(id);
    if (articles == nullptr) continue;
    add_store(*articles, entries);
    uncertain_.insert({id,
                       {info, segment::IdReader(store_, info.id, info.document_count),
                        deleted.value_or(DocBits()), knows_deleted}});
  }
}

void SavedArticles::add_store(const segment::StoreInfo& store, Entries& entries) {
  for (std::uint32_t number = 0; number < store.article_count; ++number) {
    entries.push_back({{store.id, number}, 0});
  }
}

// An id that is not there is of an article whose place among the ids is damaged.
bool SavedArticles::is_alive(const Article& article) const {
  const auto segment = uncertain_.find(articles_->address().store);
  if (segment == uncertain_.end() || !segment->second.knows_deleted) return true;
  const auto document = segment->second.ids.find(article.id);
  return !document || !*document || !has_bit(segment->second.deleted, **document);
}

std::optional<Article> SavedArticles::next() {
  while (auto article = articles_->next()) {
    if (!is_alive(*article)) continue;
    files_.insert(articles_->file().now);
    return article;
  }
  return std::nullopt;
}

Result<ArticleStream::FileChanges> SavedArticles::file_changes() {
  FileChanges changes;
  NEWSIDX_ASSIGN_OR_RETURN(auto files, known_files(*store_));
  for (segment::SourceFile& file : files) {
    if (!knows_files_ || has_number(file, lost_files_)) {
      file.size_bytes = UINT64_MAX;  // as of one that changed while it was read
      changes.read.push_back(std::move(file));
    } else if (!has_number(file, files_)) {
      changes.forget.push_back(std::move(file.path));
    }
  }
  return changes;
}

std::vector<std::string> SavedArticles::lost_ids() {
  std::vector<std::string> ids;
  std::vector<ArticleAddress> unnamed;
  for (const auto& entry : lost_) unnamed.push_back(entry.address);
  std::ranges::sort(unnamed);
  for (const SegmentInfo& info : manifest_.segments) {
    const auto addresses = addresses_of(store_, info);
    if (!addresses) continue;
    segment::IdCursor cursor = segment::IdReader(store_, info.id, info.document_count).scan();
    for (; cursor.valid() && !unnamed.empty(); cursor.next()) {
      const auto document = cursor.document();
      if (!document || *document >= addresses->size()) continue;
      const auto found = std::ranges::lower_bound(unnamed, (*addresses)[*document]);
      if (found == unnamed.end() || *found != (*addresses)[*document]) continue;
      ids.emplace_back(cursor.id());
      unnamed.erase(found);
    }
  }
  for (const ArticleAddress& address : unnamed) {
    problems_.emplace_back("article " + std::to_string(address.number) + " of store " +
                           std::to_string(address.store) + " is lost, and its id");
  }
  std::ranges::sort(ids);
  return ids;
}

Result<std::vector<segment::SourceFile>> known_files(const storage::Store& store) {
  std::vector<segment::SourceFile> files;
  storage::Iterator it =
      store.iterate(storage::Family::meta, storage::source_file_prefix(), storage::Access::scan);
  for (; it.valid(); it.next()) {
    NEWSIDX_ASSIGN_OR_RETURN(segment::SourceFile file, segment::parse_source_file(it.value()));
    files.push_back(std::move(file));
  }
  NEWSIDX_RETURN_IF_ERROR(it.status());
  return files;
}

bool has_number(const segment::SourceFile& file, const std::unordered_set<std::uint32_t>& numbers) {
  return numbers.contains(file.number) ||
         std::ranges::any_of(file.numbers_before,
                             [&numbers](auto number) { return numbers.contains(number); });
}

}  // namespace newsidx::indexer
