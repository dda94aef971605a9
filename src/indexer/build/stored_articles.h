// indexer/build/stored_articles.h
//
// The living articles of an index as a stream, in the order in which they were first read: that of
// stores and of the numbers in them. So blocks of the store are read one after the other, and an
// index whose documents were put in another order gives the same as one that was not.
//
// Threads: one.   Memory: 12 bytes an article.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "indexer/build/build_pipeline.h"
#include "segment/document_reader.h"
#include "segment/manifest.h"
#include "storage/store.h"

namespace newsidx::indexer {

class StoredArticles final : public ArticleStream {
 public:
  struct Entry {
    segment::ArticleAddress address;
    std::uint32_t source_file = 0;  ///< its number; 0: not known
  };
  /// Is told of an article that cannot be read.
  using OnLost = std::function<void(const Entry&, const Error&)>;

  /// @param entries  in any order
  /// @param on_lost  empty: such an article ends the stream, and status() says why
  StoredArticles(std::shared_ptr<const storage::Store> store, std::vector<Entry> entries,
                 OnLost on_lost = {});

  std::optional<Article> next() override;
  [[nodiscard]] Status status() const override { return status_; }
  void report(BuildProgress& progress) const override;
  [[nodiscard]] std::uint64_t memory_bytes() const override {
    return entries_.capacity() * sizeof(Entry);
  }
  [[nodiscard]] FileNumbers file() const override { return {last_.source_file, last_.source_file}; }
  /// Of the article that next() gave last.
  [[nodiscard]] const segment::ArticleAddress& address() const noexcept { return last_.address; }
  [[nodiscard]] std::uint64_t text_bytes() const noexcept { return text_bytes_; }

 private:
  std::shared_ptr<const storage::Store> store_;
  std::vector<Entry> entries_;
  OnLost on_lost_;
  std::size_t next_ = 0;
  Entry last_;
  std::uint64_t text_bytes_ = 0;
  Status status_;
};

/// The articles of a segment's living documents.
/// @errors corruption, io
[[nodiscard]] Result<std::vector<StoredArticles::Entry>> living_articles(
    const std::shared_ptr<const storage::Store>& store, const segment::SegmentInfo& info);

/// Those of all segments. @errors as above
[[nodiscard]] Result<std::vector<StoredArticles::Entry>> living_articles(
    const std::shared_ptr<const storage::Store>& store, const segment::Manifest& manifest);

}  // namespace newsidx::indexer
