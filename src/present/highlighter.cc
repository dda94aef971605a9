#include "present/highlighter.h"

#include <optional>
#include <utility>

#include "base/utf8.h"
#include "present/passage.h"

namespace newsidx::present {
namespace {

std::optional<PacedCancellation> paced(const CancellationToken* cancellation) {
  if (cancellation == nullptr) return std::nullopt;
  return std::optional<PacedCancellation>(*cancellation);
}

// What is shown of a title: all of it, or a start of whole words.
std::string_view start_of(std::string_view title) {
  if (title.size() <= kMaxTitleBytes) return title;
  title = title.substr(0, utf8_floor(title, kMaxTitleBytes));
  const std::size_t blank = title.find_last_of(" \n\t");
  const bool is_word_near = blank != std::string_view::npos && blank > title.size() / 2;
  return is_word_near ? title.substr(0, blank) : title;
}

MarkedText marked_start(std::string_view start, std::string_view title,
                        const std::vector<TextMatch>& matches) {
  MarkedText line = one_line(start, 0, static_cast<std::uint32_t>(start.size()), matches);
  if (start.size() < title.size()) line.text += " …";
  return line;
}

PacedCancellation* pointer_to(std::optional<PacedCancellation>& pace) {
  return pace ? &*pace : nullptr;
}

}  // namespace

MarkedText unmarked_title(std::string_view title) {
  return marked_start(start_of(title), title, {});
}

Highlighter::Highlighter(analysis::Analyzer& analyzer,
                         const std::vector<search::HighlightTerm>& patterns,
                         const CancellationToken* cancellation)
    : analyzer_(analyzer), matcher_(patterns), cancellation_(cancellation) {
  for (const search::HighlightTerm& pattern : patterns) weights_.push_back(pattern.weight);
}

Highlighter::Passage Highlighter::title(std::string_view title, std::string_view lang) {
  auto pace = paced(cancellation_);
  const std::string_view start = start_of(title);
  const auto matches =
      matcher_.match(analyzer_, start, lang, PatternMatcher::Part::title, pointer_to(pace));
  return {marked_start(start, title, matches.of_patterns), pace && pace->is_over()};
}

Highlighter::Passage Highlighter::passage(std::string_view body, std::string_view lang,
                                          std::uint32_t max_chars) {
  auto pace = paced(cancellation_);
  const auto matches =
      matcher_.match(analyzer_, body, lang, PatternMatcher::Part::body, pointer_to(pace));
  if (!pace || !pace->is_over()) {
    MarkedText best = best_passage(body, matches, weights_, max_chars, pointer_to(pace));
    if (!pace || !pace->is_over()) return {std::move(best)};
  }
  return {near_passage(body, matches, weights_, max_chars), true};
}

}  // namespace newsidx::present
