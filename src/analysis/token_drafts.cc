#include "analysis/token_drafts.h"

#include <utility>

namespace newsidx::analysis {

void TokenDrafter::draft_joined(std::size_t first, std::size_t count, LanguageId language,
                                std::uint32_t position, std::vector<TokenDraft>& drafts) {
  if (!former_.join(std::span(parts_).subspan(first, count), language, joined_)) return;
  drafts.push_back({.term = joined_.term,
                    .surface = joined_.surface,
                    .span = static_cast<std::uint8_t>(count),
                    .position = position,
                    .bytes = {places_[first].begin, places_[first + count - 1].end}});
}

std::uint32_t TokenDrafter::draft_compound(LanguageId language, bool mixed_case,
                                           std::uint32_t position,
                                           std::vector<TokenDraft>& drafts) {
  for (std::size_t at = 0; at < parts_.size(); ++at) {
    const WordForms& part = parts_[at];
    const bool is_caps = mixed_case && part.all_capitals;
    drafts.push_back({.term = part.term,
                      .surface = part.surface,
                      .is_stop_word = part.is_stop_word && !is_caps,
                      .position = position,
                      .bytes = places_[at]});
    if (is_caps) {
      drafts.push_back({.term = part.surface,
                        .surface = part.surface,
                        .kind = TermKind::caps,
                        .position = position,
                        .bytes = places_[at]});
    }
    if (at + 1 < parts_.size()) draft_joined(at, 2, language, position, drafts);
    if (at == 0 && parts_.size() > 2 && parts_.size() <= kMaxJoinedParts) {
      draft_joined(0, parts_.size(), language, position, drafts);
    }
    ++position;
  }
  return static_cast<std::uint32_t>(parts_.size());
}

std::uint32_t TokenDrafter::draft(std::string_view text, std::span<const WrittenWord> words,
                                  LanguageId language, bool mixed_case, std::uint32_t position,
                                  std::vector<TokenDraft>& drafts) {
  const std::uint32_t first_position = position;
  parts_.clear();
  places_.clear();
  for (const WrittenWord& word : words) {
    WordForms forms;
    former_.form(word.span.of(text), language, forms);
    if (!forms.surface.empty()) {  // a word of nothing but marks, say
      parts_.push_back(std::move(forms));
      places_.push_back(word.span);
    }
    if (word.joined_to_next) continue;
    position += draft_compound(language, mixed_case, position, drafts);
    parts_.clear();
    places_.clear();
  }
  return position - first_position;
}

}  // namespace newsidx::analysis
