#include "present/highlighter.h"

#include <optional>
#include <utility>

#include "present/passage.h"

namespace newsidx::present {
namespace {

std::optional<PacedInterrupt> paced(const Interrupt* interrupt) {
  if (interrupt == nullptr) return std::nullopt;
  return std::optional<PacedInterrupt>(*interrupt);
}

PacedInterrupt* pointer_to(std::optional<PacedInterrupt>& pace) { return pace ? &*pace : nullptr; }

}  // namespace

Highlighter::Highlighter(analysis::Analyzer& analyzer, const std::vector<Pattern>& patterns,
                         const Interrupt* interrupt)
    : analyzer_(analyzer), matcher_(patterns), interrupt_(interrupt) {
  for (const Pattern& pattern : patterns) weights_.push_back(pattern.weight);
}

MarkedText Highlighter::title(std::string_view title, std::string_view lang) {
  auto pace = paced(interrupt_);
  const auto matches =
      matcher_.match(analyzer_, title, lang, PatternMatcher::Part::title, pointer_to(pace));
  return one_line(title, 0, static_cast<std::uint32_t>(title.size()), matches.occurrences);
}

Highlighter::Passage Highlighter::passage(std::string_view body, std::string_view lang,
                                          std::uint32_t max_chars) {
  auto pace = paced(interrupt_);
  const auto matches =
      matcher_.match(analyzer_, body, lang, PatternMatcher::Part::body, pointer_to(pace));
  if (!pace || !pace->is_over()) {
    MarkedText best = best_passage(body, matches, weights_, max_chars, pointer_to(pace));
    if (!pace || !pace->is_over()) return {std::move(best)};
  }
  return {near_passage(body, matches, weights_, max_chars), true};
}

}  // namespace newsidx::present
