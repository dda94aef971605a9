// query/plan.h
//
// A query after analysis and against an index: which lists to read and how to combine them. Made by
// planner.h, carried out by search/.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "query/remarks.h"
#include "segment/field.h"
#include "segment/segment_reader.h"

namespace newsidx::query {

/// A term's lists in all segments that have it. The segments keep them open, as long as they do not
/// hold too much.
struct OpenedLists {
  struct InSegment {
    const segment::SegmentReader* segment = nullptr;
    std::weak_ptr<const segment::PostingList> list;
    /// Of a list that the segment does not have, but that was made: the same, kept.
    std::shared_ptr<const segment::PostingList> made = {};
  };
  std::uint64_t document_frequency = 0;  ///< over all segments
  std::vector<InSegment> in_segments;
};

/// A list of the index with its document frequency over all segments.
struct ListRef {
  segment::Field field = segment::Field::text;
  std::string term;
  std::uint64_t document_frequency = 0;
  /// To look up the frequency is to open the lists.
  std::shared_ptr<const OpenedLists> opened = {};
  /// Of a word with a term in each of several languages: the sum of their frequencies, so that an
  /// article does not score more because few are in its language. 0: its own.
  std::uint64_t shared_frequency = 0;

  /// How many documents have the word, for scores.
  [[nodiscard]] std::uint64_t scored_frequency() const noexcept {
    return shared_frequency != 0 ? shared_frequency : document_frequency;
  }

  /// The list in a segment; nullptr where that does not have it. @errors corruption, io
  [[nodiscard]] Result<std::shared_ptr<const segment::PostingList>> open(
      const segment::SegmentReader& segment) const;

  [[nodiscard]] bool same_list(const ListRef& other) const noexcept {
    return field == other.field && term == other.term;
  }
};

/// A place in a phrase: any of several sequences of terms.
struct PhraseSlot {
  std::vector<std::vector<ListRef>> alternatives;
};

struct PlanNode {
  enum class Kind : std::uint8_t {
    nothing,  ///< no document
    all,      ///< every document, score 0
    term,     ///< `list`
    phrase,   ///< `slots` in a row
    in_body,  ///< documents that have `must`, one term or phrase of title and body, in the body;
              ///< scored as it is
    alternatives,  ///< documents of any of `should`; the best of their scores
    boolean,  ///< all of `must`, none of `must_not`, any of `should` (one at least if no `must`);
              ///< the sum of the scores
  };
  Kind kind = Kind::nothing;
  float boost = 1;
  ListRef list;
  std::vector<PhraseSlot> slots;
  std::vector<PlanNode> must;
  std::vector<PlanNode> should;
  std::vector<PlanNode> must_not;

  [[nodiscard]] bool matches_nothing() const noexcept { return kind == Kind::nothing; }
};

struct Plan {
  PlanNode root;
  Remarks remarks;                   ///< prefixes that were cut, what capitals mean, ...
  std::vector<std::string> missing;  ///< words, phrases and prefixes that no document has
  std::size_t list_count = 0;        ///< leaves
  bool has_compounds = false;        ///< that are looked for in one piece, and have parts
};

/// One line: (should syria^2 "a b"). Of keywords, name=value, name~word of a value, url#hash.
[[nodiscard]] std::string to_string(const PlanNode& node);

}  // namespace newsidx::query
