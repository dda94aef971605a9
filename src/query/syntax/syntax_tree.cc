#include "query/syntax/syntax_tree.h"

#include <charconv>
#include <string_view>

#include "query/syntax/parser.h"

namespace newsidx::query {
namespace {

std::string_view name_of(Occur occur) {
  switch (occur) {
    case Occur::should: return "should";
    case Occur::must: return "must";
    case Occur::must_not: return "must_not";
  }
  return "unknown";
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

void append_node(std::string& out, const SyntaxNode& node);

// Appends a node of each kind.
struct Writer {
  std::string& out;

  void operator()(const WordSyntax& word) const {
    write_field(word, "word:");
    // A lone word reads best bare; everything that could be misread stands in quotes.
    if (word.text.find_first_of(" \t\r\n\"\\()^") == std::string::npos) {
      out += word.text;
    } else {
      append_quoted(out, word.text);
    }
  }
  void operator()(const PhraseSyntax& phrase) const {
    write_field(phrase, "phrase:");
    append_quoted(out, phrase.text);
    if (phrase.slop > 0) out += '~' + std::to_string(phrase.slop);
  }
  void operator()(const PrefixSyntax& prefix) const {
    write_field(prefix, "prefix:");
    append_quoted(out, prefix.text);
  }
  void operator()(const PatternSyntax& pattern) const {
    write_field(pattern, "pattern:");
    append_quoted(out, to_string(pattern.pattern()));
  }
  void operator()(const RangeSyntax& range) const {
    write_field(range, "range:");
    append_quoted(out, range.text);
  }
  void operator()(const AllSyntax& all) const {
    if (!all.field.empty()) out += all.field + '.';
    out += "all";
  }
  void operator()(const BooleanSyntax& group) const { write_clauses(group.clauses, '('); }
  void operator()(const NearSyntax& near) const {
    out += '(' + to_string(near.near);
    write_operands(near.clauses);
  }
  void operator()(const AtLeastSyntax& at_least) const {
    out += "(atleast" + std::to_string(at_least.count);
    write_operands(at_least.clauses);
  }

 private:
  void write_operands(const std::vector<SyntaxClause>& clauses) const {
    for (const SyntaxClause& clause : clauses) {
      out += ' ';
      append_node(out, clause.node);
    }
    out += ')';
  }
  void write_clauses(const std::vector<SyntaxClause>& clauses, char separator) const {
    for (const SyntaxClause& clause : clauses) {
      out += separator;
      out.append(name_of(clause.occur)) += ' ';
      append_node(out, clause.node);
      separator = ' ';
    }
    out += ')';
  }
  void write_field(const SyntaxLeaf& leaf, const char* kind) const {
    if (!leaf.field.empty()) out += leaf.field + '.';
    if (leaf.is_exact) out += "exact.";
    if (leaf.letter_cases == kWithCapitals) out += "caps.";
    if (leaf.letter_cases == kInCapitals) out += "allcaps.";
    if (leaf.letter_cases == kWithoutCapitals) out += "nocaps.";
    if (leaf.letter_cases == 0) out += "no_case.";
    out += kind;
  }
};

void append_node(std::string& out, const SyntaxNode& node) {
  std::visit(Writer{out}, node.kind);
  if (node.boost != 1) {
    char digits[32];
    const auto written = std::to_chars(digits, digits + sizeof digits, node.boost);
    out.append("^").append(digits, written.ptr);
  }
}

std::string with_field(const std::string& field, std::string text) {
  return field.empty() ? text : field + ':' + std::move(text);
}
std::string as_written(const WordSyntax& word) {
  return with_field(word.field, (word.is_exact ? "=" : "") + word.text);
}
std::string as_written(const PhraseSyntax& phrase) {
  const std::string slop = phrase.slop == 0 ? "" : '~' + std::to_string(phrase.slop);
  return with_field(phrase.field, (phrase.is_exact ? "=\"" : "\"") + phrase.text + '"' + slop);
}
std::string as_written(const PrefixSyntax& prefix) {
  return with_field(prefix.field, prefix.text + '*');
}
std::string as_written(const PatternSyntax& pattern) {
  return with_field(pattern.field, to_string(pattern.pattern()));
}
std::string as_written(const RangeSyntax& range) { return with_field(range.field, range.text); }
std::string as_written(const AllSyntax& all) { return with_field(all.field, ""); }
// What holds others is not missing by itself.
std::string as_written(const BooleanSyntax&) { return ""; }
std::string as_written(const NearSyntax&) { return ""; }
std::string as_written(const AtLeastSyntax&) { return ""; }

}  // namespace

const SyntaxLeaf* SyntaxNode::leaf() const noexcept {
  if (const auto* const word = as<WordSyntax>()) return word;
  if (const auto* const phrase = as<PhraseSyntax>()) return phrase;
  if (const auto* const prefix = as<PrefixSyntax>()) return prefix;
  return as<PatternSyntax>();
}

std::span<const SyntaxClause> SyntaxNode::clauses() const noexcept {
  if (const auto* const group = as<BooleanSyntax>()) return group->clauses;
  if (const auto* const near = as<NearSyntax>()) return near->clauses;
  if (const auto* const at_least = as<AtLeastSyntax>()) return at_least->clauses;
  return {};
}

SyntaxLeaf* SyntaxNode::own_leaf() noexcept {
  if (auto* const word = as<WordSyntax>()) return word;
  if (auto* const phrase = as<PhraseSyntax>()) return phrase;
  if (auto* const prefix = as<PrefixSyntax>()) return prefix;
  return as<PatternSyntax>();
}

std::span<SyntaxClause> SyntaxNode::own_clauses() noexcept {
  if (auto* const group = as<BooleanSyntax>()) return group->clauses;
  if (auto* const near = as<NearSyntax>()) return near->clauses;
  if (auto* const at_least = as<AtLeastSyntax>()) return at_least->clauses;
  return {};
}

void keep_letter_cases(SyntaxNode& node, LetterCases cases) {
  if (SyntaxLeaf* const leaf = node.own_leaf()) leaf->letter_cases &= cases;
  for (SyntaxClause& clause : node.own_clauses()) keep_letter_cases(clause.node, cases);
}

std::string to_string(const SyntaxNode& node) {
  std::string out;
  append_node(out, node);
  return out;
}

std::string as_written(const SyntaxNode& node) {
  return std::visit([](const auto& kind) { return as_written(kind); }, node.kind);
}

}  // namespace newsidx::query
