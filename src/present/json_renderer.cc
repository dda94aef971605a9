// JSON lines for programs: one object a line, UTF-8, in this order of keys.
//
//   Keys are added in minor versions; none changes its name, type or meaning. Text that is not
//   known is "", a time or a count that is not known is null. Times are ISO 8601 in UTC to the
//   known precision, with a "Z" only when the source named its zone. Marks are pairs [begin, end)
//   of offsets in the text beside them (that of the hit, not of the article), ascending, not
//   overlapping: bytes of its UTF-8, or, if asked for, characters, which are code points.
//
//   Answer: one "hit" each, what was counted (counts_json.cc), then a "summary". Of a title beyond
//   4 KiB it has the start and " …".
//     {"type":"hit", "rank":1.., "score":number, "id":text, "title":text, "title_marks":[[b,e]..],
//      "snippet":text, "snippet_marks":[[b,e]..], "snippet_partial":bool, "published":time|null,
//      "source":text, "url":text, "index":text (of several, that which has it; else ""),
//      "copies":n, "copy_ids":[text..], "correction":bool, "sort_value":number|null}
//     {"type":"summary", "query":text, "hits":count of the lines above,
//      "total":matching articles|null, "stories":of them|null, "total_all_words":those with all
//      words of a list of words|null, "warnings":[text..], "notes":[text..],
//      "filters":[{"field":text, "value":text}..],
//      "expanded":[{"written":text, "words":n, "words_counted":bool, "searched":n,
//                   "synonyms":[text..]}..],
//      "suggestion":text, "time_zone":text, "sort":text, "seconds":number, "partial":bool}
//   Article
//     {"type":"article", "id":text, "title":text, "body":text, "published":time|null, "url":text,
//      "source":text, "lang":text, "keywords":[[field,value]..]}
//   Explanation: a tree
//     {"type":"explanation", "matched":bool, "value":number, "description":text,
//      "details":[{"value":number, "description":text, "details":[..]}..]}
//   IndexStats
//     {"type":"stats", "path":text, "format_version":n, "generation":n, "articles":n, "segments":n,
//      "disk_bytes":n, "written_bytes":n, "analyzer":text, "title_weight":n,
//      "stores_articles":bool, "reordered":bool, "bigrams":n, "earliest":time|null,
//      "latest":time|null, "undated_articles":n,
//      "fields":[{"name":text, "terms":n, "postings":n, "tokens":n, "bytes":n,
//                 "average_length":number}..],
//      "languages":{name:articles..}, "parts":{name:bytes..}}
//   TermStats: one a word
//     {"type":"term", "word":text, "term":text, "articles":n, "occurrences":n}
//   SuggestedWord: one a word
//     {"type":"suggestion", "word":text, "occurrences":n}
//   CheckReport: one "problem" each, then a "check"
//     {"type":"problem", "message":text}
//     {"type":"check", "ok":bool, "problems":n, "segments":n, "terms":n, "postings":n,
//      "positions":n, "articles":n, "bytes":n}
//   BuildReport
//     {"type":"build", "articles":n, "replaced":n, "deleted":n, "superseded":n,
//     "records_skipped":n,
//      "records_repaired":n, "records_cut_off":n, "files":n, "files_skipped":n, "files_ignored":n,
//      "text_bytes":n, "generation":n, "seconds":number, "unknown_languages":n,
//      "captures_skipped":n, "shared_urls":n, "shared_ids":n, "unused_fields":text,
//      "unmet_fields":text, "ignored_kinds":{text:n, ...}}
//   AddReport: all of a build, and
//     {"type":"add", ..., "files_added":n, "files_changed":n, "files_unchanged":n, "files_gone":n,
//      "records_waiting":n}
//   RemoveReport
//     {"type":"delete", "deleted":n, "missing":[id..], "warnings":[text..], "generation":n}
//   SnapshotReport
//     {"type":"snapshot"|"restore", "path":text, "generation":n, "articles":n, "bytes":n,
//      "files_linked":n, "files_copied":n}
//   MergeReport
//     {"type":"merge", "merges":n, "segments_before":n, "segments":n, "articles":n, "dropped":n,
//      "generation":n, "seconds":number}
//   RebuildReport
//     {"type":"rebuild", "articles":n, "text_bytes":n, "generation":n, "seconds":number}
//   RepairReport
//     {"type":"repair", "was_sound":bool, "problems":[text..], "articles":n, "lost":n,
//      "lost_ids":[id..], "was_analysed":bool, "damaged_path":text, "generation":n,
//      "seconds":number}
//   InputSurvey
//     {"type":"survey", "read":{text:n, ...}, "left_out":{text:n, ...}, "unreadable":n, "bytes":n}
#include <newsidx/json.h>

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "present/counts_json.h"

namespace newsidx {
namespace {

using Json = nlohmann::ordered_json;

// Text is UTF-8 wherever it comes from; should a defect let other bytes through, they are replaced
// rather than thrown at the caller.
std::string line_of(const Json& object) {
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

Json json_of(const std::optional<Timestamp>& time) {
  return time ? Json(time->to_string()) : Json(nullptr);
}

Json count_of(const std::optional<std::uint64_t>& count) {
  return count ? Json(*count) : Json(nullptr);
}

Json marks_of(const MarkedText& marked, Offsets offsets) {
  std::size_t at = 0;  // a byte of the text, with
  std::uint32_t characters = 0;
  const auto offset = [&](std::uint32_t byte) {
    if (offsets == Offsets::bytes) return byte;
    for (; at < byte && at < marked.text.size(); ++characters) {
      at += decode_utf8(marked.text, at).size;
    }
    return characters;
  };
  Json pairs = Json::array();
  for (const Mark& mark : marked.marks) {
    const std::uint32_t begin = offset(mark.begin);
    pairs.push_back(Json::array({begin, offset(mark.end)}));
  }
  return pairs;
}

Json json_of(const std::vector<std::pair<std::string, std::uint64_t>>& counts) {
  Json object = Json::object();
  for (const auto& [name, count] : counts) object[name] = count;
  return object;
}

Json texts_of(const std::vector<Remark>& remarks, HintWords words) {
  Json texts = Json::array();
  for (const Remark& remark : remarks) texts.push_back(remark.to_string(words));
  return texts;
}

Json json_of(const std::vector<Filter>& filters) {
  Json applied = Json::array();
  for (const auto& [field, text] : filters) applied.push_back({{"field", field}, {"value", text}});
  return applied;
}

Json json_of(const std::vector<ExpandedWord>& words) {
  Json expanded = Json::array();
  for (const ExpandedWord& word : words) {
    expanded.push_back({{"written", word.written},
                        {"words", word.words},
                        {"words_counted", word.words_counted},
                        {"searched", word.searched},
                        {"synonyms", word.synonyms}});
  }
  return expanded;
}

Json json_of(const Hit& hit, Offsets offsets) {
  return {{"type", "hit"},
          {"rank", hit.rank},
          {"score", hit.score},
          {"id", hit.id},
          {"title", hit.title.text},
          {"title_marks", marks_of(hit.title, offsets)},
          {"snippet", hit.snippet.text},
          {"snippet_marks", marks_of(hit.snippet, offsets)},
          {"snippet_partial", hit.snippet_partial},
          {"published", json_of(hit.published)},
          {"source", hit.source},
          {"url", hit.url},
          {"index", hit.index},
          {"copies", hit.copy_ids.size()},
          {"copy_ids", hit.copy_ids},
          {"correction", hit.is_correction},
          {"sort_value", hit.sort_value ? Json(*hit.sort_value) : Json(nullptr)}};
}

// The keys that the root and its details share.
void add_explanation(Json& object, const Explanation& part) {
  object["value"] = part.value;
  object["description"] = part.description;
  Json& details = object["details"] = Json::array();
  for (const Explanation& detail : part.details) {
    Json child = Json::object();
    add_explanation(child, detail);
    details.push_back(std::move(child));
  }
}

}  // namespace

std::string render_json(const Answer& answer, const JsonStyle& style) {
  std::string lines;
  for (const Hit& hit : answer.hits) lines += line_of(json_of(hit, style.offsets));
  lines += present::counts_json(answer);
  const Json summary = {{"type", "summary"},
                        {"query", answer.query},
                        {"hits", answer.hits.size()},
                        {"total", count_of(answer.total)},
                        {"stories", count_of(answer.stories)},
                        {"total_all_words", count_of(answer.total_all_words)},
                        {"warnings", texts_of(answer.warnings, style.words)},
                        {"notes", texts_of(answer.notes, style.words)},
                        {"filters", json_of(answer.filters)},
                        {"expanded", json_of(answer.expanded)},
                        {"suggestion", answer.suggestion},
                        {"time_zone", answer.time_zone},
                        {"sort", answer.sort},
                        {"seconds", answer.seconds},
                        {"partial", answer.partial}};
  return lines + line_of(summary);
}

std::string render_json(const Article& article) {
  Json keywords = Json::array();
  for (const auto& [field, value] : article.keywords) {
    keywords.push_back(Json::array({field, value}));
  }
  return line_of({{"type", "article"},
                  {"id", article.id},
                  {"title", article.title},
                  {"body", article.body},
                  {"published", json_of(article.published)},
                  {"url", article.url},
                  {"source", article.source},
                  {"lang", article.lang},
                  {"keywords", keywords}});
}

std::string render_json(const Explanation& explanation) {
  Json object = {{"type", "explanation"}, {"matched", explanation.matched}};
  add_explanation(object, explanation);
  return line_of(object);
}

std::string render_json(const IndexStats& stats) {
  Json fields = Json::array();
  for (const FieldStats& field : stats.fields) {
    fields.push_back({{"name", field.name},
                      {"terms", field.terms},
                      {"postings", field.postings},
                      {"tokens", field.tokens},
                      {"bytes", field.bytes},
                      {"average_length", field.average_length}});
  }
  return line_of({{"type", "stats"},
                  {"path", stats.path},
                  {"format_version", stats.format_version},
                  {"generation", stats.generation},
                  {"articles", stats.articles},
                  {"segments", stats.segments},
                  {"disk_bytes", stats.disk_bytes},
                  {"written_bytes", stats.written_bytes},
                  {"analyzer", stats.analyzer},
                  {"title_weight", stats.title_weight},
                  {"stores_articles", stats.stores_articles},
                  {"reordered", stats.is_reordered},
                  {"bigrams", stats.bigrams},
                  {"earliest", json_of(stats.earliest)},
                  {"latest", json_of(stats.latest)},
                  {"undated_articles", stats.undated_articles},
                  {"fields", fields},
                  {"languages", json_of(stats.languages)},
                  {"parts", json_of(stats.parts)}});
}

std::string render_json(const std::vector<TermStats>& terms) {
  std::string lines;
  for (const TermStats& term : terms) {
    lines += line_of({{"type", "term"},
                      {"word", term.word},
                      {"term", term.term},
                      {"articles", term.articles},
                      {"occurrences", term.occurrences}});
  }
  return lines;
}

std::string render_json(const std::vector<SuggestedWord>& words) {
  std::string lines;
  for (const SuggestedWord& word : words) {
    lines +=
        line_of({{"type", "suggestion"}, {"word", word.word}, {"occurrences", word.occurrences}});
  }
  return lines;
}

std::string render_json(const CheckReport& report, const JsonStyle& style) {
  std::string lines;
  for (const Remark& problem : report.problems) {
    lines += line_of({{"type", "problem"}, {"message", problem.to_string(style.words)}});
  }
  return lines + line_of({{"type", "check"},
                          {"ok", report.problems.empty()},
                          {"problems", report.problems.size()},
                          {"segments", report.segments},
                          {"terms", report.terms},
                          {"postings", report.postings},
                          {"positions", report.positions},
                          {"articles", report.articles},
                          {"bytes", report.bytes}});
}

std::string render_json(const InputSurvey& survey) {
  return line_of({{"type", "survey"},
                  {"read", json_of(survey.read)},
                  {"left_out", json_of(survey.left_out)},
                  {"unreadable", survey.unreadable},
                  {"bytes", survey.bytes}});
}

namespace {

// @param type  of the object
Json json_of(const char* type, const BuildReport& report) {
  return {{"type", type},
          {"articles", report.articles},
          {"replaced", report.replaced},
          {"deleted", report.deleted},
          {"superseded", report.superseded},
          {"records_skipped", report.records_skipped},
          {"records_repaired", report.records_repaired},
          {"records_cut_off", report.records_cut_off},
          {"files", report.files},
          {"files_skipped", report.files_skipped},
          {"files_ignored", report.files_ignored},
          {"text_bytes", report.text_bytes},
          {"generation", report.generation},
          {"seconds", report.seconds},
          {"unknown_languages", report.unknown_languages},
          {"captures_skipped", report.captures_skipped},
          {"shared_urls", report.shared_urls},
          {"shared_ids", report.shared_ids},
          {"unused_fields", report.unused_fields},
          {"unmet_fields", report.unmet_fields},
          {"ignored_kinds", json_of(report.ignored_kinds)}};
}

}  // namespace

std::string render_json(const SnapshotReport& report, std::string_view type,
                        std::string_view folder) {
  return line_of({{"type", type},
                  {"path", folder},
                  {"generation", report.generation},
                  {"articles", report.articles},
                  {"bytes", report.bytes},
                  {"files_linked", report.files_linked},
                  {"files_copied", report.files_copied}});
}

std::string render_json(const BuildReport& report) { return line_of(json_of("build", report)); }

std::string render_json(const AddReport& report) {
  Json object = json_of("add", report);
  object["files_added"] = report.files_added;
  object["files_changed"] = report.files_changed;
  object["files_unchanged"] = report.files_unchanged;
  object["files_gone"] = report.files_gone;
  object["records_waiting"] = report.records_waiting;
  return line_of(object);
}

std::string render_json(const MergeReport& report) {
  return line_of({{"type", "merge"},
                  {"merges", report.merges},
                  {"segments_before", report.segments_before},
                  {"segments", report.segments},
                  {"articles", report.articles},
                  {"dropped", report.dropped},
                  {"generation", report.generation},
                  {"seconds", report.seconds}});
}

std::string render_json(const RebuildReport& report) {
  return line_of({{"type", "rebuild"},
                  {"articles", report.articles},
                  {"text_bytes", report.text_bytes},
                  {"generation", report.generation},
                  {"seconds", report.seconds}});
}

std::string render_json(const RepairReport& report, const JsonStyle& style) {
  return line_of({{"type", "repair"},
                  {"was_sound", report.was_sound},
                  {"problems", texts_of(report.problems, style.words)},
                  {"articles", report.articles},
                  {"lost", report.lost},
                  {"lost_ids", report.lost_ids},
                  {"was_analysed", report.was_analysed},
                  {"damaged_path", report.damaged_path},
                  {"generation", report.generation},
                  {"seconds", report.seconds}});
}

std::string render_json(const RemoveReport& report, const JsonStyle& style) {
  return line_of({{"type", "delete"},
                  {"deleted", report.deleted},
                  {"missing", report.missing},
                  {"warnings", texts_of(report.warnings, style.words)},
                  {"generation", report.generation}});
}

}  // namespace newsidx
