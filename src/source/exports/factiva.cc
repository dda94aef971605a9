// Factiva: with the codes of its fields, and as its pages show an article.
#include <algorithm>

#include "source/exports/export_date.h"
#include "source/exports/export_formats.h"
#include "source/exports/export_marks.h"

namespace newsidx::source {
namespace {

void append(std::string& body, const std::string& text) {
  if (text.empty()) return;
  body.append(body.empty() ? "" : "\n\n").append(text);
}

std::string paragraphs_of(std::string_view text) {
  std::string all;
  for (const ExportBlock& block : export_blocks(text)) append(all, block.paragraphs());
  return all;
}

std::string line_of(std::string_view text) {
  std::string all;
  for (const ExportBlock& block : export_blocks(text)) {
    all.append(all.empty() ? "" : " ").append(block.text());
  }
  return all;
}

// "Document GRDN000020160827ec8r0001u" -> the number.
std::string number_of(std::string_view line) {
  line = trimmed_line(line);
  return std::string(line.substr(line.rfind(' ') + 1));
}

// "Companies: code : Name | code : Name"
void take_codes(std::string_view list, ArticleDraft& draft) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('|'), list.size());
    const std::string_view item = list.substr(0, end);
    const std::size_t colon = item.find(':');
    if (colon != std::string_view::npos) draft.keyword("tags", item.substr(colon + 1));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

void take_code(std::string_view code, std::string_view value, ArticleDraft& draft,
               std::string& body, std::string& time) {
  if (code == "LP" || code == "TD") {
    append(body, paragraphs_of(value));
    return;
  }
  const std::string line = line_of(value);
  if (code == "HD") draft.title(line);
  if (code == "BY") draft.keyword("author", author_of_byline(line));
  if (code == "SN") draft.source(line);
  if (code == "SE") draft.keyword("section", line);
  if (code == "LA") draft.language(language_of_name(line));
  if (code == "ET") time = line;
  if (code == "PD" && !draft.article.published) draft.article.published = date_in_line(line);
  if (code == "CO" || code == "IN" || code == "NS" || code == "RE") take_codes(line, draft);
  if (code == "AN") draft.id(number_of(line));
}

}  // namespace

bool read_factiva_codes(std::string_view text, ArticleDraft& draft) {
  std::string body, time, code;
  std::string value;
  const auto flush = [&] {
    if (!code.empty()) take_code(code, value, draft, body, time);
    value.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    std::string_view rest;
    const std::string_view next = factiva_code_of(line, rest);
    if (!next.empty()) {
      flush();
      code = std::string(next);
      value = std::string(rest);
    } else if (is_factiva_end(line)) {
      flush();
      code.clear();
      draft.id(number_of(line));
    } else {
      value.append("\n").append(line);
    }
  }
  flush();
  if (draft.article.published && !time.empty()) {
    const std::string day = draft.article.published->to_string();
    if (const auto exact = date_in_line(day + " " + time)) draft.article.published = exact;
  }
  draft.article.body = std::move(body);
  return true;
}

// Section / headline / author / "512 words" / date / time / source / code / language / copyright,
// then the text and the number.
bool read_factiva(std::string_view text, ArticleDraft& draft) {
  struct Line {
    std::string_view text;
    std::size_t block;
  };
  const std::vector<ExportBlock> blocks = export_blocks(text);
  std::vector<Line> lines;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    for (const std::string_view line : blocks[i].lines) lines.push_back({line, i});
  }
  const auto words = std::ranges::find_if(lines, is_word_count, &Line::text);
  if (words == lines.end()) return false;
  // Above: from the nearest blank line on, or, where the headline is a block of its own, from
  // there.
  auto begin = words;
  while (begin != lines.begin() && (begin - 1)->block == words->block) --begin;
  auto author = words;
  if (author != begin && author_of_byline((author - 1)->text) != (author - 1)->text) {
    --author;
    draft.keyword("author", author_of_byline(author->text));
  }
  if (begin == author && begin != lines.begin()) {
    const std::size_t block = (begin - 1)->block;
    while (begin != lines.begin() && (begin - 1)->block == block) --begin;
  }
  std::string headline;
  for (auto at = begin; at != author; ++at) {
    headline.append(headline.empty() ? "" : " ").append(at->text);
  }
  draft.title(headline);
  // Below: up to the copyright.
  auto at = words + 1;
  constexpr std::ptrdiff_t kMaxHeadLines = 12;
  const auto limit = lines.end() - at > kMaxHeadLines ? at + kMaxHeadLines : lines.end();
  const auto copyright =
      std::find_if(at, limit, [](const Line& line) { return is_copyright(line.text); });
  auto head_end = copyright;
  if (copyright == limit) {  // none: the head is the block
    head_end =
        std::find_if(at, lines.end(), [&](const Line& line) { return line.block != words->block; });
  }
  for (; at != head_end; ++at) {
    const bool had_date = draft.article.published.has_value();
    if (!had_date) draft.article.published = date_in_line(at->text);
    const bool is_date = !had_date && draft.article.published;
    const bool is_time = at->text.size() <= 12 && at->text.find(':') != std::string_view::npos;
    const auto language = language_of_name(at->text);
    if (!language.empty()) draft.language(language);
    if (is_date || !language.empty()) continue;
    if (is_time && had_date) {
      const std::string day = draft.article.published->to_string().substr(0, 10);
      const auto exact = date_in_line(day + " " + std::string(at->text));
      if (exact) draft.article.published = exact;
    } else if (had_date) {
      draft.source(at->text);
    }
  }
  std::size_t first_block = at == lines.end() ? blocks.size() : at->block;
  if (at != lines.end() && (copyright != limit || at->block == words->block)) ++first_block;
  std::string body;
  for (std::size_t i = first_block; i < blocks.size(); ++i) {
    ExportBlock block = blocks[i];
    if (is_factiva_end(block.lines.back())) {
      draft.id(number_of(block.lines.back()));
      block.lines.pop_back();
    }
    if (!block.lines.empty()) append(body, block.paragraphs());
  }
  draft.article.body = std::move(body);
  return true;
}

}  // namespace newsidx::source
