#include "search/near/phrase_matcher.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/status_macros.h"
#include "search/operator/phrase.h"
#include "search/phrase/positions_cursor.h"

namespace newsidx::search {
namespace {

using query::PhrasePlaces;
using query::PhraseSlot;
using query::TextPart;

// The occurrences in a document, of the part of its text that is asked about.
void read(PositionsCursor& cursor, std::uint32_t doc, TextPart part, TextParts& parts,
          std::vector<Occurrence>& out) {
  out.clear();
  cursor.next_geq(doc);
  if (cursor.doc() != doc) return;
  cursor.append(out);
  if (part == TextPart::all || out.empty()) return;
  if (part == TextPart::body) {
    const std::uint32_t begin = parts.body_begin();
    std::erase_if(out, [=](const Occurrence& at) { return at.position < begin; });
  } else {
    const std::uint32_t end = part == TextPart::title ? parts.body_begin() : parts.lead_end();
    std::erase_if(out, [=](const Occurrence& at) { return at.position >= end; });
  }
}

class RowMatcher final : public NearMatcher {
 public:
  RowMatcher(PositionsCursorPtr row, TextPart part, NearContext& context)
      : row_(std::move(row)), part_(part), context_(context) {}

  void append(std::uint32_t doc, bool, std::vector<Stretch>& out) override {
    read(*row_, doc, part_, context_.parts, places_);
    for (const Occurrence& place : places_) out.push_back({place.position, place.end(), false});
  }
  Status status() const override { return row_->status(); }

 private:
  PositionsCursorPtr row_;
  TextPart part_;
  NearContext& context_;
  std::vector<Occurrence> places_;
};

class LooseMatcher final : public NearMatcher {
 public:
  struct Slot {
    PositionsCursorPtr cursor;
    std::uint32_t words_before = 0;
    std::size_t same = 0;  // the first slot with the same word
  };

  LooseMatcher(std::vector<Slot> slots, const PhrasePlaces& phrase, NearContext& context)
      : slots_(std::move(slots)),
        slop_(phrase.slop),
        part_(phrase.part),
        context_(context),
        found_(slots_.size()),
        candidates_(slots_.size()),
        last_begins_(slots_.size()) {}

  void append(std::uint32_t doc, bool only_one, std::vector<Stretch>& out) override {
    for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
      read(*slots_[slot].cursor, doc, part_, context_.parts, found_[slot]);
      if (found_[slot].empty()) return;
    }
    const std::size_t begin = out.size();
    choose_spans(0, 0, only_one, out);
    std::sort(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end());
    out.erase(std::unique(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end()), out.end());
  }
  Status status() const override {
    for (const Slot& slot : slots_) NEWSIDX_RETURN_IF_ERROR(slot.cursor->status());
    return {};
  }

 private:
  // An occurrence, and how far it stands behind its offset in the phrase. Those of other stretches
  // between empty positions are out of reach.
  struct Candidate {
    std::int64_t shift;
    Occurrence place;
  };
  static constexpr std::int64_t kOutOfReach = std::int64_t{1} << 32;

  // What follows a compound stands as many positions behind it as that covers: each choice of spans
  // has its offsets. Nearly always there is one.
  // @return true when no more are needed
  bool choose_spans(std::size_t slot, std::int64_t offset, bool only_one,
                    std::vector<Stretch>& out) {
    if (slot == slots_.size()) return append_places(only_one, out);
    offset += slots_[slot].words_before;
    for (std::uint32_t span = 1; span <= codec::kMaxSpan; ++span) {
      std::vector<Candidate>& candidates = candidates_[slot];
      candidates.clear();
      for (const Occurrence& place : found_[slot]) {
        if (place.span != span) continue;
        const auto gaps = static_cast<std::int64_t>(context_.parts.gaps_before(place.position));
        candidates.push_back({place.position - offset + gaps * kOutOfReach, place});
      }
      if (candidates.empty()) continue;
      if (context_.is_over_after(candidates.size())) return true;
      if (choose_spans(slot + 1, offset + span, only_one, out)) return true;
    }
    return false;
  }

  bool append_places(bool only_one, std::vector<Stretch>& out) {
    shifts_.clear();
    for (const auto& candidates : candidates_) {
      for (const Candidate& candidate : candidates) shifts_.push_back(candidate.shift);
    }
    std::ranges::sort(shifts_);
    shifts_.erase(std::unique(shifts_.begin(), shifts_.end()), shifts_.end());
    for (const std::int64_t least : shifts_) {
      if (context_.is_over_after(slots_.size())) return true;
      if (append_place(least, out) && only_one) return true;
    }
    return false;
  }

  // The first occurrence of each word that is shifted by `least` or up to slop_ more. Of a word
  // that is asked for twice, each takes the first that is left: where there is a choice, this is
  // one.
  bool append_place(std::int64_t least, std::vector<Stretch>& out) {
    Stretch place = {UINT32_MAX, 0, false};
    for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
      const auto& candidates = candidates_[slot];
      auto at = std::ranges::lower_bound(candidates, least, {}, &Candidate::shift);
      const std::size_t same = slots_[slot].same;
      while (same != slot && at != candidates.end() && at->place.position <= last_begins_[same]) {
        ++at;
      }
      if (at == candidates.end() || at->shift > least + slop_) return false;
      last_begins_[same] = at->place.position;
      place.begin = std::min(place.begin, at->place.position);
      place.end = std::max(place.end, at->place.end());
    }
    out.push_back(place);
    return true;
  }

  std::vector<Slot> slots_;
  std::uint32_t slop_;
  TextPart part_;
  NearContext& context_;
  std::vector<std::vector<Occurrence>> found_;      // by slot, in the document
  std::vector<std::vector<Candidate>> candidates_;  // by slot, of one choice of spans
  std::vector<std::uint32_t> last_begins_;          // by the first slot of a word
  std::vector<std::int64_t> shifts_;
};

bool are_same(const PhraseSlot& a, const PhraseSlot& b) {
  return std::ranges::equal(a.alternatives, b.alternatives, [](const auto& of_a, const auto& of_b) {
    return std::ranges::equal(
        of_a, of_b, [](const auto& one, const auto& other) { return one.same_list(other); });
  });
}

std::size_t first_same(const PhrasePlaces& phrase, std::size_t slot) {
  std::size_t same = 0;
  while (!are_same(phrase.slots[same], phrase.slots[slot])) ++same;
  return same;
}

}  // namespace

Result<NearMatcherPtr> make_phrase_matcher(const PhrasePlaces& phrase, const CursorFactory& factory,
                                           NearContext& context) {
  const auto has_words = [](std::uint32_t words) { return words > 0; };
  const bool is_loose = phrase.slop > 0 || std::ranges::any_of(phrase.words_before, has_words);
  std::vector<PositionsCursorPtr> cursors;
  for (const PhraseSlot& slot : phrase.slots) {
    NEWSIDX_ASSIGN_OR_RETURN(PositionsCursorPtr cursor, make_positions(slot, factory));
    if (cursor == nullptr) return NearMatcherPtr();
    cursors.push_back(std::move(cursor));
  }
  if (!is_loose) {
    PositionsCursorPtr row = cursors.size() == 1
                                 ? std::move(cursors[0])
                                 : std::make_unique<PositionSequence>(
                                       std::move(cursors), factory.range().end, factory.pace());
    return NearMatcherPtr(new RowMatcher(std::move(row), phrase.part, context));
  }
  std::vector<LooseMatcher::Slot> slots;
  for (std::size_t slot = 0; slot < cursors.size(); ++slot) {
    const std::uint32_t words_before = phrase.words_before.empty() ? 0 : phrase.words_before[slot];
    slots.push_back({std::move(cursors[slot]), words_before, first_same(phrase, slot)});
  }
  return NearMatcherPtr(new LooseMatcher(std::move(slots), phrase, context));
}

}  // namespace newsidx::search
