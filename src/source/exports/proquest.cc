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

class Reader {
 public:
  Reader(std::string_view text, ArticleDraft& draft)
      : blocks_(export_blocks(text)), draft_(draft) {}

  bool read() {
    auto tail = blocks_.end();
    while (tail != blocks_.begin() && begins_field(*(tail - 1))) --tail;
    for (auto block = blocks_.begin(); block != blocks_.end(); ++block) {
      if (in_text_ && block < tail) {
        append(body_, block->paragraphs());
      } else {
        read_fields(*block);
      }
    }
    if (!has_fields_) return false;
    draft_.title(first_line_);
    const bool is_lead_alone = body_.empty() || body_ == "Not available.";
    draft_.article.body = is_lead_alone ? std::move(lead_) : std::move(body_);
    return true;
  }

 private:
  using Lines = std::vector<std::string_view>;

  void read_fields(const ExportBlock& block) {
    for (auto line = block.lines.begin(); line != block.lines.end(); ++line) {
      if (is_number(*line) || is_proquest_rule(*line)) continue;
      const ExportField field = export_field_of(*line);
      if (field.role == ExportRole::none) {
        if (first_line_.empty() && !has_fields_) first_line_ = *line;
        continue;
      }
      has_fields_ = true;
      if (field.role == ExportRole::body)
        return begin_text(field.value, {line + 1, block.lines.end()});
      take(field, line, block.lines.end());
    }
  }

  // What has no name goes on with the field in front of it.
  void take(ExportField field, Lines::const_iterator& line, Lines::const_iterator end) {
    std::string value(field.value);
    while (line + 1 != end && export_field_of(*(line + 1)).role == ExportRole::none &&
           !is_proquest_rule(*(line + 1))) {
      ++line;
      value.append(" ").append(*line);
    }
    field.value = value;
    if (field.role == ExportRole::lead) append(lead_, value);
    take_export_field(field, draft_);
  }

  void begin_text(std::string_view first, Lines others) {
    in_text_ = true;
    ExportBlock block;
    if (!first.empty()) block.lines.push_back(first);
    block.lines.insert(block.lines.end(), others.begin(), others.end());
    if (!block.lines.empty()) append(body_, block.paragraphs());
  }

  std::vector<ExportBlock> blocks_;
  ArticleDraft& draft_;
  std::string first_line_, lead_, body_;
  bool in_text_ = false, has_fields_ = false;
};

}  // namespace

bool read_proquest(std::string_view text, ArticleDraft& draft) {
  return Reader(text, draft).read();
}

}  // namespace newsidx::source
