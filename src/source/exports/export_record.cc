#include "source/exports/export_record.h"

#include <algorithm>
#include <array>

#include "source/exports/export_date.h"
#include "source/exports/export_formats.h"
#include "source/exports/export_marks.h"
#include "source/xml/xml_encoding.h"

namespace newsidx::source {
namespace {

using Format = bool (*)(std::string_view text, ArticleDraft& draft);

// Told by the marks of one article.
Format format_of(std::string_view text) {
  int codes = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    constexpr std::size_t kLongestMark = 256;
    if (line.size() > kLongestMark) continue;
    if (is_nexis_start(line)) return read_nexis;
    if (is_nexis_uni_end(line)) return read_nexis_uni;
    std::string_view rest;
    const std::string_view code = factiva_code_of(line, rest);
    codes += code == "HD" || code == "WC" || code == "PD" || code == "SN" || code == "LP" ? 1 : 0;
    if (codes >= 3) return read_factiva_codes;
    if (is_word_count(line) || is_factiva_end(line)) return read_factiva;
    const ExportField field = export_field_of(line);
    const bool is_title_case = line.starts_with("Length") || line.starts_with("L\xc3\xa4nge") ||
                               line.starts_with("Longueur");
    if (field.role == ExportRole::length && is_title_case) return read_nexis_uni;
    const std::string_view name = trimmed_line(line.substr(0, line.find(':')));
    if (field.role == ExportRole::id || name == "Publication title" || name == "Full text" ||
        name == "Volltext" || name == "Texte int\xc3\xa9gral" || name == "Titel der Publikation" ||
        name == "Titre de la publication") {
      return read_proquest;
    }
  }
  return nullptr;
}

}  // namespace

void parse_export_record(const RawRecord& record, ParsedRecord& parsed,
                         const std::stop_token& stop) {
  if (stop.stop_requested()) return;
  ArticleDraft draft(record, parsed);
  std::string text = record.bytes;
  if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
  if (const std::size_t replaced = decode_xml_text(text, draft.origin().charset); replaced > 0) {
    draft.report(Problem::Kind::repaired_text,
                 std::to_string(replaced) + " ill-formed sequences became U+FFFD");
  }
  const Format read = format_of(text);
  if (read == nullptr || !read(text, draft)) {
    parsed.is_no_news = true;
    return;
  }
  draft.finish();
}

void take_export_tags(std::string_view list, ArticleDraft& draft) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(';'), list.size());
    std::string_view tag = trimmed_line(list.substr(0, end));
    const std::size_t open = tag.rfind('(');
    if (tag.ends_with("%)") && open != std::string_view::npos) tag = tag.substr(0, open);
    draft.keyword("tags", tag);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

std::string author_of_byline(std::string_view byline) {
  byline = trimmed_line(byline);
  constexpr std::array<std::string_view, 9> kStarts = {"By ",  "BY ",  "by ",  "Von ", "VON ",
                                                       "von ", "Par ", "PAR ", "par "};
  for (const std::string_view start : kStarts) {
    if (byline.starts_with(start)) return std::string(trimmed_line(byline.substr(start.size())));
  }
  return std::string(byline);
}

void take_export_field(const ExportField& field, ArticleDraft& draft) {
  switch (field.role) {
    case ExportRole::title: draft.title(field.value); break;
    case ExportRole::author: draft.keyword("author", author_of_byline(field.value)); break;
    case ExportRole::section: draft.keyword("section", field.value); break;
    case ExportRole::dateline: draft.keyword("dateline", field.value); break;
    case ExportRole::language: draft.language(language_of_name(field.value)); break;
    case ExportRole::source: draft.source(field.value); break;
    case ExportRole::tags: take_export_tags(field.value, draft); break;
    case ExportRole::id: draft.id(field.value); break;
    case ExportRole::url: draft.url(field.value); break;
    case ExportRole::date:
      if (!draft.article.published) draft.article.published = date_in_line(field.value);
      if (!draft.article.published) draft.published(field.value);
      break;
    default: break;
  }
}

}  // namespace newsidx::source
