// query/operator/in_body.h: of the documents of a term or phrase of title and body, those that have
// it in the body; scored as it is.
#pragma once

#include <string>
#include <variant>

#include "query/operator/phrase.h"
#include "query/operator/term.h"

namespace newsidx::query {

struct InBodyNode {
  std::variant<TermNode, PhraseNode> leaf;
};

[[nodiscard]] inline std::string to_string(const InBodyNode& node) {
  return "body:" + std::visit([](const auto& leaf) { return to_string(leaf); }, node.leaf);
}

}  // namespace newsidx::query
