#include "query/statistics/statistics_sum.h"

#include <algorithm>

#include "query/statistics/statistics_source.h"

namespace newsidx::query {

std::string question_key(Question question, std::string_view text, segment::Field field) {
  std::string key;
  key += static_cast<char>(question);
  key += static_cast<char>(segment::number_of(field));
  return key += text;
}

std::string prefix_key(segment::Field field, std::string_view start) {
  std::string key;
  key += static_cast<char>(segment::number_of(field));
  return key += start;
}

std::optional<std::uint64_t> StatisticsSum::number(Question question, std::string_view text,
                                                   segment::Field field) const {
  const auto known = numbers.find(question_key(question, text, field));
  return known == numbers.end() ? std::nullopt : std::optional(known->second);
}

bool StatisticsSum::is_complete() const {
  if (round == 0 || languages_differ || has_more_questions) return false;
  if (asks_for_match && !number(Question::parts_that_match, "")) return false;
  return std::ranges::all_of(prefixes, [](const auto& prefix) {
    return prefix.second.best(kMaxPrefixExpansions).has_value();
  });
}

Status StatisticsSum::add(const StatisticsSum& other) {
  if (other.round == 0) return {};
  if (round == 0) {
    *this = other;
    return {};
  }
  if (query != other.query || options != other.options) {
    return fail(ErrorCode::invalid_argument, "statistics of different queries are no sum");
  }
  if (analysis != other.analysis) {
    return fail(ErrorCode::invalid_argument,
                "statistics of indexes that were analysed differently are no sum",
                "one analyser, language and title weight for all");
  }
  add_part(other);
  return {};
}

void StatisticsSum::add_part(const StatisticsSum& other) {
  parts += other.parts;
  collection += other.collection;
  languages.insert(other.languages.begin(), other.languages.end());
  for (const auto& [question, number] : other.numbers) numbers[question] += number;
  for (const auto& [name, similar] : other.similar_names) {
    similar_names[name].insert(similar.begin(), similar.end());
  }
  for (const auto& [prefix, counts] : other.prefixes) {
    const auto [known, is_new] = prefixes.try_emplace(prefix, counts);
    if (!is_new) known->second.add(counts);
  }
  if (other.round > round) {
    asked_languages = other.asked_languages;
    languages_differ = other.languages_differ;
    has_more_questions = other.has_more_questions;
    asks_for_match = other.asks_for_match;
  } else if (other.round == round) {
    languages_differ |= other.languages_differ || asked_languages != other.asked_languages;
    has_more_questions |= other.has_more_questions;
    asks_for_match |= other.asks_for_match;
  }
  round = std::max(round, other.round);
  if (!languages_differ) return;
  numbers.clear();
  similar_names.clear();
  prefixes.clear();
}

}  // namespace newsidx::query
