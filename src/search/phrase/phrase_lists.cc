#include "search/phrase/phrase_lists.h"

#include <algorithm>

#include "base/status_macros.h"
#include "segment/field.h"

namespace newsidx::search {

using query::ListRef;
using query::PhraseNode;
using segment::Field;
using segment::SegmentReader;

namespace {

const ListRef& word_at(const PhraseNode& phrase, std::size_t position) {
  return phrase.slots[position].alternatives[0][0];
}

bool has_pairs(const SegmentReader& segment, const ListRef& word) {
  return word.field == Field::text && segment.has_pairs(word.term);
}

// Opens the lists of pairs and notes which positions they cover.
// @return false when two neighbours have no list though both have pairs
Result<bool> add_pairs(const SegmentReader& segment, const PhraseNode& phrase, PhraseLists& lists,
                       std::vector<bool>& is_covered) {
  bool before = has_pairs(segment, word_at(phrase, 0));
  for (std::size_t position = 1; position < phrase.slots.size(); ++position) {
    const bool here = has_pairs(segment, word_at(phrase, position));
    if (before && here) {
      NEWSIDX_ASSIGN_OR_RETURN(auto list, segment.find_pair(word_at(phrase, position - 1).term,
                                                            word_at(phrase, position).term));
      if (list == nullptr) return false;
      is_covered[position - 1] = is_covered[position] = true;
      const bool is_known = std::ranges::find(lists.pairs, list) != lists.pairs.end();
      if (!is_known) lists.pairs.push_back(std::move(list));
    }
    before = here;
  }
  return true;
}

}  // namespace

bool has_words_alone(const PhraseNode& phrase) {
  return std::all_of(phrase.slots.begin(), phrase.slots.end(), [](const query::PhraseSlot& slot) {
    return slot.alternatives.size() == 1 && slot.alternatives[0].size() == 1;
  });
}

bool is_pair(const SegmentReader& segment, const PhraseNode& node) {
  return node.slots.size() == 2 && has_words_alone(node) && has_pairs(segment, word_at(node, 0)) &&
         has_pairs(segment, word_at(node, 1));
}

Result<std::optional<PhraseLists>> open_phrase(const SegmentReader& segment,
                                               const PhraseNode& phrase, bool with_pairs) {
  std::optional<PhraseLists> lists(std::in_place);
  const std::size_t count = phrase.slots.size();
  std::vector<bool> is_covered(count);
  if (with_pairs && segment.frequent_word_count() > 0) {
    NEWSIDX_ASSIGN_OR_RETURN(const bool can_match, add_pairs(segment, phrase, *lists, is_covered));
    if (!can_match) return std::optional<PhraseLists>();
    lists->is_pair = count == 2 && !lists->pairs.empty();
    if (lists->is_pair) return lists;
  }
  std::vector<const ListRef*> words;
  for (std::size_t position = 0; position < count; ++position) {
    const ListRef& word = word_at(phrase, position);
    const auto known = std::find_if(words.begin(), words.end(),
                                    [&](const ListRef* other) { return other->same_list(word); });
    const auto index = static_cast<std::size_t>(known - words.begin());
    lists->word_at.push_back(index);
    if (known != words.end()) {
      if (is_covered[position]) lists->in_pair[index] = true;
      continue;
    }
    NEWSIDX_ASSIGN_OR_RETURN(auto list, word.open(segment));
    if (list == nullptr) return std::optional<PhraseLists>();
    words.push_back(&word);
    lists->words.push_back(std::move(list));
    lists->in_pair.push_back(is_covered[position]);
  }
  return lists;
}

}  // namespace newsidx::search
