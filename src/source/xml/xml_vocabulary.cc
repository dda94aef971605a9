#include "source/xml/xml_vocabulary.h"

#include <array>

namespace newsidx::source {
namespace {

struct Name {
  std::string_view text;
  XmlVocabulary vocabulary;
};

// Without "http://", "https://" and a slash at the end; a longer one that begins so is the same.
constexpr std::array<Name, 21> kNamespaces = {{
    {"www.w3.org/2005/Atom", XmlVocabulary::atom},
    {"purl.org/atom/ns", XmlVocabulary::atom},
    {"purl.org/rss/1.0/modules/content", XmlVocabulary::content},
    {"purl.org/rss/1.0/modules", XmlVocabulary::other},
    {"purl.org/rss/1.0", XmlVocabulary::rss},
    {"backend.userland.com/rss", XmlVocabulary::rss},
    {"blogs.law.harvard.edu/tech/rss", XmlVocabulary::rss},
    {"purl.org/net/rss", XmlVocabulary::rss},
    {"my.netscape.com/rdf/simple/0.9", XmlVocabulary::rss},
    {"channel.netscape.com/rdf/simple/0.9", XmlVocabulary::rss},
    {"purl.org/dc/", XmlVocabulary::dublin},
    {"search.yahoo.com/mrss", XmlVocabulary::media},
    {"www.rssboard.org/media-rss", XmlVocabulary::media},
    {"www.itunes.com/dtds/podcast", XmlVocabulary::itunes},
    {"www.google.com/schemas/sitemap-news", XmlVocabulary::news},
    {"www.sitemaps.org/schemas/sitemap", XmlVocabulary::sitemap},
    {"www.google.com/schemas/sitemap/", XmlVocabulary::sitemap},
    {"iptc.org/std/nar", XmlVocabulary::newsml},
    {"iptc.org/std/NITF", XmlVocabulary::nitf},
    {"www.w3.org/1999/xhtml", XmlVocabulary::xhtml},
    {"www.w3.org/1999/02/22-rdf-syntax-ns", XmlVocabulary::rdf},
}};

constexpr std::array<Name, 13> kPrefixes = {{{"", XmlVocabulary::none},
                                             {"rss", XmlVocabulary::rss},
                                             {"atom", XmlVocabulary::atom},
                                             {"content", XmlVocabulary::content},
                                             {"dc", XmlVocabulary::dublin},
                                             {"dcterms", XmlVocabulary::dublin},
                                             {"media", XmlVocabulary::media},
                                             {"itunes", XmlVocabulary::itunes},
                                             {"news", XmlVocabulary::news},
                                             {"nitf", XmlVocabulary::nitf},
                                             {"xhtml", XmlVocabulary::xhtml},
                                             {"html", XmlVocabulary::xhtml},
                                             {"rdf", XmlVocabulary::rdf}}};

}  // namespace

XmlVocabulary vocabulary_of_namespace(std::string_view uri) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (uri.starts_with(scheme)) uri.remove_prefix(scheme.size());
  }
  if (uri.empty()) return XmlVocabulary::none;
  for (const Name& name : kNamespaces) {
    if (uri.starts_with(name.text)) return name.vocabulary;
  }
  return XmlVocabulary::other;
}

XmlVocabulary vocabulary_of_prefix(std::string_view prefix) {
  for (const Name& name : kPrefixes) {
    if (prefix == name.text) return name.vocabulary;
  }
  return XmlVocabulary::other;
}

}  // namespace newsidx::source
