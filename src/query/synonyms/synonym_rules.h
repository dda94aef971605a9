// query/synonyms/synonym_rules.h
//
// A file of synonyms as text: which words and names stand for one another.
//
//   file   = { line } ;                       "#" at the begin or behind a blank: a comment
//   line   = forms [ "=>" forms ] ;           a = b = c: each finds the others; a => b: a finds b,
//   forms  = form { ( "=" | "," ) form } ;    too, and b does not find a
//   form   = words [ "^" weight ] ;           eight words at most; "\" before a sign means the sign
//
// As in files of Solr and Lucene, of which those with commas are read, too. What is on the left of
// "=>" is still looked for itself. Lines do not chain: of "a = b" and "b = c", a does not find c.
#pragma once

#include <newsidx/result.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::query {

struct SynonymForm {
  std::string text;  ///< one blank between words
  float weight = 1;  ///< of the scores of articles that it finds
  friend bool operator==(const SynonymForm&, const SynonymForm&) = default;
};

struct SynonymRule {
  std::vector<SynonymForm> asked;  ///< what finds the others
  std::vector<SynonymForm> found;  ///< the same ones, unless the rule is one way
  friend bool operator==(const SynonymRule&, const SynonymRule&) = default;
};

struct SynonymRules {
  std::vector<SynonymRule> rules;
  std::uint64_t fingerprint = 0;  ///< of the texts that they were read from
};

inline constexpr std::size_t kMaxSynonymBytes = std::size_t{1} << 20;  ///< of all files together
inline constexpr std::size_t kMaxSynonymForms = 65'536;
inline constexpr std::size_t kMaxFormWords = 8;

/// Appends the rules of a text.
/// @param name  of the file, for messages
/// @errors invalid_argument  a line that is no rule: which, and what to try
///         limit             more text or more forms than there may be
/// Cost: linear.
[[nodiscard]] Status add_synonyms(std::string_view text, std::string_view name,
                                  SynonymRules& rules);

/// The text of one of the lists that come with newsidx, "news" or "spelling"; empty: none of them.
[[nodiscard]] std::string_view shipped_synonyms(std::string_view name);

}  // namespace newsidx::query
