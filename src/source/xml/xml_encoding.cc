#include "source/xml/xml_encoding.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "source/charset/charset_label.h"
#include "source/charset/decode_text.h"

namespace newsidx::source {

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
  return std::string(charset_of_label(encoding));
}

std::size_t decode_xml_text(std::string& text, std::string_view encoding) {
  if (is_valid_utf8(text)) return 0;
  DecodedText decoded = decode_text(std::move(text), encoding);
  text = std::move(decoded.text);
  return decoded.replaced;
}

}  // namespace newsidx::source
