#include "base/try.h"
#include "search/topk/top_k.h"

namespace newsidx::search {

Status prime_entry_score(segment::PostingCursor postings, const TermScorer& scorer,
                         const Interrupt& interrupt, TopDocs& top) {
  TopDocs of_term(top.k());
  of_term.raise_entry_score(top.entry_score());  // what other segments have reached already
  NEWSIDX_RETURN_IF_ERROR(rank_by_block_impacts(std::move(postings), scorer, interrupt, of_term));
  // A document that scores as much as the last of them can still be a better hit by its number.
  if (of_term.entry_score() > 0) top.raise_entry_score(of_term.entry_score() - 1);
  return {};
}

}  // namespace newsidx::search
