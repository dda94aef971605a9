#include "query/plan_builder.h"

#include "base/status_macros.h"
#include "query/syntax/parser.h"

namespace newsidx::query {

Status PlanBuilder::add_lists(std::size_t count) {
  plan_.list_count += count;
  if (plan_.list_count <= kMaxClauses) return {};
  return fail(ErrorCode::limit, "the query reads more than 1,024 words after expansion",
              "fewer words, longer prefixes");
}

Status PlanBuilder::open_list(ListRef& list) const {
  if (context_.cancellation.requested()) return cancelled_error();
  NEWSIDX_ASSIGN_OR_RETURN(list.opened,
                           context_.lists.find(list.field, list.term, context_.cancellation));
  NEWSIDX_ASSIGN_OR_RETURN(list.document_frequency, context_.statistics.document_frequency(list));
  return {};
}

}  // namespace newsidx::query
