#include "query/operator/phrase.h"

namespace newsidx::query {

std::string to_string(const PhraseNode& node) {
  std::string out = "\"";
  for (const PhraseSlot& slot : node.slots) {
    if (out.size() > 1) out += ' ';
    for (std::size_t i = 0; i < slot.alternatives.size(); ++i) {
      if (i > 0) out += '|';
      for (std::size_t j = 0; j < slot.alternatives[i].size(); ++j) {
        if (j > 0) out += '+';
        out += to_string(slot.alternatives[i][j]);
      }
    }
  }
  return out + '"';
}

}  // namespace newsidx::query
