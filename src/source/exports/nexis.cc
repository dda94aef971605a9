// Nexis (classic) and Nexis Uni.
#include <algorithm>
#include <initializer_list>

#include "source/exports/export_date.h"
#include "source/exports/export_formats.h"
#include "source/exports/export_marks.h"

namespace newsidx::source {
namespace {

using Blocks = std::vector<ExportBlock>;

// The field that a block is: its name on the first line, its value on that and those behind it.
struct BlockField {
  ExportField field;
  std::string value;
};

// Some blocks hold several fields, one a line; of others the value is wrapped.
std::vector<BlockField> fields_of(const ExportBlock& block) {
  std::vector<BlockField> fields;
  for (const std::string_view line : block.lines) {
    const ExportField field = export_field_of(line);
    if (field.role != ExportRole::none) {
      fields.push_back({field, std::string(field.value)});
    } else if (!fields.empty()) {
      std::string& value = fields.back().value;
      value.append(value.empty() ? "" : " ").append(line);
    } else {
      return {};
    }
  }
  return fields;
}

void take_fields(const std::vector<BlockField>& fields, ArticleDraft& draft, std::string& lead,
                 std::string& load_date) {
  for (const BlockField& one : fields) {
    ExportField field = one.field;
    field.value = one.value;
    if (field.role == ExportRole::lead && lead.empty()) lead = one.value;
    if (field.role == ExportRole::load_date && load_date.empty()) load_date = one.value;
    take_export_field(field, draft);
  }
}

void append(std::string& body, const std::string& text) {
  if (text.empty()) return;
  body.append(body.empty() ? "" : "\n\n").append(text);
}

void finish(ArticleDraft& draft, std::string lead, std::string body, const std::string& load_date) {
  draft.article.body = body.empty() ? std::move(lead) : with_lead(lead, std::move(body));
  if (draft.article.published || load_date.empty()) return;
  draft.article.published = date_in_line(load_date);
  if (draft.article.published) draft.keyword(kDateFromField, "load-date");
}

// Behind the text: fields, copyright.
bool is_tail(const ExportBlock& block) {
  return is_copyright(block.lines[0]) || is_nexis_uni_end(block.lines[0]) ||
         export_field_of(block.lines[0]).role != ExportRole::none;
}

// Where the blocks begin that are nothing else.
Blocks::const_iterator tail_of(const Blocks& blocks) {
  auto at = blocks.end();
  while (at != blocks.begin() && is_tail(*(at - 1))) --at;
  return at;
}

// "LOAD-DATE:", "LANGUAGE:", "GRAPHIC:" in capitals, as no text begins.
bool is_surely_tail(const ExportBlock& block) {
  const ExportField field = export_field_of(block.lines[0]);
  const std::string_view name = block.lines[0].substr(0, block.lines[0].find(':'));
  const bool is_small = std::ranges::any_of(name, [](char c) { return c >= 'a' && c <= 'z'; });
  return !is_small && (field.role == ExportRole::load_date || field.role == ExportRole::language ||
                       field.role == ExportRole::ignored);
}

}  // namespace

// Number / source / date / headline / fields up to the length / text / fields, copyright.
bool read_nexis(std::string_view text, ArticleDraft& draft) {
  const Blocks blocks = export_blocks(text);
  const auto start = std::ranges::find_if(
      blocks, [](const ExportBlock& block) { return is_nexis_start(block.lines[0]); });
  if (start == blocks.end()) return false;
  std::string lead, body, load_date, headline;
  auto at = start + 1;
  for (; at != blocks.end() && export_field_of(at->lines[0]).role == ExportRole::none; ++at) {
    ExportBlock block = *at;
    std::erase_if(block.lines, is_copyright);
    const std::string line = block.text();
    constexpr std::size_t kLongestHeadline = 200;
    if (!headline.empty() && line.size() > kLongestHeadline) break;  // text, without any field
    const auto date = draft.article.published ? std::nullopt : date_in_line(line);
    if (date) {
      draft.article.published = date;
    } else if (draft.article.source.empty()) {
      draft.source(line);
    } else {
      append(headline, line);
    }
  }
  const auto tail = tail_of(blocks);
  for (bool is_text = false; at != blocks.end(); ++at) {
    const auto fields = fields_of(*at);
    if (fields.empty() || (is_text && !is_tail(*at))) {
      if (is_copyright(at->lines[0])) continue;
      is_text = true;
      append(body, at->paragraphs());
      continue;
    }
    if (is_text && (is_surely_tail(*at) || at >= tail)) break;
    if (is_text) {
      append(body, at->paragraphs());
      continue;
    }
    take_fields(fields, draft, lead, load_date);
    const auto& last = fields.back();
    if (last.field.role == ExportRole::body) append(body, last.value);
  }
  for (; at != blocks.end(); ++at) take_fields(fields_of(*at), draft, lead, load_date);
  draft.title(headline);
  finish(draft, std::move(lead), std::move(body), load_date);
  return true;
}

namespace {

bool is_heading(const ExportBlock& block, std::initializer_list<const char*> names) {
  const auto is_it = [&](std::string_view name) { return block.lines[0] == name; };
  return block.lines.size() == 1 && std::ranges::any_of(names, is_it);
}

constexpr auto kBodyHeadings = {"Body", "BODY", "Text", "Corps", "Volltext"};
constexpr auto kTailHeadings = {"Classification", "Klassifizierung", "Graphic", "Grafik",
                                "Graphique"};

// Headings are blocks of their own, though no blank line may stand in front of them.
Blocks uni_blocks(std::string_view text) {
  Blocks blocks;
  for (ExportBlock& block : export_blocks(text)) {
    ExportBlock last;
    const auto is_it = [&](std::string_view name) { return block.lines.back() == name; };
    if (block.lines.size() > 1 && std::ranges::any_of(kBodyHeadings, is_it)) {
      last.lines.push_back(block.lines.back());
      block.lines.pop_back();
    }
    blocks.push_back(std::move(block));
    if (!last.lines.empty()) blocks.push_back(std::move(last));
  }
  return blocks;
}

struct HeadLine {
  std::string_view text;
  std::size_t block;
};

// The first block behind that which says how long the text is, and fields that follow it.
Blocks::const_iterator behind_length(const Blocks& blocks) {
  const auto has_length = [](const ExportBlock& block) {
    return std::ranges::any_of(block.lines, [](std::string_view line) {
      return export_field_of(line).role == ExportRole::length;
    });
  };
  auto at = std::ranges::find_if(blocks, has_length);
  while (at != blocks.end() && !fields_of(*at).empty()) ++at;
  return at;
}

// One that names neither its length nor its text: the headline, and all the rest.
bool read_plain(const Blocks& blocks, ArticleDraft& draft) {
  if (blocks.empty()) return false;
  draft.title(blocks[0].text());
  const auto tail = tail_of(blocks);
  for (auto at = blocks.begin() + 1; at < tail; ++at) append(draft.article.body, at->paragraphs());
  return true;
}

// Above the copyright: the date, the source and the block of the headline, from below; what stands
// above them is a front page.
void read_uni_head(std::vector<HeadLine> lines, ArticleDraft& draft) {
  if (!lines.empty()) draft.article.published = date_in_line(lines.back().text);
  if (draft.article.published) lines.pop_back();
  if (!draft.article.published && lines.size() > 1) {  // "Late Edition" may follow the date
    draft.article.published = date_in_line(lines[lines.size() - 2].text);
    if (draft.article.published) lines.resize(lines.size() - 2);
  }
  const bool has_source = draft.article.published && lines.size() > 1;
  if (has_source) {
    draft.source(lines.back().text);
    lines.pop_back();
  }
  std::string headline;
  for (const HeadLine& line : lines) {
    if (line.block != lines.back().block) continue;
    headline.append(headline.empty() ? "" : " ").append(line.text);
  }
  draft.title(headline);
}

}  // namespace

// Headline / source / date / copyright / fields / "Body" / text / "Classification" / fields.
bool read_nexis_uni(std::string_view text, ArticleDraft& draft) {
  const Blocks blocks = uni_blocks(text);
  auto body_at = std::ranges::find_if(
      blocks, [](const ExportBlock& block) { return is_heading(block, kBodyHeadings); });
  const bool has_heading = body_at != blocks.end();
  if (!has_heading) body_at = behind_length(blocks);
  if (!has_heading && body_at == blocks.end()) return read_plain(blocks, draft);
  // Fields begin behind the last block in front of the text that is none.
  auto fields_at = body_at;
  while (fields_at != blocks.begin() && !fields_of(*(fields_at - 1)).empty()) --fields_at;
  std::vector<HeadLine> head;
  for (auto at = blocks.begin(); at != fields_at; ++at) {
    for (const std::string_view line : at->lines) {
      if (is_copyright(line)) break;
      head.push_back({line, static_cast<std::size_t>(at - blocks.begin())});
    }
  }
  read_uni_head(std::move(head), draft);
  std::string lead, body, load_date;
  for (auto at = fields_at; at != body_at; ++at)
    take_fields(fields_of(*at), draft, lead, load_date);
  const auto tail = tail_of(blocks);
  auto at = has_heading ? body_at + 1 : body_at;
  for (; at < tail; ++at) {
    if (is_heading(*at, kTailHeadings)) {
      break;
    }
    append(body, at->paragraphs());
  }
  for (; at != blocks.end(); ++at) take_fields(fields_of(*at), draft, lead, load_date);
  finish(draft, std::move(lead), std::move(body), load_date);
  return true;
}

}  // namespace newsidx::source
