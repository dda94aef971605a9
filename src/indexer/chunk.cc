#include "indexer/chunk.h"

#include "base/try.h"
#include "segment/segment_writer.h"

namespace newsidx::indexer {

Result<InvertedChunk> invert_chunk(Chunk chunk, Inverter& inverter, const StoreSettings& settings) {
  InvertedChunk result;
  NEWSIDX_ASSIGN_OR_RETURN(
      auto docs, segment::DocsWriter::create(
                     settings.staging_path + "/docs-" + std::to_string(chunk.number) + ".sst",
                     settings.first_sequence, settings.whole_articles));
  std::string language;
  std::uint32_t document = chunk.first_document;
  for (const Article& article : chunk.articles) {
    result.rows.push_back(inverter.add(document, article, language));
    ++result.languages[language];
    NEWSIDX_RETURN_IF_ERROR(docs.add(document, article));
    ++document;
  }
  chunk.articles.clear();
  result.run = inverter.finish();
  result.docs_digest = docs.digest();
  NEWSIDX_ASSIGN_OR_RETURN(result.docs_file, std::move(docs).finish());
  return result;
}

}  // namespace newsidx::indexer
