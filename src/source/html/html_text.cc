#include "source/html/html_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/blanks.h"
#include "base/utf8.h"
#include "source/html/html_entities.h"
#include "source/html/html_text_element.h"

namespace newsidx::source {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// ---- tags ---------------------------------------------------------------------------------------

struct Tag {
  const TextElement* element = nullptr;
  bool is_end = false;
  std::size_t end = 0;  // past its ">"
};

// One of another vocabulary ("<o:p>") or a custom one ("<amp-img>"): only its tags are left out.
constexpr TextElement kOtherElement = {""};

// The end of the name at `begin`, and its element; nullptr for what is no name of one.
const TextElement* name_at(std::string_view text, std::size_t begin, std::size_t& end) {
  constexpr std::size_t kLongest = 40;
  std::string name;
  bool is_other = false;
  for (end = begin; end < text.size() && name.size() <= kLongest; ++end) {
    const char c = text[end];
    const bool joins = (c == ':' || c == '-') && !name.empty() && end + 1 < text.size() &&
                       (is_letter(text[end + 1]) || is_digit(text[end + 1]));
    if (!is_letter(c) && !is_digit(c) && !joins) break;
    is_other = is_other || joins;
    name.push_back(static_cast<char>(is_letter(c) ? c | 0x20 : c));
  }
  const bool ends_here =
      end < text.size() && (is_ascii_blank(text[end]) || text[end] == '/' || text[end] == '>');
  if (!ends_here) return nullptr;
  return is_other && is_letter(name[0]) ? &kOtherElement : find_text_element(name);
}

// The tag whose "<" is at `at`. Attributes have a "=", but for a lone slash: so "a <b and c> d" has
// no tag.
std::optional<Tag> tag_at(std::string_view text, std::size_t at) {
  Tag tag;
  std::size_t begin = at + 1;
  if (begin < text.size() && text[begin] == '/') {
    tag.is_end = true;
    ++begin;
  }
  std::size_t end = begin;
  tag.element = name_at(text, begin, end);
  if (tag.element == nullptr) return std::nullopt;
  // Attributes may hold a ">" in quotes; a "<" ends the look, so that no text is looked at twice.
  char quote = 0;
  bool has_value = false, has_other = false;
  for (; end < text.size(); ++end) {
    const char c = text[end];
    if (quote != 0) {
      if (c == quote) quote = 0;
      if (c == '<') return std::nullopt;
      continue;
    }
    if (c == '>') {
      if (has_other && !has_value) return std::nullopt;
      tag.end = end + 1;
      return tag;
    }
    if (c == '<') return std::nullopt;
    if ((c == '"' || c == '\'') && has_value) quote = c;
    has_value = has_value || c == '=';
    has_other = has_other || (!is_ascii_blank(c) && c != '/');
  }
  return std::nullopt;
}

// ---- other markup -------------------------------------------------------------------------------

constexpr std::string_view kCdata = "<![CDATA[";
constexpr std::string_view kCdataEnd = "]]>";

// @param small  a small letter or another sign
bool is_small_of(char c, char small) { return c == small || (is_letter(c) && (c | 0x20) == small); }

bool starts_with_small(std::string_view text, std::string_view small) {
  return text.size() >= small.size() &&
         std::ranges::equal(text.substr(0, small.size()), small, is_small_of);
}

// Past the declaration whose "<" is at `at`: a document type, a head of XML, a condition of an
// office program. A "<" ends the look.
std::optional<std::size_t> declaration_end(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  constexpr std::array<std::string_view, 4> kStarts = {"<!doctype", "<?xml", "<![if", "<![endif"};
  const bool is_one = std::ranges::any_of(
      kStarts, [rest](std::string_view start) { return starts_with_small(rest, start); });
  if (!is_one) return std::nullopt;
  const std::size_t end = rest.find_first_of("<>", 1);
  if (end == std::string_view::npos || rest[end] == '<') return std::nullopt;
  return at + end + 1;
}

// ---- text ---------------------------------------------------------------------------------------

// The places of "<" and "&". Each is looked for by itself: of a set of characters the standard
// library asks for each byte.
class SignFinder {
 public:
  explicit SignFinder(std::string_view text) : text_(text) {}

  /// The first at or after `at`, which does not fall from call to call; the end of the text.
  std::size_t next(std::size_t at) {
    if (bracket_ < at || at == 0) bracket_ = std::min(text_.find('<', at), text_.size());
    if (ampersand_ < at || at == 0) ampersand_ = std::min(text_.find('&', at), text_.size());
    return std::min(bracket_, ampersand_);
  }

 private:
  std::string_view text_;
  std::size_t bracket_ = 0;
  std::size_t ampersand_ = 0;
};

class Reader {
 public:
  Reader(std::string_view html, bool has_blocks)
      : html_(html), signs_(html), newlines_are_blanks_(has_blocks) {}

  std::string run() {
    while (at_ < html_.size()) {
      const std::size_t next = std::min(signs_.next(at_), std::max(cdata_end_, at_));
      add_text(html_.substr(at_, next - at_));
      at_ = next;
      if (at_ >= cdata_end_) {
        if (at_ == cdata_end_) at_ += kCdataEnd.size();
        cdata_end_ = std::string_view::npos;
        continue;
      }
      if (at_ < html_.size() && !take_markup()) add_text(html_.substr(at_++, 1));
    }
    return std::move(text_);
  }

 private:
  bool take_markup() {
    if (html_[at_] == '&') {
      const auto entity = html_entity_at(html_, at_);
      if (!entity) return false;
      std::string point;
      append_utf8(point, entity->point);
      add_text(point);
      at_ = entity->end;
      return true;
    }
    if (html_.substr(at_).starts_with("<!--")) return skip_to("-->", no_comment_end_);
    if (html_.substr(at_).starts_with(kCdata)) return enter_cdata();
    if (const auto end = declaration_end(html_, at_)) {
      at_ = *end;
      return true;
    }
    const auto tag = tag_at(html_, at_);
    if (!tag) return false;
    pending_ = std::max(pending_, tag->element->separates);
    const std::string_view name = tag->element->name;
    // One that nothing ends is a tag in prose: what follows is kept.
    if (!tag->is_end && name == "script" && skip_to("</script", no_script_end_)) return true;
    if (!tag->is_end && name == "style" && skip_to("</style", no_style_end_)) return true;
    at_ = tag->end;
    return true;
  }

  // What is in it may be HTML itself, as in feeds: only the brackets around it are left out.
  bool enter_cdata() {
    const std::size_t end = no_cdata_end_ ? std::string_view::npos : html_.find(kCdataEnd, at_);
    no_cdata_end_ = end == std::string_view::npos;
    if (no_cdata_end_) return false;
    cdata_end_ = end;
    at_ += kCdata.size();
    return true;
  }

  // Past the next `end`, in small letters or capitals. Once there is none, the text is not searched
  // again.
  bool skip_to(std::string_view end, bool& is_missing) {
    if (is_missing) return false;
    const auto found = std::search(html_.begin() + static_cast<std::ptrdiff_t>(at_), html_.end(),
                                   end.begin(), end.end(), is_small_of);
    is_missing = found == html_.end();
    if (is_missing) return false;
    at_ = static_cast<std::size_t>(found - html_.begin()) + end.size();
    if (end.starts_with("</")) at_ = std::min(html_.find('>', at_), html_.size() - 1) + 1;
    return true;
  }

  void add_text(std::string_view text) {
    for (const char c : text) {
      if (newlines_are_blanks_ && is_ascii_blank(c)) {
        pending_ = std::max(pending_, Break::blank);
        continue;
      }
      flush_break();
      text_.push_back(c);
    }
  }

  void flush_break() {
    if (pending_ == Break::none) return;
    if (!text_.empty()) {
      constexpr std::array<std::string_view, 4> kTexts = {"", " ", "\n", "\n\n"};
      text_ += kTexts[static_cast<std::size_t>(pending_)];
    }
    pending_ = Break::none;
  }

  std::string_view html_;
  SignFinder signs_;
  bool newlines_are_blanks_;
  std::size_t at_ = 0;
  Break pending_ = Break::none;                     // before the next text
  std::size_t cdata_end_ = std::string_view::npos;  // of the section at hand
  bool no_comment_end_ = false, no_script_end_ = false, no_style_end_ = false;
  bool no_cdata_end_ = false;
  std::string text_;
};

struct Signs {
  bool is_html = false;
  bool has_blocks = false;
};

// @param all  false: the first sign is enough
Signs find_signs(std::string_view text, bool all) {
  Signs signs;
  SignFinder finder(text);
  for (std::size_t at = 0; (at = finder.next(at)) < text.size(); ++at) {
    if (text[at] == '&') {
      signs.is_html = signs.is_html || html_entity_at(text, at).has_value();
    } else if (declaration_end(text, at) || text.substr(at).starts_with(kCdata)) {
      signs.is_html = true;
    } else if (const auto tag = tag_at(text, at)) {
      signs.is_html = true;
      signs.has_blocks = signs.has_blocks || tag->element->separates > Break::blank;
    }
    if (signs.has_blocks || (signs.is_html && !all)) break;
  }
  return signs;
}

}  // namespace

bool is_html(std::string_view text) { return find_signs(text, false).is_html; }

std::string html_text(std::string_view html) {
  return Reader(html, find_signs(html, true).has_blocks).run();
}

}  // namespace newsidx::source
