// ProQuest: the title, fields, "Full text:" with the text behind it, and more fields.
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

// "Document 3 of 10"
bool is_number(std::string_view line) {
  return (line.starts_with("Document ") || line.starts_with("Dokument ")) && line.size() < 40 &&
         line.size() > 9 && line[9] >= '0' && line[9] <= '9';
}

bool begins_field(const ExportBlock& block) {
  return export_field_of(block.lines[0]).role != ExportRole::none || is_copyright(block.lines[0]) ||
         is_proquest_rule(block.lines[0]);
}

}  // namespace

bool read_proquest(std::string_view text, ArticleDraft& draft) {
  const std::vector<ExportBlock> blocks = export_blocks(text);
  auto tail = blocks.end();
  while (tail != blocks.begin() && begins_field(*(tail - 1))) --tail;
  std::string first_line, lead, body;
  bool in_text = false, has_fields = false;
  for (auto block = blocks.begin(); block != blocks.end(); ++block) {
    if (block >= tail) in_text = false;
    if (in_text) {
      append(body, block->paragraphs());
      continue;
    }
    for (auto line = block->lines.begin(); line != block->lines.end(); ++line) {
      ExportField field = export_field_of(*line);
      if (is_number(*line) || is_proquest_rule(*line)) continue;
      if (field.role == ExportRole::none && first_line.empty() && !has_fields) {
        first_line = *line;
        continue;
      }
      // What has no name goes on with the field in front of it.
      std::string value(field.value);
      while (field.role != ExportRole::none && line + 1 != block->lines.end() &&
             field.role != ExportRole::body &&
             export_field_of(*(line + 1)).role == ExportRole::none &&
             !is_proquest_rule(*(line + 1))) {
        ++line;
        value.append(" ").append(*line);
      }
      has_fields = has_fields || field.role != ExportRole::none;
      field.value = value;
      if (field.role == ExportRole::lead) append(lead, value);
      if (field.role != ExportRole::body) {
        take_export_field(field, draft);
        continue;
      }
      in_text = true;
      ExportBlock rest;
      if (!value.empty()) rest.lines.push_back(value);
      rest.lines.insert(rest.lines.end(), line + 1, block->lines.end());
      if (!rest.lines.empty()) append(body, rest.paragraphs());
      break;
    }
  }
  if (!has_fields) return false;
  draft.title(first_line);
  const bool is_lead_alone = body.empty() || body == "Not available.";
  draft.article.body = is_lead_alone ? std::move(lead) : std::move(body);
  return true;
}

}  // namespace newsidx::source
