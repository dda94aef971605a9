// source/xml/xml_roots.h
//
// Which elements of which documents are articles, and what a text is whose markup begins so.
//
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsidx::source {

/// Is an element of that name an article in a document of that root? Names are without prefixes.
[[nodiscard]] bool is_record_of(std::string_view root, std::string_view name);

/// Is a root of that name an article itself?
[[nodiscard]] bool is_article_root(std::string_view root);

/// May a sound document of that root have no articles at all?
[[nodiscard]] bool may_be_empty(std::string_view root);

enum class XmlKind : std::uint8_t {
  none,   ///< no XML
  news,   ///< of a kind that XmlSplitter cuts
  page,   ///< XHTML, or HTML
  other,  ///< XML of another kind
};

/// @param head  the first 8 KiB of a file or more; any encoding
[[nodiscard]] XmlKind xml_kind_of(std::string_view head);

}  // namespace newsidx::source
