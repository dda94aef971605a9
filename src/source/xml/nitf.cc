// NITF 3 (IPTC, "News Industry Text Format"), and what the New York Times' annotated corpus makes
// of it: the block "full_text" holds all, "lead_paragraph" its beginning once more.
#include "source/xml/xml_formats.h"
#include "source/xml/xml_text.h"

namespace newsidx::source {
namespace {

class Reader {
 public:
  Reader(const XmlTree& tree, std::uint32_t nitf, ArticleDraft& draft)
      : tree_(tree), nitf_(nitf), draft_(draft) {}

  void read() {
    draft_.language(tree_.inherited(nitf_, "xml:lang"));
    const std::uint32_t head = tree_.find(nitf_, "body.head");
    if (head != 0) read_body_head(head);
    read_dates(head);
    read_docdata();
    if (const auto title = tree_.find(nitf_, "title"); title != 0) draft_.title(tree_.line(title));
    read_body(head);
  }

 private:
  [[nodiscard]] std::string_view attribute_of(std::string_view element, std::string_view name) {
    const std::uint32_t node = tree_.find(nitf_, element);
    return node == 0 ? std::string_view() : tree_.nodes[node].attribute(name);
  }

  void read_body_head(std::uint32_t head) {
    if (const auto line = tree_.find(head, "hl1"); line != 0) draft_.title(tree_.line(line));
    if (const auto line = tree_.find(head, "hedline"); line != 0) draft_.title(tree_.line(line));
    for (const std::uint32_t by : tree_.find_all(head, "byline")) {
      const auto people = tree_.find_all(by, "person");
      for (const std::uint32_t person : people) draft_.keyword("author", tree_.line(person));
      const std::string_view kind = tree_.nodes[by].attribute("class");
      if (people.empty() && kind != "normalized_byline") {
        draft_.keyword("author", tree_.line(by));
      }
    }
    if (const auto line = tree_.find(head, "dateline"); line != 0) {
      draft_.keyword("dateline", tree_.line(line));
    }
    if (const auto by = tree_.find(head, "distributor"); by != 0) draft_.source(tree_.line(by));
  }

  // The story's own dates are of more use than those of an edition.
  void read_dates(std::uint32_t head) {
    const std::uint32_t story = head == 0 ? 0 : tree_.find(head, "story.date");
    if (story != 0) draft_.published(tree_.nodes[story].attribute("norm"));
    draft_.published(attribute_of("date.issue", "norm"));
    draft_.published(attribute_of("date.release", "norm"));
    draft_.published(attribute_of("pubdata", "date.publication"));
  }

  void read_docdata() {
    draft_.id(attribute_of("doc-id", "id-string"));
    draft_.source(attribute_of("pubdata", "name"));
    draft_.source(attribute_of("doc-id", "regsrc"));
    draft_.source(attribute_of("doc.copyright", "holder"));
    draft_.url(attribute_of("pubdata", "ex-ref"));
    for (const std::uint32_t node : tree_.find_all(nitf_, "keyword")) {
      draft_.keyword("tags", tree_.nodes[node].attribute("key"));
    }
    const std::uint32_t content = tree_.find(nitf_, "identified-content");
    if (content == 0) return;
    for (const std::uint32_t child : tree_.children(content)) {
      draft_.keyword("tags", tree_.line(child));
    }
  }

  void read_body(std::uint32_t head) {
    std::vector<std::uint32_t> parts = tree_.find_all(nitf_, "body.content");
    for (const std::uint32_t block : tree_.find_all(nitf_, "block")) {
      if (tree_.nodes[block].attribute("class") == "full_text") parts = {block};
    }
    std::string lead;
    for (const std::uint32_t line : tree_.find_all(nitf_, "hl2")) {
      const bool is_of_head = head != 0 && line < tree_.nodes[head].end;
      if (is_of_head) lead += (lead.empty() ? "" : "\n") + tree_.line(line);
    }
    std::string text = rich_text(tree_, parts);
    const std::uint32_t abstract = head == 0 ? 0 : tree_.find(head, "abstract");
    if (abstract != 0 && text.empty()) text = rich_text(tree_, abstract);
    draft_.article.body = with_lead(lead, std::move(text));
  }

  const XmlTree& tree_;
  std::uint32_t nitf_;
  ArticleDraft& draft_;
};

}  // namespace

bool read_nitf(const XmlTree& tree, std::uint32_t nitf, ArticleDraft& draft) {
  Reader(tree, nitf, draft).read();
  return true;
}

}  // namespace newsidx::source
