#include "source/office/pdf_document.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/blanks.h"
#include "source/charset/text_encoding.h"
#include "source/dates/date_text.h"
#include "source/office/child_process.h"
#include "source/office/pdf_text.h"
#include "source/warc/header_text.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxTitleBytes = 300;
constexpr std::uint64_t kMaxInfoBytes = 1 << 20;

// A title that the program which wrote the file made of its own name or of the file's is none.
bool is_title(std::string_view text) {
  const std::string name = lower_ascii(text);
  if (name.empty() || name == "untitled" || name.starts_with("microsoft ")) return false;
  for (const char* end :
       {".doc", ".docx", ".pdf", ".qxd", ".qxp", ".indd", ".rtf", ".odt", ".tex", ".dvi", ".ps"}) {
    if (name.ends_with(end)) return false;
  }
  return true;
}

void report(const RawRecord& record, ParsedRecord& out, Remark remark) {
  Problem problem;
  problem.file = record.origin->file;
  problem.byte = record.byte;
  problem.message = std::move(remark.message);
  problem.hint = std::move(remark.hint);
  out.problems.push_back(std::move(problem));
}

// What a child said when it failed: its last words, or how it ended.
std::string failure_of(const ChildOutput& output) {
  std::string message = "the PDF cannot be read";
  if (output.status > 128) return message + ": it takes too much memory or time, or is damaged";
  if (output.message.empty()) return message;
  std::string said = output.message;
  repair_encoding(said);
  return message + ": " + said;
}

void add_keyword(Article& article, std::string_view name, std::string_view value) {
  if (!value.empty()) article.keywords.emplace_back(std::string(name), std::string(value));
}

// pdfinfo writes lines "Title:           Words".
void add_facts(const std::string& info, Article& article) {
  const auto fact = [&info](std::string_view name) { return header_value(info, name); };
  if (const std::string_view title = fact("Title"); is_title(title)) article.title = title;
  add_keyword(article, "author", fact("Author"));
  add_keyword(article, "tags", fact("Keywords"));
  article.published = parse_date(fact("CreationDate"));
  if (article.published) add_keyword(article, kDateFromField, "pdf");
  if (const auto modified = parse_date(fact("ModDate")))
    add_keyword(article, kModifiedField, modified->to_string());
}

}  // namespace

Remark pdf_obstacle() {
  if (is_installed("pdftotext")) return "";
  return {"pdftotext is not installed", "apt-get install poppler-utils"};
}

void parse_pdf(const RawRecord& record, ParsedRecord& out, std::uint64_t max_text_bytes,
               const std::stop_token& stop) {
  ChildLimits limits;
  limits.output_bytes = max_text_bytes;
  const auto text = run_child({"pdftotext", "-q", "-enc", "UTF-8", "-eol", "unix", "-", "-"},
                              record.bytes, limits, stop);
  if (!text) {
    if (text.error().code == ErrorCode::cancelled) return;
    const bool is_absent = text.error().code == ErrorCode::not_found;
    report(record, out,
           is_absent ? pdf_obstacle() : Remark("the PDF cannot be read: " + text.error().message));
    return;
  }
  if (text->status != 0 && trimmed(text->text).empty()) {
    report(record, out, failure_of(*text));
    return;
  }
  std::string words = text->text;
  repair_encoding(words);
  const std::vector<std::string> paragraphs = pdf_paragraphs(words);
  if (paragraphs.empty()) {
    report(record, out, "a PDF without text: its pages are pictures");
    return;
  }
  Article article;
  limits.output_bytes = kMaxInfoBytes;
  auto info = run_child({"pdfinfo", "-isodates", "-enc", "UTF-8", "-"}, record.bytes, limits, stop);
  if (info) {
    repair_encoding(info->text);
    add_facts(info->text, article);
  } else if (info.error().code == ErrorCode::cancelled) {
    return;
  }
  auto first = paragraphs.begin();
  if (*first == article.title && paragraphs.size() > 1) ++first;
  if (article.title.empty() && paragraphs.size() > 1 && first->size() <= kMaxTitleBytes)
    article.title = *first++;
  for (; first != paragraphs.end(); ++first) {
    if (!article.body.empty()) article.body += '\n';
    article.body += *first;
  }
  article.url = record.origin->url;
  article.lang = record.origin->language;
  article.source = record.origin->source;
  out.articles.push_back(std::move(article));
}

}  // namespace newsidx::source
