#include "query/syntax/plain_query.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "query/syntax/characters.h"

namespace newsidx::query {
namespace {

constexpr bool is_plain(char c) { return is_small(c) || is_digit(c); }

// "adj5", "near5": other systems' operators (foreign_operators.h).
bool may_be_distance(std::string_view word) {
  return is_digit(word.back()) && (word.starts_with("adj") || word.starts_with("near"));
}

// "+5", "+s" between words: other systems' operators, too (foreign_operators.h).
bool may_be_distance_behind_plus(std::string_view rest) {
  const std::string_view word = rest.substr(0, rest.find(' '));
  return !word.empty() && (is_digit(word.front()) || word == "s" || word == "p");
}

class PlainParser {
 public:
  PlainParser(std::string_view query, DefaultOperator default_operator)
      : query_(query), plain_occur_(occur_of(default_operator)) {}

  std::optional<SyntaxNode> run() {
    constexpr std::size_t kFewClauses = 4;
    SyntaxNode tree;
    BooleanSyntax& list = tree.kind.emplace<BooleanSyntax>();
    list.is_list = true;
    list.clauses.reserve(kFewClauses);
    for (skip_blanks(); at_ < query_.size(); skip_blanks()) {
      if (!read_clause(list.clauses.emplace_back())) return std::nullopt;
    }
    if (list.clauses.empty() || list.clauses.size() > kMaxClauses) return std::nullopt;
    tree.place = {list.clauses.front().node.place.begin, list.clauses.back().node.place.end};
    return tree;
  }

 private:
  void skip_blanks() {
    while (at_ < query_.size() && query_[at_] == ' ') ++at_;
  }

  bool read_clause(SyntaxClause& clause) {
    clause.occur = plain_occur_;
    if (query_[at_] == '+' || query_[at_] == '-') {
      clause.occur = query_[at_++] == '+' ? Occur::must : Occur::must_not;
      if (at_ == query_.size()) return false;
      if (query_[at_ - 1] == '+' && may_be_distance_behind_plus(query_.substr(at_))) return false;
    }
    const std::size_t begin = at_;
    const bool is_read = query_[at_] == '"' ? read_phrase(clause.node) : read_word(clause.node);
    clause.node.place = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
    return is_read && (at_ == query_.size() || query_[at_] == ' ');
  }

  bool read_word(SyntaxNode& node) {
    const std::size_t begin = at_;
    while (at_ < query_.size() && is_plain(query_[at_])) ++at_;
    if (at_ == begin) return false;
    const std::string_view word = query_.substr(begin, at_ - begin);
    std::get<WordSyntax>(node.kind).text = word;
    return !may_be_distance(word);
  }

  bool read_phrase(SyntaxNode& node) {
    const std::size_t begin = ++at_;
    bool has_word = false;
    for (; at_ < query_.size() && query_[at_] != '"'; ++at_) {
      if (query_[at_] != ' ' && !is_plain(query_[at_])) return false;
      has_word = has_word || query_[at_] != ' ';
    }
    if (at_ == query_.size() || !has_word) return false;
    node.kind.emplace<PhraseSyntax>().text = query_.substr(begin, at_ - begin);
    ++at_;
    return true;
  }

  std::string_view query_;
  Occur plain_occur_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<SyntaxNode> parse_plain(std::string_view query, DefaultOperator default_operator) {
  return PlainParser(query, default_operator).run();
}

}  // namespace newsidx::query
