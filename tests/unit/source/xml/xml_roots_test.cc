#include "source/xml/xml_roots.h"

#include <doctest/doctest.h>

#include <string>

using namespace newsidx::source;

TEST_CASE("the kind of XML is told from its first bytes") {
  struct Row {
    const char* name;
    std::string head;
    XmlKind kind;
  };
  const Row rows[] = {
      {"RSS", "<?xml version='1.0'?>\n<rss version='2.0'><channel>", XmlKind::news},
      {"RSS after a mark, a style and a comment",
       "\xef\xbb\xbf\n<?xml-stylesheet href='x'?><!-- <html> --><rss>", XmlKind::news},
      {"RDF with items", "<rdf:RDF xmlns:rdf='x'><channel/><item rdf:about='y'>", XmlKind::news},
      {"RDF of another kind", "<rdf:RDF xmlns:rdf='x'><owl:Ontology/>", XmlKind::other},
      {"Atom by a prefix", "<atom:feed xmlns:atom='x'>", XmlKind::news},
      {"sitemap", "<urlset xmlns='x'>", XmlKind::news},
      {"index of sitemaps", "<sitemapindex>", XmlKind::news},
      {"NewsML", "<NewsML><NewsItem>", XmlKind::news},
      {"NITF behind a document type", "<!DOCTYPE nitf SYSTEM 'a' [<!ENTITY b '>'>]><nitf>",
       XmlKind::news},
      {"a collection", "<archive><meta/><article id='1'>", XmlKind::news},
      {"one article, declared", "<?xml version='1.0'?><article>", XmlKind::news},
      {"HTML that begins with an article", "<article><h1>x</h1>", XmlKind::page},
      {"HTML", "<!DOCTYPE html>\n<html lang='en'>", XmlKind::page},
      {"XHTML", "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'a'><html xmlns='x'>", XmlKind::page},
      {"HTML without html", "<div><rss>", XmlKind::page},
      {"a picture", "<svg xmlns='x'><path/>", XmlKind::other},
      {"a project", "<?xml version='1.0'?><project><name>item</name>", XmlKind::other},
      {"UTF-16", std::string("<\0r\0s\0s\0>\0", 10), XmlKind::news},
      {"text", "The <rss> tag", XmlKind::none},
      {"text that begins with a sign", "< 3 of it", XmlKind::none},
      {"nothing", "", XmlKind::none},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(xml_kind_of(row.head) == row.kind);
  }
}

TEST_CASE("what is a record depends on the root") {
  CHECK(is_record_of("rss", "item"));
  CHECK(!is_record_of("rss", "url"));  // of its picture
  CHECK(!is_record_of("feed", "article"));
  CHECK(is_record_of("urlset", "url"));
  CHECK(is_record_of("anything", "newsItem"));
  CHECK(!is_article_root("news"));
  CHECK(is_article_root("nitf"));
}
