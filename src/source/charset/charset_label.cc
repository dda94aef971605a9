#include "source/charset/charset_label.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace newsidx::source {
namespace {

struct Row {
  std::string_view label;
  std::string_view name;  // of iconv
};

constexpr std::array<Row, 92> kRows = {{
    {"utf-8", "UTF-8"},
    {"utf8", "UTF-8"},
    {"unicode-1-1-utf-8", "UTF-8"},
    {"ascii", "CP1252"},
    {"us-ascii", "CP1252"},
    {"ansi_x3.4-1968", "CP1252"},
    {"iso-8859-1", "CP1252"},
    {"iso8859-1", "CP1252"},
    {"iso88591", "CP1252"},
    {"iso_8859-1", "CP1252"},
    {"latin1", "CP1252"},
    {"latin-1", "CP1252"},
    {"l1", "CP1252"},
    {"cp1252", "CP1252"},
    {"windows-1252", "CP1252"},
    {"x-cp1252", "CP1252"},
    {"ansi", "CP1252"},
    {"iso-8859-2", "ISO-8859-2"},
    {"iso8859-2", "ISO-8859-2"},
    {"latin2", "ISO-8859-2"},
    {"iso-8859-3", "ISO-8859-3"},
    {"iso-8859-4", "ISO-8859-4"},
    {"iso-8859-5", "ISO-8859-5"},
    {"iso-8859-6", "ISO-8859-6"},
    {"iso-8859-7", "ISO-8859-7"},
    {"iso-8859-8", "ISO-8859-8"},
    {"iso-8859-8-i", "ISO-8859-8"},
    {"iso-8859-9", "CP1254"},
    {"latin5", "CP1254"},
    {"iso-8859-10", "ISO-8859-10"},
    {"iso-8859-11", "CP874"},
    {"tis-620", "CP874"},
    {"windows-874", "CP874"},
    {"iso-8859-13", "ISO-8859-13"},
    {"iso-8859-14", "ISO-8859-14"},
    {"iso-8859-15", "ISO-8859-15"},
    {"iso8859-15", "ISO-8859-15"},
    {"latin9", "ISO-8859-15"},
    {"iso-8859-16", "ISO-8859-16"},
    {"windows-1250", "CP1250"},
    {"cp1250", "CP1250"},
    {"windows-1251", "CP1251"},
    {"cp1251", "CP1251"},
    {"win-1251", "CP1251"},
    {"windows-1253", "CP1253"},
    {"cp1253", "CP1253"},
    {"windows-1254", "CP1254"},
    {"cp1254", "CP1254"},
    {"windows-1255", "CP1255"},
    {"cp1255", "CP1255"},
    {"windows-1256", "CP1256"},
    {"cp1256", "CP1256"},
    {"windows-1257", "CP1257"},
    {"cp1257", "CP1257"},
    {"windows-1258", "CP1258"},
    {"cp1258", "CP1258"},
    {"koi8-r", "KOI8-R"},
    {"koi8r", "KOI8-R"},
    {"koi8-u", "KOI8-U"},
    {"ibm866", "CP866"},
    {"cp866", "CP866"},
    {"ibm852", "CP852"},
    {"ibm855", "CP855"},
    {"macintosh", "MACINTOSH"},
    {"mac-roman", "MACINTOSH"},
    {"x-mac-cyrillic", "MAC-CYRILLIC"},
    {"mac-cyrillic", "MAC-CYRILLIC"},
    {"gb2312", "GB18030"},
    {"gb_2312-80", "GB18030"},
    {"gbk", "GB18030"},
    {"x-gbk", "GB18030"},
    {"cp936", "GB18030"},
    {"gb18030", "GB18030"},
    {"big5", "BIG5-HKSCS"},
    {"big5-hkscs", "BIG5-HKSCS"},
    {"cp950", "BIG5-HKSCS"},
    {"euc-tw", "EUC-TW"},
    {"euc-jp", "EUC-JP"},
    {"x-euc-jp", "EUC-JP"},
    {"iso-2022-jp", "ISO-2022-JP-3"},
    {"iso-2022-kr", "ISO-2022-KR"},
    {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},
    {"sjis", "CP932"},
    {"x-sjis", "CP932"},
    {"windows-31j", "CP932"},
    {"cp932", "CP932"},
    {"euc-kr", "CP949"},
    {"ks_c_5601-1987", "CP949"},
    {"uhc", "CP949"},
    {"utf-16le", "UTF-16LE"},
    {"utf-16be", "UTF-16BE"},
}};

constexpr std::size_t kHeadBytes = 4096;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f'; }

std::size_t find_small(std::string_view text, std::string_view small, std::size_t at = 0) {
  if (at > text.size()) return std::string_view::npos;
  const auto found =
      std::search(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), small.begin(),
                  small.end(), [](char c, char expected) { return lower(c) == expected; });
  return found == text.end() ? std::string_view::npos
                             : static_cast<std::size_t>(found - text.begin());
}

// The value of `name=...` in the text of a tag or of a media type.
std::string_view value_after(std::string_view text, std::string_view name) {
  for (std::size_t at = 0; (at = find_small(text, name, at)) != std::string_view::npos;) {
    at += name.size();
    std::string_view rest = text.substr(at);
    while (!rest.empty() && is_blank(rest.front())) rest.remove_prefix(1);
    if (!rest.starts_with('=')) continue;
    rest.remove_prefix(1);
    while (!rest.empty() &&
           (is_blank(rest.front()) || rest.front() == '"' || rest.front() == '\'')) {
      rest.remove_prefix(1);
    }
    return rest.substr(0, rest.find_first_of(" \t\r\n\f\"';>/?"));
  }
  return {};
}

}  // namespace

std::string_view charset_of_label(std::string_view label) {
  const auto is_around = [](char c) { return is_blank(c) || c == '"' || c == '\''; };
  while (!label.empty() && is_around(label.front())) label.remove_prefix(1);
  while (!label.empty() && is_around(label.back())) label.remove_suffix(1);
  for (const Row& row : kRows) {
    if (std::ranges::equal(label, row.label, {}, lower)) return row.name;
  }
  return {};
}

std::string_view declared_label(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kHeadBytes);
  for (std::size_t at = 0; (at = head.find('<', at)) != std::string_view::npos; ++at) {
    const std::string_view tag = head.substr(at, head.find('>', at) - at);
    std::string_view label;
    if (tag.starts_with("<!--")) {
      const std::size_t end = head.find("-->", at);
      if (end == std::string_view::npos) return {};
      at = end;
      continue;
    }
    if (find_small(tag.substr(0, 6), "<?xml") == 0) label = value_after(tag, "encoding");
    if (find_small(tag.substr(0, 5), "<meta") == 0) label = value_after(tag, "charset");
    if (!label.empty()) return label;
  }
  return {};
}

}  // namespace newsidx::source
