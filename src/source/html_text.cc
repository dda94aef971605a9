#include "source/html_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/utf8.h"

namespace newsidx::source {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// ---- elements -----------------------------------------------------------------------------------

// What stands between the text before an element and that in it.
enum class Break : std::uint8_t { none, blank, line, paragraph };

struct Element {
  std::string_view name;
  Break separates = Break::none;
};

constexpr Element kElements[] = {
    {"a"},
    {"abbr"},
    {"address", Break::paragraph},
    {"article", Break::paragraph},
    {"aside", Break::paragraph},
    {"audio"},
    {"b"},
    {"big"},
    {"blockquote", Break::paragraph},
    {"body", Break::paragraph},
    {"br", Break::line},
    {"button", Break::blank},
    {"caption", Break::line},
    {"center", Break::line},
    {"cite"},
    {"code"},
    {"dd", Break::line},
    {"del"},
    {"div", Break::line},
    {"dl", Break::paragraph},
    {"dt", Break::line},
    {"em"},
    {"figcaption", Break::line},
    {"figure", Break::paragraph},
    {"font"},
    {"footer", Break::paragraph},
    {"form", Break::line},
    {"h1", Break::paragraph},
    {"h2", Break::paragraph},
    {"h3", Break::paragraph},
    {"h4", Break::paragraph},
    {"h5", Break::paragraph},
    {"h6", Break::paragraph},
    {"head", Break::paragraph},
    {"header", Break::paragraph},
    {"hr", Break::paragraph},
    {"html", Break::paragraph},
    {"i"},
    {"iframe", Break::line},
    {"img"},
    {"input", Break::blank},
    {"ins"},
    {"label"},
    {"li", Break::line},
    {"link"},
    {"main", Break::paragraph},
    {"mark"},
    {"meta"},
    {"nav", Break::paragraph},
    {"noscript", Break::line},
    {"ol", Break::paragraph},
    {"p", Break::paragraph},
    {"picture"},
    {"pre", Break::paragraph},
    {"q"},
    {"s"},
    {"script"},
    {"section", Break::paragraph},
    {"small"},
    {"source"},
    {"span"},
    {"strike"},
    {"strong"},
    {"style"},
    {"sub"},
    {"sup"},
    {"svg"},
    {"table", Break::paragraph},
    {"tbody", Break::line},
    {"td", Break::blank},
    {"tfoot", Break::line},
    {"th", Break::blank},
    {"thead", Break::line},
    {"time"},
    {"title", Break::paragraph},
    {"tr", Break::line},
    {"tt"},
    {"u"},
    {"ul", Break::paragraph},
    {"video"},
    {"wbr"},
};

const Element* find_element(std::string_view name) {
  const auto found = std::ranges::find(kElements, name, &Element::name);
  return found == std::end(kElements) ? nullptr : found;
}

struct Tag {
  const Element* element = nullptr;
  bool is_end = false;
  std::size_t end = 0;  // past its ">"
};

// The tag whose "<" is at `at`. Attributes have a "=", but for a lone slash: so "a <b and c> d" has
// no tag.
std::optional<Tag> tag_at(std::string_view text, std::size_t at) {
  Tag tag;
  std::size_t begin = at + 1;
  if (begin < text.size() && text[begin] == '/') {
    tag.is_end = true;
    ++begin;
  }
  constexpr std::size_t kLongest = 10;
  std::string name;
  std::size_t end = begin;
  while (end < text.size() && name.size() <= kLongest &&
         (is_letter(text[end]) || is_digit(text[end]))) {
    name.push_back(static_cast<char>(is_letter(text[end]) ? text[end] | 0x20 : text[end]));
    ++end;
  }
  tag.element = find_element(name);
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
    has_other = has_other || (!is_blank(c) && c != '/');
  }
  return std::nullopt;
}

// ---- entities -----------------------------------------------------------------------------------

// U+00A0 to U+00FF, in their order.
constexpr std::array<std::string_view, 96> kLatinEntities = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
    "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
    "sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
    "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
    "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
    "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
    "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
    "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
    "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

struct NamedEntity {
  std::string_view name;
  char32_t point;
};
constexpr NamedEntity kEntities[] = {
    {"amp", U'&'},    {"apos", U'\''},  {"bdquo", U'„'},  {"bull", U'•'},   {"dagger", U'†'},
    {"emsp", 0x2003}, {"ensp", 0x2002}, {"euro", U'€'},   {"gt", U'>'},     {"hellip", U'…'},
    {"larr", U'←'},   {"ldquo", U'“'},  {"lsaquo", U'‹'}, {"lsquo", U'‘'},  {"lt", U'<'},
    {"mdash", U'—'},  {"minus", U'−'},  {"ndash", U'–'},  {"OElig", U'Œ'},  {"oelig", U'œ'},
    {"permil", U'‰'}, {"quot", U'"'},   {"rarr", U'→'},   {"rdquo", U'”'},  {"rsaquo", U'›'},
    {"rsquo", U'’'},  {"sbquo", U'‚'},  {"Scaron", U'Š'}, {"scaron", U'š'}, {"thinsp", 0x2009},
    {"trade", U'™'},  {"zwj", 0x200d},  {"zwnj", 0x200c}, {"Zcaron", U'Ž'}, {"zcaron", U'ž'},
    {"Yuml", U'Ÿ'},   {"lrm", 0x200e},  {"rlm", 0x200f},
};

// What browsers take the C1 controls of a numeric reference for: Windows-1252.
constexpr std::array<char32_t, 32> kWindows = {
    0x20ac, 0xfffd, 0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
    0x2039, 0x152,  0xfffd, 0x17d,  0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0xfffd, 0x17e,  0x178};

std::optional<char32_t> numeric_entity(std::string_view digits) {
  std::uint32_t base = 10;
  if (digits.starts_with('x') || digits.starts_with('X')) {
    base = 16;
    digits.remove_prefix(1);
  }
  if (digits.empty()) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : digits) {
    const char small = static_cast<char>(c | 0x20);
    const std::uint32_t digit = is_digit(c) ? static_cast<std::uint32_t>(c - '0')
                                : small >= 'a' && small <= 'f'
                                    ? static_cast<std::uint32_t>(small - 'a' + 10)
                                    : 99;
    if (digit >= base) return std::nullopt;
    value = std::min(value * base + digit, 0x110000u);
  }
  if (value >= 0x80 && value < 0xa0) return kWindows[value - 0x80];
  const bool is_scalar = value != 0 && value < 0x110000 && (value < 0xd800 || value > 0xdfff);
  return is_scalar ? static_cast<char32_t>(value) : U'\ufffd';
}

struct Entity {
  char32_t point = 0;
  std::size_t end = 0;  // past its ";"
};

// The entity whose "&" is at `at`, with its semicolon.
std::optional<Entity> entity_at(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 10;
  const std::size_t end = text.substr(at, kLongest).find(';');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view name = text.substr(at + 1, end - 1);
  std::optional<char32_t> point;
  if (name.starts_with('#')) {
    point = numeric_entity(name.substr(1));
  } else if (const auto named = std::ranges::find(kEntities, name, &NamedEntity::name);
             named != std::end(kEntities)) {
    point = named->point;
  } else if (const auto latin = std::ranges::find(kLatinEntities, name);
             latin != kLatinEntities.end()) {
    point = static_cast<char32_t>(0xa0 + (latin - kLatinEntities.begin()));
  }
  if (!point) return std::nullopt;
  return Entity{*point, at + end + 1};
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
      const std::size_t next = signs_.next(at_);
      add_text(html_.substr(at_, next - at_));
      at_ = next;
      if (at_ < html_.size() && !take_markup()) add_text(html_.substr(at_++, 1));
    }
    return std::move(text_);
  }

 private:
  bool take_markup() {
    if (html_[at_] == '&') {
      const auto entity = entity_at(html_, at_);
      if (!entity) return false;
      std::string point;
      append_utf8(point, entity->point);
      add_text(point);
      at_ = entity->end;
      return true;
    }
    if (html_.substr(at_).starts_with("<!--")) return skip_to("-->", no_comment_end_);
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

  // Past the next `end`, in small letters or capitals. Once there is none, the text is not searched
  // again.
  bool skip_to(std::string_view end, bool& is_missing) {
    if (is_missing) return false;
    const auto is_same = [](char a, char b) { return a == b || (is_letter(a) && (a | 0x20) == b); };
    const auto found = std::search(html_.begin() + static_cast<std::ptrdiff_t>(at_), html_.end(),
                                   end.begin(), end.end(), is_same);
    is_missing = found == html_.end();
    if (is_missing) return false;
    at_ = static_cast<std::size_t>(found - html_.begin()) + end.size();
    if (end.starts_with("</")) at_ = std::min(html_.find('>', at_), html_.size() - 1) + 1;
    return true;
  }

  void add_text(std::string_view text) {
    for (const char c : text) {
      if (newlines_are_blanks_ && is_blank(c)) {
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
  Break pending_ = Break::none;  // before the next text
  bool no_comment_end_ = false, no_script_end_ = false, no_style_end_ = false;
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
      signs.is_html = signs.is_html || entity_at(text, at).has_value();
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
