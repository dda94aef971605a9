#include "exact_answers.h"

#include <algorithm>
#include <cmath>

namespace newsidx::bench {

namespace {

constexpr double kK1 = 1.2;
constexpr double kB = 0.75;
// Scores that differ by less may stand in any order. The second is absolute: an engine that adds in
// 32 bits, or in units of a share of the query's best score, cannot tell tiny scores apart better
// (those of articles with nothing but words that nearly all have).
constexpr double kTie = 1e-5;
constexpr double kAbsoluteTie = 3e-7;

std::vector<double> length_parts(const TokenTable& table, Lengths lengths) {
  const double average = static_cast<double>(table.token_count()) / table.document_count();
  std::vector<double> parts;
  for (std::uint32_t document = 0; document < table.document_count(); ++document) {
    const auto exact = static_cast<std::uint32_t>(table.tokens_of(document).size());
    const std::uint32_t length = lengths == Lengths::exact ? exact : quantised_length(exact);
    parts.push_back(kK1 * (1 - kB + kB * length / average));
  }
  return parts;
}

}  // namespace

ExactAnswers::ExactAnswers(const TokenTable& table, const std::vector<std::string>& queries,
                           Lengths lengths)
    : table_(table), length_parts_(length_parts(table, lengths)) {
  std::vector<bool> is_wanted(table.word_count());
  for (const std::string& text : queries) {
    const auto query = parse_query(text);
    if (!query) continue;
    for (const std::string_view word : query->words) {
      const WordId number = table.number_of(word);
      if (number != kUnknownWord) is_wanted[number] = true;
    }
  }
  lists_ = table.occurrences(is_wanted);
}

const std::vector<Occurrence>& ExactAnswers::list_of(std::string_view word) const {
  static const std::vector<Occurrence> kNowhere;
  const WordId number = table_.number_of(word);
  return number == kUnknownWord ? kNowhere : lists_[number];
}

double ExactAnswers::idf(std::string_view word) const {
  const auto frequency = static_cast<double>(list_of(word).size());
  return std::log(1 + (table_.document_count() - frequency + 0.5) / (frequency + 0.5));
}

std::vector<Occurrence> ExactAnswers::phrase_list(const Query& query) const {
  std::vector<WordId> phrase;
  std::vector<std::uint32_t> words_found(table_.document_count());
  for (const std::string_view word : query.words) {
    phrase.push_back(table_.number_of(word));
    for (const Occurrence& occurrence : list_of(word)) ++words_found[occurrence.document];
  }
  std::vector<Occurrence> list;
  for (std::uint32_t document = 0; document < table_.document_count(); ++document) {
    if (words_found[document] < phrase.size()) continue;
    const std::uint32_t frequency = phrase_frequency(table_.tokens_of(document), phrase);
    if (frequency > 0) list.push_back({document, frequency});
  }
  return list;
}

void ExactAnswers::add(const std::vector<Occurrence>& list, double idf, bool is_required) {
  for (const Occurrence& occurrence : list) {
    Standing& standing = standings_[occurrence.document];
    const double frequency = occurrence.frequency;
    standing.score += idf * frequency / (frequency + length_parts_[occurrence.document]);
    standing.is_touched = true;
    if (is_required) ++standing.required;
  }
}

void ExactAnswers::score_words(const Query& query) {
  const bool only_first = query.kind == QueryKind::mixed || query.kind == QueryKind::negated;
  for (std::size_t i = 0; i < query.words.size(); ++i) {
    const auto& list = list_of(query.words[i]);
    if (query.kind == QueryKind::negated && i > 0) {
      for (const Occurrence& occurrence : list) standings_[occurrence.document].is_excluded = true;
    } else {
      const bool is_required = query.kind == QueryKind::all || (only_first && i == 0);
      add(list, idf(query.words[i]), is_required);
    }
  }
}

ExactAnswer ExactAnswers::collect(std::uint32_t required, std::size_t wanted) const {
  ExactAnswer answer;
  for (std::uint32_t document = 0; document < table_.document_count(); ++document) {
    const Standing& standing = standings_[document];
    if (!standing.is_touched || standing.is_excluded || standing.required < required) continue;
    answer.best.push_back({document, standing.score});
  }
  answer.count = answer.best.size();
  std::stable_sort(answer.best.begin(), answer.best.end(),
                   [](const Hit& a, const Hit& b) { return a.score > b.score; });
  if (answer.best.size() > wanted) {
    const double lowest = answer.best[wanted - 1].score * (1 - kTie) - kAbsoluteTie;
    const auto end = std::partition_point(answer.best.begin(), answer.best.end(),
                                          [&](const Hit& hit) { return hit.score >= lowest; });
    answer.best.erase(end, answer.best.end());
  }
  return answer;
}

std::optional<ExactAnswer> ExactAnswers::answer(const std::string& text, std::size_t wanted) {
  const auto query = parse_query(text);
  if (!query) return std::nullopt;
  standings_.assign(table_.document_count(), Standing{});
  if (query->kind == QueryKind::phrase) {
    double weight = 0;
    for (const std::string_view word : query->words) weight += idf(word);
    add(phrase_list(*query), weight, true);
    return collect(1, wanted);
  }
  score_words(*query);
  switch (query->kind) {
    case QueryKind::all: return collect(static_cast<std::uint32_t>(query->words.size()), wanted);
    case QueryKind::mixed:
    case QueryKind::negated: return collect(1, wanted);
    default: return collect(0, wanted);
  }
}

}  // namespace newsidx::bench
