#include "segment/list_checker.h"

#include "base/status_macros.h"
#include "segment/error_context.h"
#include "segment/impact_parameters.h"

namespace newsidx::segment {

ListChecker::ListChecker(std::shared_ptr<const storage::Store> store, const SegmentReader& reader,
                         CheckCounts& counts, std::function<void(const Remark&)> on_problem)
    : store_(std::move(store)),
      reader_(reader),
      counts_(counts),
      on_problem_(std::move(on_problem)) {
  for (std::uint8_t field = 0; field < kFieldCount; ++field) {
    length_norms_[field] = impact_length_norms(reader.info(), static_cast<Field>(field));
  }
}

Result<std::shared_ptr<const PostingList>> ListChecker::open(DictionaryScan& terms) const {
  NEWSIDX_ASSIGN_OR_RETURN(const std::string_view head, terms.head());
  return PostingList::open_with_head(store_, reader_.info().id, terms.field(), terms.record(), head,
                                     reader_.document_count());
}

std::uint64_t ListChecker::check(DictionaryScan& terms) {
  const Field field = terms.field();
  const auto wrong = [&](const Remark& what) {
    on_problem_({"term " + quoted(terms.term()) + " in " + std::string(name_of(field)) + ": " +
                     what.message,
                 what.hint});
  };
  const auto list = open(terms);
  if (!list) {
    wrong(list.error().remark());
    return 0;
  }
  const TermEntry& entry = (*list)->entry();
  PostingCursor cursor(*list);
  std::uint64_t postings = 0;
  std::uint64_t occurrence_count = 0;
  bool is_whole = true;
  for (; cursor.doc() != kNoMoreDocs; cursor.next()) {
    ++postings;
    if (!is_bounded(field, cursor)) {
      wrong("the impact of a block is too small for document " + std::to_string(cursor.doc()));
      is_whole = false;
      break;
    }
    occurrences_.clear();
    if (entry.has_positions && !check_occurrences(field, cursor)) {
      if (cursor.status()) {
        wrong("positions of document " + std::to_string(cursor.doc()) + " are wrong");
      }
      is_whole = false;
      break;
    }
    occurrence_count += entry.has_positions ? occurrences_.size() : cursor.freq();
  }
  if (!cursor.status()) {
    wrong(cursor.status().error().remark());
  } else if (is_whole &&
             (postings != entry.document_count || occurrence_count != entry.occurrence_count)) {
    wrong("counts differ from the postings");
  }
  counts_.postings += postings;
  return postings;
}

// A search steps over blocks by their impacts: none may be less than a posting's own.
bool ListChecker::is_bounded(Field field, PostingCursor& cursor) const {
  const std::uint8_t norm = reader_.norms(field)[cursor.doc()];
  const float half = length_norms_[static_cast<std::size_t>(field)][norm];
  return impact_of(cursor.freq(), half) <= cursor.block_impact(cursor.block());
}

// Ascending, inside the field, and as many as the frequency says (or less, by the title's
// weight).
bool ListChecker::check_occurrences(Field field, PostingCursor& cursor) {
  occurrences_.clear();
  const std::uint32_t doc = cursor.doc();
  const std::uint32_t freq = cursor.freq();
  cursor.append_occurrences(occurrences_);
  if (!cursor.status()) return false;
  counts_.positions += occurrences_.size();
  if (occurrences_.empty() || occurrences_.size() > freq) return false;
  const std::uint32_t title_length = reader_.title_lengths()[doc];
  // One more than there are, for the body stands one position behind the title.
  if (occurrences_.back().end() > reader_.info().field(Field::text).token_count + 1) return false;
  for (std::size_t i = 0; i < occurrences_.size(); ++i) {
    if (i > 0 && !(occurrences_[i - 1] < occurrences_[i])) return false;
    if (is_of_title(field) && occurrences_[i].end() > title_length) return false;
    if (occurrences_[i].span > 1 && !cursor.entry().has_spans) return false;
    // No occurrence runs from the title into the body.
    if (occurrences_[i].position < title_length && occurrences_[i].end() > title_length) {
      return false;
    }
  }
  return true;
}

}  // namespace newsidx::segment
