// tests/support/brute_force.h
//
// The oracle: articles as lists of tokens, and queries answered by looking at every token of every
// article, with scores in double precision. Knows of the engine only how text is cut into tokens,
// how queries are analysed, and how a length becomes a norm.
#pragma once

#include <newsidx/article.h>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analyzer.h"
#include "query/syntax/syntax_tree.h"

namespace newsidx::testing {

/// Articles cut into tokens, and what of them is in the dictionaries.
class TokenizedCorpus : private analysis::TokenSink {
 public:
  TokenizedCorpus(const analysis::AnalyzerOptions& options, unsigned title_weight);

  void add(const Article& article);

  struct Token {
    std::uint32_t term = 0;  // number of (kind, term)
    std::uint32_t position = 0;
    std::uint32_t span = 1;
    [[nodiscard]] std::uint32_t end() const { return position + span; }
  };
  struct Document {
    std::vector<Token> tokens;       // those of the title stand before title_length
    std::uint32_t title_length = 0;  // positions
    std::uint32_t body_length = 0;
    std::uint32_t title_words = 0;  // that scores count: no stop words, one at least of any text
    std::uint32_t body_words = 0;
  };
  static constexpr std::uint32_t kUnknown = UINT32_MAX;

  [[nodiscard]] const std::vector<Document>& documents() const { return documents_; }
  [[nodiscard]] unsigned title_weight() const { return title_weight_; }
  /// Documents that have the term, in title and body or in the title alone.
  [[nodiscard]] std::uint64_t document_frequency(std::uint32_t term, bool in_title) const {
    return (in_title ? title_frequencies_ : frequencies_)[term];
  }
  [[nodiscard]] std::uint32_t term_number(const analysis::QueryTerm& term) const;
  /// Numbers of the terms of words that start with `prefix`, by the terms' byte order.
  [[nodiscard]] std::vector<std::uint32_t> terms_with_prefix(std::string_view prefix) const;
  [[nodiscard]] std::vector<analysis::QueryWord> analyze_query(std::string_view text,
                                                               bool all_capitals);
  [[nodiscard]] bool is_all_capitals(std::string_view query);
  /// Is a word that is typed in capitals looked for in capitals?
  [[nodiscard]] bool asks_for_capitals(const analysis::QueryWord& word) const;

 private:
  void accept(const analysis::Token& token) override;
  void note_writing(const analysis::Token& token);

  analysis::Analyzer analyzer_;
  unsigned title_weight_;
  std::vector<Document> documents_;
  std::map<std::pair<analysis::TermKind, std::string>, std::uint32_t> numbers_;
  std::vector<std::uint64_t> frequencies_;
  std::vector<std::uint64_t> title_frequencies_;
  std::map<std::string, std::set<std::string>> surfaces_;  // unstemmed word -> terms
  struct Writing {
    std::uint64_t occurrences = 0;
    std::uint64_t capitals = 0;
  };
  std::map<std::string, Writing> writings_;   // of each surface, where case says something
  std::uint32_t last_position_ = UINT32_MAX;  // of a word
  std::set<std::string> languages_;
  std::uint32_t offset_ = 0;  // of the text being analysed
  std::uint32_t words_ = 0;   // in it that are no stop words
};

/// A query over a corpus. The tree is evaluated as the grammar says it is meant.
class BruteForce {
 public:
  struct Parameters {
    double k1 = 1.2;
    double b = 0.75;
  };

  BruteForce(TokenizedCorpus& corpus, const query::SyntaxNode& tree, Parameters parameters);

  struct Outcome {
    bool matched = false;
    double score = 0;
  };
  [[nodiscard]] Outcome evaluate(std::size_t document) const;
  [[nodiscard]] std::uint64_t count() const;

 private:
  using Sequence = std::vector<std::uint32_t>;  // terms in a row
  using Slot = std::vector<Sequence>;           // any of them
  struct Row {                                  // slots side by side
    std::vector<Slot> slots;
    double weight = 0;  // sum of the slots' idfs
  };
  struct Node {
    enum class Kind : std::uint8_t { words, all, boolean };
    Kind kind = Kind::words;
    bool in_title = false;
    bool in_body = false;  // as in title and body, but only where a way starts in the body
    double boost = 1;
    std::vector<Row> ways;  // the best of them counts, or the sum of the clauses if that is more
    query::Occur occur = query::Occur::should;  // of a clause
    std::vector<Node> clauses;

    Node& add(query::Occur how, Node clause) {
      clause.occur = how;
      return clauses.emplace_back(std::move(clause));
    }
  };
  using Document = TokenizedCorpus::Document;

  Node compile(const query::SyntaxNode& tree, query::Occur occur, bool all_capitals);
  void compile_piece(const std::vector<analysis::QueryWord>& words, query::Occur occur, Node& node);
  void compile_lone_word(const analysis::QueryWord& word, query::Occur occur, Node& node);
  void compile_all(const std::vector<analysis::QueryWord>& words, Node& node);
  void compile_pairs(const std::vector<analysis::QueryWord>& words, double boost, Node& node);
  void compile_list(const std::vector<analysis::QueryWord>& words, Node& node);
  void compile_clauses(const query::BooleanSyntax& tree, bool all_capitals, Node& node);
  void compile_sum(const std::vector<analysis::QueryWord>& words, Node& node);
  void add_ways(const Slot& slot, Node& node) const;
  [[nodiscard]] std::vector<Slot> slots_of(const query::SyntaxNode& tree, bool all_capitals);
  [[nodiscard]] Slot slot_of(const analysis::QueryWord& word, bool in_title) const;
  [[nodiscard]] Slot prefix_slot(const query::SyntaxNode& tree) const;
  [[nodiscard]] Outcome evaluate(const Node& node, const Document& document) const;
  [[nodiscard]] Outcome evaluate_group(const Node& node, const Document& document) const;
  [[nodiscard]] Outcome evaluate_row(const Row& row, bool in_title, const Document& document) const;
  /// @param from  starts at lower positions do not count
  [[nodiscard]] std::uint32_t frequency(const Row& row, bool in_title, const Document& document,
                                        std::uint32_t from = 0) const;
  [[nodiscard]] std::set<std::uint32_t> ends(const Document& document, bool in_title,
                                             const std::vector<Slot>& slots, std::size_t slot,
                                             std::uint32_t start) const;
  [[nodiscard]] std::set<std::uint32_t> sequence_ends(const Document& document, bool in_title,
                                                      const Sequence& sequence, std::size_t at,
                                                      std::uint32_t start) const;
  [[nodiscard]] double frequency_of(const Sequence& sequence, const Slot& slot,
                                    bool in_title) const;
  [[nodiscard]] double idf(double frequency, bool in_title) const;
  [[nodiscard]] double idf(const Slot& slot, bool in_title) const;
  [[nodiscard]] double saturation(double freq, bool in_title, const Document& document) const;

  TokenizedCorpus& corpus_;
  Parameters parameters_;
  double text_count_ = 0;
  double text_average_ = 1;
  double title_count_ = 0;
  double title_average_ = 1;
  Node root_;
};

}  // namespace newsidx::testing
