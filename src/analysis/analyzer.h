// analysis/analyzer.h
//
// Text to tokens, the same way for every field, document and query:
//   characters -> ICU word segmentation (UAX #29) -> folding and joining -> Snowball stem.
// This module is the only user of ICU and libstemmer; neither shows in its headers.
//
// Threads: an Analyzer is used by one thread at a time (it owns a break iterator, stemmers and a
//          word cache); make one per thread.
// Cost: a cache hit per word for ASCII text; ICU and Snowball only for words not met before.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/boundary.h"

namespace newsidx::analysis {

/// Which list of the segment a token belongs to, beside its field.
enum class TermKind : std::uint8_t {
  word,  ///< the searched form: folded and stemmed; joined compounds too ("cease-fire" ->
         ///< "ceasefir")
  caps,  ///< an all-capitals word as written, folded but unstemmed ("isis", "us"), and the
         ///< singular of such a word's plural ("MPs": "mp")
};

/// One occurrence of a term. The views are valid until the sink returns.
struct Token {
  std::string_view term;
  /// The word before stemming (folded, lower case): "evacuation" of the term "evacu". What a
  /// `prefix*` is compared with.
  std::string_view surface;
  TermKind kind = TermKind::word;
  /// A function word ("the"), of no matter to what the text is about (stop_words.h). Kind word and
  /// span 1 only; never an acronym or capitals that mean something ("US", "WHO").
  bool is_stop_word = false;
  /// In a line or a run of capitals (shouting.h): case says nothing of the word.
  bool is_shouted = false;
  /// What begins at its position, of analyser `news`: a paragraph with the first token of a text,
  /// where there is one. Of several tokens there the first one says it.
  Boundary begins = Boundary::none;
  /// Positions covered: 1, or the number of parts of a joined compound (2 to 4), which starts at
  /// the position of its first part.
  std::uint8_t span = 1;
  std::uint32_t position = 0;  ///< from 0 in each text analysed
  std::uint32_t begin = 0;     ///< byte offset in the text of the first byte of the word
  std::uint32_t end = 0;       ///< byte offset past its last byte
  /// A dense number of this (term, surface, kind, is_stop_word) in this Analyzer, the same until
  /// forget(), or kNoWord when the cache is full. Lets the inverter skip hashing.
  std::uint32_t word = kNoWord;

  static constexpr std::uint32_t kNoWord = UINT32_MAX;
};

/// Called for every token, positions not falling; several tokens may share a position.
class TokenSink {
 public:
  virtual ~TokenSink() = default;
  virtual void accept(const Token& token) = 0;
  /// A position stays empty here: no phrase runs over the end of a paragraph.
  virtual void accept_gap() {}
  /// Asked every few dozen words. Once it is false the rest of the text may be left out.
  virtual bool wants_more() { return true; }
};

enum class AnalyzerKind : std::uint8_t {
  news,   ///< all of the above
  plain,  ///< lower-case runs of letters and digits: no stemming, no special cases (benchmarks)
};

/// How an index was analysed; stored with it.
struct AnalyzerOptions {
  AnalyzerKind kind = AnalyzerKind::news;
  std::string language = "english";  ///< a Snowball name, for articles that name no language
};

/// Codes and names of the Snowball languages, sorted: {"arabic", ..., "yiddish"}.
[[nodiscard]] std::vector<std::string> language_names();

/// The Snowball name for "en", "en-GB", "eng", "English", "english".
/// @return empty when there is no stemmer for it (Chinese, Thai, ...): words stay unstemmed
[[nodiscard]] std::string language_name(std::string_view code);

struct QueryWord;

class Analyzer {
 public:
  /// @param cache_bytes  for remembered words, about; with more than 100 MiB nothing gets faster
  /// @errors invalid_argument  no such language (the message lists near ones);
  ///         internal          ICU gave no word-break rules
  [[nodiscard]] static Result<Analyzer> create(const AnalyzerOptions& options,
                                               std::size_t cache_bytes = SIZE_MAX);
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;
  ~Analyzer();

  /// Analyses one field of one article.
  /// @param text      UTF-8; ill-formed bytes separate words
  /// @param language  code of the article as in Article::lang; empty or unknown: the default.
  ///                  A language without a stemmer leaves words unstemmed.
  /// @return number of positions used, gaps among them [count]
  std::uint32_t analyze(std::string_view text, std::string_view language, TokenSink& sink);

  /// What the analyser remembers of the words it met.
  [[nodiscard]] std::size_t memory_bytes() const noexcept;
  /// Forgets them: Token::word numbers begin anew.
  void forget();

  /// The Snowball name under which articles of this `lang` are stemmed ("english"; "none").
  [[nodiscard]] std::string resolved_language(std::string_view lang) const;

  /// Identifies everything that decides the tokens: kind, default language, rules version, ICU and
  /// Snowball versions; for example "news/5 english icu-72.1 unicode-15.0 snowball-4cac063e".
  [[nodiscard]] std::string fingerprint() const;

 private:
  struct State;
  explicit Analyzer(std::unique_ptr<State> state);
  friend std::vector<QueryWord> analyze_query(Analyzer& analyzer, std::string_view text,
                                              const std::vector<std::string>& languages,
                                              bool all_capitals);
  std::unique_ptr<State> state_;
};

// ---- queries ----------------------------------------------------------------------------------

/// One of the ways in which a query word may stand in a text: terms at consecutive positions.
/// "cease-fire" has two: {word "ceasefir"} and {word "ceas", word "fire"}.
struct QueryTerm {
  std::string term;
  TermKind kind = TermKind::word;
  friend bool operator==(const QueryTerm&, const QueryTerm&) = default;
};
using TermSequence = std::vector<QueryTerm>;

/// A word of a query with all the ways to find it (an article matches by any of them).
struct QueryWord {
  std::vector<TermSequence> alternatives;  ///< not empty, no duplicates, each not empty
  std::uint32_t begin = 0;                 ///< byte offset in the query text
  std::uint32_t end = 0;
  bool is_stop_word = false;     ///< a function word: beside others it may be left out
  std::vector<QueryWord> parts;  ///< of a compound: each of them as a word by itself
  /// Of a word typed in capitals: its term of kind caps ("AIDS": "aids"), else empty. Whether the
  /// capitals mean anything is the index's to say.
  std::string capitals;
  bool is_function_word_otherwise = false;  ///< typed in capitals, in small letters a function word
  bool only_scores = false;  ///< in a list it adds to the score of what the other words find
  /// Several words without a blank (Thai, Lao), which are its `parts`, in the first of its
  /// alternatives; the others are ways in which a text may cut them (dictionary_cuts.h).
  bool is_run = false;
  bool has_units = false;  ///< of a script without blanks (units.h)
  /// Then the pairs of units that begin in it, also with the next word's first. They help ranking
  /// where words of text and query are cut differently.
  std::vector<QueryTerm> pairs;
};

/// Analyses the text of a query (one word, or the words of a phrase) as articles were analysed.
/// @param languages     resolved names of all languages in the index: a word is looked for in the
///                      form of each
/// @param all_capitals  the whole query is written so: function words are no names then
[[nodiscard]] std::vector<QueryWord> analyze_query(Analyzer& analyzer, std::string_view text,
                                                   const std::vector<std::string>& languages,
                                                   bool all_capitals);

/// True when `query` has two or more words with letters and all their letters are capitals.
[[nodiscard]] bool is_all_capitals_query(Analyzer& analyzer, std::string_view query);

/// The form in which prefixes and keyword values are compared: folded, lower case, not stemmed.
[[nodiscard]] std::string fold(const AnalyzerOptions& options, std::string_view text);

}  // namespace newsidx::analysis
