#include "source/page/boilerplate_phrases.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "source/page/page_lines.h"

namespace newsidx::source {
namespace {

using Phrases = std::set<std::string_view>;

constexpr std::size_t kMaxLinkCharacters = 160;
constexpr std::size_t kMaxLabelCharacters = 80;

const Phrases kBoilerplate = {"advertisement",
                              "advertisements",
                              "advertising",
                              "sponsored",
                              "sponsored content",
                              "promoted content",
                              "story continues below",
                              "story continues below advertisement",
                              "article continues below",
                              "share",
                              "share this",
                              "share this article",
                              "share this story",
                              "share this page",
                              "share on facebook",
                              "share on twitter",
                              "share via email",
                              "tweet",
                              "print this page",
                              "print this article",
                              "email this article",
                              "read more",
                              "read full story",
                              "read the full story",
                              "continue reading",
                              "click here to read more",
                              "skip to content",
                              "skip to main content",
                              "back to top",
                              "leave a comment",
                              "leave a reply",
                              "post a comment",
                              "follow us",
                              "follow us on twitter",
                              "follow us on facebook",
                              "like us on facebook",
                              "subscribe now",
                              "sign up for our newsletter",
                              "subscribe to our newsletter",
                              "older posts",
                              "newer posts",
                              "loading",
                              "related"};

const Phrases kReadMore = {"read more", "read full story", "read the full story",
                           "continue reading", "click here to read more"};

// Begin a link to another article: "READ MORE: Turkey sends tanks into Syria".
constexpr std::array<std::string_view, 8> kLinkStarts = {
    "read more:", "read also:", "also read:", "see also:", "watch:", "related:", "more:", "read:"};

const Phrases kTeaserHeadings = {"in depth coverage",
                                 "in-depth coverage",
                                 "related",
                                 "related articles",
                                 "related stories",
                                 "related news",
                                 "related content",
                                 "related coverage",
                                 "related links",
                                 "related posts",
                                 "related topics",
                                 "read also",
                                 "also read",
                                 "see also",
                                 "read next",
                                 "you may also like",
                                 "you might also like",
                                 "recommended",
                                 "recommended for you",
                                 "most read",
                                 "most popular",
                                 "trending",
                                 "trending now",
                                 "latest news",
                                 "latest stories",
                                 "top stories",
                                 "more stories",
                                 "more news",
                                 "other news",
                                 "other stories",
                                 "editor's picks",
                                 "editors' picks",
                                 "don't miss"};
constexpr std::array<std::string_view, 5> kTeaserHeadingStarts = {
    "more from ", "more in ", "more on ", "more about ", "latest from "};
constexpr std::size_t kMaxTeaserHeadingWords = 6;

constexpr std::array<std::string_view, 6> kFilingStarts = {
    "tag:", "tags:", "category:", "categories:", "posted in", "filed under"};

constexpr std::array<std::string_view, 12> kBylineStarts = {
    "by ", "by: ", "von ",    "par ",   "por ",  "door ",
    "av ", "af ",  "author:", "autor:", "text:", "written by "};
constexpr std::size_t kMaxBylineWords = 12;

const Phrases kSectionWords = {"africa",
                               "america",
                               "americas",
                               "analysis",
                               "arts",
                               "asia",
                               "breaking",
                               "business",
                               "culture",
                               "east",
                               "economy",
                               "education",
                               "entertainment",
                               "environment",
                               "europe",
                               "featured",
                               "features",
                               "finance",
                               "headlines",
                               "health",
                               "home",
                               "international",
                               "latest",
                               "lifestyle",
                               "local",
                               "market",
                               "markets",
                               "media",
                               "middle",
                               "money",
                               "national",
                               "news",
                               "opinion",
                               "pacific",
                               "politics",
                               "press",
                               "regional",
                               "science",
                               "society",
                               "sport",
                               "sports",
                               "stories",
                               "tech",
                               "technology",
                               "top",
                               "travel",
                               "uk",
                               "us",
                               "usa",
                               "weather",
                               "world",
                               "and",
                               "&",
                               ">",
                               "»",
                               "/",
                               "|"};
constexpr std::size_t kMaxSectionWords = 6;

const Phrases kFunctionWords = {"a",    "an",    "the",  "is",   "are",   "was",   "were",  "be",
                                "been", "has",   "have", "had",  "his",   "her",   "their", "its",
                                "who",  "which", "that", "this", "these", "those", "and"};

// The byte at `at`, in lower case if it is an ASCII letter; typographic apostrophes become plain
// ones. Moves on behind it.
char take_folded(std::string_view line, std::size_t& at) {
  if (line.substr(at, 3) == "’") {
    at += 3;
    return '\'';
  }
  const char c = line[at++];
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string folded(std::string_view line) {
  std::string text;
  for (std::size_t at = 0; at < line.size();) text += take_folded(line, at);
  return text;
}

// The marks that pages put around a phrase: "» Read more...", "SHARE:".
constexpr std::string_view kMarks = " .:!><-[]";
constexpr std::array<std::string_view, 5> kLongMarks = {"…", "»", "›", "→", "•"};

// Size of the mark that `line` begins or ends with, as `is_there(line, mark)` tells; 0: of none.
template <class Predicate>
std::size_t mark_bytes(std::string_view line, char outermost, const Predicate& is_there) {
  if (static_cast<unsigned char>(outermost) < 0x80) return kMarks.find(outermost) < kMarks.size();
  for (const std::string_view mark : kLongMarks) {
    if (is_there(line, mark)) return mark.size();
  }
  return 0;
}

// Folded and without the marks around it.
std::string phrase_of(std::string_view line) {
  const auto starts = [](std::string_view text, std::string_view mark) {
    return text.starts_with(mark);
  };
  const auto ends = [](std::string_view text, std::string_view mark) {
    return text.ends_with(mark);
  };
  std::size_t size = 1;
  while (!line.empty() && (size = mark_bytes(line, line.front(), starts)) > 0) {
    line.remove_prefix(size);
  }
  while (!line.empty() && (size = mark_bytes(line, line.back(), ends)) > 0) {
    line.remove_suffix(size);
  }
  return folded(line);
}

// Phrases are short: a long line is not even looked at.
bool is_one_of(const Phrases& phrases, std::string_view line) {
  return line.size() <= kMaxLabelCharacters && phrases.contains(phrase_of(line));
}

template <std::size_t N>
bool starts_with_any(std::string_view text, const std::array<std::string_view, N>& starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return text.starts_with(start); });
}

// Looks at one folded word after the other until one is wanted: a line may be as long as its page.
template <class Predicate>
bool any_word(std::string_view line, const Predicate& is_wanted) {
  std::string word;
  for (std::size_t at = 0; at < line.size();) {
    const char c = take_folded(line, at);
    const bool in_word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'' ||
                         static_cast<unsigned char>(c) >= 0x80;
    if (in_word) {
      word += c;
    } else if (!word.empty()) {
      if (is_wanted(word)) return true;
      word.clear();
    }
  }
  return !word.empty() && is_wanted(word);
}

}  // namespace

bool is_boilerplate(std::string_view line) {
  if (is_one_of(kBoilerplate, line) || is_filing_label(line)) return true;
  return line.size() <= 2 * kMaxLinkCharacters && count_characters(line) <= kMaxLinkCharacters &&
         !ends_sentence(line) && starts_with_any(folded(line), kLinkStarts);
}

bool is_read_more(std::string_view line) { return is_one_of(kReadMore, line); }

bool is_teaser_heading(std::string_view line) {
  if (line.size() > kMaxLabelCharacters || ends_sentence(line)) return false;
  const std::string phrase = phrase_of(line);
  return kTeaserHeadings.contains(phrase) || (starts_with_any(phrase, kTeaserHeadingStarts) &&
                                              count_words(phrase) <= kMaxTeaserHeadingWords);
}

bool is_filing_label(std::string_view line) {
  return line.size() <= kMaxLabelCharacters && !ends_sentence(line) &&
         starts_with_any(folded(line), kFilingStarts);
}

bool is_section_label(std::string_view line) {
  if (line.size() > kMaxLabelCharacters) return false;
  const std::string text = folded(line);
  std::size_t word_count = 0;
  for (std::size_t at = 0; at < text.size(); ++word_count) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (!kSectionWords.contains(std::string_view(text).substr(at, end - at))) return false;
    at = end + 1;
  }
  return word_count <= kMaxSectionWords;
}

bool is_byline(std::string_view line) {
  return line.size() <= kMaxLabelCharacters && !ends_sentence(line) && !starts_lower_case(line) &&
         starts_with_any(folded(line), kBylineStarts) && count_words(line) <= kMaxBylineWords;
}

bool has_function_word(std::string_view line) {
  return any_word(line, [](const std::string& word) { return kFunctionWords.contains(word); });
}

bool share_a_word(std::string_view line, std::string_view other) {
  std::set<std::string> others;
  any_word(other, [&others](const std::string& word) {
    if (word.size() >= 4) others.insert(word);
    return false;
  });
  return any_word(line, [&others](const std::string& word) { return others.contains(word); });
}

}  // namespace newsidx::source
