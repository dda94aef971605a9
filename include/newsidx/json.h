// newsidx/json.h
//
// Answers as JSON lines for programs: each is an object with a "type" ("hit", "facet", "histogram",
// "top_words", "summary", "article", "copy", "stats", "term", "explanation", "problem", "check",
// "build", "add", "delete", "merge", "rebuild", "repair", "snapshot", "restore"); keys are added in
// minor versions, never changed.
#pragma once

#include <newsidx/build.h>
#include <newsidx/export.h>
#include <newsidx/index.h>
#include <newsidx/repair.h>
#include <newsidx/snapshot.h>
#include <newsidx/update.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace newsidx {

/// What "title_marks" and "snippet_marks" count in the text beside them.
enum class Offsets : std::uint8_t {
  bytes,       ///< of UTF-8, as Mark does
  characters,  ///< Unicode code points: indices of a Python string, or of Array.from(text)
};

struct JsonStyle {
  Offsets offsets = Offsets::bytes;
  HintWords words = name_of;  ///< for the hints in warnings, notes and problems
};

/// Hits, then what was counted, then a summary.
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const Answer& answer,
                                                     const JsonStyle& style = {});
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const Article& article);
/// A line without a "type", which a build reads as the same article: each keyword is a key.
[[nodiscard]] NEWSIDX_EXPORT std::string render_record(const Article& article);
/// A line each.
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const std::vector<Copy>& copies);
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const Explanation& explanation);
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const IndexStats& stats);
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const std::vector<TermStats>& terms);
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const std::vector<SuggestedWord>& words);
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const CheckReport& report,
                                                     const JsonStyle& style = {});
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const BuildReport& report);
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const AddReport& report);
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const RemoveReport& report,
                                                     const JsonStyle& style = {});
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const MergeReport& report);
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const RebuildReport& report);
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const RepairReport& report,
                                                     const JsonStyle& style = {});
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const InputSurvey& survey);
/// @param type  "snapshot" or "restore"
/// @param folder  where the copy is
[[nodiscard]] NEWSIDX_EXPORT std::string render_json(const SnapshotReport& report,
                                                     std::string_view type,
                                                     std::string_view folder);

}  // namespace newsidx
