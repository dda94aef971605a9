// query/operator/near.h: documents of all of several clauses, whose words stand near each other, in
// a part of the text, or often enough; the sum of the scores of the clauses.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "query/operator/phrase.h"
#include "query/syntax/near_operator.h"

namespace newsidx::query {

struct PlanNode;
struct Places;

enum class TextPart : std::uint8_t { all, title, body, lead };

/// Places of a word, or of a phrase.
struct PhrasePlaces {
  std::vector<PhraseSlot> slots;  ///< not empty
  /// By slot: any words between it and the one before ("a * b"). Empty: none anywhere.
  std::vector<std::uint32_t> words_before;
  std::uint32_t slop = 0;  ///< moves of a word, phrase_matcher.h
  TextPart part = TextPart::all;
};

/// Those of any of several.
struct AnyPlaces {
  std::vector<Places> parts;
};

/// Stretches from a place of one part to a near place of the other; with NOT, places of the first.
struct NearPlaces {
  std::vector<Places> parts;  ///< two
  NearOperator near;
};

/// All places of a part, where there are so many.
struct RepeatedPlaces {
  std::vector<Places> parts;  ///< one
  std::uint32_t count = 1;
};

struct Places {
  std::variant<PhrasePlaces, AnyPlaces, NearPlaces, RepeatedPlaces> kind;
};

struct NearNode {
  std::vector<PlanNode> must;  ///< not empty
  Places places;               ///< of which a document has one
};

/// (NEAR/5 oil "crude price")
[[nodiscard]] std::string to_string(const NearNode& node);

/// Keeps all places to a part of the text.
void keep_to(TextPart part, Places& places);

}  // namespace newsidx::query
