// source/html/linked_data.h
//
// What a page says of its article in JSON-LD, the vocabulary of schema.org in scripts of type
// application/ld+json: alone, in arrays, in "@graph", as mainEntity of a page.
//
// Of several articles the one whose url is the page's goes before others, and one that stands by
// itself before an item of a list. Scripts that are no JSON are repaired where control characters
// or a comma too many are all that is wrong; of others the plain strings are looked for by name.
//
// Threads: a pure function.   Cost: linear; of nested values so many are looked at (bounded),
// without
//          recursion.
#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::source {

struct LinkedData {
  std::string headline;
  std::string description;
  std::string body;       ///< articleBody
  std::string published;  ///< as written there
  std::string modified;
  std::string language;
  std::string publisher;
  std::string url;
  std::string section;
  std::vector<std::string> authors;
  std::vector<std::string> keywords;
  bool is_article = false;  ///< its type is one of schema.org's articles
};

/// @param scripts  texts of the scripts, in the order of the page
/// @param url      of the page, where known
[[nodiscard]] LinkedData read_linked_data(std::span<const std::string_view> scripts,
                                          std::string_view url, const std::stop_token& stop = {});

}  // namespace newsidx::source
