#include "query/statistics/prefix_counts.h"

#include <algorithm>
#include <functional>

#include "base/status_macros.h"
#include "query/expansion.h"

namespace newsidx::query {

void PrefixCounts::add(const PrefixCounts& other) {
  if (other.round == round) return add_parts(other);
  PrefixCounts newer = other;
  if (round > other.round) std::swap(*this, newer);
  for (const auto& [word, count] : newer.words) {
    Count& known = words.try_emplace(word, count).first->second;
    if (known.untold != 0) known = count;
  }
  if (newer.has_rest) rest = newer.rest;
  found_count = std::max<std::uint64_t>({found_count, newer.found_count, words.size()});
  has_rest = true;
  round = newer.round;
}

void PrefixCounts::add_parts(const PrefixCounts& other) {
  for (auto& [word, count] : words) {
    const auto told = other.words.find(word);
    if (told == other.words.end()) {
      count.untold = 1;
    } else {
      count.documents += told->second.documents;
      count.untold |= told->second.untold;
    }
  }
  for (const auto& [word, count] : other.words) words.try_emplace(word, Count{count.documents, 1});
  rest = std::max(rest, other.rest);
  found_count = std::max<std::uint64_t>({found_count, other.found_count, words.size()});
}

std::optional<std::vector<PrefixCounts::Word>> PrefixCounts::best(std::size_t k) const {
  if (rest != 0) return std::nullopt;
  std::vector<Word> best;
  for (const auto& [word, count] : words) {
    if (count.untold != 0) return std::nullopt;
    if (count.documents != 0) best.emplace_back(word, count.documents);
  }
  if (best.size() > k) {
    std::ranges::stable_sort(best, std::ranges::greater(), &Word::second);
    best.resize(k);
    std::ranges::sort(best);
  }
  return best;
}

PrefixCounts::Request PrefixCounts::request() const {
  Request request;
  for (const auto& [word, count] : words) {
    if (count.untold != 0) request.words.push_back(word);
  }
  request.all = rest != 0;
  return request;
}

namespace {

PrefixCounts counts_of(const Expansion& words) {
  PrefixCounts counts;
  for (const ListRef& list : words.lists) {
    counts.words.try_emplace(list.term, PrefixCounts::Count{list.document_frequency, 0});
  }
  counts.rest = words.largest_cut;
  counts.found_count = words.found_count;
  return counts;
}

}  // namespace

Result<PrefixCounts> first_counts(const ListCache& lists, segment::Field field,
                                  std::string_view start, const CancellationToken& cancellation) {
  NEWSIDX_ASSIGN_OR_RETURN(
      const Expansion words,
      frequent_words(lists, field, start, {.limit = PrefixCounts::kTold}, cancellation));
  return counts_of(words);
}

Result<PrefixCounts> further_counts(const ListCache& lists, segment::Field field,
                                    std::string_view start, const PrefixCounts::Request& request,
                                    std::uint32_t round, const CancellationToken& cancellation) {
  PrefixCounts counts;
  counts.has_rest = request.all;
  if (request.all) {
    const FrequentWords all{.limit = Expansion::kMaxCounted};
    NEWSIDX_ASSIGN_OR_RETURN(const Expansion words,
                             frequent_words(lists, field, start, all, cancellation));
    if (words.largest_cut != 0) {
      return fail(ErrorCode::unsupported,
                  "of a word that stands for more than 500,000 words no statistics can be added up",
                  "more letters");
    }
    counts = counts_of(words);
  }
  counts.round = round;
  NEWSIDX_ASSIGN_OR_RETURN(const auto documents,
                           document_frequencies(lists, field, request.words, cancellation));
  for (std::size_t i = 0; i < documents.size(); ++i) {
    counts.words.insert_or_assign(request.words[i], PrefixCounts::Count{documents[i], 0});
  }
  return counts;
}

}  // namespace newsidx::query
