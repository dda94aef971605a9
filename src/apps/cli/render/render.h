// cli/render/render.h
//
// Results as text for people at a terminal. (For programs there is <newsidx/json.h>.)
#pragma once

#include <newsidx/index.h>
#include <newsidx/snapshot.h>
#include <newsidx/text.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::cli {

struct TextStyle {
  bool color = false;                 ///< ANSI colours; without them matches are marked «so»
  unsigned width = 80;                ///< columns to wrap at
  bool has_bars = false;              ///< counts have bars beside them: on a terminal
  bool links = false;                 ///< titles and addresses of hits are links (OSC 8)
  bool ids = false;                   ///< hits tell their ids beside their addresses
  const LocalTimes* times = nullptr;  ///< how those of hits are written; nullptr: ISO 8601, in UTC
};

[[nodiscard]] std::string render_text(const Answer& answer, const TextStyle& style = {});
[[nodiscard]] std::string render_text(const Article& article, const TextStyle& style = {});
[[nodiscard]] std::string render_text(const std::vector<Copy>& copies, const TextStyle& style);
[[nodiscard]] std::string render_text(const Explanation& explanation, const TextStyle& style = {});
[[nodiscard]] std::string render_text(const IndexStats& stats, const TextStyle& style = {});
[[nodiscard]] std::string render_text(const std::vector<TermStats>& terms,
                                      const TextStyle& style = {});
[[nodiscard]] std::string render_text(const std::vector<SuggestedWord>& words,
                                      const TextStyle& style);
[[nodiscard]] std::string render_text(const CheckReport& report, const TextStyle& style = {});

/// "generation 7 (5,017 articles, 12.3 MiB, 9 files linked, 4 copied)"
[[nodiscard]] std::string render_text(const SnapshotReport& report);

/// A row for each hit, with its columns aligned.
[[nodiscard]] std::string render_table(const Answer& answer, const TextStyle& style = {});

/// Whether anything was counted beside the articles that match.
[[nodiscard]] bool has_counts(const Answer& answer);

/// A table for each facet, the histogram and the top words; "" of most answers.
[[nodiscard]] std::string counts_text(const Answer& answer, const TextStyle& style = {});

/// How the query was read: its warnings and notes, one a line; "" for most queries. Not part of the
/// results: it goes to standard error.
[[nodiscard]] std::string remarks_text(const Answer& answer);

/// "1,234 articles"; of a collapsed answer "1,000 stories (1,234 articles)".
[[nodiscard]] std::string total_text(const Answer& answer);

/// How many hits, of how many articles, in what time ("10 of 1,234 articles in 0.8 ms", "10 of 45
/// articles with all words, 1,234 with any, in 0.8 ms"), then the remarks. Not part of the results
/// either.
[[nodiscard]] std::string summary_text(const Answer& answer);

/// Two lines: the query, or what is around the place, and a caret under the place.
/// @param column  as Error::column
///
///     Daraya "rebels evacuated
///            ^
[[nodiscard]] std::string query_excerpt(std::string_view query, std::uint32_t column);

}  // namespace newsidx::cli
