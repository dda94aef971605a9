// newsidx/synonyms.h: words and names that stand for one another in queries.
//
//   auto synonyms = newsidx::Synonyms::load({"news", "my_names.txt"}).value();
//   auto answer = index.search("US president", {.synonyms = synonyms});
//
// A file has a rule a line: "US = USA = United States" (each finds the others), "Fed => Federal
// Reserve" (one way), "a = b^0.5" (what b finds counts half), "# a comment". Files of Solr with
// commas are read, too. Up to eight words a form, 1 MiB a file, 65,536 forms.
//
// Forms pass through the same analysis as the articles, so that other forms of their stems meet
// them. Short names in capitals, and those that would be function words in small letters (US, IS,
// WHO), are met by capitals alone. A word and its synonyms score as the best of them, and all
// weigh alike, as one word that all their articles have; forms of several words are phrases, and
// keep their order within longer phrases. Of overlapping forms the longest counts. Not expanded:
// what is between the quotes of "a b"~2 and "a * b", prefixes and patterns, parts of compounds,
// fields of keywords.
#pragma once

#include <newsidx/export.h>
#include <newsidx/result.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx {

/// Rules of one or several files. Made once, for any number of searches and indexes.
///
/// Threads: a value type; const calls from any number of threads.   Cost of a copy: none.
class NEWSIDX_EXPORT Synonyms {
 public:
  Synonyms() = default;  ///< none

  /// Reads files one after another. "news" and "spelling" are those that come with newsidx (names
  /// of the news; British and American words); files of these names are "./news".
  /// @errors not_found, io     no such file, or it cannot be read
  ///         invalid_argument  a line that is no rule: its number, and what to try
  ///         limit             more text or forms than there may be
  [[nodiscard]] static Result<Synonyms> load(const std::vector<std::string>& files);

  /// Reads rules from a text. @param name  for messages. @errors invalid_argument, limit
  [[nodiscard]] static Result<Synonyms> parse(std::string_view text,
                                              std::string_view name = "text");

  [[nodiscard]] bool empty() const noexcept { return rules_ == nullptr; }

 private:
  friend class Index;
  struct NEWSIDX_HIDDEN Rules;
  std::shared_ptr<const Rules> rules_;  // nullptr: none
};

}  // namespace newsidx
