#include "indexer/live/file_clash.h"

#include "base/status_macros.h"
#include "segment/column_names.h"
#include "segment/column_reader.h"
#include "segment/document_reader.h"

namespace newsidx::indexer {

Result<bool> is_of_another_file(Deletions& documents, const Article& article,
                                std::uint32_t file_before) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto place, documents.find(article.id));
  if (!place) return false;
  const segment::SegmentInfo& info = documents.segment(*place);
  NEWSIDX_ASSIGN_OR_RETURN(const auto files, segment::ColumnReader::find(documents.store(), info.id,
                                                                         segment::kSourceFileColumn,
                                                                         info.document_count));
  if (!files) return false;
  NEWSIDX_ASSIGN_OR_RETURN(const std::uint64_t file, files->number(place->document));
  if (file == 0 || file == file_before) return false;
  NEWSIDX_ASSIGN_OR_RETURN(const auto reader,
                           segment::DocumentReader::open(documents.store(), info));
  NEWSIDX_ASSIGN_OR_RETURN(const Article known, reader.article(place->document));
  return known.title != article.title || known.body != article.body;
}

}  // namespace newsidx::indexer
