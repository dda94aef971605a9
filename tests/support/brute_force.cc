#include "support/brute_force.h"

#include <algorithm>
#include <cmath>

#include "codec/norm.h"
#include "support/segmented_index.h"

namespace newsidx::testing {

using query::BooleanSyntax;
using query::Occur;
using query::SyntaxNode;
using query::WordSyntax;

namespace {

constexpr std::size_t kMaxExpansions = 256;

std::string field_of(const SyntaxNode& tree) {
  const query::SyntaxLeaf* const leaf = tree.leaf();
  return leaf == nullptr ? "" : leaf->field;
}
bool is_title(const SyntaxNode& tree) { return field_of(tree) == "title"; }
bool is_body(const SyntaxNode& tree) { return field_of(tree) == "body"; }
bool is_word(const SyntaxNode& tree) { return tree.as<WordSyntax>() != nullptr; }
bool is_words(const SyntaxNode& tree) {
  return is_word(tree) || tree.as<query::PhraseSyntax>() != nullptr;
}

bool can_start(const std::vector<std::vector<std::uint32_t>>& slot, std::uint32_t term) {
  for (const auto& sequence : slot) {
    if (sequence[0] == term) return true;
  }
  return false;
}

// The words of a clause that is written as words; nothing for any other.
std::vector<analysis::QueryWord> words_of(TokenizedCorpus& corpus, const SyntaxNode& tree,
                                          bool all_capitals) {
  if (!is_words(tree)) return {};
  return corpus.analyze_query(tree.leaf()->text, all_capitals);
}

// All words of a query, without fields and operators.
std::string text_of(const SyntaxNode& node) {
  if (const query::SyntaxLeaf* const leaf = node.leaf()) return leaf->text;
  std::string text;
  for (const query::SyntaxClause& clause : node.clauses()) text += ' ' + text_of(clause.node);
  return text;
}

// (a) is a, and (a)^2 is a^2.
SyntaxNode unwrapped(const SyntaxNode& node) {
  if (node.clauses().size() != 1) return node;
  const auto& [occur, only] = node.clauses().front();
  if (occur == Occur::must_not || only.boost != 1) return node;
  SyntaxNode inner = only;
  inner.boost = node.boost;
  return unwrapped(inner);
}

bool are_stop_words(const std::vector<analysis::QueryWord>& words) {
  return !words.empty() && std::ranges::all_of(words, &analysis::QueryWord::is_stop_word);
}

}  // namespace

TokenizedCorpus::TokenizedCorpus(const analysis::AnalyzerOptions& options, unsigned title_weight)
    : analyzer_(need(analysis::Analyzer::create(options))), title_weight_(title_weight) {}

void TokenizedCorpus::accept(const analysis::Token& token) {
  const auto next = static_cast<std::uint32_t>(numbers_.size());
  const auto [it, is_new] = numbers_.try_emplace({token.kind, std::string(token.term)}, next);
  if (is_new) {
    frequencies_.push_back(0);
    title_frequencies_.push_back(0);
  }
  documents_.back().tokens.push_back({it->second, token.position + offset_, token.span});
  if (token.kind == analysis::TermKind::word) {
    const bool is_new_position = token.position != last_position_;
    if (token.span == 1 && is_new_position && !token.is_stop_word) ++words_;
    last_position_ = token.position;
    surfaces_[std::string(token.surface)].emplace(token.term);
  }
  if (!token.is_shouted) note_writing(token);
}

void TokenizedCorpus::note_writing(const analysis::Token& token) {
  Writing& writing = writings_[std::string(token.surface)];
  ++(token.kind == analysis::TermKind::caps ? writing.capitals : writing.occurrences);
}

bool TokenizedCorpus::asks_for_capitals(const analysis::QueryWord& word) const {
  if (word.capitals.empty()) return false;
  if (word.is_function_word_otherwise) return true;
  const auto found = writings_.find(word.capitals);
  if (found == writings_.end()) return false;
  const Writing& writing = found->second;
  if (writing.capitals * 2 <= writing.occurrences) return false;
  const auto term = numbers_.find({analysis::TermKind::caps, word.capitals});
  return term == numbers_.end() || writing.occurrences * 8 >= frequencies_[term->second];
}

void TokenizedCorpus::add(const Article& article) {
  Document& document = documents_.emplace_back();
  offset_ = words_ = 0;
  last_position_ = UINT32_MAX;
  document.title_length = analyzer_.analyze(article.title, article.lang, *this);
  document.title_words = std::max(words_, document.title_length > 0 ? 1u : 0u);
  offset_ = document.title_length + 1;  // no phrase runs from the title into the body
  words_ = 0;
  last_position_ = UINT32_MAX;
  document.body_length = analyzer_.analyze(article.body, article.lang, *this);
  document.body_words = std::max(words_, document.body_length > 0 ? 1u : 0u);
  languages_.insert(analyzer_.resolved_language(article.lang));
  std::set<std::uint32_t> terms;
  std::set<std::uint32_t> title_terms;
  for (const Token& token : document.tokens) {
    terms.insert(token.term);
    if (token.position < document.title_length) title_terms.insert(token.term);
  }
  for (const std::uint32_t term : terms) ++frequencies_[term];
  for (const std::uint32_t term : title_terms) ++title_frequencies_[term];
}

std::uint32_t TokenizedCorpus::term_number(const analysis::QueryTerm& term) const {
  const auto found = numbers_.find({term.kind, term.term});
  return found == numbers_.end() ? kUnknown : found->second;
}

std::vector<std::uint32_t> TokenizedCorpus::terms_with_prefix(std::string_view prefix) const {
  std::set<std::string> terms;
  for (auto it = surfaces_.lower_bound(std::string(prefix));
       it != surfaces_.end() && it->first.starts_with(prefix); ++it) {
    terms.insert(it->second.begin(), it->second.end());
  }
  std::vector<std::uint32_t> numbers;
  for (const std::string& term : terms) {
    numbers.push_back(term_number({term, analysis::TermKind::word}));
  }
  return numbers;
}

std::vector<analysis::QueryWord> TokenizedCorpus::analyze_query(std::string_view text,
                                                                bool all_capitals) {
  return analysis::analyze_query(analyzer_, text, {languages_.begin(), languages_.end()},
                                 all_capitals);
}

bool TokenizedCorpus::is_all_capitals(std::string_view query) {
  return analysis::is_all_capitals_query(analyzer_, query);
}

BruteForce::BruteForce(TokenizedCorpus& corpus, const SyntaxNode& tree, Parameters parameters)
    : corpus_(corpus), parameters_(parameters) {
  double text_length = 0;
  double title_length = 0;
  for (const Document& document : corpus.documents()) {
    if (document.title_length + document.body_length > 0) text_count_ += 1;
    if (document.title_length > 0) title_count_ += 1;
    text_length += document.title_words * corpus.title_weight() + document.body_words;
    title_length += document.title_words;
  }
  if (text_length > 0) text_average_ = text_length / text_count_;
  if (title_length > 0) title_average_ = title_length / title_count_;
  root_ = compile(tree, Occur::should, corpus.is_all_capitals(text_of(tree)));
}

BruteForce::Node BruteForce::compile(const SyntaxNode& tree, Occur occur, bool all_capitals) {
  Node node;
  if (tree.as<query::AllSyntax>() != nullptr) node.kind = Node::Kind::all;
  if (tree.as<BooleanSyntax>() != nullptr) node.kind = Node::Kind::boolean;
  node.boost = static_cast<double>(tree.boost);
  node.in_title = is_title(tree);
  node.in_body = is_body(tree);
  if (is_word(tree) && occur != Occur::must_not) {
    compile_piece(words_of(corpus_, tree, all_capitals), occur, node);
    return node;
  }
  std::vector<Slot> slots = slots_of(tree, all_capitals);
  if (slots.size() > 1) {
    Row& row = node.ways.emplace_back();
    row.slots = std::move(slots);
    for (const Slot& slot : row.slots) row.weight += idf(slot, node.in_title);
  } else if (slots.size() == 1 && tree.as<query::PrefixSyntax>() != nullptr) {
    for (const Sequence& word : slots[0]) add_ways({word}, node);  // each scores for itself
  } else if (slots.size() == 1) {
    add_ways(slots[0], node);
  }
  if (const auto* const group = tree.as<BooleanSyntax>()) {
    compile_clauses(*group, all_capitals, node);
  }
  return node;
}

// What is written as one piece: a word, or a list of several ("ab/cd").
void BruteForce::compile_piece(const std::vector<analysis::QueryWord>& words, Occur occur,
                               Node& node) {
  if (words.size() == 1) return compile_lone_word(words[0], occur, node);
  if (occur == Occur::must) return compile_all(words, node);
  compile_list(words, node);
}

// What no document has as it is written is looked for by its parts.
void BruteForce::compile_lone_word(const analysis::QueryWord& word, Occur occur, Node& node) {
  const Slot slot = slot_of(word, node.in_title);
  if (!slot.empty()) return add_ways(slot, node);
  if (word.parts.size() > 1 && occur == Occur::must) {
    compile_all(word.parts, node);
  } else if (word.parts.size() > 1) {
    compile_sum(word.parts, node);
  } else if (word.pairs.size() > 1 && occur != Occur::must) {
    compile_pairs({word}, 1, node);
  }
}

void BruteForce::compile_all(const std::vector<analysis::QueryWord>& words, Node& node) {
  for (const analysis::QueryWord& word : words) {
    Node clause;
    clause.in_title = node.in_title;
    clause.in_body = node.in_body;
    add_ways(slot_of(word, node.in_title), clause);
    node.add(Occur::must, std::move(clause));
  }
}

void BruteForce::compile_pairs(const std::vector<analysis::QueryWord>& words, double boost,
                               Node& node) {
  for (const analysis::QueryWord& word : words) {
    for (const analysis::QueryTerm& pair : word.pairs) {
      analysis::QueryWord alone;
      alone.alternatives = {{pair}};
      Node clause;
      clause.in_title = node.in_title;
      clause.in_body = node.in_body;
      clause.boost = boost;
      add_ways(slot_of(alone, node.in_title), clause);
      node.add(Occur::should, std::move(clause));
    }
  }
}

// Any of the words; pairs of units among them add to the score, and stand in for words of which
// there are none. Short ones only add to it.
void BruteForce::compile_list(const std::vector<analysis::QueryWord>& words, Node& node) {
  if (words.size() == 1 || std::ranges::none_of(words, &analysis::QueryWord::has_units)) {
    return compile_sum(words, node);
  }
  Node like_this;
  like_this.in_title = node.in_title;
  like_this.in_body = node.in_body;
  Node sum = like_this, found = like_this, scored = like_this;
  compile_sum(words, sum);
  found.add(Occur::should, std::move(sum));
  compile_pairs(words, 0.5, found);
  node.add(Occur::must, std::move(found));
  for (const analysis::QueryWord& word : words) {
    if (!word.only_scores) continue;
    add_ways(slot_of(word, node.in_title), scored.add(Occur::should, like_this));
  }
  if (!scored.clauses.empty()) node.add(Occur::should, std::move(scored));
}

// Each sequence of the slot is a way.
void BruteForce::add_ways(const Slot& slot, Node& node) const {
  for (const Sequence& sequence : slot) {
    Row& row = node.ways.emplace_back();
    for (const std::uint32_t term : sequence) row.slots.push_back({{term}});
    if (sequence.size() == 1) {
      row.weight = idf(frequency_of(sequence, slot, node.in_title), node.in_title);
      continue;
    }
    for (const Slot& place : row.slots) row.weight += idf(place, node.in_title);
  }
}

// Of clauses side by side, bare stop words count only if there is nothing else; and a word of
// several parts, when it is not the only clause that counts, counts by its parts.
void BruteForce::compile_clauses(const BooleanSyntax& tree, bool all_capitals, Node& node) {
  struct Clause {
    Occur occur;
    SyntaxNode node;
    std::vector<analysis::QueryWord> words;
    bool is_stop = false;
    bool is_bare = false;
  };
  std::vector<Clause> clauses;
  std::size_t positive = 0, bare = 0, stop = 0;
  for (const auto& [occur, written] : tree.clauses) {
    Clause clause{occur, unwrapped(written), {}};
    clause.words = words_of(corpus_, clause.node, all_capitals);
    if (clause.words.empty() && is_words(clause.node)) continue;
    clause.is_stop = field_of(clause.node).empty() && are_stop_words(clause.words);
    clause.is_bare =
        clause.is_stop && is_word(clause.node) && clause.node.boost == 1 && occur == Occur::should;
    if (occur != Occur::must_not) {
      ++positive;
      stop += clause.is_stop ? 1u : 0u;
      bare += clause.is_bare ? 1u : 0u;
    }
    clauses.push_back(std::move(clause));
  }
  if (stop == positive || !tree.is_list) bare = 0;
  for (const Clause& clause : clauses) {
    if (bare > 0 && clause.is_bare) continue;
    const bool in_parts = tree.is_list && positive - bare > 1 && clause.occur == Occur::should &&
                          is_word(clause.node);
    if (!in_parts) {
      node.add(clause.occur, compile(clause.node, clause.occur, all_capitals));
      continue;
    }
    Node sum;
    sum.kind = Node::Kind::boolean;
    sum.boost = static_cast<double>(clause.node.boost);
    sum.in_title = is_title(clause.node);
    sum.in_body = is_body(clause.node);
    compile_list(clause.words, sum);
    node.add(clause.occur, std::move(sum));
  }
}

void BruteForce::compile_sum(const std::vector<analysis::QueryWord>& words, Node& node) {
  for (const analysis::QueryWord& word : words) {
    if (word.is_stop_word && !are_stop_words(words)) continue;
    Node clause;
    clause.in_title = node.in_title;
    clause.in_body = node.in_body;
    Slot slot = slot_of(word, node.in_title);
    if (!word.parts.empty() && !are_stop_words(word.parts)) {
      std::erase_if(slot, [](const Sequence& sequence) { return sequence.size() > 1; });
      compile_sum(word.parts, clause);
    }
    add_ways(slot, clause);
    node.add(Occur::should, std::move(clause));
  }
}

std::vector<BruteForce::Slot> BruteForce::slots_of(const SyntaxNode& tree, bool all_capitals) {
  if (tree.as<query::PrefixSyntax>() != nullptr) return {prefix_slot(tree)};
  std::vector<Slot> slots;
  for (const analysis::QueryWord& word : words_of(corpus_, tree, all_capitals)) {
    slots.push_back(slot_of(word, is_title(tree)));
  }
  return slots;
}

// The ways to write a word; one that has a term no document has is left out.
BruteForce::Slot BruteForce::slot_of(const analysis::QueryWord& word, bool in_title) const {
  Slot slot;
  std::vector<analysis::TermSequence> ways = word.alternatives;
  if (corpus_.asks_for_capitals(word)) ways = {{{word.capitals, analysis::TermKind::caps}}};
  for (const analysis::TermSequence& terms : ways) {
    Sequence sequence;
    for (const auto& term : terms) sequence.push_back(corpus_.term_number(term));
    const bool is_there = std::ranges::all_of(sequence, [&](std::uint32_t term) {
      return term != TokenizedCorpus::kUnknown && corpus_.document_frequency(term, in_title) > 0;
    });
    if (is_there) slot.push_back(std::move(sequence));
  }
  return slot;
}

// Terms of words with the prefix; of more than 256 the most frequent.
BruteForce::Slot BruteForce::prefix_slot(const SyntaxNode& tree) const {
  std::vector<std::uint32_t> terms = corpus_.terms_with_prefix(tree.leaf()->text);
  const auto frequency_of = [&](std::uint32_t term) {
    return corpus_.document_frequency(term, is_title(tree));
  };
  std::erase_if(terms, [&](std::uint32_t term) { return frequency_of(term) == 0; });
  std::stable_sort(terms.begin(), terms.end(), [&](std::uint32_t a, std::uint32_t b) {
    return frequency_of(a) > frequency_of(b);
  });
  if (terms.size() > kMaxExpansions) terms.resize(kMaxExpansions);
  Slot slot;
  for (const std::uint32_t term : terms) slot.push_back({term});
  return slot;
}

BruteForce::Outcome BruteForce::evaluate(std::size_t document) const {
  return evaluate(root_, corpus_.documents()[document]);
}

std::uint64_t BruteForce::count() const {
  std::uint64_t count = 0;
  for (const Document& document : corpus_.documents()) {
    if (evaluate(root_, document).matched) ++count;
  }
  return count;
}

BruteForce::Outcome BruteForce::evaluate(const Node& node, const Document& document) const {
  Outcome outcome;
  if (node.kind == Node::Kind::all) {
    outcome.matched = true;
  } else if (node.kind == Node::Kind::boolean) {
    outcome = evaluate_group(node, document);
  } else {
    if (!node.clauses.empty()) outcome = evaluate_group(node, document);
    for (const Row& row : node.ways) {
      if (node.in_body && frequency(row, false, document, document.title_length) == 0) continue;
      const Outcome way = evaluate_row(row, node.in_title, document);
      outcome.matched |= way.matched;
      outcome.score = std::max(outcome.score, way.score);
    }
  }
  outcome.score *= node.boost;
  return outcome;
}

BruteForce::Outcome BruteForce::evaluate_group(const Node& node, const Document& document) const {
  bool has_must = false;
  bool has_should = false;
  bool found_should = false;
  double score = 0;
  for (const Node& child : node.clauses) {
    const Occur occur = child.occur;
    const Outcome outcome = evaluate(child, document);
    if (occur == Occur::must_not && outcome.matched) return {};
    if (occur == Occur::must && !outcome.matched) return {};
    has_must |= occur == Occur::must;
    has_should |= occur == Occur::should;
    if (occur == Occur::must_not || !outcome.matched) continue;
    found_should |= occur == Occur::should;
    score += outcome.score;
  }
  if (!has_must && has_should && !found_should) return {};
  return {true, score};
}

// Scored like one term that occurs wherever the row starts.
BruteForce::Outcome BruteForce::evaluate_row(const Row& row, bool in_title,
                                             const Document& document) const {
  const std::uint32_t freq = frequency(row, in_title, document);
  if (freq == 0) return {};
  return {true, row.weight * saturation(freq, in_title, document)};
}

// A single term occurs as often as it has tokens: "ab-ed" has "ab" twice in one place, as a part
// and as the stem of "abed".
std::uint32_t BruteForce::frequency(const Row& row, bool in_title, const Document& document,
                                    std::uint32_t from) const {
  const std::uint32_t limit = in_title ? document.title_length : UINT32_MAX;
  std::uint32_t freq = 0;
  std::uint32_t start_before = UINT32_MAX;
  for (const TokenizedCorpus::Token& token : document.tokens) {
    if (token.position >= limit) break;
    if (token.position < from) continue;
    if (!can_start(row.slots[0], token.term)) continue;
    if (row.slots.size() > 1) {
      if (token.position == start_before) continue;
      start_before = token.position;
      if (ends(document, in_title, row.slots, 0, token.position).empty()) continue;
    }
    const bool weighs = !in_title && token.position < document.title_length;
    freq += weighs ? corpus_.title_weight() : 1;
  }
  return freq;
}

// Where the slots from `slot` on, the first of them at `start`, can end.
std::set<std::uint32_t> BruteForce::ends(const Document& document, bool in_title,
                                         const std::vector<Slot>& slots, std::size_t slot,
                                         std::uint32_t start) const {
  if (slot == slots.size()) return {start};
  std::set<std::uint32_t> result;
  for (const Sequence& sequence : slots[slot]) {
    for (const std::uint32_t end : sequence_ends(document, in_title, sequence, 0, start)) {
      result.merge(ends(document, in_title, slots, slot + 1, end));
    }
  }
  return result;
}

std::set<std::uint32_t> BruteForce::sequence_ends(const Document& document, bool in_title,
                                                  const Sequence& sequence, std::size_t at,
                                                  std::uint32_t start) const {
  if (at == sequence.size()) return {start};
  std::set<std::uint32_t> result;
  for (const TokenizedCorpus::Token& token : document.tokens) {
    if (token.term != sequence[at] || token.position != start) continue;
    if (in_title && token.position >= document.title_length) continue;
    result.merge(sequence_ends(document, in_title, sequence, at + 1, token.end()));
  }
  return result;
}

// A way is as rare as its rarest term; ways of one term, one a language, are as frequent as all of
// them together.
double BruteForce::frequency_of(const Sequence& sequence, const Slot& slot, bool in_title) const {
  const auto of_term = [&](std::uint32_t term) {
    return static_cast<double>(corpus_.document_frequency(term, in_title));
  };
  double frequency = in_title ? title_count_ : text_count_;
  if (sequence.size() > 1) {
    for (const std::uint32_t term : sequence) frequency = std::min(frequency, of_term(term));
    return frequency;
  }
  double sum = 0;
  for (const Sequence& way : slot) sum += way.size() == 1 ? of_term(way[0]) : 0;
  return std::min(frequency, sum);
}

double BruteForce::idf(double frequency, bool in_title) const {
  const double count = in_title ? title_count_ : text_count_;
  return std::log(1 + (count - frequency + 0.5) / (frequency + 0.5));
}

// Of a slot with several ways: that of the most frequent way.
double BruteForce::idf(const Slot& slot, bool in_title) const {
  double frequency = 0;
  for (const Sequence& sequence : slot) {
    frequency = std::max(frequency, frequency_of(sequence, slot, in_title));
  }
  return idf(frequency, in_title);
}

double BruteForce::saturation(double freq, bool in_title, const Document& document) const {
  const std::uint32_t written =
      in_title ? document.title_words
               : document.title_words * corpus_.title_weight() + document.body_words;
  const double length = codec::decode_norm(codec::encode_norm(written));
  const double average = in_title ? title_average_ : text_average_;
  const double half = parameters_.k1 * (1 - parameters_.b + parameters_.b * length / average);
  return freq / (freq + half);
}

}  // namespace newsidx::testing
