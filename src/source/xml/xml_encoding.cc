#include "source/xml/xml_encoding.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"
#include "source/text_encoding.h"
#include "source/xml/iconv_text.h"

namespace newsidx::source {
namespace {

struct Label {
  std::string_view name;
  std::string_view iconv;
};

// Names that the Encoding Standard of the WHATWG (section 4.2) reads as larger sets than they say.
constexpr std::array<Label, 18> kLabels = {{{"ISO-8859-1", "CP1252"},
                                            {"ISO8859-1", "CP1252"},
                                            {"ISO_8859-1", "CP1252"},
                                            {"LATIN1", "CP1252"},
                                            {"LATIN-1", "CP1252"},
                                            {"US-ASCII", "CP1252"},
                                            {"ASCII", "CP1252"},
                                            {"ISO-8859-9", "CP1254"},
                                            {"ISO-8859-11", "CP874"},
                                            {"TIS-620", "CP874"},
                                            {"GB2312", "GB18030"},
                                            {"GBK", "GB18030"},
                                            {"X-GBK", "GB18030"},
                                            {"SHIFT_JIS", "CP932"},
                                            {"X-SJIS", "CP932"},
                                            {"EUC-KR", "CP949"},
                                            {"KS_C_5601-1987", "CP949"},
                                            {"BIG5", "BIG5-HKSCS"}}};

bool is_name_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' ||
         c == ':';
}

}  // namespace

std::string encoding_of_declaration(std::string_view xml) {
  if (xml.starts_with("\xef\xbb\xbf")) xml.remove_prefix(3);
  if (!xml.starts_with("<?xml")) return "";
  xml = xml.substr(0, std::min<std::size_t>(xml.find('>'), 512));
  const std::size_t name = xml.find("encoding");
  if (name == std::string_view::npos) return "";
  const std::size_t open = xml.find_first_of("\"'", name);
  if (open == std::string_view::npos) return "";
  const std::size_t close = xml.find(xml[open], open + 1);
  if (close == std::string_view::npos) return "";
  std::string encoding(xml.substr(open + 1, close - open - 1));
  return iconv_name_of(encoding).empty() ? "" : encoding;
}

std::string iconv_name_of(std::string_view encoding) {
  constexpr std::size_t kLongest = 40;
  if (encoding.empty() || encoding.size() > kLongest) return "";
  std::string name;
  for (const char c : encoding) {
    name.push_back(static_cast<char>(c >= 'a' && c <= 'z' ? c - 0x20 : c));
    if (!is_name_character(name.back())) return "";
  }
  const auto* const label = std::ranges::find(kLabels, name, &Label::name);
  if (label != kLabels.end()) return std::string(label->iconv);
  if (name.starts_with("WINDOWS-125")) name.replace(0, 8, "CP");
  return name;
}

std::size_t decode_xml_text(std::string& text, std::string_view encoding) {
  if (is_valid_utf8(text)) return 0;
  const std::string name = iconv_name_of(encoding);
  if (!name.empty() && name != "UTF-8" && name != "UTF8") {
    IconvDecoder decoder(name);
    if (decoder.is_known()) {
      std::string decoded;
      decoded.reserve(text.size() + text.size() / 4);
      decoder.decode(text, true, decoded);
      text = std::move(decoded);
      return decoder.replaced_count() + repair_utf8(text);
    }
  }
  return mend_encoding(text).replaced;
}

}  // namespace newsidx::source
