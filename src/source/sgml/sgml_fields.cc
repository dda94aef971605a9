#include "source/sgml/sgml_fields.h"

#include <algorithm>
#include <array>

#include "base/blanks.h"
#include "base/utf8.h"
#include "source/html/html_entities.h"
#include "source/xml/xml_tree.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxTagBytes = 512;

struct Name {
  std::string_view name;
  SgmlRole role;
  bool is_holder = false;  // has other elements in it; others end where the next known one begins
};

// Of two names of one role the first counts.
constexpr std::array<Name, 42> kNames = {{{"DOCNO", SgmlRole::id},
                                          {"DOCID", SgmlRole::id},
                                          {"HEADLINE", SgmlRole::title},
                                          {"TITLE", SgmlRole::title},
                                          {"TI", SgmlRole::title},
                                          {"HL", SgmlRole::title},
                                          {"HEAD", SgmlRole::title},
                                          {"TTL", SgmlRole::title},
                                          {"DOCTITLE", SgmlRole::title},
                                          {"SLUG", SgmlRole::title},
                                          {"BODY", SgmlRole::body, true},
                                          {"TEXT", SgmlRole::text, true},
                                          {"LEADPARA", SgmlRole::lead},
                                          {"LP", SgmlRole::lead},
                                          {"DATE_TIME", SgmlRole::date},
                                          {"DATETIME", SgmlRole::date},
                                          {"DATE", SgmlRole::date},
                                          {"DATE1", SgmlRole::date},
                                          {"PUBDATE", SgmlRole::date},
                                          {"DD", SgmlRole::date},
                                          {"FILEID", SgmlRole::date},
                                          {"PUB", SgmlRole::source},
                                          {"SO", SgmlRole::source},
                                          {"SOURCE", SgmlRole::source},
                                          {"JOURNAL", SgmlRole::source},
                                          {"BYLINE", SgmlRole::author},
                                          {"AUTHOR", SgmlRole::author},
                                          {"DATELINE", SgmlRole::dateline},
                                          {"DESCRIPT", SgmlRole::tags},
                                          {"SUBJECT", SgmlRole::tags},
                                          {"IN", SgmlRole::tags},
                                          {"KEYWORD", SgmlRole::tags},
                                          {"TOPICS", SgmlRole::topics},
                                          {"PLACES", SgmlRole::places},
                                          {"PEOPLE", SgmlRole::people},
                                          {"ORGS", SgmlRole::orgs},
                                          {"EXCHANGES", SgmlRole::exchanges},
                                          {"COMPANIES", SgmlRole::companies},
                                          {"SECTION", SgmlRole::section},
                                          {"PAGE", SgmlRole::section},
                                          {"CAPTION", SgmlRole::section},
                                          {"GRAPHIC", SgmlRole::section}}};

struct Tag {
  std::string_view name;
  bool is_end = false;
  std::size_t begin = 0;
  std::size_t end = 0;
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
// The first tag or comment ("<!-- PJG STAG 4700 -->", which has no name) from `at` on.
std::optional<Tag> next_tag(std::string_view text, std::size_t at) {
  while ((at = text.find('<', at)) != std::string_view::npos) {
    const std::string_view rest = text.substr(at, kMaxTagBytes);
    const std::size_t name = rest.starts_with("</") ? 2 : 1;
    const bool is_comment = rest.starts_with("<!--");
    const std::size_t end = rest.find_first_of("<>", 1);
    const bool is_tag = end != std::string_view::npos && rest[end] == '>' && rest.size() > name &&
                        (is_letter(rest[name]) || is_comment);
    if (is_tag) {
      const std::size_t name_end = rest.find_first_of(" \t\r\n>/", name);
      const std::string_view found = is_comment ? "" : rest.substr(name, name_end - name);
      return Tag{found, name == 2, at, at + end + 1};
    }
    ++at;
  }
  return std::nullopt;
}

void append_entity(std::string& out, std::string_view text, std::size_t& at) {
  if (const auto entity = html_entity_at(text, at)) {
    if (entity->point >= 0x20) append_utf8(out, entity->point);
    at = entity->end;
    return;
  }
  // Of the Federal Register and FBIS.
  struct Sign {
    std::string_view name, text;
  };
  constexpr std::array<Sign, 5> kSigns = {
      {{"&hyph;", "-"}, {"&blank;", " "}, {"&cir;", "○"}, {"&lsqb;", "["}, {"&rsqb;", "]"}}};
  for (const Sign& sign : kSigns) {
    if (text.substr(at).starts_with(sign.name)) {
      out += sign.text;
      at += sign.name.size();
      return;
    }
  }
  out.push_back(text[at++]);
}

// Text with its line breaks; a tag of a paragraph is '\f'.
std::string unmarked(std::string_view raw, bool& has_paragraphs) {
  std::string out;
  auto tag = next_tag(raw, 0);
  for (std::size_t at = 0; at < raw.size();) {
    if (tag && at == tag->begin) {
      const bool is_paragraph = tag->name == "P" || tag->name == "p" || tag->name == "BR";
      has_paragraphs = has_paragraphs || tag->name == "P" || tag->name == "p";
      if (is_paragraph) out.push_back('\f');
      at = tag->end;
      tag = next_tag(raw, at);
    } else if (raw[at] == '&') {
      append_entity(out, raw, at);
    } else {
      const char c = raw[at++];
      const bool is_control = static_cast<unsigned char>(c) < 0x20 && !is_ascii_blank(c);
      out.push_back(is_control ? ' ' : c);
    }
  }
  return out;
}

}  // namespace

std::vector<SgmlField> sgml_fields(std::string_view document) {
  constexpr std::size_t kClosed = std::string_view::npos;
  std::array<std::size_t, kNames.size()> open;
  std::array<bool, kNames.size()> was_seen{};
  open.fill(kClosed);
  std::vector<SgmlField> fields;
  const auto close = [&](std::size_t i, std::size_t end) {
    if (open[i] == kClosed) return;
    fields.push_back(
        {kNames[i].role, static_cast<std::uint8_t>(i), document.substr(open[i], end - open[i])});
    open[i] = kClosed;
    was_seen[i] = true;
  };
  constexpr std::size_t kMaxFields = 1024;
  for (std::size_t at = 0; fields.size() < kMaxFields;) {
    const auto tag = next_tag(document, at);
    if (!tag) break;
    at = tag->end;
    const auto* const found = std::ranges::find(kNames, tag->name, &Name::name);
    if (found == kNames.end()) continue;
    const auto i = static_cast<std::size_t>(found - kNames.begin());
    if (tag->is_end) {
      close(i, tag->begin);
      continue;
    }
    for (std::size_t other = 0; other < kNames.size(); ++other) {
      if (!kNames[other].is_holder) close(other, tag->begin);
    }
    if (open[i] == kClosed) open[i] = tag->end;
  }
  // The document's own end tag belongs to none.
  const std::size_t last = std::min(document.rfind("</"), document.size());
  const std::string_view tail = document.substr(last);
  const bool is_own = tail.starts_with("</DOC>") || tail.starts_with("</REUTERS>");
  const std::size_t end = is_own ? last : document.size();
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (open[i] != kClosed) close(i, std::max(open[i], end));
  }
  std::ranges::stable_sort(fields, {}, &SgmlField::rank);
  return fields;
}

std::string sgml_attribute(std::string_view document, std::string_view name) {
  const std::size_t tag_end = document.substr(0, kMaxTagBytes).find('>');
  if (tag_end == std::string_view::npos) return "";
  const std::string_view tag = document.substr(0, tag_end);
  for (std::size_t at = 0; (at = tag.find(name, at)) != std::string_view::npos; ++at) {
    const std::size_t equals = at + name.size();
    if (at == 0 || !is_ascii_blank(tag[at - 1]) || equals >= tag.size() || tag[equals] != '=')
      continue;
    std::string_view value = tag.substr(equals + 1);
    const bool is_quoted = value.starts_with('"') || value.starts_with('\'');
    const std::size_t end = is_quoted ? value.find(value[0], 1) : value.find_first_of(" \t\r\n");
    value = value.substr(0, end);
    if (is_quoted) value.remove_prefix(1);
    return one_line(value);
  }
  return "";
}

std::string sgml_text(std::string_view raw) {
  bool has_paragraphs = false;
  const std::string text = unmarked(raw, has_paragraphs);
  std::string out, paragraph;
  const auto flush = [&] {
    const std::string line = one_line(paragraph);
    if (!line.empty()) out.append(out.empty() ? "" : "\n\n").append(line);
    paragraph.clear();
  };
  // Where every line is indented, indents say nothing.
  std::size_t indented = 0, lines = 0;
  const auto for_each_line = [&](auto&& visit) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find_first_of("\n\f", at), text.size());
      visit(std::string_view(text).substr(at, end - at), end < text.size() && text[end] == '\f');
      at = end + 1;
    }
  };
  const auto is_indented = [](std::string_view line) {
    return line.starts_with("  ") || line.starts_with("\t");
  };
  for_each_line([&](std::string_view line, bool) {
    if (one_line(line).empty()) return;
    ++lines;
    if (is_indented(line)) ++indented;
  });
  const bool indents_tell = !has_paragraphs && indented * 10 < lines * 9;
  for_each_line([&](std::string_view line, bool ends_paragraph) {
    const bool is_empty = line.find_first_not_of(" \t\r") == std::string_view::npos;
    const bool breaks = is_empty ? !has_paragraphs : indents_tell && is_indented(line);
    if (breaks) flush();
    paragraph.append(line).push_back('\n');
    if (ends_paragraph) flush();
  });
  flush();
  return out;
}

std::vector<std::string> sgml_items(std::string_view raw) {
  std::vector<std::string> items;
  bool is_open = false;
  std::size_t begin = 0;
  bool has_items = false;
  for (auto tag = next_tag(raw, 0); tag; tag = next_tag(raw, tag->end)) {
    if (tag->name != "D") continue;
    has_items = true;
    if (is_open) items.push_back(one_line(sgml_text(raw.substr(begin, tag->begin - begin))));
    is_open = !tag->is_end;
    begin = tag->end;
  }
  if (!has_items) items.push_back(one_line(sgml_text(raw)));
  return items;
}

}  // namespace newsidx::source
