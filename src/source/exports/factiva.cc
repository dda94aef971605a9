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

// In a text a code is one of four columns: "IN THE HOUSE" begins none, "IN  i75 : Ships" does.
bool stands_apart(std::string_view line, std::string_view code) {
  const std::string_view rest = line.substr(code.size());
  const bool is_alone = rest.empty() || rest == "\r" || rest[0] == '\t';
  return is_alone || code.size() > 2 || rest.starts_with("  ");
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
    const bool in_text = code == "LP" || code == "TD";
    if (!next.empty() && (!in_text || stands_apart(line, next))) {
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

namespace {

// An article as it is shown: the line with the number of words divides its head.
class ShownArticle {
 public:
  ShownArticle(std::string_view text, ArticleDraft& draft)
      : blocks_(export_blocks(text)), draft_(draft) {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      for (const std::string_view line : blocks_[i].lines) lines_.push_back({line, i});
    }
  }

  bool read() {
    const auto words = std::ranges::find_if(lines_, is_word_count, &Line::text);
    if (words == lines_.end()) {  // it tells no length: the headline, and all the rest
      if (lines_.empty()) return false;
      draft_.title(blocks_[0].text());
      read_text(1);
      return true;
    }
    const auto index = static_cast<std::size_t>(words - lines_.begin());
    read_above(index);
    read_text(read_below(index));
    return true;
  }

 private:
  struct Line {
    std::string_view text;
    std::size_t block;
  };

  // The first line of the block that line `at` is of.
  [[nodiscard]] std::size_t block_begin(std::size_t at) const {
    std::size_t begin = at;
    while (begin > 0 && lines_[begin - 1].block == lines_[at].block) --begin;
    return begin;
  }

  // The headline, and the author below it. The headline may be a block of its own.
  void read_above(std::size_t words) {
    std::size_t begin = block_begin(words), end = words;
    if (end > begin) {
      const std::string author = author_of_byline(lines_[end - 1].text);
      if (author != lines_[end - 1].text) {
        draft_.keyword("author", author);
        --end;
      }
    }
    if (begin == end && begin > 0) begin = block_begin(begin - 1);
    std::string headline;
    for (std::size_t at = begin; at < end; ++at) {
      headline.append(headline.empty() ? "" : " ").append(lines_[at].text);
    }
    draft_.title(headline);
  }

  // The date, the source and the language, up to the copyright or, where there is none, to the end
  // of the block. @return the block that the text begins with
  std::size_t read_below(std::size_t words) {
    constexpr std::size_t kMaxHeadLines = 12;
    const std::size_t limit = std::min(lines_.size(), words + 1 + kMaxHeadLines);
    std::size_t end = words + 1;
    while (end < limit && !is_copyright(lines_[end].text)) ++end;
    std::size_t text_block = end < limit ? lines_[end].block + 1 : lines_[words].block + 1;
    for (std::size_t at = words + 1; at < end; ++at) {
      if (end == limit && lines_[at].block != lines_[words].block) break;
      read_head_line(lines_[at].text);
    }
    return text_block;
  }

  void read_head_line(std::string_view line) {
    auto& published = draft_.article.published;
    if (!published) {
      published = date_in_line(line);
      return;
    }
    const bool is_time = line.size() <= 12 && line.find(':') != std::string_view::npos;
    const auto language = language_of_name(line);
    if (!language.empty()) {
      draft_.language(language);
    } else if (is_time) {
      const std::string day = published->to_string().substr(0, 10);
      if (const auto exact = date_in_line(day + " " + std::string(line))) published = exact;
    } else {
      draft_.source(line);
    }
  }

  void read_text(std::size_t first_block) {
    std::string body;
    for (std::size_t i = first_block; i < blocks_.size(); ++i) {
      ExportBlock block = blocks_[i];
      if (is_factiva_end(block.lines.back())) {
        draft_.id(number_of(block.lines.back()));
        block.lines.pop_back();
      }
      if (!block.lines.empty()) append(body, block.paragraphs());
    }
    draft_.article.body = std::move(body);
  }

  std::vector<ExportBlock> blocks_;
  std::vector<Line> lines_;
  ArticleDraft& draft_;
};

}  // namespace

// Section / headline / author / "512 words" / date / time / source / code / language / copyright,
// then the text and the number.
bool read_factiva(std::string_view text, ArticleDraft& draft) {
  return ShownArticle(text, draft).read();
}

}  // namespace newsidx::source
