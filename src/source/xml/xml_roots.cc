#include "source/xml/xml_roots.h"

#include <algorithm>
#include <array>
#include <string>

#include "source/charset/utf8_stream.h"
#include "source/stream/memory_stream.h"
#include "source/xml/xml_scanner.h"

namespace newsidx::source {
namespace {

struct RecordOfRoot {
  std::string_view root;
  std::string_view record;
};

// Roots that hold records of one kind, and may hold none.
constexpr std::array<RecordOfRoot, 6> kRecordsOfRoots = {{{"rss", "item"},
                                                          {"RDF", "item"},
                                                          {"channel", "item"},
                                                          {"feed", "entry"},
                                                          {"urlset", "url"},
                                                          {"sitemapindex", "sitemap"}}};

// Elements that are an article in documents of other roots, or as a root.
constexpr std::array<std::string_view, 16> kRecordNames = {
    "item", "entry",    "newsItem", "packageItem", "conceptItem", "knowledgeItem",
    "doc",  "NewsItem", "nitf",     "DOC",         "document",    "article",
    "news", "record",   "newsitem", "story"};

// Of these a root is none itself, but may hold some.
constexpr std::array<std::string_view, 2> kHolders = {"news", "record"};

bool is_one_of(std::string_view name, const auto& names) {
  return std::ranges::find(names, name) != names.end();
}

// Roots of HTML, which pages may begin with where they leave out <html>; in small letters.
constexpr std::array<std::string_view, 16> kPageRoots = {
    "html",  "head", "body",    "div",    "p",    "main",  "section", "meta",
    "title", "h1",   "article", "script", "link", "style", "table",   "center"};

std::string lower(std::string name) {
  std::ranges::transform(name, name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return name;
}

// The first sign that is no blank; a byte order mark and the zeros of UTF-16 are passed over.
char first_sign(std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  if (head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff")) head.remove_prefix(2);
  for (const char c : head) {
    if (c != '\0' && c != ' ' && c != '\t' && c != '\r' && c != '\n') return c;
  }
  return 0;
}

}  // namespace

bool is_record_of(std::string_view root, std::string_view name) {
  const auto* const found = std::ranges::find(kRecordsOfRoots, root, &RecordOfRoot::root);
  return found != kRecordsOfRoots.end() ? name == found->record : is_one_of(name, kRecordNames);
}

bool is_article_root(std::string_view root) {
  return is_one_of(root, kRecordNames) && !is_one_of(root, kHolders);
}

bool may_be_empty(std::string_view root) {
  const auto* const found = std::ranges::find(kRecordsOfRoots, root, &RecordOfRoot::root);
  return found != kRecordsOfRoots.end() || root == "newsMessage";
}

XmlKind xml_kind_of(std::string_view head) {
  if (first_sign(head) != '<') return XmlKind::none;
  MemoryStream bytes(head);
  Utf8Stream utf8(bytes);
  XmlScanner scanner(utf8, {});
  std::string root;
  bool is_declared = false;
  while (true) {
    const auto tag = scanner.next();
    if (!tag || tag->kind == XmlTag::Kind::end_of_stream) break;
    if (tag->kind == XmlTag::Kind::declaration) is_declared = true;
    if (tag->kind != XmlTag::Kind::start && tag->kind != XmlTag::Kind::empty) continue;
    if (!root.empty()) {
      if (is_record_of(root, tag->name)) return XmlKind::news;
      continue;
    }
    root = std::string(tag->name);
    if (lower(root) == "html") return XmlKind::page;
    if (!is_declared && is_one_of(lower(root), kPageRoots)) return XmlKind::page;
    const bool is_feed = root != "RDF" && may_be_empty(root);
    if (is_feed || is_article_root(root)) return XmlKind::news;
  }
  return root.empty() && !is_declared ? XmlKind::none : XmlKind::other;
}

}  // namespace newsidx::source
