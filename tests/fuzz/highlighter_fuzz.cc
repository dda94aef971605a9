// The first line is a query, the second a title, the rest a body: marks stand within the text and
// apart, on characters; and what is shown of it, as text and as JSON, is harmless whatever the
// article holds.
#include <newsidx/json.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "analysis/analyzer.h"
#include "base/utf8.h"
#include "cli/render/render.h"
#include "fuzz.h"
#include "present/highlighter.h"
#include "repeating_mutator.h"

using namespace newsidx;

namespace {

std::vector<search::HighlightTerm> terms_of(analysis::Analyzer& analyzer, std::string_view query) {
  const bool is_phrase = query.starts_with('"');
  std::vector<search::HighlightTerm> patterns;
  for (auto& word : analysis::analyze_query(analyzer, query, {"english", "german"}, false)) {
    if (patterns.empty() || !is_phrase) patterns.emplace_back();
    patterns.back().slots.push_back(std::move(word));
  }
  return patterns;
}

void check_marked(const MarkedText& marked) {
  NEWSIDX_CHECK(is_valid_utf8(marked.text));
  NEWSIDX_CHECK(marked.text.find('\n') == std::string::npos);
  std::uint32_t end = 0;
  for (const Mark& mark : marked.marks) {
    NEWSIDX_CHECK(mark.begin >= end && mark.begin < mark.end && mark.end <= marked.text.size());
    NEWSIDX_CHECK(utf8_floor(marked.text, mark.begin) == mark.begin);
    NEWSIDX_CHECK(utf8_floor(marked.text, mark.end) == mark.end);
    end = mark.end;
  }
}

// No control character but line breaks, and with colours nothing but ESC [ digits m; no character
// that turns the direction of writing.
void check_harmless(const std::string& shown, bool color) {
  NEWSIDX_CHECK(is_valid_utf8(shown));
  for (std::size_t at = 0; at < shown.size();) {
    const CodePoint point = decode_utf8(shown, at);
    if (point.value == 0x1b) {
      NEWSIDX_CHECK(color && shown.substr(at + 1, 1) == "[");
      const std::size_t end = shown.find_first_not_of("0123456789;", at + 2);
      NEWSIDX_CHECK(end != std::string::npos && shown[end] == 'm');
      at = end + 1;
      continue;
    }
    NEWSIDX_CHECK(point.value >= 0x20 || point.value == '\n');
    NEWSIDX_CHECK(point.value != 0x7f && (point.value < 0x80 || point.value > 0x9f));
    NEWSIDX_CHECK(point.value < 0x202a || point.value > 0x202e);
    NEWSIDX_CHECK(point.value < 0x2066 || point.value > 0x2069);
    at += point.size;
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  static auto analyzer = analysis::Analyzer::create({}).value();
  std::string_view input = fuzz::text(data, size);
  const std::string_view query = fuzz::take_line(input).substr(0, 8192);
  const std::uint32_t max_chars = 20 + static_cast<std::uint32_t>(query.size()) * 10;
  Article article;
  article.title = fuzz::take_line(input);
  article.body = input;
  repair_utf8(article.title);
  repair_utf8(article.body);

  present::Highlighter highlighter(analyzer, terms_of(analyzer, query));
  Answer answer;
  Hit& hit = answer.hits.emplace_back();
  hit.rank = 1;
  hit.title = highlighter.title(article.title, "en");
  hit.snippet = highlighter.passage(article.body, "en", max_chars);
  check_marked(hit.title);
  check_marked(hit.snippet);

  for (const bool color : {false, true}) {
    check_harmless(cli::render_text(answer, {.color = color, .width = 40}), color);
  }
  const std::string json = render_json(answer);
  const auto line = nlohmann::json::parse(json.substr(0, json.find('\n')));
  NEWSIDX_CHECK(line["title"] == hit.title.text && line["snippet"] == hit.snippet.text);
  if (size <= 8192) check_harmless(cli::render_text(article, {.color = false, .width = 40}), false);
  return fuzz::keep_if_short(size);
}
