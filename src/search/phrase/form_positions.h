// search/phrase/form_positions.h
//
// Where a word stands that is written in a certain way (segment/term_forms.h): of the occurrences
// of its term those that a filter keeps. Documents without any are shown, too, with none.
//
// Cost: as TermPositions, and 1 to 3 ns an exception of the pieces that are met.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "search/phrase/positions_cursor.h"
#include "segment/segment_reader.h"
#include "segment/term_forms.h"
#include "segment/word_form.h"

namespace newsidx::search {

class FormPositions final : public PositionsCursor {
 public:
  /// Stands on the first document from `begin` on.
  /// @param list    of the term, in field text
  /// @errors unsupported  the segment does not say how its words are written; corruption, io
  [[nodiscard]] static Result<PositionsCursorPtr> open(
      const segment::SegmentReader& segment, std::string_view term,
      std::shared_ptr<const segment::PostingList> list,
      std::shared_ptr<const segment::FormFilter> filter, std::uint32_t begin);

  std::uint32_t doc() const override { return status_ ? postings_.doc() : segment::kNoMoreDocs; }
  void next_geq(std::uint32_t target) override { postings_.next_geq(target); }
  void append(std::vector<Occurrence>& out) override;
  std::uint64_t cost() const override { return postings_.entry().document_count; }
  Status status() const override { return status_ ? postings_.status() : status_; }

 private:
  FormPositions(std::shared_ptr<const segment::PostingList> list, segment::TermForms forms,
                std::shared_ptr<const segment::FormFilter> filter)
      : postings_(std::move(list)), forms_(std::move(forms)), filter_(std::move(filter)) {}

  segment::PostingCursor postings_;
  segment::TermForms forms_;
  std::shared_ptr<const segment::FormFilter> filter_;
  std::vector<bool> is_kept_;  // by form of the piece
  Status status_;
};

}  // namespace newsidx::search
