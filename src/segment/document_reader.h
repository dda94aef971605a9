// segment/document_reader.h
//
// The stored articles of one segment: its columns say in which store each is, and under which
// number. Written by document_writer.h.
//
// Threads: any number.
#pragma once

#include <newsidx/article.h>
#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "segment/column_reader.h"
#include "segment/segment_info.h"
#include "storage/store.h"

namespace newsidx::segment {

/// Where an article is stored.
struct ArticleAddress {
  std::uint32_t store = 0;
  std::uint32_t number = 0;
  friend auto operator<=>(const ArticleAddress&, const ArticleAddress&) = default;
};

/// @errors not_found   there is no such article
///         corruption, io
[[nodiscard]] Result<Article> read_stored_article(const storage::Store& store,
                                                  ArticleAddress address);

class DocumentReader {
 public:
  /// @errors corruption, io
  [[nodiscard]] static Result<DocumentReader> open(std::shared_ptr<const storage::Store> store,
                                                   const SegmentInfo& info);

  /// REQUIRES document < documents of the segment; the same for address().
  /// @errors corruption, io
  [[nodiscard]] Result<Article> article(std::uint32_t document) const;
  [[nodiscard]] Result<ArticleAddress> address(std::uint32_t document) const;
  /// Those of all documents.
  [[nodiscard]] Result<std::vector<ArticleAddress>> addresses() const;

 private:
  DocumentReader(std::shared_ptr<const storage::Store> store, const SegmentInfo& info,
                 ColumnReader article_stores, ColumnReader article_numbers)
      : store_(std::move(store)),
        segment_(info.id),
        stores_(info.stores),
        article_stores_(std::move(article_stores)),
        article_numbers_(std::move(article_numbers)) {}

  [[nodiscard]] Result<ArticleAddress> address_of(std::uint64_t store, std::uint64_t number) const;

  std::shared_ptr<const storage::Store> store_;
  std::uint32_t segment_;
  std::vector<std::uint32_t> stores_;
  ColumnReader article_stores_;  // a place in stores_
  ColumnReader article_numbers_;
};

}  // namespace newsidx::segment
