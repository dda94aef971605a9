// Documents of collections that follow no standard: elements, attributes or named fields by the
// names that such things usually have.
//
//   <doc id="7"><title>T</title><text><p>..</p></text><date>2016-08-27</date></doc>
//   <doc><field name="title">T</field> ...                      (Solr)
//   <newsitem itemid="7" date="1996-08-20" xml:lang="en">       (Reuters, RCV1)
#include <algorithm>
#include <array>

#include "source/xml/xml_formats.h"
#include "source/xml/xml_text.h"

namespace newsidx::source {
namespace {

enum class Role : std::uint8_t {
  id,
  title,
  text,
  lead,
  published,
  modified,
  url,
  source,
  language,
  author,
  tag,
  holder
};

struct Name {
  std::string_view name;  // in small letters
  Role role;
};

// Of two names of one role the first counts.
constexpr std::array<Name, 64> kNames = {{{"docno", Role::id},
                                          {"docid", Role::id},
                                          {"doc-id", Role::id},
                                          {"itemid", Role::id},
                                          {"guid", Role::id},
                                          {"uuid", Role::id},
                                          {"id", Role::id},
                                          {"headline", Role::title},
                                          {"title", Role::title},
                                          {"head", Role::title},
                                          {"hl", Role::title},
                                          {"titel", Role::title},
                                          {"titre", Role::title},
                                          {"body", Role::text},
                                          {"text", Role::text},
                                          {"fulltext", Role::text},
                                          {"full_text", Role::text},
                                          {"maintext", Role::text},
                                          {"articlebody", Role::text},
                                          {"content", Role::text},
                                          {"paragraphs", Role::text},
                                          {"story", Role::text},
                                          {"texte", Role::text},
                                          {"lead", Role::lead},
                                          {"abstract", Role::lead},
                                          {"summary", Role::lead},
                                          {"description", Role::lead},
                                          {"subtitle", Role::lead},
                                          {"published", Role::published},
                                          {"date_published", Role::published},
                                          {"datepublished", Role::published},
                                          {"date_publish", Role::published},
                                          {"publication_date", Role::published},
                                          {"publicationdate", Role::published},
                                          {"published_at", Role::published},
                                          {"pubdate", Role::published},
                                          {"datetime", Role::published},
                                          {"date", Role::published},
                                          {"timestamp", Role::published},
                                          {"datum", Role::published},
                                          {"created", Role::published},
                                          {"updated", Role::modified},
                                          {"modified", Role::modified},
                                          {"url", Role::url},
                                          {"link", Role::url},
                                          {"source", Role::source},
                                          {"publication", Role::source},
                                          {"publisher", Role::source},
                                          {"newspaper", Role::source},
                                          {"language", Role::language},
                                          {"lang", Role::language},
                                          {"xml:lang", Role::language},
                                          {"author", Role::author},
                                          {"authors", Role::author},
                                          {"byline", Role::author},
                                          {"by", Role::author},
                                          {"tag", Role::tag},
                                          {"tags", Role::tag},
                                          {"keyword", Role::tag},
                                          {"keywords", Role::tag},
                                          {"category", Role::tag},
                                          {"section", Role::tag},
                                          {"topics", Role::tag},
                                          {"header", Role::holder}}};

const Name* name_of(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  const auto* const found = std::ranges::find(kNames, std::string_view(small), &Name::name);
  return found == kNames.end() ? nullptr : found;
}

class Reader {
 public:
  Reader(const XmlTree& tree, std::uint32_t node, ArticleDraft& draft)
      : tree_(tree), node_(node), draft_(draft) {}

  void read() {
    for (const auto& [key, value] : tree_.nodes[node_].attributes) {
      if (const Name* const name = name_of(key)) found_.push_back({name, 0, value});
    }
    collect(node_);
    std::ranges::stable_sort(found_, {}, &Found::name);
    for (const Found& one : found_) {
      if (one.name->role == Role::language) draft_.language(text_of(one));
    }
    draft_.language(tree_.inherited(node_, "xml:lang"));
    const Name* text_name = nullptr;
    std::string lead, text;
    for (const Found& one : found_) {
      if (one.name->role == Role::lead && lead.empty()) lead = rich(one);
      if (one.name->role != Role::text) {
        take(one);
      } else if (text.empty() || text_name == one.name) {  // several of one name: all
        text += (text.empty() ? "" : "\n\n") + rich(one);
        text_name = one.name;
      }
    }
    if (text.empty()) text = paragraphs();
    draft_.article.body = text.empty() ? lead : with_lead(lead, std::move(text));
  }

 private:
  struct Found {
    const Name* name;
    std::uint32_t node;      // 0: an attribute
    std::string_view value;  // of it
  };

  void collect(std::uint32_t holder) {
    for (const std::uint32_t child : tree_.children(holder)) {
      const XmlNode& node = tree_.nodes[child];
      const bool is_named = node.name == "field" || node.name == "str" || node.name == "arr" ||
                            node.name == "date" || node.name == "meta";
      const std::string_view given = is_named ? node.attribute("name") : std::string_view();
      const Name* const name = name_of(given.empty() ? node.name : given);
      if (name == nullptr) continue;
      if (name->role != Role::holder) {
        found_.push_back({name, child, {}});
      } else if (holder == node_) {
        collect(child);
      }
    }
  }

  [[nodiscard]] std::string text_of(const Found& one) const {
    if (one.node == 0) return std::string(one.value);
    const XmlNode& node = tree_.nodes[one.node];
    const std::string_view value =
        !node.attribute("content").empty() ? node.attribute("content") : node.attribute("value");
    const std::string text = tree_.line(one.node);
    return text.empty() ? std::string(value) : text;
  }
  [[nodiscard]] std::string rich(const Found& one) const {
    return one.node == 0 ? field_text(one.value) : rich_text(tree_, one.node);
  }

  void take(const Found& one) {
    const std::string text = text_of(one);
    switch (one.name->role) {
      case Role::id: draft_.id(text); break;
      case Role::title: draft_.title(field_text(text)); break;
      case Role::published: draft_.published(text); break;
      case Role::modified: draft_.modified(text); break;
      case Role::url: draft_.url(text); break;
      case Role::source: draft_.source(text); break;
      case Role::author: take_list("author", one, text); break;
      case Role::tag: take_list("tags", one, text); break;
      default: break;
    }
  }

  // <authors><author>A</author>...</authors>, or one element each.
  void take_list(std::string_view keyword, const Found& one, const std::string& text) {
    const auto items = one.node == 0 ? std::vector<std::uint32_t>() : tree_.children(one.node);
    for (const std::uint32_t item : items) draft_.keyword(keyword, tree_.line(item));
    if (items.empty()) draft_.keyword(keyword, text);
  }

  // Of a document whose paragraphs stand in it as they are.
  [[nodiscard]] std::string paragraphs() const {
    std::vector<std::uint32_t> found;
    for (const std::uint32_t child : tree_.children(node_)) {
      const std::string_view name = tree_.nodes[child].name;
      if (name == "p" || name == "P" || name == "para") found.push_back(child);
    }
    if (!found.empty()) return rich_text(tree_, found);
    std::string own;  // text beside elements that are fields
    for (std::uint32_t at = node_ + 1; at < tree_.nodes[node_].end; at = tree_.nodes[at].end) {
      own += tree_.nodes[at].text;
    }
    return field_text(own);
  }

  const XmlTree& tree_;
  std::uint32_t node_;
  ArticleDraft& draft_;
  std::vector<Found> found_;
};

}  // namespace

bool read_collection_document(const XmlTree& tree, std::uint32_t node, ArticleDraft& draft) {
  Reader(tree, node, draft).read();
  return true;
}

}  // namespace newsidx::source
