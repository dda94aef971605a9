// source/xml/xml_tree.h
//
// One record of XML in memory: its elements and texts in the order of the document, in one array.
//
//   <a x="1">t<b/></a>   ->   0 a (end 3), 1 "t", 2 b (end 3)
//
// expat parses. There are no document types and so no entities but those of XML (and, repaired, of
// HTML): nothing is fetched and nothing expands. What is not well-formed is repaired (xml_repair.h)
// and parsed again; where that fails too, the tree ends where the trouble is.
//
// Invariants: at most kMaxNodes nodes, kMaxDepth deep; all text is UTF-8.
// Threads: values.   Cost: linear.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "source/xml/xml_vocabulary.h"

namespace newsidx::source {

struct XmlNode {
  XmlVocabulary vocabulary = XmlVocabulary::none;
  std::string name;                                             ///< without prefix; "" of a text
  std::string text;                                             ///< of a text
  std::vector<std::pair<std::string, std::string>> attributes;  ///< names as written, with prefix
  std::uint32_t parent = 0;
  std::uint32_t end = 0;  ///< behind its last descendant

  [[nodiscard]] bool is_text() const { return name.empty(); }
  /// "" where there is none.
  [[nodiscard]] std::string_view attribute(std::string_view attribute_name) const;
};

struct XmlTree {
  static constexpr std::size_t kMaxNodes = 1 << 18;
  static constexpr std::size_t kMaxDepth = 256;

  std::vector<XmlNode> nodes;  ///< [0] is the root
  bool was_repaired = false;
  std::string error;  ///< why it ends early: "line 3: mismatched tag"; else ""
  std::uint64_t error_line = 0;

  /// The children that are elements, in order.
  [[nodiscard]] std::vector<std::uint32_t> children(std::uint32_t node) const;
  /// The first descendant of that name, in document order; 0 for none.
  [[nodiscard]] std::uint32_t find(std::uint32_t node, std::string_view name) const;
  /// All of them, but for those within another one: so what is made of them grows no text.
  [[nodiscard]] std::vector<std::uint32_t> find_all(std::uint32_t node,
                                                    std::string_view name) const;
  /// All text in it, one behind the other.
  [[nodiscard]] std::string text(std::uint32_t node) const;
  /// The same as one line, blanks squeezed.
  [[nodiscard]] std::string line(std::uint32_t node) const;
  /// The value of an attribute of the node or the nearest element around it: of "xml:lang".
  [[nodiscard]] std::string inherited(std::uint32_t node, std::string_view attribute_name) const;
};

/// @param xml  UTF-8, whatever its declaration says
/// @errors parse      no element at all
///         limit      more nodes than allowed
///         cancelled  the stop was asked for
[[nodiscard]] Result<XmlTree> parse_xml_tree(std::string_view xml, const std::stop_token& stop);

/// One line: blanks squeezed to one, none at the ends.
[[nodiscard]] std::string one_line(std::string_view text);

}  // namespace newsidx::source
