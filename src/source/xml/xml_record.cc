#include "source/xml/xml_record.h"

#include <algorithm>
#include <array>

#include "source/xml/xml_encoding.h"
#include "source/xml/xml_formats.h"

namespace newsidx::source {
namespace {

bool is_no_news(const XmlTree&, std::uint32_t, ArticleDraft&) { return false; }

struct Format {
  std::string_view element;
  XmlFormat read;
};

constexpr std::array<Format, 18> kFormats = {{{"item", read_feed_item},
                                              {"entry", read_feed_item},
                                              {"url", read_sitemap_url},
                                              {"sitemap", is_no_news},
                                              {"newsItem", read_newsml_g2},
                                              {"packageItem", is_no_news},
                                              {"conceptItem", is_no_news},
                                              {"knowledgeItem", is_no_news},
                                              {"NewsItem", read_newsml_1},
                                              {"nitf", read_nitf},
                                              {"doc", read_collection_document},
                                              {"DOC", read_collection_document},
                                              {"document", read_collection_document},
                                              {"article", read_collection_document},
                                              {"record", read_collection_document},
                                              {"newsitem", read_collection_document},
                                              {"news", read_collection_document},
                                              {"story", read_collection_document}}};

// The element that is the article, from the root inwards: in front of it only starts stand.
const Format* format_of(const XmlTree& tree, std::uint32_t& node) {
  for (node = 0; node < tree.nodes.size(); ++node) {
    const auto* const format = std::ranges::find(kFormats, tree.nodes[node].name, &Format::element);
    const bool is_root_that_holds = node == 0 && tree.nodes[0].name == "news";
    if (format != kFormats.end() && !is_root_that_holds) return format;
  }
  return nullptr;
}

}  // namespace

void parse_xml_record(const RawRecord& record, ParsedRecord& parsed, const std::stop_token& stop) {
  ArticleDraft draft(record, parsed);
  std::string xml = record.bytes;
  const std::string& transport = draft.origin().charset;
  const std::string encoding = transport.empty() ? encoding_of_declaration(xml) : transport;
  if (const std::size_t replaced = decode_xml_text(xml, encoding); replaced > 0) {
    draft.report(Problem::Kind::repaired_text,
                 std::to_string(replaced) + " ill-formed sequences became U+FFFD");
  }
  const auto tree = parse_xml_tree(xml, stop);
  if (!tree) {
    if (tree.error().code == ErrorCode::cancelled) return;
    draft.report(Problem::Kind::broken_record, tree.error().message);
    return;
  }
  std::uint32_t node = 0;
  const Format* const format = format_of(*tree, node);
  if (format == nullptr) {
    draft.report(Problem::Kind::broken_record,
                 "XML without articles: <" + shown(tree->nodes[0].name) + ">");
    return;
  }
  if (!tree->error.empty()) {
    draft.report(Problem::Kind::repaired_text,
                 "not well-formed from line " + std::to_string(record.line + tree->error_line - 1) +
                     " on: " + tree->error);
  }
  if (!format->read(*tree, node, draft)) {
    parsed.is_no_news = true;
    return;
  }
  draft.finish();
}

}  // namespace newsidx::source
