// Items of RSS and entries of Atom, with the modules that add to them.
#include <algorithm>
#include <array>

#include "source/xml/xml_formats.h"
#include "source/xml/xml_text.h"

namespace newsidx::source {
namespace {

enum class Role : std::uint8_t {
  title,
  link,
  real_link,
  id,
  text,
  lead,
  published,
  created,
  modified,
  author,
  tag,
  tags,
  source,
  language
};

struct Field {
  XmlVocabulary vocabulary;  // none: also RSS 1.0 and Atom, whose names do not clash
  std::string_view name;
  Role role;
};

constexpr XmlVocabulary kPlain = XmlVocabulary::none;
constexpr XmlVocabulary kDublin = XmlVocabulary::dublin;

// Of two fields of one role the first in this table counts.
constexpr std::array<Field, 46> kFields = {{{kPlain, "title", Role::title},
                                            {kDublin, "title", Role::title},
                                            {XmlVocabulary::media, "title", Role::title},
                                            {XmlVocabulary::other, "origLink", Role::real_link},
                                            {kPlain, "link", Role::link},
                                            {XmlVocabulary::other, "link", Role::link},
                                            {kPlain, "guid", Role::id},
                                            {kPlain, "id", Role::id},
                                            {kDublin, "identifier", Role::id},
                                            {XmlVocabulary::content, "encoded", Role::text},
                                            {kPlain, "content", Role::text},
                                            {kPlain, "fulltext", Role::text},
                                            {kPlain, "full-text", Role::text},
                                            {XmlVocabulary::xhtml, "body", Role::text},
                                            {XmlVocabulary::xhtml, "div", Role::text},
                                            {kPlain, "description", Role::lead},
                                            {kPlain, "summary", Role::lead},
                                            {kDublin, "description", Role::lead},
                                            {XmlVocabulary::itunes, "summary", Role::lead},
                                            {XmlVocabulary::media, "description", Role::lead},
                                            {kPlain, "pubDate", Role::published},
                                            {kPlain, "pubdate", Role::published},
                                            {kPlain, "published", Role::published},
                                            {kPlain, "issued", Role::published},
                                            {kPlain, "date", Role::published},
                                            {kDublin, "issued", Role::published},
                                            {kDublin, "date", Role::published},
                                            {kPlain, "created", Role::created},
                                            {kDublin, "created", Role::created},
                                            {kPlain, "updated", Role::modified},
                                            {kPlain, "modified", Role::modified},
                                            {kDublin, "modified", Role::modified},
                                            {XmlVocabulary::other, "updated", Role::modified},
                                            {kPlain, "author", Role::author},
                                            {kDublin, "creator", Role::author},
                                            {XmlVocabulary::itunes, "author", Role::author},
                                            {kPlain, "category", Role::tag},
                                            {kDublin, "subject", Role::tag},
                                            {kPlain, "keywords", Role::tags},
                                            {XmlVocabulary::media, "keywords", Role::tags},
                                            {XmlVocabulary::itunes, "keywords", Role::tags},
                                            {XmlVocabulary::news, "keywords", Role::tags},
                                            {kPlain, "source", Role::source},
                                            {kDublin, "publisher", Role::source},
                                            {kPlain, "language", Role::language},
                                            {kDublin, "language", Role::language}}};

XmlVocabulary family_of(const XmlNode& node) {
  const bool is_plain =
      node.vocabulary == XmlVocabulary::rss || node.vocabulary == XmlVocabulary::atom;
  return is_plain ? kPlain : node.vocabulary;
}

class ItemReader {
 public:
  ItemReader(const XmlTree& tree, std::uint32_t item, ArticleDraft& draft)
      : tree_(tree), item_(item), draft_(draft) {}

  void read() {
    draft_.language(tree_.inherited(item_, "xml:lang"));
    struct Found {
      const Field* field;
      std::uint32_t node;
    };
    std::vector<Found> found;
    for (const std::uint32_t child : tree_.children(item_)) {
      const XmlNode& node = tree_.nodes[child];
      for (const Field& field : kFields) {
        const bool is_it = field.name == node.name && field.vocabulary == family_of(node);
        if (is_it) found.push_back({&field, child});
      }
    }
    std::ranges::stable_sort(found, {}, &Found::field);
    for (const Found& one : found) {
      if (one.field->role == Role::language) draft_.language(tree_.line(one.node));
    }
    for (const Found& one : found) take(*one.field, one.node);
    finish();
  }

 private:
  void take(const Field& field, std::uint32_t node) {
    switch (field.role) {
      case Role::title: draft_.title(rich_text(tree_, node)); break;
      case Role::real_link: draft_.url(tree_.line(node)); break;
      case Role::link: take_link(node); break;
      case Role::id: take_id(field, node); break;
      case Role::text: take_text(node); break;
      case Role::lead: take_lead(node); break;
      case Role::published: draft_.published(tree_.text(node)); break;
      case Role::created: draft_.published(tree_.text(node), "created"); break;
      case Role::modified: modified_ = modified_.empty() ? tree_.line(node) : modified_; break;
      case Role::author: take_author(node); break;
      case Role::tag: take_tag(node); break;
      case Role::tags: draft_.keywords("tags", tree_.text(node), ","); break;
      case Role::source: take_source(node); break;
      case Role::language: break;
    }
  }

  // "<link>url</link>", or Atom's "<link rel='alternate' href='url'/>".
  void take_link(std::uint32_t node) {
    const XmlNode& link = tree_.nodes[node];
    const std::string_view href = link.attribute("href"), rel = link.attribute("rel");
    if (href.empty()) {
      draft_.url(absolute(tree_.line(node)));
    } else if (rel.empty() || rel == "alternate") {
      draft_.url(absolute(one_line(href)));
    }
  }

  // With the host of xml:base, where it begins with a slash.
  [[nodiscard]] std::string absolute(const std::string& url) const {
    if (!url.starts_with("/")) return url;
    const std::string base = tree_.inherited(item_, "xml:base");
    const std::size_t scheme = base.find("://");
    if (scheme == std::string::npos) return url;
    if (url.starts_with("//")) return base.substr(0, scheme + 1) + url;
    return base.substr(0, base.find('/', scheme + 3)) + url;
  }

  void take_id(const Field& field, std::uint32_t node) {
    const std::string id = tree_.line(node);
    draft_.id(id);
    const bool is_link = field.name == "guid" && id.starts_with("http") &&
                         tree_.nodes[node].attribute("isPermaLink") != "false";
    if (is_link && guid_link_.empty()) guid_link_ = id;
  }

  // Atom's may be of any type: a picture is none.
  void take_text(std::uint32_t node) {
    const std::string_view type = tree_.nodes[node].attribute("type");
    const bool is_text = type.find('/') == std::string_view::npos || type.starts_with("text/") ||
                         type.find("xhtml") != std::string_view::npos;
    if (!is_text) return;
    const std::string text = rich_text(tree_, node);
    if (text.size() > text_.size()) text_ = text;
  }

  void take_lead(std::uint32_t node) {
    if (lead_.empty()) lead_ = rich_text(tree_, node);
  }

  // Atom's <author><name>, or RSS's "jane@example.org (Jane Doe)".
  void take_author(std::uint32_t node) {
    const std::uint32_t name = tree_.find(node, "name");
    std::string text = name != 0 ? tree_.line(name) : field_text(tree_.line(node));
    const std::size_t open = text.find('(');
    if (text.find('@') < open && text.ends_with(')')) {
      text = text.substr(open + 1, text.size() - open - 2);
    }
    draft_.keyword("author", text);
  }

  void take_tag(std::uint32_t node) {
    const XmlNode& tag = tree_.nodes[node];
    const std::string_view label = tag.attribute("label"), term = tag.attribute("term");
    draft_.keyword("tags", !label.empty() ? label : term);
    if (label.empty() && term.empty()) draft_.keyword("tags", field_text(tree_.line(node)));
  }

  void take_source(std::uint32_t node) {
    const std::uint32_t title = tree_.find(node, "title");
    draft_.source(title != 0 ? tree_.line(title) : field_text(tree_.line(node)));
  }

  void finish() {
    draft_.url(guid_link_);
    draft_.modified(modified_);
    if (!draft_.article.published) draft_.published(modified_, "updated");
    draft_.article.body = text_.empty() ? lead_ : with_lead(lead_, std::move(text_));
  }

  const XmlTree& tree_;
  std::uint32_t item_;
  ArticleDraft& draft_;
  std::string text_, lead_, modified_, guid_link_;
};

}  // namespace

bool read_feed_item(const XmlTree& tree, std::uint32_t item, ArticleDraft& draft) {
  ItemReader(tree, item, draft).read();
  return true;
}

bool read_sitemap_url(const XmlTree& tree, std::uint32_t url, ArticleDraft& draft) {
  const std::uint32_t news = tree.find(url, "news");
  if (news == 0) return false;
  const auto line = [&](std::uint32_t within, std::string_view name) {
    const std::uint32_t node = tree.find(within, name);
    return node == 0 ? std::string() : tree.line(node);
  };
  draft.language(line(news, "language"));
  draft.source(line(news, "name"));
  draft.title(field_text(line(news, "title")));
  draft.published(line(news, "publication_date"));
  draft.keywords("tags", line(news, "keywords"), ",");
  draft.url(line(url, "loc"));
  draft.modified(line(url, "lastmod"));
  return true;
}

}  // namespace newsidx::source
