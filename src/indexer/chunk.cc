#include "indexer/chunk.h"

#include "segment/stored_article.h"

namespace newsidx::indexer {

InvertedChunk invert_chunk(Chunk chunk, Inverter& inverter, bool store_articles) {
  InvertedChunk result;
  std::string language;
  std::uint32_t document = chunk.first_document;
  for (Article& article : chunk.articles) {
    result.rows.push_back(inverter.add(document++, article, language));
    ++result.languages[language];
    segment::append_stored_article(result.stored_articles.emplace_back(), article, store_articles);
    article = {};  // its text is not held twice
  }
  result.run = inverter.finish();
  return result;
}

}  // namespace newsidx::indexer
