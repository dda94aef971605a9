#include "present/highlighter.h"

#include "present/passage.h"

namespace newsidx::present {

Highlighter::Highlighter(analysis::Analyzer& analyzer, const std::vector<Pattern>& patterns)
    : analyzer_(analyzer), matcher_(patterns) {
  for (const Pattern& pattern : patterns) weights_.push_back(pattern.weight);
}

MarkedText Highlighter::title(std::string_view title, std::string_view lang) {
  const auto matches = matcher_.match(analyzer_, title, lang, PatternMatcher::Part::title);
  return one_line(title, 0, static_cast<std::uint32_t>(title.size()), matches.occurrences);
}

MarkedText Highlighter::passage(std::string_view body, std::string_view lang,
                                std::uint32_t max_chars) {
  const auto matches = matcher_.match(analyzer_, body, lang, PatternMatcher::Part::body);
  return best_passage(body, matches, weights_, max_chars);
}

}  // namespace newsidx::present
