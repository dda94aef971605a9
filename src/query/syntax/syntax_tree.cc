#include "query/syntax/syntax_tree.h"

#include <charconv>
#include <string_view>

#include "query/syntax/parser.h"

namespace newsidx::query {
namespace {

std::string_view name_of(SyntaxNode::Kind kind) {
  switch (kind) {
    case SyntaxNode::Kind::word: return "word";
    case SyntaxNode::Kind::phrase: return "phrase";
    case SyntaxNode::Kind::prefix: return "prefix";
    case SyntaxNode::Kind::all: return "all";
    case SyntaxNode::Kind::boolean: return "boolean";
  }
  return "unknown";
}

std::string_view name_of(Occur occur) {
  switch (occur) {
    case Occur::should: return "should";
    case Occur::must: return "must";
    case Occur::must_not: return "must_not";
  }
  return "unknown";
}

// A lone word reads best bare; everything that could be misread stands in quotes.
bool needs_quotes(const SyntaxNode& node) {
  return node.kind != SyntaxNode::Kind::word ||
         node.text.find_first_of(" \t\r\n\"\\()^") != std::string::npos;
}

void append_text(std::string& out, const SyntaxNode& node) {
  if (!needs_quotes(node)) {
    out += node.text;
    return;
  }
  out += '"';
  for (const char c : node.text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

void append_node(std::string& out, const SyntaxNode& node) {
  if (node.kind == SyntaxNode::Kind::boolean) {
    char separator = '(';
    for (const SyntaxNode::Clause& clause : node.clauses) {
      out += separator;
      out.append(name_of(clause.occur)) += ' ';
      append_node(out, clause.node);
      separator = ' ';
    }
    out += ')';
  } else {
    if (!node.field.empty()) out += node.field + '.';
    out += name_of(node.kind);
    if (node.kind != SyntaxNode::Kind::all) {
      out += ':';
      append_text(out, node);
    }
  }
  if (node.boost != 1) {
    char digits[32];
    const auto written = std::to_chars(digits, digits + sizeof digits, node.boost);
    out.append("^").append(digits, written.ptr);
  }
}

}  // namespace

std::string to_string(const SyntaxNode& node) {
  std::string out;
  append_node(out, node);
  return out;
}

}  // namespace newsidx::query
