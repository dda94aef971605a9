// analysis/news_analyzer.h
//
// The analyser of kind `news`, in two ways that give the same tokens:
//
//   by rules    line -> ICU segments -> written words -> tokens
//   remembered  line -> token runs -> cache of token runs met before, the rules for the rest
//
// The first is the definition, the second what runs.
//
// Threads: one analyser, one thread.   Cost: about 60 ns a token of English news.
#pragma once

#include <newsidx/result.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/analyzer.h"
#include "analysis/compound_filter.h"
#include "analysis/languages.h"
#include "analysis/segmenter_icu.h"
#include "analysis/sentences.h"
#include "analysis/text_lines.h"
#include "analysis/token_run_cache.h"
#include "analysis/word_table.h"
#include "analysis/words.h"

namespace newsidx::analysis {

class NewsAnalyzer {
 public:
  /// How much to remember; small in tests.
  struct Limits {
    std::size_t runs = TokenRunCache::kMaxEntries;
    std::size_t words = WordTable::kMaxWords;
  };

  /// @param default_language  whose terms have no tag (term_normalizer.h)
  /// @errors internal         ICU has no word-break rules
  [[nodiscard]] static Result<NewsAnalyzer> open(const Limits& limits, LanguageId default_language);

  /// See Analyzer::analyze().
  std::uint32_t analyze(std::string_view text, LanguageId language, TokenSink& sink);

  /// The same tokens without token runs, caches and the ASCII segmenter; Token::word is kNoWord.
  std::uint32_t analyze_by_rules(std::string_view text, LanguageId language, TokenSink& sink);

  /// The written words of `text`. @param blanks_group_digits  see words.h
  void find_words(std::string_view text, bool blanks_group_digits, std::vector<Word>& words);

  /// The words of a run of units by dictionary, as spans of `run`.
  void cut_by_dictionary(std::string_view run, std::vector<Span>& words) {
    icu_.cut_by_dictionary(run, words);
  }

  [[nodiscard]] TermNormalizer& normalizer() noexcept { return compounds_.normalizer(); }

  /// What is remembered of the texts.
  [[nodiscard]] std::size_t memory_bytes() const noexcept {
    return table_.memory_bytes() + cache_.memory_bytes();
  }
  /// See Analyzer::forget().
  void forget() {
    cache_.clear();
    table_.clear();
  }

 private:
  /// Where tokens go and how they are made, for one line.
  struct Line {
    std::string_view text;  // the whole text: offsets count from its start
    TokenSink& sink;
    LanguageId language = kNoStemmer;
    bool blanks_group_digits = false;
    bool is_shouted = false;     // where the analysis is
    std::uint32_t position = 0;  // of the next token
    // What the next token begins as the first of its line, or behind lines without any.
    Boundary pending = Boundary::paragraph;
    SentenceFinder sentences;
    std::size_t next_sentence = SentenceFinder::kNone;  // among those that end before `limit`
    std::size_t limit = 0;
    // A token from here on begins something: 0 where something is pending.
    std::size_t next_boundary = 0;

    void start(const TextLines::Line& line);
    // Looks for sentences up to here.
    void look_to(std::size_t end);
    // What a token begins that stands at or behind next_boundary.
    [[gnu::noinline]] Boundary pass_boundary(std::size_t begin);
    [[nodiscard]] Boundary boundary_at(std::size_t begin) {
      return begin < next_boundary ? Boundary::none : pass_boundary(begin);
    }

    [[nodiscard]] std::uint8_t context() const noexcept;
  };

  NewsAnalyzer(IcuSegmenter icu, const Limits& limits, LanguageId default_language);

  // Calls analyze_line(line, begin, end) for each, as long as it returns true.
  template <class AnalyzeLine>
  std::uint32_t analyze_lines(std::string_view text, LanguageId language, TokenSink& sink,
                              AnalyzeLine analyze_line);
  // @return false when the sink wants no more
  bool analyze_line(Line& line, std::size_t begin, std::size_t end);
  void analyze_line_by_rules(Line& line, std::size_t begin, std::size_t end);
  void analyze_run(Line& line, Span run, const TokenRunCache::Key& key);
  [[gnu::noinline]] void analyze_new_run(Line& line, Span run, const TokenRunCache::Key& key);
  [[gnu::noinline]] void analyze_long_run(Line& line, Span run);
  void analyze_words(Line& line, std::size_t run_begin, std::string_view run);
  void analyze_compound(Line& line, std::size_t run_begin, std::string_view run,
                        std::span<const Word> words);
  void segment(std::string_view text);
  void remember(const TokenRunCache::Key& key, std::string_view piece, std::uint32_t origin,
                std::uint32_t positions);
  void emit(Line& line, std::size_t begin, const TokenRunCache::Entry& entry) const;
  static void emit_lone(Line& line, std::size_t begin, const TokenRunCache::Entry& entry);
  // Out of the way: a call costs a lone word's registers.
  [[gnu::noinline]] void emit_several(Line& line, std::size_t begin,
                                      const TokenRunCache::Entry& entry) const;
  void emit_pending(Line& line, std::size_t begin, std::uint32_t positions) const;

  IcuSegmenter icu_;
  CompoundFilter compounds_;
  WordTable table_;
  TokenRunCache cache_;
  static constexpr std::size_t kBatch = 32;
  std::array<Span, kBatch> runs_;  // of the line, scanned ahead
  std::array<TokenRunCache::Key, kBatch>
      keys_;                    // of those token runs that are short enough for one
  std::vector<Span> shouting_;  // stretches of the line
  std::vector<Span> segments_;  // of the piece being analysed
  std::vector<Word> words_;     // of the piece being analysed
  std::vector<PendingToken> pending_;
  std::vector<CachedToken> cached_;
};

}  // namespace newsidx::analysis
