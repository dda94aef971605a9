#include "support/random_news.h"

#include <cmath>

namespace newsidx::testing {

using query::Occur;
using query::SyntaxNode;

namespace {

// Words of letters a to h: short, so that prefixes have many words; none is a stop word but "a",
// "be", "had" and "he".
std::string word_of(std::uint32_t number) {
  std::string word;
  for (number += 8; number > 0; number /= 8) word += static_cast<char>('a' + number % 8);
  return word;
}

void capitalize(std::string& word) {
  for (char& c : word) c = static_cast<char>(c - 'a' + 'A');
}

struct LeafText {
  std::string operator()(const query::WordSyntax& word) const { return in(word, word.text); }
  std::string operator()(const query::PhraseSyntax& phrase) const {
    return in(phrase, '"' + phrase.text + '"');
  }
  std::string operator()(const query::PrefixSyntax& prefix) const {
    return in(prefix, prefix.text + '*');
  }
  std::string operator()(const query::PatternSyntax& pattern) const {
    return in(pattern, to_string(pattern.pattern()));
  }
  std::string operator()(const query::RangeSyntax& range) const { return in(range, range.text); }
  std::string operator()(const query::AllSyntax&) const { return "*"; }
  std::string operator()(const query::BooleanSyntax&) const { return ""; }
  std::string operator()(const query::NearSyntax&) const { return ""; }  // near_oracle.h has them
  std::string operator()(const query::AtLeastSyntax&) const { return ""; }

 private:
  static std::string in(const query::SyntaxLeaf& leaf, const std::string& text) {
    return leaf.field.empty() ? text : leaf.field + ":" + text;
  }
};

// A tree's part as an operand: groups in parentheses, with its boost behind it.
std::string operand_text(const SyntaxNode& node) {
  const bool is_group = node.as<query::BooleanSyntax>() != nullptr;
  std::string text = is_group ? '(' + query_text(node) + ')' : std::visit(LeafText(), node.kind);
  if (text != "*" && node.boost != 1) {
    std::string boost = std::to_string(node.boost);
    text += '^' + boost.substr(0, boost.find('.') + 4);
  }
  return text;
}

}  // namespace

std::string query_text(const SyntaxNode& node) {
  if (node.as<query::BooleanSyntax>() == nullptr) return operand_text(node);
  std::string text;
  for (const query::SyntaxClause& clause : node.clauses()) {
    if (!text.empty()) text += ' ';
    if (clause.occur == Occur::must) text += '+';
    if (clause.occur == Occur::must_not) text += '-';
    text += operand_text(clause.node);
  }
  return text;
}

std::string RandomNews::word() {
  const double skewed = std::pow(dice_.fraction(), 3);  // a few words make most of the text
  return word_of(static_cast<std::uint32_t>(skewed * vocabulary_));
}

std::string RandomNews::written_word() {
  std::string text = word();
  if (!is_written_) return text;
  switch (dice_.below(24)) {
    case 0: return text + '-' + word();
    case 1: return text + "'s";
    case 2: capitalize(text); return text;
    case 3: return std::to_string(1 + dice_.below(3)) + ",000";
    case 4: return text + '-' + word() + '-' + word();
    case 5: return dice_.one_in(2) ? "the" : "of";
    case 6: return dice_.one_in(4) ? "THE" : "The";
    case 7: return "of-" + text;
    case 8: return text + '.' + word();
    case 9: return text + '/' + word();
    case 10: return chinese();
    default: return text;
  }
}

// One to five of six characters: ICU's dictionary knows some pairs of them as words.
std::string RandomNews::chinese() {
  static constexpr const char* kCharacters[] = {"中", "国", "人", "民", "大", "学"};
  std::string text;
  for (std::uint32_t left = 1 + dice_.below(5); left > 0; --left) {
    text += kCharacters[dice_.below(6)];
  }
  return text;
}

std::string RandomNews::text(std::uint32_t words) {
  std::string text;
  for (std::uint32_t i = 0; i < words; ++i) {
    if (i > 0) text += dice_.one_in(12) ? ". " : " ";
    text += written_word();
  }
  return text;
}

Article RandomNews::article(std::uint32_t number) {
  Article article;
  article.id = "n" + std::to_string(number);
  if (!dice_.one_in(5)) article.title = text(1 + dice_.below(5));
  if (!dice_.one_in(20)) article.body = text(dice_.one_in(50) ? 200 : dice_.below(24));
  // Lists of other shapes: in all articles, in every seventh, in a stretch, in bursts.
  article.body += " hhall";
  if (number % 7 == 0) article.body += " hhseventh";
  if (number / 300 % 4 == 1) article.body += " hhstretch";
  for (std::uint32_t i = dice_.one_in(40) ? dice_.below(30) : 0; i > 0; --i)
    article.body += " hhburst";
  return article;
}

std::vector<Article> RandomNews::articles(std::uint32_t first, std::uint32_t count) {
  std::vector<Article> articles;
  for (std::uint32_t i = 0; i < count; ++i) articles.push_back(article(first + i));
  return articles;
}

SyntaxNode RandomNews::leaf() {
  static constexpr const char* kShaped[] = {"hhall", "hhseventh", "hhstretch", "hhburst",
                                            "hhnowhere"};
  SyntaxNode node;
  query::SyntaxLeaf leaf;
  const std::uint32_t kind = dice_.below(20);
  if (kind < 3) {
    leaf.text = text(2 + dice_.below(2));
    for (char& c : leaf.text) c = c == '.' ? ' ' : c;
  } else if (kind < 5) {
    leaf.text = word().substr(0, 1 + dice_.below(2));
  } else if (kind == 5) {
    return {query::AllSyntax()};
  } else {
    leaf.text = dice_.one_in(4) ? kShaped[dice_.below(5)] : written_word();
  }
  if (dice_.one_in(5)) leaf.field = dice_.one_in(3) ? "body" : "title";
  if (dice_.one_in(5)) node.boost = dice_.one_in(2) ? 2.5f : 0.125f;
  if (kind < 3) {
    node.kind = query::PhraseSyntax{std::move(leaf)};
  } else if (kind < 5) {
    node.kind = query::PrefixSyntax{std::move(leaf)};
  } else {
    node.kind = query::WordSyntax{std::move(leaf)};
  }
  return node;
}

SyntaxNode RandomNews::query(unsigned depth) {
  SyntaxNode node;
  query::BooleanSyntax list;
  list.is_list = true;
  const std::uint32_t style = dice_.below(4);  // any, all, mixed with and without exclusions
  const std::uint32_t count = 1 + dice_.below(4);
  for (std::uint32_t i = 0; i < count; ++i) {
    query::SyntaxClause clause;
    clause.node = depth > 1 && dice_.one_in(3) ? query(depth - 1) : leaf();
    if (style == 1) clause.occur = Occur::must;
    if (style >= 2 && dice_.one_in(2)) clause.occur = Occur::must;
    if (style == 3 && dice_.one_in(3)) clause.occur = Occur::must_not;
    list.clauses.push_back(std::move(clause));
  }
  node.kind = std::move(list);
  if (depth < 3 && dice_.one_in(6)) node.boost = 3;
  return node;
}

}  // namespace newsidx::testing
