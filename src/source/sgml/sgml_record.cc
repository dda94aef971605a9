#include "source/sgml/sgml_record.h"

#include <algorithm>
#include <array>

#include "source/sgml/sgml_date.h"
#include "source/sgml/sgml_fields.h"
#include "source/xml/article_draft.h"
#include "source/xml/xml_encoding.h"
#include "source/xml/xml_tree.h"

namespace newsidx::source {
namespace {

class Reader {
 public:
  Reader(std::string_view document, ArticleDraft& draft) : document_(document), draft_(draft) {}

  void read() {
    draft_.id(sgml_attribute(document_, "NEWID"));
    draft_.id(sgml_attribute(document_, "id"));
    draft_.keyword("type", sgml_attribute(document_, "type"));
    const std::vector<SgmlField> fields = sgml_fields(document_);
    for (const SgmlField& field : fields) take(field);
    if (text_.empty()) text_ = outer_;
    if (text_.empty() && lead_.empty()) text_ = text_outside(fields);
    draft_.article.body = with_lead(lead_, std::move(text_));
    if (draft_.article.body.empty()) draft_.article.body = lead_;
    finish_date();
    read_gigaword_id();
  }

 private:
  void take(const SgmlField& field) {
    switch (field.role) {
      case SgmlRole::id: draft_.id(line(field)); break;
      case SgmlRole::title: draft_.title(title(field)); break;
      case SgmlRole::body:
      case SgmlRole::text: take_text(field); break;
      case SgmlRole::lead: append(lead_, sgml_text(field.raw)); break;
      case SgmlRole::date: take_date(field); break;
      case SgmlRole::source: draft_.source(line(field)); break;
      case SgmlRole::author: draft_.keyword("author", line(field)); break;
      case SgmlRole::dateline: draft_.keyword("dateline", line(field)); break;
      case SgmlRole::tags: draft_.keywords("tags", sgml_text(field.raw), ";\n"); break;
      case SgmlRole::topics: take_items("topics", field); break;
      case SgmlRole::places: take_items("places", field); break;
      case SgmlRole::people: take_items("people", field); break;
      case SgmlRole::orgs: take_items("orgs", field); break;
      case SgmlRole::exchanges: take_items("exchanges", field); break;
      case SgmlRole::companies: take_items("companies", field); break;
      case SgmlRole::section: break;
    }
  }

  static std::string line(const SgmlField& field) { return one_line(sgml_text(field.raw)); }

  static void append(std::string& text, const std::string& more) {
    if (more.empty()) return;
    text.append(text.empty() ? "" : "\n\n").append(more);
  }

  // The Financial Times begins them with "FT  14 MAY 91 / ".
  static std::string title(const SgmlField& field) {
    std::string text = line(field);
    const std::size_t slash = text.find(" / ");
    const bool is_dated = text.starts_with("FT ") && slash < 16;
    return is_dated ? text.substr(slash + 3) : text;
  }

  // <BODY> holds <TEXT> in AQUAINT, the other way round in Reuters-21578: the inner one is text.
  void take_text(const SgmlField& field) {
    const bool is_body = field.role == SgmlRole::body;
    const bool holds_other = field.raw.find(is_body ? "<TEXT" : "<BODY") != std::string_view::npos;
    const bool has_title = !is_body && field.raw.find("<TITLE>") != std::string_view::npos;
    if (holds_other || has_title) {
      if (!holds_other) append(outer_, without_title(field.raw));
      return;
    }
    append(text_, sgml_text(field.raw));
  }

  // Of documents whose text stands beside their fields: "<DOC><DOCNO>1</DOCNO> text </DOC>".
  [[nodiscard]] std::string text_outside(std::vector<SgmlField> fields) const {
    std::ranges::sort(fields, {}, [](const SgmlField& field) { return field.raw.data(); });
    std::string text;
    std::size_t at = 0;
    for (const SgmlField& field : fields) {
      const auto begin = static_cast<std::size_t>(field.raw.data() - document_.data());
      if (begin > at) text += document_.substr(at, begin - at);
      at = std::max(at, begin + field.raw.size());
    }
    text += document_.substr(at);
    return sgml_text(text);
  }

  static std::string without_title(std::string_view raw) {
    constexpr std::string_view kEnd = "</TITLE>";
    const std::size_t end = raw.find(kEnd);
    return sgml_text(end == std::string_view::npos ? raw : raw.substr(end + kEnd.size()));
  }

  void take_date(const SgmlField& field) {
    if (draft_.article.published) return;
    const std::string text = line(field);
    draft_.article.published = parse_sgml_date(text);
    if (!draft_.article.published && unread_date_.empty()) unread_date_ = text;
  }

  void take_items(std::string_view keyword, const SgmlField& field) {
    for (const std::string& item : sgml_items(field.raw)) draft_.keyword(keyword, item);
  }

  void finish_date() {
    if (draft_.article.published) return;
    draft_.article.published = date_of_docno(draft_.article.id);
    if (draft_.article.published) {
      draft_.keyword(kDateFromField, "id");
    } else if (!unread_date_.empty()) {
      draft_.report(Problem::Kind::ignored_value, "not a date: '" + shown(unread_date_) + "'");
    }
  }

  // "NYT_ENG_19940701.0001": an agency and a language of ISO 639.
  void read_gigaword_id() {
    struct Language {
      std::string_view code, name;
    };
    constexpr std::array<Language, 7> kLanguages = {{{"ENG", "en"},
                                                     {"FRE", "fr"},
                                                     {"FRN", "fr"},
                                                     {"SPA", "es"},
                                                     {"ARB", "ar"},
                                                     {"CMN", "zh"},
                                                     {"POR", "pt"}}};
    const std::string& id = draft_.article.id;
    const std::size_t first = id.find('_');
    if (first == std::string::npos || id.size() < first + 13 || id[first + 4] != '_') return;
    for (const Language& language : kLanguages) {
      if (id.compare(first + 1, 3, language.code) != 0) continue;
      draft_.language(language.name);
      draft_.source(id.substr(0, first));
    }
  }

  std::string_view document_;
  ArticleDraft& draft_;
  std::string text_, outer_, lead_, unread_date_;
};

}  // namespace

void parse_sgml_record(const RawRecord& record, ParsedRecord& parsed, const std::stop_token& stop) {
  if (stop.stop_requested()) return;
  ArticleDraft draft(record, parsed);
  std::string document = record.bytes;
  if (const std::size_t replaced = decode_xml_text(document, draft.origin().charset);
      replaced > 0) {
    draft.report(Problem::Kind::repaired_text,
                 std::to_string(replaced) + " ill-formed sequences became U+FFFD");
  }
  Reader(document, draft).read();
  draft.finish();
}

}  // namespace newsidx::source
