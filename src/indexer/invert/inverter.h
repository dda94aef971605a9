// indexer/invert/inverter.h
//
// Articles to runs: analyse, log every token as (term number, place), then one counting sort by
// term when the stretch is complete. Appending to a log and sorting once touches memory in order,
// which is several times cheaper than growing a list per term.
//
// A stretch gives one run, or several where its log or its vocabulary gets too large: the run ends
// then and there, in the middle of an article if need be, and the article goes on in the next one.
//
// Title and body are one weighted stream (BM25F): the frequency of a posting counts each occurrence
// in the title title_weight times, and so does the length. Ranking by both then reads one list and
// merges nothing. Between title and body a position is left out, so that no phrase crosses; the
// title has short lists of its own beside. Stop words have lists, but no part in a length (a text
// of nothing else has length 1).
//
// Threads: one inverter, one thread.   Memory: the limits, and the runs of the stretch.
#pragma once

#include <newsidx/article.h>

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "analysis/analyzer.h"
#include "base/letter_case.h"
#include "indexer/invert/document_stats.h"
#include "indexer/invert/run.h"
#include "indexer/invert/term_table.h"

namespace newsidx::indexer {

class Inverter : private analysis::TokenSink {
 public:
  /// How much a run may take before it is complete.
  struct Limits {
    std::size_t tokens = SIZE_MAX;  ///< kTokenBytes each
    std::size_t vocabulary_bytes = SIZE_MAX;
  };
  /// A token in the log, and in its sorted copy.
  static constexpr std::size_t kTokenBytes = 24;

  /// @param stop  once it is asked for, the rest of a text is left out: the build is given up
  Inverter(analysis::Analyzer analyzer, analysis::AnalyzerOptions options, const Limits& limits,
           std::stop_token stop = {});

  /// Adds the next document of the stretch. REQUIRES consecutive numbers.
  /// @return its row; `language` is set to the name it was stemmed as
  DocumentStats add(std::uint32_t document, const Article& article, std::string& language);

  [[nodiscard]] bool is_stopped() const noexcept { return stop_.stop_requested(); }

  /// The runs of all documents since the last call, ascending; where one ends within a document,
  /// the next one begins with it.
  [[nodiscard]] std::vector<Run> finish();

 private:
  // What a word of the analyser means here; numbers are filled in when first needed.
  struct Word {
    std::uint32_t text = kNone;   // term number in field text (or text_caps)
    std::uint32_t title = kNone;  // in field title (or title_caps)
    std::uint32_t surface = kNone;
    LetterCase surface_case = LetterCase::lower;  // most words are written as their surface
    // In this run; see Surface.
    std::uint32_t tokens = 0;
    std::uint32_t occurrences = 0;
    std::uint32_t capitals = 0;
  };
  static constexpr std::uint32_t kNone = UINT32_MAX;

  // Analyses the title or the body. Sets its length, returns its positions.
  std::uint32_t analyze(const std::string& text, const std::string& language,
                        std::uint32_t& length);
  void accept(const analysis::Token& token) override;
  void accept_gap() override {
    ++gaps_;
    is_behind_gap_ = true;
  }
  bool wants_more() override { return !stop_.stop_requested(); }
  void log(std::uint32_t term, std::uint32_t where, std::uint32_t form = 0);
  void log_boundary(analysis::Boundary begins, std::uint32_t position);
  void note_word(Word& word, const analysis::Token& token);
  void note_capitals(const analysis::Token& token);
  void add_to_surface(const Word& word);
  void close_words();
  void add_keywords(const Article& article);
  void add_keyword(std::string_view name, std::string_view value);
  void add_url(std::string_view folded);
  void log_keyword(const std::string& term);
  // The number of a term; a new one takes memory.
  std::uint32_t intern(segment::Field field, std::string_view term);
  [[nodiscard]] bool is_full() const noexcept {
    return log_terms_.size() >= limits_.tokens || is_vocabulary_full_;
  }
  void end_run();
  void sort_log();
  void append_form(std::string& payload, std::uint32_t term, std::uint32_t form) const;
  bool append_forms(std::string& payload, std::uint32_t term, std::size_t begin, std::size_t end);
  void append_postings(std::string& payload, std::uint32_t term, std::size_t begin, std::size_t end,
                       bool has_several_forms);

  analysis::Analyzer analyzer_;
  analysis::AnalyzerOptions options_;
  Limits limits_;
  std::stop_token stop_;

  TermTable terms_;
  bool is_vocabulary_full_;  // terms_ takes more than the limit
  std::vector<Word> words_;  // by Token::word
  std::uint32_t paragraph_ = kNone, sentence_ = kNone, line_ = kNone;  // terms of field boundary

  // The log: parallel arrays, a token each; and where each document starts in it.
  std::vector<std::uint32_t> log_terms_;
  std::vector<std::uint32_t> log_places_;  // position * 4 + span - 1
  std::vector<std::uint32_t> log_forms_;   // number of the surface's key * 4 + letter case
  std::vector<std::size_t> document_starts_;
  std::uint32_t first_document_ = 0;
  std::vector<std::pair<std::string, std::uint32_t>> ids_;
  // By term number in fields text and surface, of this run.
  struct Surface {
    std::uint32_t tokens = 0;       // 0: the word is not in the run
    std::uint32_t occurrences = 0;  // where case says something
    std::uint32_t capitals = 0;     // of them
  };
  std::vector<Surface> surfaces_;
  std::vector<std::uint32_t> words_of_run_;  // numbers of words with tokens in this run
  // The token before, which the next may write in capitals.
  std::uint32_t last_word_ = kNone;  // kNone: it has no number
  std::uint32_t last_surface_ = kNone;
  std::size_t last_surface_size_ = 0;
  std::vector<Run> runs_;  // of this stretch

  // The text being analysed.
  std::string_view text_;
  bool in_title_ = false;
  std::uint32_t position_offset_ = 0;
  std::uint32_t stop_words_ = 0;  // met so far
  std::uint32_t gaps_ = 0;
  bool is_behind_gap_ = false;  // the next token

  // Working memory of end_run(), kept between runs.
  std::vector<std::uint32_t> counts_;
  std::vector<std::uint64_t> sorted_log_;  // document << 32 | place, grouped by term
  std::vector<std::uint32_t> sorted_forms_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> forms_;  // of a term: form, occurrences
};

}  // namespace newsidx::indexer
