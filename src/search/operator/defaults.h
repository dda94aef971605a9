// search/operator/defaults.h: what holds for an operator that does not say otherwise: ways in which
// some may be searched faster, none of which an answer depends on.
#pragma once

#include <optional>

#include "search/operator/operators.h"

namespace newsidx::search {

template <class Operator>
[[nodiscard]] bool verifies_matches(const Operator&) {
  return false;
}

template <class Operator>
[[nodiscard]] bool is_one_list(const Operator&, const segment::SegmentReader&) {
  return false;
}

template <class Operator>
[[nodiscard]] Result<std::optional<ScoredList>> single_list(const Operator&, double,
                                                            const CursorFactory&) {
  return std::optional<ScoredList>();
}

}  // namespace newsidx::search
