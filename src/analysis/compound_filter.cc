#include "analysis/compound_filter.h"

#include <algorithm>
#include <utility>

namespace newsidx::analysis {

void CompoundFilter::add_joined(std::size_t first, std::size_t count, LanguageId language,
                                std::uint32_t position, std::vector<PendingToken>& tokens) {
  const bool is_number = std::ranges::all_of(std::span(joins_).subspan(first, count - 1),
                                             [](Join join) { return join == Join::digits; });
  if (!normalizer_.join(std::span(parts_).subspan(first, count), is_number, language, joined_))
    return;
  tokens.push_back({.term = joined_.term,
                    .surface = joined_.surface,
                    .span = static_cast<std::uint8_t>(count),
                    .position = position,
                    .bytes = {places_[first].begin, places_[first + count - 1].end}});
}

void CompoundFilter::add_word(std::size_t part, bool is_shouted, std::uint32_t position,
                              std::vector<PendingToken>& tokens) {
  const NormalizedWord& forms = parts_[part];
  const PendingToken token = {
      .term = forms.term, .surface = forms.surface, .position = position, .bytes = places_[part]};
  tokens.push_back(token);
  tokens.back().is_stop_word = forms.is_stop_word && (is_shouted || forms.capitals.empty());
  if (!forms.singular.empty()) {
    tokens.push_back(token);
    tokens.back().term = forms.singular;
  }
  if (!forms.capitals.empty()) {
    tokens.push_back(token);
    tokens.back().term = tokens.back().surface = forms.capitals;
    tokens.back().kind = TermKind::caps;
  }
}

std::uint32_t CompoundFilter::add_compound(LanguageId language, bool is_shouted,
                                           std::uint32_t position,
                                           std::vector<PendingToken>& tokens) {
  for (std::size_t at = 0; at < parts_.size(); ++at) {
    add_word(at, is_shouted, position, tokens);
    if (at + 1 < parts_.size()) add_joined(at, 2, language, position, tokens);
    if (at == 0 && parts_.size() > 2 && parts_.size() <= kMaxJoinedParts) {
      add_joined(0, parts_.size(), language, position, tokens);
    }
    ++position;
  }
  return static_cast<std::uint32_t>(parts_.size());
}

std::uint32_t CompoundFilter::add_unit(std::string_view text, std::span<const Word> words,
                                       LanguageId language, std::uint32_t position,
                                       std::vector<PendingToken>& tokens) {
  const std::size_t count = words[0].join == Join::unit && words.size() > 1 ? 2 : 1;
  parts_.resize(count);
  for (std::size_t at = 0; at < count; ++at)
    normalizer_.normalize(text, words[at], language, parts_[at]);
  if (parts_[0].surface.empty()) return 0;
  const auto push = [&](const NormalizedWord& forms, std::size_t last) {
    tokens.push_back({.term = forms.term,
                      .surface = forms.surface,
                      .span = static_cast<std::uint8_t>(last + 1),
                      .position = position,
                      .bytes = {words[0].span.begin, words[last].span.end}});
  };
  push(parts_[0], 0);
  if (count == 2 && !parts_[1].surface.empty() &&
      normalizer_.join(parts_, false, language, joined_)) {
    push(joined_, 1);
  }
  return 1;
}

std::uint32_t CompoundFilter::add(std::string_view text, std::span<const Word> words,
                                  LanguageId language, bool is_shouted, std::uint32_t position,
                                  std::vector<PendingToken>& tokens) {
  const std::uint32_t first_position = position;
  parts_.clear();
  places_.clear();
  joins_.clear();
  for (const Word& word : words) {
    NormalizedWord forms;
    normalizer_.normalize(text, word, language, forms);
    if (!forms.surface.empty()) {  // a word of nothing but marks, say, or an elided article
      parts_.push_back(std::move(forms));
      places_.push_back(word.span);
      joins_.push_back(word.join);
    }
    if (word.join != Join::none) continue;
    position += add_compound(language, is_shouted, position, tokens);
    parts_.clear();
    places_.clear();
    joins_.clear();
  }
  return position - first_position;
}

}  // namespace newsidx::analysis
