// Words of the index for those who type: what they may have meant, and how they may go on.
#include <newsidx/index.h>

#include <algorithm>
#include <utility>

#include "analysis/analyzer.h"
#include "api/state.h"
#include "base/status_macros.h"
#include "query/spelling/correction.h"
#include "query/spelling/surface_counts.h"

namespace newsidx {

// The words from the last on, so that the places of those before stay right.
Result<std::string> Index::State::suggestion(std::string_view query, const query::Plan& plan,
                                             const CancellationToken& cancellation) const {
  constexpr std::size_t kMostWords = 8;
  std::vector<query::UnknownWord> unknown = plan.unknown;
  std::ranges::sort(unknown, std::ranges::greater(),
                    [](const query::UnknownWord& word) { return word.place.begin; });
  if (unknown.size() > kMostWords) return std::string();
  std::string suggested(query);
  bool is_changed = false;
  for (const auto& [place, text] : unknown) {
    const std::size_t at = suggested.find(text, place.begin);
    if (at == std::string::npos || at + text.size() > place.end) continue;
    const auto meant =
        query::correction(*lists, analysis::fold(analyzer_options, text), cancellation);
    if (!meant && cancellation.timed_out(meant.error())) return std::string();
    if (!meant) return fail(meant.error());
    if (!*meant) continue;
    suggested.replace(at, text.size(), **meant);
    is_changed = true;
  }
  return is_changed ? suggested : std::string();
}

Result<std::vector<SuggestedWord>> Index::suggest(std::string_view prefix,
                                                  std::uint32_t limit) const {
  const std::string start = analysis::fold(state_->analyzer_options, prefix);
  NEWSIDX_ASSIGN_OR_RETURN(
      const auto words,
      query::most_frequent_words(*state_->lists, start, limit, CancellationToken()));
  std::vector<SuggestedWord> suggested;
  suggested.reserve(words.size());
  for (const auto& [word, occurrences] : words) suggested.push_back({word, occurrences});
  return suggested;
}

}  // namespace newsidx
