// indexer/repair/saved_articles.h
//
// The living articles of an index that is damaged, as a stream: those that can be read, and what
// follows from the others.
//
//   which documents are alive is known   their articles
//   it is not, but ids and bits are      articles of the segment whose ids are alive
//   nothing is                           all that the segment has stored, also deleted ones
//
// A file of which an article is lost, or which cannot be told from others, is to be read again: it
// is known from now on as one that has changed. One that has no article is forgotten.
//
// Threads: one.   Memory: 12 bytes an article.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "indexer/build/build_pipeline.h"
#include "indexer/build/stored_articles.h"
#include "segment/id_reader.h"
#include "segment/live_docs.h"
#include "segment/manifest.h"
#include "segment/source_file.h"
#include "storage/store.h"

namespace newsidx::indexer {

class SavedArticles final : public ArticleStream {
 public:
  /// @param store     of a copy of the index (salvaged_index.h)
  /// @param manifest  its manifest
  SavedArticles(std::shared_ptr<const storage::Store> store, const segment::Manifest& manifest);

  std::optional<Article> next() override;
  void report(BuildProgress& progress) const override { articles_->report(progress); }
  [[nodiscard]] std::uint64_t memory_bytes() const override { return articles_->memory_bytes(); }
  [[nodiscard]] FileNumbers file() const override { return articles_->file(); }
  [[nodiscard]] Result<FileChanges> file_changes() override;

  /// Of the stream's end: articles that could not be read.
  [[nodiscard]] std::uint64_t lost_count() const noexcept { return lost_.size(); }
  /// Their ids, ascending; of those that have none any more the place is a problem.
  [[nodiscard]] std::vector<std::string> lost_ids();
  [[nodiscard]] const std::vector<Remark>& problems() const noexcept { return problems_; }
  [[nodiscard]] std::uint64_t text_bytes() const noexcept { return articles_->text_bytes(); }

 private:
  // A segment of which it is not known where the articles of its documents are.
  struct Uncertain {
    segment::SegmentInfo info;
    segment::IdReader ids;
    segment::DocBits deleted;
    bool knows_deleted = false;
  };
  using Entries = std::vector<StoredArticles::Entry>;
  void add_segment(const segment::SegmentInfo& info, Entries& entries);
  void add_stores(const segment::SegmentInfo& info, Entries& entries);
  void add_store(const segment::StoreInfo& store, Entries& entries);
  [[nodiscard]] bool is_alive(const Article& article) const;
  void problem(const segment::SegmentInfo& info, const std::string& what);

  std::shared_ptr<const storage::Store> store_;
  segment::Manifest manifest_;
  std::map<std::uint32_t, Uncertain> uncertain_;  // by their stores
  std::unique_ptr<StoredArticles> articles_;
  std::vector<StoredArticles::Entry> lost_;
  std::unordered_set<std::uint32_t> files_;       // that have articles
  std::unordered_set<std::uint32_t> lost_files_;  // of which one is lost
  bool knows_files_ = true;
  std::vector<Remark> problems_;
};

/// The files that articles were read from, as the index knows them. @errors corruption, io
[[nodiscard]] Result<std::vector<segment::SourceFile>> known_files(const storage::Store& store);
/// Whether one of the file's numbers, now or before, is among these.
[[nodiscard]] bool has_number(const segment::SourceFile& file,
                              const std::unordered_set<std::uint32_t>& numbers);

}  // namespace newsidx::indexer
