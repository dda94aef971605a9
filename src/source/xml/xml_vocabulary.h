// source/xml/xml_vocabulary.h
//
// Namespaces of XML that news is written in. An undeclared prefix is taken for what it usually is.
//
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsidx::source {

enum class XmlVocabulary : std::uint8_t {
  none,     ///< no namespace: RSS 0.9x and 2.0, NITF, NewsML 1.2, collections
  rss,      ///< RSS 1.0, 0.90
  atom,     ///< Atom 1.0, 0.3
  content,  ///< content:encoded
  dublin,   ///< dc:, dcterms:
  media,    ///< Media RSS
  itunes,
  news,  ///< sitemaps' news
  sitemap,
  newsml,  ///< NewsML-G2
  nitf,
  xhtml,
  rdf,
  other,
};

[[nodiscard]] XmlVocabulary vocabulary_of_namespace(std::string_view uri);
/// Of a prefix that is not declared.
[[nodiscard]] XmlVocabulary vocabulary_of_prefix(std::string_view prefix);

}  // namespace newsidx::source
