#include "query/synonyms/synonym_map.h"

#include <algorithm>
#include <utility>

#include "query/syntax/characters.h"

namespace newsidx::query {

using analysis::QueryTerm;
using analysis::QueryWord;

namespace {

// Abbreviations of so many letters are other words in small ones.
constexpr std::size_t kShortCapitals = 2;
constexpr std::size_t kShortPlainCapitals = 3;  // where function words are not known

std::string_view written_of(std::string_view text, const QueryWord& word) {
  return text.substr(word.begin, word.end - word.begin);
}

void append_key(const QueryWord& word, std::string& key) {
  for (const QueryTerm& term : word.alternatives[0]) key += term.term + '\x1f';
}

// Letters of a word in capitals: "U.S." has two. 0: it is not in capitals.
std::size_t capital_count(std::string_view written) {
  const bool has_others = std::ranges::any_of(
      written, [](char c) { return is_small(c) || static_cast<unsigned char>(c) >= 0x80; });
  return has_others ? 0 : static_cast<std::size_t>(std::ranges::count_if(written, is_capital));
}

bool are_same(const Synonym& a, const Synonym& b) {
  return a.key == b.key && std::ranges::equal(a.words, b.words, {}, &QueryWord::alternatives,
                                              &QueryWord::alternatives);
}

bool needs_capitals(std::string_view written, const QueryWord& word) {
  return word.is_function_word_otherwise ||
         (capital_count(written) > 1 && capital_count(written) <= kShortCapitals);
}

}  // namespace

SynonymMap::SynonymMap(const SynonymRules& rules, analysis::QueryAnalyzer& analyzer,
                       analysis::AnalyzerOptions options)
    : options_(std::move(options)) {
  const auto analyze = [&analyzer](const std::string& text) {
    return analysis::analyze_query(analyzer.analyzer(), text, analyzer.languages(), false);
  };
  for (std::size_t number = 0; number < rules.rules.size(); ++number) {
    const SynonymRule& rule = rules.rules[number];
    for (const SynonymForm& form : rule.asked) add_form(number, form.text, analyze(form.text));
    std::vector<Synonym>& found = found_.emplace_back();
    for (const SynonymForm& form : rule.found) {
      std::vector<QueryWord> words = analyze(form.text);
      if (!is_searchable(form.text, words)) continue;
      std::string key;
      for (QueryWord& word : words) {
        append_key(word, key);
        if (word.capitals.empty() || !needs_capitals(written_of(form.text, word), word)) continue;
        word.alternatives = {{{std::exchange(word.capitals, {}), analysis::TermKind::caps}}};
      }
      found.push_back({form.text, std::move(words), form.weight, std::move(key)});
    }
  }
}

bool SynonymMap::is_searchable(std::string_view text, const std::vector<QueryWord>& words) const {
  if (words.empty()) return false;
  if (options_.kind != analysis::AnalyzerKind::plain) return true;
  return std::ranges::none_of(words, [text](const QueryWord& word) {
    const std::size_t count = capital_count(written_of(text, word));
    return count > 1 && count <= kShortPlainCapitals;
  });
}

void SynonymMap::add_form(std::size_t rule, const std::string& text,
                          const std::vector<QueryWord>& words) {
  if (!is_searchable(text, words) || words.size() > kMaxFormWords) return;
  std::string key;
  Form form{rule, text, {}};
  for (const QueryWord& word : words) {
    append_key(word, key);
    const std::string_view written = written_of(text, word);
    FormWord& of_form = form.words.emplace_back();
    if (capital_count(written) < 2) continue;
    of_form.capitals = word.capitals;
    if (!needs_capitals(written, word)) of_form.surface = analysis::fold(options_, written);
  }
  longest_ = std::max(longest_, words.size());
  forms_[std::move(key)].push_back(std::move(form));
}

AskedWord SynonymMap::asked(std::string_view text, const QueryWord& word) const {
  return {&word, analysis::fold(options_, written_of(text, word))};
}

bool SynonymMap::meets(const Form& form, std::span<const AskedWord> words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& [surface, capitals] = form.words[i];
    const bool is_any_case = surface.empty() && capitals.empty();
    if (is_any_case || (!surface.empty() && words[i].surface == surface)) continue;
    if (capitals.empty() || words[i].word->capitals != capitals) return false;
  }
  return true;
}

void SynonymMap::add_synonyms_of(const Form& form, std::span<const AskedWord> words,
                                 SynonymMatch& match) const {
  std::string own;
  for (const AskedWord& word : words) append_key(*word.word, own);
  for (const Synonym& synonym : found_[form.rule]) {
    const auto is_same = [&synonym](const Synonym* other) { return are_same(*other, synonym); };
    const bool is_itself = synonym.text == form.text || synonym.key == own;
    if (is_itself || std::ranges::any_of(match.synonyms, is_same)) continue;
    if (match.synonyms.size() == kMaxSynonyms) {
      ++match.left_out;
    } else {
      match.synonyms.push_back(&synonym);
    }
  }
}

SynonymMatch SynonymMap::match(std::span<const AskedWord> words, std::size_t least) const {
  SynonymMatch match;
  for (std::size_t count = std::min(words.size(), longest_);
       count >= std::max<std::size_t>(least, 1); --count) {
    const auto asked = words.first(count);
    std::string key;
    for (const AskedWord& word : asked) append_key(*word.word, key);
    const auto found = forms_.find(key);
    if (found == forms_.end()) continue;
    for (const Form& form : found->second) {
      if (form.words.size() != count || !meets(form, asked)) continue;
      if (match.words == 0) match.written = form.text;
      match.words = count;
      add_synonyms_of(form, asked, match);
    }
    if (match.words > 0) return match;
  }
  return match;
}

}  // namespace newsidx::query
