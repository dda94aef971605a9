#include "source/xml/article_draft.h"

#include <algorithm>

#include "base/blanks.h"
#include "base/utf8.h"
#include "source/dates/date_text.h"
#include "source/html/html_text.h"
#include "source/page/page_lines.h"
#include "source/xml/xml_tree.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kShownBytes = 40;  // of a value quoted in a message

}  // namespace

const RecordOrigin& ArticleDraft::origin() const {
  static const RecordOrigin kUnknown;
  return record_.origin ? *record_.origin : kUnknown;
}

void ArticleDraft::report(Problem::Kind kind, std::string message) {
  Problem problem;
  problem.kind = kind;
  problem.file = origin().file;
  problem.line = record_.line;
  problem.byte = record_.byte;
  problem.message = std::move(message);
  parsed_.problems.push_back(std::move(problem));
}

void ArticleDraft::offer(std::string& field, std::string_view text) {
  if (field.empty()) field = one_line(text);
}

void ArticleDraft::keyword(std::string_view name, std::string_view value) {
  Keyword keyword(name, one_line(value));
  if (keyword.second.empty() || article.keywords.size() >= kMaxKeywords) return;
  if (std::ranges::find(article.keywords, keyword) != article.keywords.end()) return;
  article.keywords.push_back(std::move(keyword));
}

void ArticleDraft::keywords(std::string_view name, std::string_view list,
                            std::string_view separators) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(separators), list.size());
    keyword(name, list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

std::optional<Timestamp> ArticleDraft::date_of(std::string_view text) {
  const std::string line = one_line(text);
  if (line.empty()) return std::nullopt;
  DateHints hints;
  hints.language = article.lang.empty() ? origin().language : article.lang;
  const auto date = parse_date(line, hints);
  if (!date) {
    report(Problem::Kind::ignored_value, "not a date: '" + shown(line) + "'");
  }
  return date;
}

void ArticleDraft::published(std::string_view text, std::string_view from) {
  if (article.published) return;
  article.published = date_of(text);
  if (article.published) published_from_ = from;
}

void ArticleDraft::modified(std::string_view text) {
  if (!modified_) modified_ = date_of(text);
}

void ArticleDraft::finish() {
  if (article.title.empty() && article.body.empty()) {
    report(Problem::Kind::broken_record, "neither title nor text");
    return;
  }
  if (article.source.empty()) article.source = origin().source;
  if (article.lang.empty()) article.lang = origin().language;
  if (!published_from_.empty()) keyword(kDateFromField, published_from_);
  if (modified_ && modified_ != article.published) keyword(kModifiedField, modified_->to_string());
  parsed_.articles.push_back(std::move(article));
}

std::string shown(std::string_view text) {
  if (text.size() <= kShownBytes) return std::string(text);
  return std::string(text.substr(0, utf8_floor(text, kShownBytes - 3))) + "...";
}

std::string field_text(std::string_view text) {
  std::string read;
  if (is_html(text)) {
    read = html_text(text);
    text = read;
  }
  std::string lines;
  text = trimmed(text);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines += trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!text.empty()) lines += '\n';
  }
  return lines;
}

std::string with_lead(std::string_view lead, std::string body) {
  constexpr std::size_t kEnoughBytes = 60;
  lead = trimmed(lead);
  if (lead.empty() || is_cut_off(lead) || lead.ends_with("...]") || lead.ends_with("…]")) {
    return body;
  }
  if (body.find(lead.substr(0, std::min(kEnoughBytes, lead.size()))) != std::string::npos) {
    return body;
  }
  return std::string(lead) + "\n\n" + body;
}

}  // namespace newsidx::source
