// A recursive descent over the grammar in syntax_tree.h. Each function makes one rule's node; a
// rule that holds a single part returns that part, so "a" never hides in three booleans. Recursion
// is bounded twice: parentheses are counted while parsing, the finished tree is measured.
//
// Nodes are made where they will stay: handed up through the rules as values, they would be moved
// ten times a word, which is what parsing a short query would cost.
#include "query/syntax/parser.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "base/assert.h"
#include "base/status_macros.h"
#include "base/utf8.h"
#include "query/calendar.h"
#include "query/pattern/word_matcher.h"
#include "query/syntax/characters.h"
#include "query/syntax/foreign_operators.h"
#include "query/syntax/headline.h"
#include "query/syntax/lexer.h"
#include "query/syntax/near_chain.h"
#include "query/syntax/plain_query.h"
#include "query/syntax/range_text.h"
#include "query/syntax/reading_notes.h"
#include "query/syntax/syntax_error.h"
#include "query/syntax/tree_limits.h"
#include "query/text_field.h"

namespace newsidx::query {
namespace {

using Kind = Token::Kind;
using Clause = SyntaxClause;

SyntaxNode make_boolean(std::vector<Clause> clauses) {
  const Place place = {clauses.front().node.place.begin, clauses.back().node.place.end};
  return {BooleanSyntax{std::move(clauses)}, 1, place};
}

class Parser {
 public:
  Parser(std::string_view query, std::vector<Token> tokens, DefaultOperator default_operator)
      : query_(query), tokens_(std::move(tokens)), plain_occur_(occur_of(default_operator)) {}

  Result<SyntaxNode> run();

 private:
  // Each rule knows the field of the groups around it: title:(a b) is title:a title:b.
  Status parse_query(const std::string& field, SyntaxNode& list);
  Status parse_clause(const std::string& field, Clause& clause);
  Status parse_or_group(const std::string& field, Clause& group);
  Status parse_and_group(const std::string& field, Clause& group);
  Status parse_signed_near(const std::string& field, Clause& clause);
  Status parse_near(const std::string& field, SyntaxNode& node);
  Status parse_at_least(const std::string& field, SyntaxNode& node);
  Status parse_letters(const std::string& field, SyntaxNode& node);
  Status parse_operand(const std::string& inherited_field, SyntaxNode& node);
  Status parse_group(const std::string& field, SyntaxNode& node);
  Status parse_leaf(const std::string& field, SyntaxNode& leaf);
  Status parse_pattern(const std::string& field, Token& token, SyntaxNode& leaf);
  Status parse_range_of(const SyntaxLeaf& leaf, const Token& token, SyntaxNode& node) const;

  [[nodiscard]] const Token& next() const { return tokens_[at_]; }
  [[nodiscard]] bool next_is(Kind kind) const { return next().kind == kind; }
  bool take(Kind kind) {
    if (!next_is(kind)) return false;
    ++at_;
    return true;
  }
  [[nodiscard]] Failure error(const Token& token, std::string_view what, Hint hint,
                              ErrorCode code = ErrorCode::parse) const {
    return syntax_error(query_, token.place, what, std::move(hint), code);
  }

  std::string_view query_;
  std::vector<Token> tokens_;
  Occur plain_occur_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t leaf_count_ = 0;
  std::size_t pattern_count_ = 0;
};

Result<SyntaxNode> Parser::run() {
  SyntaxNode node;
  if (next_is(Kind::end)) {
    if (query_.find_first_not_of(" \t\r\n") == std::string_view::npos) {
      return fail(ErrorCode::parse, "empty query", "a word, or * for all articles");
    }
    std::vector<Clause> signs(1);  // of what was pasted nothing is left
    signs[0].occur = plain_occur_;
    signs[0].node = {
        WordSyntax{{std::string(query_), {}}}, 1, {0, static_cast<std::uint32_t>(query_.size())}};
    return make_boolean(std::move(signs));
  }
  NEWSIDX_RETURN_IF_ERROR(parse_query({}, node));
  NEWSIDX_RETURN_IF_ERROR(check_tree(query_, node));
  return node;
}

// query = { clause }
Status Parser::parse_query(const std::string& field, SyntaxNode& list) {
  constexpr std::size_t kFewClauses = 8;
  std::vector<Clause> clauses;
  clauses.reserve(std::min(tokens_.size() - at_, kFewClauses));
  while (!next_is(Kind::end) && !next_is(Kind::close)) {
    NEWSIDX_RETURN_IF_ERROR(parse_clause(field, clauses.emplace_back()));
  }
  NEWSIDX_CHECK(!clauses.empty());  // brackets have something in them: lexer.h
  Clause& first = clauses.front();
  const bool is_one_group = clauses.size() == 1 && first.occur != Occur::must_not &&
                            first.node.as<BooleanSyntax>() != nullptr && first.node.boost == 1;
  if (is_one_group) {
    list = std::move(first.node);
    return {};
  }
  list = make_boolean(std::move(clauses));
  list.as<BooleanSyntax>()->is_list = true;
  return {};
}

// clause = [ "+" | no ] or_group; the `no` is read with the operand that it belongs to
Status Parser::parse_clause(const std::string& field, Clause& clause) {
  const bool required = take(Kind::plus);
  NEWSIDX_RETURN_IF_ERROR(parse_or_group(field, clause));
  if (required) clause.occur = Occur::must;
  return {};
}

// or_group = and_group { "OR" and_group }
Status Parser::parse_or_group(const std::string& field, Clause& group) {
  NEWSIDX_RETURN_IF_ERROR(parse_and_group(field, group));
  if (!next_is(Kind::or_)) return {};
  std::vector<Clause> clauses;
  clauses.push_back(std::move(group));
  while (take(Kind::or_)) {
    NEWSIDX_RETURN_IF_ERROR(parse_and_group(field, clauses.emplace_back()));
  }
  for (Clause& clause : clauses) {
    if (clause.occur == Occur::must_not) {
      return syntax_error(query_, clause.node.place, "one side of OR is only excluded",
                          "-(a OR b) for neither, (* -a) OR b for all articles without a and b's");
    }
    clause.occur = Occur::should;
  }
  group = {plain_occur_, make_boolean(std::move(clauses))};
  return {};
}

// and_group = near { "AND" [ no ] near }
Status Parser::parse_and_group(const std::string& field, Clause& group) {
  NEWSIDX_RETURN_IF_ERROR(parse_signed_near(field, group));
  if (!next_is(Kind::and_)) return {};
  std::vector<Clause> clauses;
  clauses.push_back(std::move(group));
  while (take(Kind::and_)) {
    take(Kind::plus);  // a AND +b says twice that b must occur
    NEWSIDX_RETURN_IF_ERROR(parse_signed_near(field, clauses.emplace_back()));
  }
  bool any_positive = false;
  for (const Clause& clause : clauses) any_positive |= clause.occur != Occur::must_not;
  if (!any_positive) {  // NOT a AND NOT b excludes (a OR b)
    for (Clause& clause : clauses) clause.occur = Occur::should;
    group = {Occur::must_not, make_boolean(std::move(clauses))};
    return {};
  }
  for (Clause& clause : clauses) {
    if (clause.occur != Occur::must_not) clause.occur = Occur::must;
  }
  group = {plain_occur_, make_boolean(std::move(clauses))};
  return {};
}

// [ no ] near
Status Parser::parse_signed_near(const std::string& field, Clause& clause) {
  const bool excluded = take(Kind::minus) || take(Kind::not_);
  clause.occur = excluded ? Occur::must_not : plain_occur_;
  return parse_near(field, clause.node);
}

// near = operand { distance operand }
Status Parser::parse_near(const std::string& field, SyntaxNode& node) {
  NEWSIDX_RETURN_IF_ERROR(parse_operand(field, node));
  if (!next_is(Kind::near)) return {};
  std::vector<SyntaxNode> operands;
  std::vector<NearOperator> operators;
  operands.push_back(std::move(node));
  while (next_is(Kind::near)) {
    operators.push_back(tokens_[at_++].near);
    if (next_is(Kind::minus) || next_is(Kind::not_)) {
      const std::string name = to_string(operators.back());
      return error(next(), "a word is excluded within an operand of " + name,
                   Hint("a NOT ", name, " b, or a AND NOT b"));
    }
    take(Kind::plus);  // both must be there anyway
    NEWSIDX_RETURN_IF_ERROR(parse_operand(field, operands.emplace_back()));
  }
  NEWSIDX_ASSIGN_OR_RETURN(node, near_chain(query_, std::move(operands), operators));
  return {};
}

// operand = [ field ":" ] ( leaf | [ count ] "(" query ")" ) [ "^" number ] | "*"
Status Parser::parse_operand(const std::string& inherited_field, SyntaxNode& node) {
  const bool has_field = next_is(Kind::field);
  const std::size_t begin = next().place.begin;
  const std::string& field = has_field ? tokens_[at_++].text : inherited_field;
  NEWSIDX_RETURN_IF_ERROR(next_is(Kind::open)       ? parse_group(field, node)
                          : next_is(Kind::at_least) ? parse_at_least(field, node)
                          : next_is(Kind::letters)  ? parse_letters(field, node)
                                                    : parse_leaf(field, node));
  if (has_field) node.place.begin = static_cast<std::uint32_t>(begin);
  if (next_is(Kind::boost)) {
    node.boost = next().boost;
    node.place.end = next().place.end;
    ++at_;
  }
  return {};
}

Status Parser::parse_group(const std::string& field, SyntaxNode& node) {
  const Token& open = tokens_[at_++];
  if (++depth_ > kMaxDepth) {
    return error(open, "more than 64 parentheses in one another", "a flatter query",
                 ErrorCode::limit);
  }
  NEWSIDX_RETURN_IF_ERROR(parse_query(field, node));
  NEWSIDX_CHECK(next_is(Kind::close));  // brackets are in pairs
  const std::uint32_t end = tokens_[at_++].place.end;
  --depth_;
  // (a) is a; but a boost of its own must stay apart from that of the group
  std::vector<Clause>& clauses = node.as<BooleanSyntax>()->clauses;
  if (clauses.size() == 1 && clauses.front().occur != Occur::must_not &&
      clauses.front().node.boost == 1) {
    node = SyntaxNode(std::move(clauses.front().node));
  }
  node.place = {open.place.begin, end};
  return {};
}

// count "(" query ")"
Status Parser::parse_at_least(const std::string& field, SyntaxNode& node) {
  AtLeastSyntax at_least{{}, next().number};
  const std::uint32_t begin = tokens_[at_++].place.begin;
  SyntaxClause counted{Occur::must, {}};
  NEWSIDX_RETURN_IF_ERROR(parse_group(field, counted.node));
  NEWSIDX_RETURN_IF_ERROR(
      check_near_operand(query_, counted.node, "atleast" + std::to_string(at_least.count)));
  const Place place = {begin, counted.node.place.end};
  at_least.clauses.push_back(std::move(counted));
  node = {std::move(at_least), 1, place};
  return {};
}

// case "(" query ")"
Status Parser::parse_letters(const std::string& field, SyntaxNode& node) {
  const Token& letters = tokens_[at_++];
  NEWSIDX_RETURN_IF_ERROR(parse_group(field, node));
  node.place.begin = letters.place.begin;
  keep_letter_cases(node, letters.letter_cases);
  return {};
}

Status Parser::parse_leaf(const std::string& field, SyntaxNode& leaf) {
  if (++leaf_count_ > kMaxClauses) {
    return error(next(), "more than 1,024 words and phrases", "a shorter query", ErrorCode::limit);
  }
  Token& token = tokens_[at_++];
  switch (token.kind) {
    case Kind::word: leaf.kind = WordSyntax{{std::move(token.text), field}}; break;
    case Kind::phrase:
      leaf.kind = PhraseSyntax{{std::move(token.text), field}, token.number};
      break;
    case Kind::prefix: leaf.kind = PrefixSyntax{{std::move(token.text), field}}; break;
    case Kind::pattern: NEWSIDX_RETURN_IF_ERROR(parse_pattern(field, token, leaf)); break;
    case Kind::all: leaf.kind = AllSyntax{field}; break;
    default: NEWSIDX_CHECK(false);  // tokens are in order: lexer.h
  }
  leaf.place = token.place;
  if (token.is_exact) leaf.own_leaf()->is_exact = true;
  if (field.empty() || (token.kind != Kind::word && !is_date_field(field))) return {};
  const SyntaxLeaf* const text = leaf.leaf();
  return text == nullptr ? Status() : parse_range_of(*text, token, leaf);
}

Status Parser::parse_pattern(const std::string& field, Token& token, SyntaxNode& leaf) {
  if (++pattern_count_ > kMaxPatterns) {
    return error(token, "more than 64 wildcards, fuzzy words and regular expressions",
                 "a shorter query", ErrorCode::limit);
  }
  if (token.pattern == WordPattern::Kind::regex) {
    const auto matcher = make_regex_matcher(token.text);
    if (!matcher) {
      return error(
          token, matcher.error().message,
          Hint("RE2's syntax, /evacu(ees|ation)/; ", HintName::literal, " for the text as it is"));
    }
  }
  leaf.kind = PatternSyntax{{std::move(token.text), field}, token.pattern, token.edits};
  return {};
}

// A word behind a field that is a range, or the date of a date field. What looks like neither stays
// a word: mails are pasted with "Date:Fri, 26 Aug".
Status Parser::parse_range_of(const SyntaxLeaf& leaf, const Token& token, SyntaxNode& node) const {
  const auto range = parse_range(leaf.text);
  if (!is_date_field(leaf.field)) {
    if (!range) return {};
    if (is_text_field(leaf.field)) {
      return error(token, "a range is of dates or numbers, not of text",
                   Hint("words:[50 TO 120] or date:2016..2017; ", HintName::literal,
                        " for the text as it is"));
    }
    node.kind = RangeSyntax{{leaf.text, leaf.field}};
    return {};
  }
  const RangeBounds bounds = range.value_or(single_value(leaf.text));
  const auto is_date = [](std::string_view text) {
    return text.empty() || calendar_days(text, 0).has_value();
  };
  const bool is_read = token.kind != Kind::prefix && is_date(bounds.low) && is_date(bounds.high);
  const bool is_of_mail =
      !range && is_capital(leaf.text.front()) && std::ranges::none_of(leaf.text, is_digit);
  if (!is_read && !is_of_mail) {
    return error(token, "'" + leaf.text + "' is no date",
                 Hint(kDateForms, "; 2016-08..2016-09 for a range; ", HintName::literal,
                      " for the text as it is"));
  }
  if (is_read) node.kind = RangeSyntax{{leaf.text, leaf.field}};
  return {};
}

}  // namespace

namespace {

Result<SyntaxNode> tree_of(std::string_view query, std::vector<Token> tokens,
                           const ParseOptions& options) {
  return Parser(query, std::move(tokens), options.default_operator).run();
}

Result<SyntaxNode> parse_operators(std::string_view query, const ParseOptions& options,
                                   Remarks& remarks) {
  NEWSIDX_RETURN_IF_ERROR(refuse_foreign_operators(query, remarks));
  NEWSIDX_ASSIGN_OR_RETURN(std::vector<Token> tokens, tokenize(query, remarks));
  auto tree = tree_of(query, std::move(tokens), options);
  const bool has_operators = has_capital_operators(query);
  if (tree) {
    if (has_operators) {
      remarks.note({"AND, OR and NOT are operators in a line of less than " +
                        std::to_string(kHeadlineWords) + " words",
                    Hint(HintName::literal, " for the words")});
    }
    note_reading(*tree, query, remarks);
    return tree;
  }
  if (!has_operators || tree.error().code != ErrorCode::parse) return tree;
  remarks.warn("AND, OR and NOT make no query here and are read as words");  // WHETHER OR NOT
  return tree_of(query, tokenize_literally(query), options);
}

}  // namespace

Result<SyntaxNode> parse(std::string_view query, const ParseOptions& options, Remarks& remarks) {
  if (query.size() > kMaxQueryBytes) {
    return fail(ErrorCode::limit,
                "the query is " + std::to_string(query.size()) + " bytes long, at most " +
                    std::to_string(kMaxQueryBytes) + " are allowed",
                "a shorter query");
  }
  if (!options.literal) {
    if (auto tree = parse_plain(query, options.default_operator)) {
      note_reading(*tree, query, remarks);
      return *std::move(tree);
    }
  }
  std::string repaired_text;
  if (!is_valid_utf8(query)) {
    repaired_text = query;
    repair_utf8(repaired_text);
    query = repaired_text;
    remarks.warn("the query is not UTF-8: what could not be read parts words");
  }
  if (options.literal) return tree_of(query, tokenize_literally(query), options);
  if (is_headline(query)) {
    remarks.note("a line of " + std::to_string(kHeadlineWords) +
                 " words or more in capitals is read as a headline, without operators");
    return tree_of(query, tokenize_literally(query), options);
  }
  return parse_operators(query, options, remarks);
}

}  // namespace newsidx::query
