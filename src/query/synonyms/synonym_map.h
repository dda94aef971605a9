// query/synonyms/synonym_map.h
//
// Synonyms analysed as the articles of an index were: which words of a query are a form of the
// list, and what else to look for then.
//
// A form stands for its words as the index has them, so "organise" is met by "organising", too.
// Capitals count: one that is written in them (AIDS) is met by its letters alone, in small ones,
// too, not by another word of its stem (aid); and one that is short or would be a function word in
// small letters (UK, US, IS, WHO) by capitals alone. Where the index knows no capitals (analyser
// plain), such forms are left out.
//
// Of several forms that begin at a word the longest is taken, and the next is looked for behind it;
// what is found is not expanded again. As Lucene's SynonymGraphFilter does it.
//
// Threads: immutable; any number.   Cost: to build, the analysis of each form: some microseconds;
// to look up, a hash for each length of forms from 1 to 8.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analysis/analyzer.h"
#include "analysis/query_analyzer.h"
#include "query/synonyms/synonym_rules.h"

namespace newsidx::query {

/// One of what stands for the words of a query.
struct Synonym {
  std::string text;
  /// Not empty. Those that are met by capitals alone are looked for in capitals alone.
  std::vector<analysis::QueryWord> words;
  float weight = 1;
  std::string key;  ///< of its words, to tell what is asked for from what else there is
};

/// A word of a query beside what it is when no more than folded.
struct AskedWord {
  const analysis::QueryWord* word = nullptr;
  std::string surface;
};

/// The words of a form, from the first of the asked ones on.
struct SynonymMatch {
  std::size_t words = 0;  ///< 0: none
  std::string written;    ///< the form, as the list has it
  std::vector<const Synonym*> synonyms;
  std::size_t left_out = 0;  ///< beyond kMaxSynonyms
};

class SynonymMap {
 public:
  /// The most that one form is expanded to.
  static constexpr std::size_t kMaxSynonyms = 32;

  /// @param options  those of the analyser
  SynonymMap(const SynonymRules& rules, analysis::QueryAnalyzer& analyzer,
             analysis::AnalyzerOptions options);

  /// The longest form that `words` begin with. @param least  words that it has at least
  [[nodiscard]] SynonymMatch match(std::span<const AskedWord> words, std::size_t least = 1) const;

  [[nodiscard]] AskedWord asked(std::string_view text, const analysis::QueryWord& word) const;

 private:
  // Both are empty of a word that is not in capitals.
  struct FormWord {
    std::string surface;   // empty, too, of one that is met by capitals alone
    std::string capitals;  // QueryWord::capitals
  };
  struct Form {
    std::size_t rule = 0;
    std::string text;
    std::vector<FormWord> words;
  };

  void add_form(std::size_t rule, const std::string& text,
                const std::vector<analysis::QueryWord>& words);
  [[nodiscard]] bool is_searchable(std::string_view text,
                                   const std::vector<analysis::QueryWord>& words) const;
  [[nodiscard]] static bool meets(const Form& form, std::span<const AskedWord> words);
  void add_synonyms_of(const Form& form, std::span<const AskedWord> words,
                       SynonymMatch& match) const;

  analysis::AnalyzerOptions options_;
  std::vector<std::vector<Synonym>> found_;                   // by rule
  std::unordered_map<std::string, std::vector<Form>> forms_;  // by the terms of their words
  std::size_t longest_ = 0;                                   // words of a form
};

}  // namespace newsidx::query
