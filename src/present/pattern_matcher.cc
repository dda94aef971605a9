#include "present/pattern_matcher.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <tuple>
#include <utility>

#include "analysis/letter_case.h"

namespace newsidx::present {
namespace {

void set_key(std::string& key, analysis::TermKind kind, std::string_view term) {
  key.assign(1, static_cast<char>(kind));
  key.append(term);
}

}  // namespace

// Keeps what the patterns ask for, and where every word begins.
class PatternMatcher::Collector : public analysis::TokenSink {
 public:
  Collector(const PatternMatcher& matcher, std::string_view text, Matches& matches,
            PacedCancellation* pace)
      : matcher_(matcher), text_(text), matches_(matches), pace_(pace) {}

  void accept(const analysis::Token& token) override {
    auto& begins = matches_.token_begins;
    if (begins.empty() || begins.back() < token.begin) begins.push_back(token.begin);
    end_ = std::max(end_, token.end);
    set_key(key_, token.kind, token.term);
    const auto known = matcher_.numbers_.find(key_);
    if (known == matcher_.numbers_.end()) return;
    Found found{known->second.number, token.position, token.span, token.begin, token.end};
    found_.push_back(found);
    for (const auto& [number, filters] : known->second.forms) {
      if (!is_written_so(token, filters)) continue;
      found.term = number;
      found_.push_back(found);
    }
  }

  bool wants_more() override {
    constexpr std::uint64_t kWork = 256;  // where there was no word
    const std::uint64_t bytes = end_ - std::exchange(asked_at_, end_);
    return pace_ == nullptr || !pace_->ends_after(kWork + bytes);
  }

  [[nodiscard]] const std::vector<Found>& found() const { return found_; }

 private:
  [[nodiscard]] bool is_written_so(const analysis::Token& token,
                                   const std::vector<segment::FormFilter>& filters) const {
    const segment::WordForm form{
        std::string(token.surface),
        analysis::letter_case(text_.substr(token.begin, token.end - token.begin))};
    return std::ranges::any_of(filters, [&](const auto& filter) { return filter.keeps(form); });
  }

  const PatternMatcher& matcher_;
  std::string_view text_;
  Matches& matches_;
  PacedCancellation* pace_;
  std::uint32_t end_ = 0;       // of the words so far
  std::uint32_t asked_at_ = 0;  // what that was at the last question
  std::vector<Found> found_;    // positions do not fall
  std::string key_;
};

PatternMatcher::PatternMatcher(const std::vector<search::HighlightTerm>& patterns) {
  for (const search::HighlightTerm& pattern : patterns) {
    Compiled compiled;
    compiled.scope = pattern.scope;
    for (const analysis::QueryWord& word : pattern.slots) {
      Slot slot;
      for (const analysis::TermSequence& terms : word.alternatives) {
        Sequence sequence;
        for (const analysis::QueryTerm& term : terms) sequence.push_back(number_of(term, pattern));
        if (!sequence.empty()) slot.push_back(std::move(sequence));
      }
      compiled.slots.push_back(std::move(slot));
    }
    patterns_.push_back(std::move(compiled));
  }
  patterns_by_first_term_.resize(next_number_);
  for (std::uint32_t i = 0; i < patterns_.size(); ++i) {
    if (patterns_[i].slots.empty()) continue;
    for (const Sequence& sequence : patterns_[i].slots.front()) {
      auto& list = patterns_by_first_term_[sequence.front()];
      if (list.empty() || list.back() != i) list.push_back(i);
    }
  }
}

PatternMatcher::TermNumber PatternMatcher::number_of(const analysis::QueryTerm& term,
                                                     const search::HighlightTerm& pattern) {
  std::string key;
  set_key(key, term.kind, term.term);
  const auto [known, is_new] = numbers_.try_emplace(std::move(key));
  if (is_new) known->second.number = next_number_++;
  if (pattern.forms == nullptr || term.kind != analysis::TermKind::word) {
    return known->second.number;
  }
  const auto filters = pattern.forms->find(term.term);
  if (filters == pattern.forms->end()) return known->second.number;
  known->second.forms.emplace_back(next_number_, filters->second);
  return next_number_++;
}

PatternMatcher::Matches PatternMatcher::match(analysis::Analyzer& analyzer, std::string_view text,
                                              std::string_view lang, Part part,
                                              PacedCancellation* pace) const {
  Matches matches;
  Collector collector(*this, text, matches, pace);
  analyzer.analyze(text, lang, collector);

  // Several tokens at one position may begin the same pattern: it is matched there once.
  std::vector<std::optional<std::uint32_t>> last_position(patterns_.size());
  for (const Found& first : collector.found()) {
    if (pace != nullptr && pace->ends_after(1)) break;
    for (const std::uint32_t number : patterns_by_first_term_[first.term]) {
      const Compiled& pattern = patterns_[number];
      if (!pattern.is_looked_for_in(part)) continue;
      if (last_position[number] == first.position) continue;
      last_position[number] = first.position;
      const std::uint32_t end = phrase_end(collector.found(), pattern, first.position, pace);
      if (end > first.begin) matches.of_patterns.push_back({first.begin, end, number});
    }
  }
  const auto place = [](const TextMatch& occurrence) {
    return std::tuple(occurrence.begin, occurrence.end, occurrence.pattern);
  };
  // Nearly always they are: a text may have millions.
  if (!std::ranges::is_sorted(matches.of_patterns, {}, place)) {
    std::ranges::sort(matches.of_patterns, {}, place);
  }
  return matches;
}

// The byte past the longest match that begins at `position`; 0 when there is none, or no time.
std::uint32_t PatternMatcher::phrase_end(const std::vector<Found>& found, const Compiled& pattern,
                                         std::uint32_t position, PacedCancellation* pace) const {
  const auto advance = [&found](const std::vector<End>& from, TermNumber term) {
    std::vector<End> to;
    for (const End& at : from) {
      auto token = std::ranges::lower_bound(found, at.position, {}, &Found::position);
      for (; token != found.end() && token->position == at.position; ++token) {
        if (token->term == term) to.push_back({token->position + token->span, token->end});
      }
    }
    return to;
  };

  std::vector<End> ends = {{position, 0}};
  constexpr std::uint64_t kWorkPerSlot = 64;
  for (const Slot& slot : pattern.slots) {
    if (pace != nullptr && pace->ends_after(kWorkPerSlot)) return 0;
    std::vector<End> next;
    for (const Sequence& sequence : slot) {
      std::vector<End> sequence_ends = ends;
      for (const TermNumber term : sequence) sequence_ends = advance(sequence_ends, term);
      next.insert(next.end(), sequence_ends.begin(), sequence_ends.end());
    }
    if (next.empty()) return 0;
    // of several ways to the same position one goes on
    std::ranges::sort(next, {}, [](const End& e) { return std::pair(e.position, ~e.byte); });
    const auto rest = std::ranges::unique(next, {}, &End::position);
    next.erase(rest.begin(), rest.end());
    ends = std::move(next);
  }
  return std::ranges::max(ends, {}, &End::byte).byte;
}

}  // namespace newsidx::present
