// query/operator/phrase.h: documents in which words stand in a row.
#pragma once

#include <string>
#include <vector>

#include "query/list_ref.h"
#include "segment/field.h"

namespace newsidx::query {

/// A position of a phrase: any of several sequences of terms.
struct PhraseSlot {
  std::vector<std::vector<ListRef>> alternatives;
};

struct PhraseNode {
  std::vector<PhraseSlot> slots;

  /// Of all its lists.
  [[nodiscard]] segment::Field field() const { return slots[0].alternatives[0][0].field; }
};

/// "peac talk|ceasefir|ceas+fir"
[[nodiscard]] std::string to_string(const PhraseNode& node);

}  // namespace newsidx::query
