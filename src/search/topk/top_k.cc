#include "search/topk/top_k.h"

#include "search/cursor/conjunction_cursor.h"

namespace newsidx::search {

void insert_all(ScoredBatch& batch, const Cursors& excluded, TopDocs& top) {
  batch.keep_from(top.entry_score());
  for (std::size_t i = 0; i < batch.size; ++i) {
    if (batch.scores[i] < top.entry_score() || any_has(excluded, batch.docs[i])) continue;
    top.insert(batch.docs[i], batch.scores[i]);
  }
}

}  // namespace newsidx::search
