// NewsML-G2 (IPTC, "NewsML-G2 Specification 2.30", sections 5 to 8) and NewsML 1.2.
#include "source/xml/xml_formats.h"
#include "source/xml/xml_text.h"

namespace newsidx::source {
namespace {

class Reader {
 public:
  Reader(const XmlTree& tree, std::uint32_t item, ArticleDraft& draft)
      : tree_(tree), item_(item), draft_(draft) {}

  void read_g2() {
    const std::uint32_t content = find(item_, "contentMeta"), about = find(item_, "itemMeta");
    draft_.id(tree_.nodes[item_].attribute("guid"));
    if (content != 0) read_content_meta(content);
    draft_.language(tree_.inherited(item_, "xml:lang"));
    if (about != 0) read_item_meta(about);
    take_body();
    if (draft_.article.body.empty()) draft_.article.body = description_;
  }

  // @return whether it is text, not a picture or a film
  bool is_text() const {
    const std::uint32_t kind = find(item_, "itemClass");
    const std::string_view code =
        kind == 0 ? std::string_view() : tree_.nodes[kind].attribute("qcode");
    return code.empty() || code.ends_with(":text") || code.ends_with(":composite") ||
           !draft_.article.body.empty();
  }

  void read_1() {
    draft_.id(line_of(item_, "PublicIdentifier"));
    draft_.id(line_of(item_, "NewsItemId"));
    if (const auto node = find(item_, "Language"); node != 0) {
      draft_.language(tree_.nodes[node].attribute("FormalName"));
    }
    draft_.language(tree_.inherited(item_, "xml:lang"));
    draft_.title(line_of(item_, "HeadLine"));
    each(item_, "ByLine", "author");
    each(item_, "KeywordLine", "tags");
    each(item_, "SlugLine", "slugline");
    each(item_, "DateLine", "dateline");
    draft_.published(line_of(item_, "FirstCreated"));
    draft_.published(line_of(item_, "DateId"), "DateId");
    draft_.modified(line_of(item_, "ThisRevisionCreated"));
    take_party("Provider");
    take_party("Source");
    take_body();
  }

 private:
  [[nodiscard]] std::uint32_t find(std::uint32_t within, std::string_view name) const {
    return tree_.find(within, name);
  }
  [[nodiscard]] std::string line_of(std::uint32_t within, std::string_view name) const {
    const std::uint32_t node = find(within, name);
    return node == 0 ? std::string() : tree_.line(node);
  }
  void each(std::uint32_t within, std::string_view element, std::string_view keyword) {
    for (const std::uint32_t node : tree_.find_all(within, element)) {
      draft_.keyword(keyword, tree_.line(node));
    }
  }

  // <creator><name>Jane Doe</name></creator>, or a name in an attribute.
  [[nodiscard]] std::string name_of(std::uint32_t node) const {
    const std::string name = line_of(node, "name");
    if (!name.empty()) return name;
    const std::string_view literal = tree_.nodes[node].attribute("literal");
    return literal.empty() ? tree_.line(node) : one_line(literal);
  }

  void read_content_meta(std::uint32_t content) {
    std::string created, modified;
    for (const std::uint32_t child : tree_.children(content)) {
      const XmlNode& node = tree_.nodes[child];
      if (node.name == "headline") draft_.title(tree_.line(child));
      if (node.name == "language") draft_.language(node.attribute("tag"));
      if (node.name == "contentCreated") created = tree_.line(child);
      if (node.name == "contentModified") modified = tree_.line(child);
      if (node.name == "by") draft_.keyword("author", tree_.line(child));
      if (node.name == "creator" || node.name == "contributor") {
        draft_.keyword("author", name_of(child));
      }
      if (node.name == "slugline") draft_.keyword("slugline", tree_.line(child));
      if (node.name == "dateline") draft_.keyword("dateline", tree_.line(child));
      if (node.name == "genre") draft_.keyword("genre", name_of(child));
      if (node.name == "keyword") draft_.keyword("tags", tree_.line(child));
      if (node.name == "subject") draft_.keyword("tags", line_of(child, "name"));
      if (node.name == "description" && description_.empty()) {
        description_ = rich_text(tree_, child);
      }
    }
    if (!created.empty()) draft_.published(created);
    if (!modified.empty()) draft_.modified(modified);
  }

  void read_item_meta(std::uint32_t about) {
    draft_.title(line_of(about, "title"));
    draft_.published(line_of(about, "firstCreated"), "firstCreated");
    const std::string version = line_of(about, "versionCreated");
    draft_.published(version, "versionCreated");
    draft_.modified(version);
    if (const auto provider = find(about, "provider"); provider != 0) {
      draft_.source(name_of(provider));
      const std::string_view code = tree_.nodes[provider].attribute("qcode");
      draft_.source(code.substr(code.find(':') + 1));
    }
  }

  void take_party(std::string_view role) {
    const std::uint32_t node = find(item_, role);
    if (node == 0) return;
    const std::uint32_t party = find(node, "Party");
    if (party != 0) draft_.source(tree_.nodes[party].attribute("FormalName"));
  }

  // NITF, XHTML or text; of several parts all, one behind the other.
  void take_body() {
    std::string& body = draft_.article.body;
    for (std::uint32_t at = item_ + 1; at < tree_.nodes[item_].end;) {
      const XmlNode& node = tree_.nodes[at];
      const bool is_holder = node.name == "inlineXML" || node.name == "DataContent";
      const bool is_data = node.name == "inlineData";
      if (!is_holder && !is_data) {
        ++at;
        continue;
      }
      const std::uint32_t nitf = find(at, "nitf");
      std::string text;
      if (nitf != 0) {
        body.swap(text);
        read_nitf(tree_, nitf, draft_);
        body.swap(text);
      } else {
        if (const auto title = find(at, "title"); title != 0) draft_.title(tree_.line(title));
        const std::uint32_t html = find(at, "body");
        text = rich_text(tree_, html != 0 ? html : at);
      }
      if (!body.empty() && !text.empty()) body += "\n\n";
      body += text;
      at = node.end;
    }
  }

  const XmlTree& tree_;
  std::uint32_t item_;
  ArticleDraft& draft_;
  std::string description_;
};

}  // namespace

bool read_newsml_g2(const XmlTree& tree, std::uint32_t item, ArticleDraft& draft) {
  Reader reader(tree, item, draft);
  reader.read_g2();
  return reader.is_text();
}

bool read_newsml_1(const XmlTree& tree, std::uint32_t item, ArticleDraft& draft) {
  Reader(tree, item, draft).read_1();
  return true;
}

}  // namespace newsidx::source
