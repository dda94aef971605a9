// query/operator/term.h: the documents of a list.
#pragma once

#include <string>

#include "query/list_ref.h"

namespace newsidx::query {

struct TermNode {
  ListRef list;
};

[[nodiscard]] inline std::string to_string(const TermNode& node) { return to_string(node.list); }

}  // namespace newsidx::query
