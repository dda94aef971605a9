#include "indexer/merge/superseded.h"

#include <string>
#include <vector>

#include "base/status_macros.h"
#include "indexer/merge/living_documents.h"
#include "indexer/merge/source_heap.h"

namespace newsidx::indexer {

Status find_superseded(std::span<const std::unique_ptr<TermSource>> sources,
                       segment::DocBits& bits) {
  SourceHeap<std::string> heap;
  std::vector<std::uint32_t> documents(sources.size());
  const auto push_next = [&](std::size_t source) -> Status {
    std::string id;
    NEWSIDX_ASSIGN_OR_RETURN(const bool found, sources[source]->next_id(id, documents[source]));
    if (found) heap.push(std::move(id), source);
    return {};
  };
  for (std::size_t i = 0; i < sources.size(); ++i) NEWSIDX_RETURN_IF_ERROR(push_next(i));
  std::string last_id;
  std::uint32_t last_document = 0;
  for (bool is_first = true; !heap.empty(); is_first = false) {
    auto [id, source] = heap.pop();
    if (!is_first && id == last_id) set_bit(bits, last_document);
    last_id = std::move(id);
    last_document = documents[source];
    NEWSIDX_RETURN_IF_ERROR(push_next(source));
  }
  for (const auto& source : sources) source->rewind_ids();
  return {};
}

}  // namespace newsidx::indexer
