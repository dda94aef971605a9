#include "search/phrase/form_positions.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/status_macros.h"
#include "segment/form_reader.h"

namespace newsidx::search {

Result<PositionsCursorPtr> FormPositions::open(const segment::SegmentReader& segment,
                                               std::string_view term,
                                               std::shared_ptr<const segment::PostingList> list,
                                               std::shared_ptr<const segment::FormFilter> filter,
                                               std::uint32_t begin) {
  const std::uint32_t id = segment.info().id;
  auto reader = segment::FormReader::open(segment.store(), id);
  if (!reader) return fail("segment " + std::to_string(id), std::move(reader).error());
  if (!*reader) {
    return fail(ErrorCode::unsupported,
                "this index was built before it was kept how words are written: '=word' and caps() "
                "have no answer",
                HintName::rebuild);
  }
  auto forms = (*reader)->find(term);
  if (!forms) return fail("segment " + std::to_string(id), std::move(forms).error());
  std::unique_ptr<FormPositions> positions(
      new FormPositions(std::move(list), *std::move(forms), std::move(filter)));
  positions->next_geq(begin);
  return PositionsCursorPtr(std::move(positions));
}

void FormPositions::append(std::vector<Occurrence>& out) {
  const std::size_t begin = out.size();
  const auto block = static_cast<std::uint32_t>(postings_.block());
  postings_.append_occurrences(out);
  const std::uint32_t first =
      postings_.doc() == segment::kNoMoreDocs ? 0 : postings_.occurrences_before();
  std::size_t kept = begin;
  for (std::size_t at = begin; at < out.size();) {
    const auto place = static_cast<std::uint32_t>(first + (at - begin));
    const auto part = forms_.part_at({block, place});
    if (!part) {
      status_ = fail(part.error());
      out.resize(begin);
      return;
    }
    if (part->is_new) {
      is_kept_.clear();
      for (const segment::WordForm& form : part->piece->forms) {
        is_kept_.push_back(filter_->keeps(form));
      }
    }
    auto next = part->exceptions.begin();
    const std::size_t end = std::min<std::size_t>(out.size(), at + (part->end - place));
    for (std::uint32_t told = place; at < end; ++at, ++told) {
      std::uint32_t form = 0;
      if (next != part->exceptions.end() && next->place == told) form = next++->form;
      if (is_kept_[form]) out[kept++] = out[at];
    }
  }
  out.resize(kept);
}

}  // namespace newsidx::search
