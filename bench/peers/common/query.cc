#include "common/query.h"

namespace newsidx::bench {

namespace {

/// Words of a query counted by the sign before them.
struct Signs {
  std::size_t required = 0;
  std::size_t optional = 0;
  std::size_t excluded = 0;
};

std::optional<QueryKind> kind_of(const Signs& signs, bool first_is_required) {
  const auto [required, optional, excluded] = signs;
  if (required + optional == 1 && excluded == 0) return QueryKind::term;
  if (excluded == 0 && optional == 0) return QueryKind::all;
  if (excluded == 0 && required == 0) return QueryKind::any;
  if (required != 1 || !first_is_required) return std::nullopt;
  if (excluded == 0) return QueryKind::mixed;
  return optional == 0 ? std::optional(QueryKind::negated) : std::nullopt;
}

std::optional<Query> parse_phrase(std::string_view text) {
  if (text.size() < 2 || text.back() != '"') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  if (text.find('"') != std::string_view::npos) return std::nullopt;
  Query query;
  for_each_word(text, [&](std::string_view word) { query.words.push_back(word); });
  if (query.words.empty()) return std::nullopt;
  query.kind = query.words.size() == 1 ? QueryKind::term : QueryKind::phrase;
  return query;
}

}  // namespace

std::optional<Query> parse_query(std::string_view text) {
  if (text.starts_with('"')) return parse_phrase(text);
  Query query;
  Signs signs;
  bool is_well_formed = text.find('"') == std::string_view::npos;
  for_each_word(text, [&](std::string_view word) {
    const char sign = word.front();
    if (sign == '+' || sign == '-') word.remove_prefix(1);
    if (word.empty()) is_well_formed = false;
    ++(sign == '+' ? signs.required : sign == '-' ? signs.excluded : signs.optional);
    query.words.push_back(word);
  });
  if (!is_well_formed || query.words.empty()) return std::nullopt;
  const auto kind = kind_of(signs, text[text.find_first_not_of(' ')] == '+');
  if (!kind) return std::nullopt;
  query.kind = *kind;
  return query;
}

}  // namespace newsidx::bench
