// newsidx/render.h
//
// Answers as text for people and as JSON lines for programs.
//
// JSON lines: each is an object with a "type" ("hit", "summary", "article", "stats", "term",
// "explanation", "problem", "check", "build"); keys are added in minor versions, never changed.
#pragma once

#include <newsidx/build.h>
#include <newsidx/export.h>
#include <newsidx/index.h>

#include <cstdint>
#include <string>

namespace newsidx {

struct TextStyle {
  bool color = false;   ///< ANSI colours; without them matches are marked «so»
  unsigned width = 80;  ///< columns to wrap at
};

/// What "title_marks" and "snippet_marks" count in the text beside them.
enum class Offsets : std::uint8_t {
  bytes,       ///< of UTF-8, as Mark does
  characters,  ///< Unicode code points: indices of a Python string, or of Array.from(text)
};

struct JsonStyle {
  Offsets offsets = Offsets::bytes;
};

[[nodiscard]] NEWSIDX_EXPORT std::string render_text(const Answer& answer,
                                                     const TextStyle& style = {});
[[nodiscard]] NEWSIDX_EXPORT std::string render_text(const Article& article,
                                                     const TextStyle& style = {});
[[nodiscard]] NEWSIDX_EXPORT std::string render_text(const Explanation& explanation,
                                                     const TextStyle& style = {});
[[nodiscard]] NEWSIDX_EXPORT std::string render_text(const IndexStats& stats,
                                                     const TextStyle& style = {});
[[nodiscard]] NEWSIDX_EXPORT std::string render_text(const std::vector<TermStats>& terms,
                                                     const TextStyle& style = {});
[[nodiscard]] NEWSIDX_EXPORT std::string render_text(const CheckReport& report,
                                                     const TextStyle& style = {});

/// How the query was read: its warnings and notes, one a line; "" for most queries. Not part of the
/// results: the command line prints it on standard error.
[[nodiscard]] NEWSIDX_EXPORT std::string remarks_text(const Answer& answer);

/// How many hits, of how many articles, in what time ("10 of 1,234 articles in 0.8 ms"), then the
/// remarks. Not part of the results either.
[[nodiscard]] NEWSIDX_EXPORT std::string summary_text(const Answer& answer);

/// Hits, then a summary.
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const Answer& answer,
                                                     const JsonStyle& style = {});
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const Article& article);
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const Explanation& explanation);
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const IndexStats& stats);
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const std::vector<TermStats>& terms);
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const CheckReport& report);
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const BuildReport& report);
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const InputSurvey& survey);

}  // namespace newsidx
