#include "query/statistics/summed_statistics.h"

#include <algorithm>

#include "base/status_macros.h"

namespace newsidx::query {

using segment::Field;

namespace {

Failure unknown(std::string_view what) {
  return fail(ErrorCode::invalid_argument,
              "the statistics do not tell of '" + std::string(what) + "'",
              "further rounds, until they are complete");
}

}  // namespace

Result<std::uint64_t> SummedStatistics::number(Question question, std::string_view text,
                                               Field field) const {
  const auto known = sum_.number(question, text, field);
  if (!known) return unknown(text);
  return *known;
}

Result<std::uint64_t> SummedStatistics::document_frequency(const ListRef& list) {
  return number(Question::documents, list.term, list.field);
}

Result<std::uint64_t> SummedStatistics::id_frequency(std::string_view id, std::uint64_t) {
  return number(Question::id, id);
}

Result<segment::SurfaceCounts> SummedStatistics::surface_counts(std::string_view surface) {
  segment::SurfaceCounts counts;
  NEWSIDX_ASSIGN_OR_RETURN(counts.occurrences, number(Question::occurrences, surface));
  NEWSIDX_ASSIGN_OR_RETURN(counts.capitals, number(Question::capitals, surface));
  return counts;
}

Result<bool> SummedStatistics::has_keyword_name(std::string_view name) {
  NEWSIDX_ASSIGN_OR_RETURN(const std::uint64_t parts, number(Question::keyword_name, name));
  return parts > 0;
}

Result<std::vector<std::string>> SummedStatistics::similar_keyword_names(std::string_view name) {
  const auto names = sum_.similar_names.find(name);
  if (names == sum_.similar_names.end()) return unknown(name);
  return std::vector<std::string>(names->second.begin(), names->second.end());
}

Result<std::optional<Expansion>> SummedStatistics::known_expansion(Field field,
                                                                   std::string_view start) const {
  std::optional<Expansion> expansion;
  const auto counts = sum_.prefixes.find(prefix_key(field, start));
  if (counts == sum_.prefixes.end()) return expansion;
  const auto best = counts->second.best(kMaxPrefixExpansions);
  if (!best) return expansion;
  expansion.emplace();
  for (const auto& [word, documents] : *best) {
    ListRef& list = expansion->lists.emplace_back(ListRef{field, word, documents});
    NEWSIDX_ASSIGN_OR_RETURN(list.opened, lists_.find(field, word, cancellation_));
  }
  expansion->found_count =
      std::max<std::uint64_t>(counts->second.found_count, expansion->lists.size());
  expansion->is_counted = counts->second.is_counted();
  return expansion;
}

Result<Expansion> SummedStatistics::expand(Field field, std::string_view start) {
  NEWSIDX_ASSIGN_OR_RETURN(auto expansion, known_expansion(field, start));
  if (!expansion) return unknown(start);
  return *std::move(expansion);
}

}  // namespace newsidx::query
