#include "indexer/live/file_clash.h"

#include "base/status_macros.h"
#include "segment/column_names.h"
#include "segment/column_reader.h"
#include "segment/document_reader.h"

namespace newsidx::indexer {

namespace {

// The file of a living document; 0: of none that is known.
Result<std::uint64_t> file_of(Deletions& documents, const Deletions::Place& place) {
  const segment::SegmentInfo& info = documents.segment(place);
  NEWSIDX_ASSIGN_OR_RETURN(const auto files, segment::ColumnReader::find(documents.store(), info.id,
                                                                         segment::kSourceFileColumn,
                                                                         info.document_count));
  if (!files) return std::uint64_t{0};
  return files->number(place.document);
}

Result<Article> article_at(Deletions& documents, const Deletions::Place& place) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto reader, segment::DocumentReader::open(
                                                  documents.store(), documents.segment(place)));
  return reader.article(place.document);
}

}  // namespace

Result<bool> is_of_another_file(Deletions& documents, const Article& article,
                                std::uint32_t file_before) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto place, documents.find(article.id));
  if (!place) return false;
  NEWSIDX_ASSIGN_OR_RETURN(const std::uint64_t file, file_of(documents, *place));
  if (file == 0 || file == file_before) return false;
  NEWSIDX_ASSIGN_OR_RETURN(const Article known, article_at(documents, *place));
  return known.title != article.title || known.body != article.body;
}

Result<bool> is_of_another_title(Deletions& documents, const Article& article, std::uint32_t file) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto place, documents.find(article.id));
  if (!place) return false;
  NEWSIDX_ASSIGN_OR_RETURN(const std::uint64_t known_file, file_of(documents, *place));
  if (known_file != file) return false;
  NEWSIDX_ASSIGN_OR_RETURN(const Article known, article_at(documents, *place));
  return known.title.empty() && article.title.empty() ? known.body != article.body
                                                      : known.title != article.title;
}

}  // namespace newsidx::indexer
