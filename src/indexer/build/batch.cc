#include "indexer/build/batch.h"

#include "copies/sketch.h"
#include "segment/stored_article.h"

namespace newsidx::indexer {

std::size_t memory_bytes(const Article& article) noexcept {
  std::size_t bytes = sizeof article;
  for (const std::string* text :
       {&article.id, &article.title, &article.body, &article.url, &article.source, &article.lang}) {
    bytes += text->capacity();
  }
  for (const auto& keyword : article.keywords) {
    bytes += sizeof keyword + keyword.first.capacity() + keyword.second.capacity();
  }
  return bytes;
}

InvertedBatch invert_batch(Batch batch, Inverter& inverter, bool store_articles) {
  InvertedBatch result;
  std::string language;
  for (std::size_t i = 0; i < batch.articles.size() && !inverter.is_stopped(); ++i) {
    Article& article = batch.articles[i];
    const auto document = batch.first_document + static_cast<std::uint32_t>(i);
    result.rows.push_back(inverter.add(document, article, language));
    if (i < batch.source_files.size()) result.rows.back().source_file = batch.source_files[i];
    ++result.languages[language];
    segment::append_stored_article(result.stored_articles.emplace_back(), article, store_articles);
    std::string& sketch = result.sketches.emplace_back();
    if (store_articles) {
      copies::append_sketch(sketch, copies::sketch_of(article.title, article.body));
    }
    article = {};  // its text is not held twice
  }
  result.runs = inverter.finish();
  return result;
}

}  // namespace newsidx::indexer
