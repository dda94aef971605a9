// query/syntax/lexer.h
//
// The text of a query to tokens. Everything that depends on single characters is decided here:
// what ends a word, when "-" is a sign and when a hyphen, what is a field, escapes and boosts.
// People paste: what cannot be an operator is text, and a warning says so.
//
//   +title:"peace talks"^2 (cease-fire OR truce*)
//   plus field(title) phrase(peace talks) boost(2) open word(cease-fire) or prefix(truce) close end
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "query/remarks.h"
#include "query/syntax/syntax_tree.h"

namespace newsidx::query {

struct Token {
  enum class Kind : std::uint8_t {
    word,     ///< `text`: unescaped
    prefix,   ///< `text`: without the star, not empty
    pattern,  ///< `text`, `pattern`, `edits`: what stands for several words
    phrase,   ///< `text`: between the quotes, unescaped, not blank
    all,      ///< a star alone
    field,    ///< `text`: the name, without the colon; a word, phrase or open follows
    open,     ///< (
    close,    ///< )
    plus,     ///< a sign; directly before what it belongs to
    minus,
    and_,  ///< also written "&&"; or_ "||", not_ "!" before a word
    or_,
    not_,
    near,      ///< `near`; between operands
    at_least,  ///< `number`; directly before an open
    letters,   ///< `letter_cases`; directly before an open
    boost,     ///< `boost`; directly behind a word, prefix, pattern, phrase or close
    end,       ///< the last token
  };
  Kind kind = Kind::end;
  std::string text;
  float boost = 1;
  Place place;
  std::uint32_t number = 0;  ///< of a phrase: its slop
  NearOperator near = {};
  WordPattern::Kind pattern = WordPattern::Kind::wildcard;
  std::uint8_t edits = 0;
  bool is_exact = false;  ///< of a word or phrase: "=" stands before it
  LetterCases letter_cases = kAllLetterCases;
};

/// @return tokens in the order of the query; the last, and only the last, is `end`. Brackets are
///         balanced and not empty; a field is followed by its value, a boost follows an operand,
///         signs and operators have their operands
/// @errors parse  a sign behind a field (title:-a), a boost or a distance out of range (a^0,
///                NEAR/0)
[[nodiscard]] Result<std::vector<Token>> tokenize(std::string_view query, Remarks& remarks);

/// The pieces between blanks as words: no operators, quotes, fields or stars.
[[nodiscard]] std::vector<Token> tokenize_literally(std::string_view query);

}  // namespace newsidx::query
