// query/list_ref.h: a posting list of the index, as a plan names it.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "segment/field.h"
#include "segment/segment_reader.h"
#include "segment/word_form.h"

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

/// A list of the index with its document frequency.
struct ListRef {
  segment::Field field = segment::Field::text;
  std::string term;
  /// Of all articles, as a StatisticsSource says: what plans and scores go by.
  std::uint64_t document_frequency = 0;
  /// To look up the frequency is to open the lists.
  std::shared_ptr<const OpenedLists> opened = {};
  /// Of a word with a term in each of several languages: the sum of their frequencies, so that an
  /// article does not score more because few are in its language. 0: its own.
  std::uint64_t shared_frequency = 0;

  /// Of a place of the word: how it is to be written there. nullptr: any way.
  std::shared_ptr<const segment::FormFilter> form = {};

  /// How many documents have the word, for scores.
  [[nodiscard]] std::uint64_t scored_frequency() const noexcept {
    return shared_frequency != 0 ? shared_frequency : document_frequency;
  }

  /// Documents of this index: what there is to read, and to count.
  [[nodiscard]] std::uint64_t local_frequency() const noexcept {
    return opened == nullptr ? 0 : opened->document_frequency;
  }

  /// The list in a segment; nullptr where that does not have it. @errors corruption, io
  [[nodiscard]] Result<std::shared_ptr<const segment::PostingList>> open(
      const segment::SegmentReader& segment) const;

  [[nodiscard]] bool same_list(const ListRef& other) const noexcept {
    return field == other.field && term == other.term && form == other.form;
  }
};

/// The term, behind its field where that is not the text; of a word that is to be written in a
/// certain way "=word", "caps(term)". Of keywords, name=value, name~word of a
/// value, url#hash.
[[nodiscard]] std::string to_string(const ListRef& list);

}  // namespace newsidx::query
