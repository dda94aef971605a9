#include "source/format/file_format.h"

#include <algorithm>

#include "source/exports/export_marks.h"
#include "source/format/container_kind.h"
#include "source/json/json_splitter.h"
#include "source/markdown/front_matter.h"
#include "source/sgml/sgml_splitter.h"
#include "source/xml/xml_roots.h"

namespace newsidx::source {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\f";

// Does `text` begin so, in letters of any case, and does the name of an element end there?
bool begins_with_tag(std::string_view text, std::string_view tag) {
  if (text.size() < tag.size()) return false;
  for (std::size_t at = 0; at < tag.size(); ++at) {
    const char c = text[at] >= 'A' && text[at] <= 'Z' ? static_cast<char>(text[at] + 32) : text[at];
    if (c != tag[at]) return false;
  }
  return text.size() == tag.size() || kBlanks.find(text[tag.size()]) != std::string_view::npos ||
         text[tag.size()] == '>' || text[tag.size()] == '/';
}

// Past blanks, comments and processing instructions.
std::string_view behind_prolog(std::string_view text, bool& has_xml_declaration) {
  has_xml_declaration = text.starts_with("<?xml");
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    const bool is_comment = text.starts_with("<!--");
    if (!is_comment && !text.starts_with("<?")) return text;
    const std::string_view end = is_comment ? "-->" : "?>";
    const std::size_t at = text.find(end, 2);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + end.size());
  }
}

FileFormat format_of_markup(std::string_view text) {
  bool has_xml_declaration = false;
  const std::string_view content = behind_prolog(text, has_xml_declaration);
  for (const std::string_view tag : {"<!doctype html", "<html", "<head", "<body"}) {
    if (begins_with_tag(content, tag)) return FileFormat::html;
  }
  switch (xml_kind_of(text)) {
    case XmlKind::news: return FileFormat::xml;
    case XmlKind::page: return FileFormat::html;
    case XmlKind::other: return has_xml_declaration ? FileFormat::xml : FileFormat::unknown;
    case XmlKind::none: break;
  }
  return FileFormat::unknown;
}

FileFormat format_of_container(ContainerKind kind) {
  switch (kind) {
    case ContainerKind::warc:
    case ContainerKind::arc: return FileFormat::warc;
    case ContainerKind::wacz:
    case ContainerKind::zip:
    case ContainerKind::tar:
    case ContainerKind::seven_zip: return FileFormat::archive;
    case ContainerKind::other_office: return FileFormat::no_news;
    case ContainerKind::mbox: return FileFormat::mbox;
    case ContainerKind::mail: return FileFormat::mail;
    case ContainerKind::mhtml: return FileFormat::mhtml;
    case ContainerKind::pdf: return FileFormat::pdf;
    case ContainerKind::docx:
    case ContainerKind::odt: return FileFormat::office;
    case ContainerKind::none: break;
  }
  return FileFormat::unknown;
}

}  // namespace

std::string_view name_of(FileFormat format) {
  switch (format) {
    case FileFormat::unknown: return "unrecognized file";
    case FileFormat::no_news: return "non-news file";
    case FileFormat::page: return "text page";
    case FileFormat::records: return "JSON lines file";
    case FileFormat::json: return "JSON file";
    case FileFormat::html: return "web page";
    case FileFormat::xml: return "XML file";
    case FileFormat::sgml: return "SGML collection";
    case FileFormat::exported: return "news service export";
    case FileFormat::markdown: return "Markdown file";
    case FileFormat::table: return "table";
    case FileFormat::mail: return "mail";
    case FileFormat::mbox: return "mailbox";
    case FileFormat::mhtml: return "saved page";
    case FileFormat::pdf: return "PDF";
    case FileFormat::office: return "office document";
    case FileFormat::warc: return "web archive";
    case FileFormat::archive: return "archive";
  }
  return "file";
}

FileFormat format_of_contents(std::string_view head, std::string_view media_type) {
  const FileFormat container = format_of_container(container_kind_of(head));
  if (container != FileFormat::unknown) return container;
  const std::size_t begin = head.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return FileFormat::unknown;
  const std::string_view text = head.substr(begin);
  if (text.front() == '<') {
    if (looks_like_sgml(text)) return FileFormat::sgml;
    const FileFormat markup = format_of_markup(text);
    if (markup != FileFormat::unknown) return markup;
  }
  if (media_type == "text/html" || media_type == "application/xhtml+xml") return FileFormat::html;
  switch (json_layout(text)) {
    case JsonLayout::lines: return FileFormat::records;
    case JsonLayout::document: return FileFormat::json;
    case JsonLayout::none: break;
  }
  if (looks_like_front_matter(head)) return FileFormat::markdown;
  if (looks_like_export(head)) return FileFormat::exported;
  return FileFormat::unknown;
}

}  // namespace newsidx::source
