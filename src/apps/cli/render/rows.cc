#include "cli/render/rows.h"

#include <newsidx/json.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

#include "cli/render/number_text.h"

namespace newsidx::cli {
namespace {

constexpr std::array<std::pair<std::string_view, Format>, 7> kFormats = {{
    {"text", Format::text},
    {"table", Format::table},
    {"csv", Format::csv},
    {"tsv", Format::tsv},
    {"jsonl", Format::jsonl},
    {"ids", Format::ids},
    {"trec", Format::trec},
}};

constexpr int kScoreDecimals = 6;

// Is it a name of the list?
bool has_name(std::string_view list, std::string_view name) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(", "), list.size());
    if (list.substr(0, comma) == name) return true;
    list.remove_prefix(std::min(comma + 2, list.size()));
  }
  return false;
}

/// A number or a date of ours, or a text from anywhere.
struct Cell {
  Cell(std::string number) : text(std::move(number)), is_ours(true) {}  // NOLINT
  Cell(std::string_view foreign) : text(foreign) {}                     // NOLINT
  Cell(const char* name) : text(name), is_ours(true) {}                 // NOLINT
  std::string text;
  bool is_ours = false;
};

// RFC 4180, section 2; and what spreadsheets do with formulas in it (OWASP, "CSV Injection").
void append_csv(std::string& line, const Cell& cell) {
  constexpr std::string_view kFormula = "=+-@\t\r";
  const bool is_formula = !cell.is_ours && !cell.text.empty() &&
                          kFormula.find(cell.text.front()) != std::string_view::npos;
  const std::string text = is_formula ? '\'' + cell.text : cell.text;
  if (text.find_first_of(",\"\r\n") == std::string::npos) {
    line += text;
    return;
  }
  line += '"';
  for (const char c : text) {
    if (c == '"') line += '"';
    line += c;
  }
  line += '"';
}

// One line: what would end the cell becomes a blank.
void append_plain(std::string& line, std::string_view text) {
  for (const char c : text) line += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
}

std::string row(Format format, const std::vector<Cell>& cells) {
  std::string line;
  for (const Cell& cell : cells) {
    if (&cell != &cells.front()) line += format == Format::csv ? ',' : '\t';
    if (format == Format::csv) {
      append_csv(line, cell);
    } else {
      append_plain(line, cell.text);
    }
  }
  return line += format == Format::csv ? "\r\n" : "\n";
}

std::string time_of(const std::optional<Timestamp>& time) { return time ? time->to_string() : ""; }

std::string id_line(std::string_view id) {
  std::string line;
  append_plain(line, id);
  return line += '\n';
}

Result<std::string> render_run(const Answer& answer, std::string_view query_id) {
  if (answer.sort != "best") {
    return fail(ErrorCode::invalid_argument,
                "a TREC run is in the order of scores, this answer by " + answer.sort,
                "--sort best");
  }
  std::string lines;
  for (const Hit& hit : answer.hits) {
    if (hit.id.find_first_of(" \t\r\n") != std::string::npos) {
      return fail(ErrorCode::invalid_argument,
                  "id '" + hit.id + "' has a blank, which a TREC run cannot have", "--format tsv");
    }
    lines.append(query_id).append(" Q0 ").append(hit.id).append(" ");
    lines += std::to_string(hit.rank) + ' ' + fixed(hit.score, kScoreDecimals) + " newsidx\n";
  }
  return lines;
}

std::string keywords_text(const Article& article) {
  std::string text;
  for (const auto& [name, value] : article.keywords) {
    if (!text.empty()) text += "; ";
    text.append(name).append("=").append(value);
  }
  return text;
}

std::string_view view(const std::string& text) { return text; }

}  // namespace

Result<Format> parse_format(std::string_view name, std::string_view allowed) {
  const auto known = std::ranges::find(kFormats, name, [](const auto& row) { return row.first; });
  if (known != kFormats.end() && has_name(allowed, name)) return known->second;
  return fail(ErrorCode::invalid_argument, "--format: no format '" + std::string(name) + "'",
              Hint(std::string("one of ") + std::string(allowed)));
}

Result<std::string> render_rows(const Answer& answer, Format format, std::string_view query_id) {
  if (format == Format::trec) return render_run(answer, query_id);
  std::string lines;
  if (format == Format::ids) {
    for (const Hit& hit : answer.hits) lines += id_line(hit.id);
    return lines;
  }
  const bool has_indexes =
      std::ranges::any_of(answer.hits, [](const Hit& hit) { return !hit.index.empty(); });
  std::vector<Cell> names = {"rank",   "score", "id",    "published",
                             "source", "url",   "title", "snippet"};
  if (has_indexes) names.emplace_back("index");
  lines = row(format, names);
  for (const Hit& hit : answer.hits) {
    std::vector<Cell> cells = {std::to_string(hit.rank),
                               fixed(hit.score, kScoreDecimals),
                               view(hit.id),
                               time_of(hit.published),
                               view(hit.source),
                               view(hit.url),
                               view(hit.title.text),
                               view(hit.snippet.text)};
    if (has_indexes) cells.emplace_back(view(hit.index));
    lines += row(format, cells);
  }
  return lines;
}

std::string render_count_rows(const Answer& answer, Format format) {
  std::string lines = row(format, {"count", "value", "articles"});
  const auto add = [&](std::string_view count, std::string_view value, std::uint64_t articles) {
    lines += row(format, {count, value, std::to_string(articles)});
  };
  for (const Facet& facet : answer.facets) {
    for (const auto& [value, articles] : facet.values) add(facet.field, value, articles);
    if (facet.without > 0) add(facet.field, "", facet.without);
  }
  if (answer.histogram) {
    const std::string_view name = interval_name(answer.histogram->interval);
    for (const auto& [bucket, articles] : answer.histogram->buckets) add(name, bucket, articles);
    if (answer.histogram->undated > 0) add(name, "", answer.histogram->undated);
  }
  if (answer.top_words) {
    for (const TopWords::Word& word : answer.top_words->words) {
      add("top_words", word.word, word.articles);
    }
  }
  return lines;
}

std::string article_row_names(Format format) {
  if (format != Format::csv && format != Format::tsv) return {};
  return row(format, {"id", "published", "source", "lang", "url", "title", "body", "keywords"});
}

std::string render_row(const Article& article, Format format) {
  if (format == Format::jsonl) return render_record(article);
  if (format == Format::ids) return id_line(article.id);
  const std::string keywords = keywords_text(article);
  return row(format, {view(article.id), time_of(article.published), view(article.source),
                      view(article.lang), view(article.url), view(article.title),
                      view(article.body), view(keywords)});
}

}  // namespace newsidx::cli
