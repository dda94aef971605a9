#include "source/xml/feed_head.h"

#include "source/html/html_text.h"
#include "source/xml/xml_encoding.h"

namespace newsidx::source {
namespace {

constexpr std::uint64_t kMaxFieldBytes = 4096;

bool is_title(std::string_view name) { return name == "title" || name == "atom:title"; }
bool is_language(std::string_view name) { return name == "language" || name == "dc:language"; }

// One line of a field, as it lies in the XML: CDATA, entities and tags may be in it.
std::string field_text(std::string_view raw, std::string_view encoding) {
  std::string bytes(raw);
  decode_xml_text(bytes, encoding);
  std::string text = html_text(bytes);
  if (is_html(text)) text = html_text(text);
  std::string line;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!is_blank) line.push_back(c);
    if (is_blank && !line.empty() && line.back() != ' ') line.push_back(' ');
  }
  if (line.ends_with(' ')) line.pop_back();
  return line;
}

}  // namespace

FeedHead::FeedHead(std::string_view root_name)
    : holder_depth_(root_name == "feed" || root_name == "channel" ? 1 : 0),
      has_channel_(root_name == "rss" || root_name == "RDF") {}

void FeedHead::read(const XmlTag& tag, std::uint32_t depth, std::string_view encoding,
                    XmlScanner& scanner) {
  if (tag.kind == XmlTag::Kind::start && has_channel_ && depth == 1 && tag.name == "channel") {
    holder_depth_ = 2;
    return;
  }
  const std::string_view name = name_of_tag(tag.raw);
  if (tag.kind == XmlTag::Kind::start && holder_depth_ > 0 && depth == holder_depth_) {
    std::string& field = is_title(name) ? title_ : language_;
    if ((!is_title(name) && !is_language(name)) || !field.empty()) return;
    open_ = std::string(name);
    text_begin_ = tag.end;
    scanner.keep_from(tag.begin, kMaxFieldBytes);
  } else if (tag.kind == XmlTag::Kind::end && !open_.empty() && depth == holder_depth_ + 1) {
    if (name == open_ && tag.begin - text_begin_ < kMaxFieldBytes / 2) {
      std::string& field = is_title(name) ? title_ : language_;
      field = field_text(scanner.text(text_begin_, tag.begin), encoding);
      is_new_ = true;
    }
    open_.clear();
    scanner.keep_nothing();
  }
}

std::shared_ptr<const RecordOrigin> FeedHead::origin_after(const RecordOrigin& origin) {
  const bool tells =
      (!title_.empty() && origin.source.empty()) || (!language_.empty() && origin.language.empty());
  if (!is_new_ || !tells) return nullptr;
  is_new_ = false;
  auto told = std::make_shared<RecordOrigin>(origin);
  if (told->source.empty()) told->source = title_;
  if (told->language.empty()) told->language = language_;
  return told;
}

}  // namespace newsidx::source
