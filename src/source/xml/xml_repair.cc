#include "source/xml/xml_repair.h"

#include <algorithm>
#include <set>
#include <vector>

#include "base/blanks.h"
#include "base/utf8.h"
#include "source/html/html_entities.h"
#include "source/xml/xml_scanner.h"

namespace newsidx::source {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 && !is_ascii_blank(c); }

// Of XML 1.0, "Char".
bool is_character(char32_t point) {
  return point >= 0x20 ? point != 0xfffe && point != 0xffff
                       : point == '\t' || point == '\n' || point == '\r';
}

void append_character(std::string& out, char32_t point) {
  switch (point) {
    case '<': out += "&lt;"; return;
    case '>': out += "&gt;"; return;
    case '&': out += "&amp;"; return;
    case '"': out += "&quot;"; return;
    default: append_utf8(out, is_character(point) ? point : U' ');
  }
}

// Text or the value of an attribute, with its entities.
void append_text(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '&') {
      const auto entity = html_entity_at(text, at);
      append_character(out, entity ? entity->point : U'&');
      at = entity ? entity->end : at + 1;
    } else if (c == '<' || c == '"' || c == '>') {
      append_character(out, static_cast<unsigned char>(c));
      ++at;
    } else {
      out.push_back(is_control(c) ? ' ' : c);
      ++at;
    }
  }
}

// What a parser takes for a name; colons at its ends, or two of them, are none of it.
bool is_name(std::string_view name) {
  if (name.empty() || name.size() > 256 || !is_xml_name_start(name[0]) || name.ends_with(':')) {
    return false;
  }
  return std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':' ||
           c == '-' || c == '_' || c == '.';
  });
}

void append_attributes(std::string& out, std::string_view text) {
  std::set<std::string_view> seen;
  for (std::size_t at = 0; at < text.size();) {
    if (is_ascii_blank(text[at]) || text[at] == '/') {
      ++at;
      continue;
    }
    const std::size_t name_end = std::min(text.find_first_of("= \t\r\n/", at), text.size());
    const std::string_view name = text.substr(at, name_end - at);
    at = std::max(name_end, at + 1);
    std::string_view value = name;
    const std::size_t equals = text.find_first_not_of(" \t\r\n", name_end);
    if (equals != std::string_view::npos && text[equals] == '=') {
      const std::size_t begin =
          std::min(text.find_first_not_of(" \t\r\n", equals + 1), text.size());
      const bool is_quoted = begin < text.size() && (text[begin] == '"' || text[begin] == '\'');
      const std::size_t end = std::min(
          is_quoted ? text.find(text[begin], begin + 1) : text.find_first_of(" \t\r\n", begin),
          text.size());
      const std::size_t value_begin = std::min(begin + (is_quoted ? 1 : 0), end);
      value = text.substr(value_begin, end - value_begin);
      at = std::min(end + (is_quoted ? 1 : 0), text.size());
    }
    if (!is_name(name) || !seen.insert(name).second) continue;
    out.append(" ").append(name).append("=\"");
    append_text(out, value);
    out += '"';
  }
}

class Repair {
 public:
  Repair(std::string_view xml, std::size_t max_depth) : xml_(xml), max_depth_(max_depth) {}

  std::string run() {
    out_.reserve(xml_.size() + xml_.size() / 8);
    while (at_ < xml_.size() && !is_done_) {
      const std::size_t bracket = std::min(xml_.find('<', at_), xml_.size());
      if (!open_.empty()) append_text(out_, xml_.substr(at_, bracket - at_));
      at_ = bracket;
      if (at_ < xml_.size()) take_markup();
    }
    while (!open_.empty()) close_last();
    return std::move(out_);
  }

 private:
  void take_markup() {
    const std::string_view rest = xml_.substr(at_);
    if (rest.starts_with("<!--")) return skip_to("-->");
    if (rest.starts_with("<![CDATA[")) return take_cdata();
    if (rest.starts_with("<?")) return skip_to("?>");
    if (rest.starts_with("<!") && open_.empty()) return skip_to(">");
    const bool is_end = rest.starts_with("</");
    const std::size_t end = std::min(rest.find_first_of("<>", 1), rest.size());
    const bool is_tag = end < rest.size() && rest[end] == '>';
    const std::string_view name = is_tag ? name_of_tag(rest.substr(0, end + 1)) : "";
    if (!is_name(name)) {
      if (!open_.empty()) out_ += "&lt;";
      ++at_;
      return;
    }
    if (is_end) {
      end_element(name);
      at_ += end + 1;
      return;
    }
    take_start(name, rest);
  }

  void take_start(std::string_view name, std::string_view rest) {
    // A ">" in a value that is quoted does not end the tag.
    std::size_t end = 1 + name.size();
    char quote = 0;
    for (; end < rest.size() && (quote != 0 || rest[end] != '>') && rest[end] != '<'; ++end) {
      const char c = rest[end];
      if (quote != 0 && c == quote)
        quote = 0;
      else if (quote == 0 && (c == '"' || c == '\'') && rest[end - 1] == '=')
        quote = c;
    }
    if (end == rest.size() || rest[end] != '>') end = rest.find('>');
    const std::string_view inner = rest.substr(1, end - 1);
    at_ += end + 1;
    const bool is_empty = inner.ends_with('/');
    if (open_.size() >= max_depth_) {
      if (!is_empty) ++left_out_;
      return;
    }
    out_.append("<").append(name);
    append_attributes(out_, inner.substr(name.size()));
    out_ += is_empty ? "/>" : ">";
    if (!is_empty) open_.push_back(name);
    is_done_ = open_.empty();
  }

  void end_element(std::string_view name) {
    if (left_out_ > 0) {
      --left_out_;
      return;
    }
    const auto found = std::find(open_.rbegin(), open_.rend(), name);
    if (found == open_.rend()) return;
    const auto count = static_cast<std::size_t>(found - open_.rbegin()) + 1;
    for (std::size_t i = 0; i < count; ++i) close_last();
    is_done_ = open_.empty();
  }

  void close_last() {
    out_.append("</").append(open_.back()).append(">");
    open_.pop_back();
  }

  void take_cdata() {
    const std::size_t begin = at_ + 9;
    const std::size_t end = std::min(xml_.find("]]>", begin), xml_.size());
    at_ = std::min(end + 3, xml_.size());
    if (open_.empty()) return;
    out_ += "<![CDATA[";
    for (const char c : xml_.substr(begin, end - begin)) out_.push_back(is_control(c) ? ' ' : c);
    out_ += "]]>";
  }

  // One that nothing ends: the rest.
  void skip_to(std::string_view end) {
    const std::size_t found = xml_.find(end, at_ + 2);
    at_ = found == std::string_view::npos ? xml_.size() : found + end.size();
  }

  std::string_view xml_;
  std::size_t max_depth_;
  std::size_t at_ = 0;
  bool is_done_ = false;
  std::size_t left_out_ = 0;  // elements at hand that are too deep
  std::vector<std::string_view> open_;
  std::string out_;
};

}  // namespace

std::string repaired_xml(std::string_view xml, std::size_t max_depth) {
  return Repair(xml, max_depth).run();
}

}  // namespace newsidx::source
