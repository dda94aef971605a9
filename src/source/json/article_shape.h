// source/json/article_shape.h
//
// What tells an article among the objects of a JSON document, by the names that it has.
//
// A list of objects is a list of articles when its first objects look like articles: a title with a
// text, a summary, a date or a url; or a text with a date or url. Below a name that such lists have
// ("articles", "items", "docs", "results") a title or a text alone will do; below one that lists of
// other things have ("tags", "related", "media") nothing will. The object around it must be no
// article itself: one that has a text, or a title and a date, is an article with a list in it.
//
// Names of lists that a text may have ("content", "body", "parts") ask for more, since its blocks
// have texts, links and headings of their own: a title with a text, a summary or a date, or a text
// with a date; where the object around it has a title, a title with a date, or all but that.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace newsidx::source {

using ShapeBits = std::uint8_t;
inline constexpr ShapeBits kHasTitle = 1;
inline constexpr ShapeBits kHasText = 2;
inline constexpr ShapeBits kHasLead = 4;
inline constexpr ShapeBits kHasDate = 8;
inline constexpr ShapeBits kHasUrl = 16;

/// What the name of a member says of the object that has it, and of the list or object below it.
struct NameShape {
  ShapeBits bits = 0;
  bool is_list_of_articles = false;  ///< "articles", "items"
  bool is_about_other = false;       ///< "tags", "related"
  bool is_text = false;              ///< "content", "body": a list of this name may be a text
};

/// Threads: one memory, one thread.
class ShapeMemory {
 public:
  /// @param key  as it stands between the quotes
  [[nodiscard]] NameShape shape_of(const std::string& key);

 private:
  std::unordered_map<std::string, NameShape> seen_;
};

/// Does an object look like an article?
/// @param is_expected  it is in a list whose name says so
[[nodiscard]] bool looks_like_article(ShapeBits bits, bool is_expected);

/// The same of an object in a list that may be a text, of blocks.
/// @param is_titled  an object around has a title
[[nodiscard]] bool looks_like_no_block(ShapeBits bits, bool is_titled);

/// Is an object an article rather than what is around a list of them?
[[nodiscard]] bool is_article_with_list(ShapeBits bits, bool is_list_expected);

}  // namespace newsidx::source
