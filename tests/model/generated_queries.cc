#include "generated_queries.h"

#include <algorithm>

namespace newsidx::testing {

using query::Occur;

namespace {

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// What stands between blanks, if it has a letter or digit.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (std::any_of(word.begin(), word.end(), is_alphanumeric)) words.push_back(word);
    word.clear();
  };
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= ' ') {
      end_word();
    } else {
      word += c;
    }
  }
  end_word();
  return words;
}

bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }

// Every sign escaped, typographic quotes too: nothing is an operator. The first letter as well, so
// that "OR" is a word.
std::string escaped(const std::string& word) {
  std::string text;
  for (const char c : word) {
    const bool is_letter = is_alphanumeric(c) && static_cast<unsigned char>(c) < 0x80;
    if (starts_character(c) && (!is_letter || text.empty()) && c != ' ') text += '\\';
    text += c;
  }
  return text;
}

}  // namespace

GeneratedQuery generate_query(std::string_view article_text, QueryShape shape, Dice& dice) {
  GeneratedQuery query;
  query.shape = shape;
  const std::vector<std::string> words = words_of(article_text);
  const std::uint32_t count = 2 + dice.below(2);
  if (words.size() < count) return query;
  const auto size = static_cast<std::uint32_t>(words.size());
  if (shape == QueryShape::phrase) {
    const std::uint32_t start = dice.below(size - count + 1);
    std::string phrase;
    for (std::uint32_t i = 0; i < count; ++i) {
      if (i > 0) phrase += ' ';
      phrase += words[start + i];
    }
    query.text = '"' + escaped(phrase) + '"';
    query.tree.kind = query::PhraseSyntax{{std::move(phrase), {}}};
    return query;
  }
  query::BooleanSyntax list;
  list.is_list = true;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::string& word = words[dice.below(size)];
    query::SyntaxClause clause;
    clause.occur = shape == QueryShape::all ? Occur::must : Occur::should;
    clause.node.kind = query::WordSyntax{{word, {}}};
    if (i > 0) query.text += ' ';
    if (shape == QueryShape::all) query.text += '+';
    query.text += escaped(word);
    list.clauses.push_back(std::move(clause));
  }
  query.tree.kind = std::move(list);
  return query;
}

}  // namespace newsidx::testing
