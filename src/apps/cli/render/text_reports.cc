// Explanations, statistics, words and check reports for people.
#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/hint_words.h"
#include "cli/render/number_text.h"
#include "cli/render/render.h"
#include "cli/render/terminal_text.h"
#include "cli/render/text_table.h"

namespace newsidx::cli {
namespace {

constexpr TextTable::Column kLabel{TextTable::Column::Align::left, TextRole::meta};
constexpr TextTable::Column kText{TextTable::Column::Align::left, TextRole::plain};
constexpr TextTable::Column kNumber{TextTable::Column::Align::right, TextRole::plain};

// Six significant digits tell scores apart and stay readable.
std::string value_text(double value) {
  char digits[32];
  const auto written =
      std::to_chars(digits, digits + sizeof digits, value, std::chars_format::general, 6);
  return {digits, written.ptr};
}

void append_explanation(std::string& text, const Explanation& part, std::size_t indentation,
                        const TextStyle& style) {
  const std::string value = value_text(part.value);
  const std::size_t text_begin = indentation + value.size() + 2;
  const std::size_t width = std::max<std::size_t>(style.width, text_begin + 20) - text_begin;
  Paragraph description(style.color);
  text.append(indentation, ' ').append(value);
  std::size_t blanks = 2;
  for (const auto& line : description.add(part.description).lines(width)) {
    text.append(blanks, ' ').append(line.text) += '\n';
    blanks = text_begin;
  }
  if (blanks == 2) text += '\n';  // no description
  for (const Explanation& detail : part.details) {
    append_explanation(text, detail, indentation + 2, style);
  }
}

std::string dates_text(const IndexStats& stats) {
  std::string text;
  if (stats.earliest && stats.latest) {
    text = date_text(*stats.earliest) + " to " + date_text(*stats.latest);
  }
  if (stats.undated_articles > 0) {
    if (!text.empty()) text += ", ";
    text += counted(stats.undated_articles, "article") + " undated";
  }
  return text;
}

std::string facts_text(const IndexStats& stats, bool color) {
  TextTable facts({kLabel, kText});
  facts.add({"index", stats.path});
  facts.add({"articles", grouped(stats.articles)});
  if (const std::string dates = dates_text(stats); !dates.empty()) facts.add({"dates", dates});
  facts.add({"size", size_text(stats.disk_bytes)});
  if (stats.written_bytes > 0 && stats.disk_bytes > 0) {
    const double times =
        static_cast<double>(stats.written_bytes) / static_cast<double>(stats.disk_bytes);
    facts.add({"written", size_text(stats.written_bytes) + ", " + fixed(times, 1) + " times that"});
  }
  facts.add({"segments", grouped(stats.segments)});
  facts.add({"generation", std::to_string(stats.generation)});
  facts.add({"format", std::to_string(stats.format_version)});
  facts.add({"analyzer", stats.analyzer});
  facts.add({"title weight", std::to_string(stats.title_weight)});
  facts.add({"stores articles", stats.stores_articles ? "yes" : "no"});
  facts.add({"reordered", stats.is_reordered ? "yes" : "no"});
  if (stats.bigrams > 0) {
    facts.add({"bigrams", "of the " + grouped(stats.bigrams) + " most frequent words"});
  }
  return facts.to_string(color);
}

std::string fields_text(const IndexStats& stats, bool color) {
  TextTable fields({kText, kNumber, kNumber, kNumber, kNumber, kNumber});
  fields.set_head({"field", "terms", "postings", "tokens", "bytes", "average length"});
  for (const FieldStats& field : stats.fields) {
    fields.add({field.name, grouped(field.terms), grouped(field.postings), grouped(field.tokens),
                grouped(field.bytes), fixed(field.average_length, 1)});
  }
  return fields.to_string(color);
}

}  // namespace

std::string render_text(const Explanation& explanation, const TextStyle& style) {
  std::string text = explanation.matched ? "" : "The article does not match the query.\n";
  append_explanation(text, explanation, 0, style);
  return text;
}

std::string render_text(const IndexStats& stats, const TextStyle& style) {
  std::string text = facts_text(stats, style.color);
  if (!stats.fields.empty()) text += '\n' + fields_text(stats, style.color);
  if (!stats.languages.empty()) {
    TextTable languages({kText, kNumber});
    languages.set_head({"language", "articles"});
    for (const auto& [name, count] : stats.languages) languages.add({name, grouped(count)});
    text += '\n' + languages.to_string(style.color);
  }
  if (!stats.parts.empty()) {
    TextTable parts({kText, kText});
    parts.set_head({"part", "size"});
    for (const auto& [name, bytes] : stats.parts) parts.add({name, size_text(bytes)});
    text += '\n' + parts.to_string(style.color);
  }
  return text;
}

std::string render_text(const std::vector<TermStats>& terms, const TextStyle& style) {
  if (terms.empty()) return {};
  TextTable table({kText, kText, kNumber, kNumber});
  table.set_head({"word", "term", "articles", "occurrences"});
  for (const TermStats& term : terms) {
    table.add({term.word, term.term, grouped(term.articles), grouped(term.occurrences)});
  }
  return table.to_string(style.color);
}

std::string render_text(const std::vector<SuggestedWord>& words, const TextStyle& style) {
  if (words.empty()) return {};
  TextTable table({kText, kNumber});
  table.set_head({"word", "occurrences"});
  for (const SuggestedWord& word : words) table.add({word.word, grouped(word.occurrences)});
  return table.to_string(style.color);
}

std::string render_text(const CheckReport& report, const TextStyle& style) {
  std::string text;
  for (const Remark& problem : report.problems) {
    Paragraph line(style.color);
    text += line.add(problem.to_string(words_of)).to_string(SIZE_MAX);
  }
  text += report.problems.empty() ? "ok: " : counted(report.problems.size(), "problem") + ": ";
  text += counted(report.segments, "segment") + ", " + counted(report.articles, "article") + ", " +
          counted(report.terms, "term") + ", " + counted(report.postings, "posting") + ", " +
          counted(report.positions, "position") + ", " + size_text(report.bytes) +
          (report.problems.empty() ? " verified\n" : " read\n");
  return text;
}

std::string render_text(const SnapshotReport& report) {
  return "generation " + grouped(report.generation) + " (" + counted(report.articles, "article") +
         ", " + rounded_size_text(report.bytes) + ", " + counted(report.files_linked, "file") +
         " linked, " + grouped(report.files_copied) + " copied)";
}

}  // namespace newsidx::cli
