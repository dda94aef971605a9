// source/sgml/sgml_fields.h
//
// The elements of a document in SGML that are known, with what stands in them.
//
// Threads: pure functions.   Cost: linear.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::source {

enum class SgmlRole : std::uint8_t {
  id,
  title,
  body,
  text,
  lead,
  date,
  source,
  author,
  dateline,
  tags,
  topics,
  places,
  people,
  orgs,
  exchanges,
  companies,
  section
};

struct SgmlField {
  SgmlRole role = SgmlRole::text;
  std::uint8_t rank = 0;  ///< of several names of one role the lowest counts
  std::string_view raw;   ///< what stands between its tags
};

/// In the order of the document, by rank within a role.
[[nodiscard]] std::vector<SgmlField> sgml_fields(std::string_view document);

/// The value of an attribute of the document's own tag: `NEWID="7"`, `id=x`; "" for none.
[[nodiscard]] std::string sgml_attribute(std::string_view document, std::string_view name);

/// Without tags and comments, entities resolved, paragraphs apart by a blank line.
[[nodiscard]] std::string sgml_text(std::string_view raw);

/// The contents of each <D> or, where there is none, the whole as one.
[[nodiscard]] std::vector<std::string> sgml_items(std::string_view raw);

}  // namespace newsidx::source
