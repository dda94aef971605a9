#include "query/statistics/prefix_counts.h"

#include <algorithm>
#include <functional>
#include <limits>

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
      count.untold += other.rest;
    } else {
      count.documents += told->second.documents;
      count.untold += told->second.untold;
    }
  }
  for (const auto& [word, count] : other.words) {
    words.try_emplace(word, Count{count.documents, count.untold + rest});
  }
  rest += other.rest;
  found_count = std::max<std::uint64_t>({found_count, other.found_count, words.size()});
}

// What the k-th most frequent word has at least; 0 when there are not so many.
std::uint64_t PrefixCounts::least_of_best(std::size_t k) const {
  if (k == 0 || words.size() < k) return 0;
  std::vector<std::uint64_t> documents;
  documents.reserve(words.size());
  for (const auto& [word, count] : words) documents.push_back(count.documents);
  const auto kth = documents.begin() + static_cast<std::ptrdiff_t>(k - 1);
  std::ranges::nth_element(documents, kth, std::ranges::greater());
  return *kth;
}

std::optional<std::vector<PrefixCounts::Word>> PrefixCounts::best(std::size_t k) const {
  const std::uint64_t least = least_of_best(k);
  // One that is told and has as many may come first by its bytes, and so may an untold one.
  if (rest != 0 && rest >= least) return std::nullopt;
  std::vector<Word> best;
  for (const auto& [word, count] : words) {
    if (count.documents + count.untold < least) continue;
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

PrefixCounts::Request PrefixCounts::request(std::size_t k, std::uint32_t parts) const {
  const std::uint64_t least = least_of_best(k);
  Request request;
  for (const auto& [word, count] : words) {
    if (count.untold != 0 && count.documents + count.untold >= least) request.words.push_back(word);
  }
  if (rest != 0 && rest >= least) {
    const std::uint64_t of_part = least / std::max(parts, 1u) + (least % std::max(parts, 1u) != 0);
    request.least_frequency = std::max<std::uint64_t>(of_part, 1);
  }
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
  counts.has_rest = request.least_frequency != 0;
  if (counts.has_rest) {
    const FrequentWords all{.limit = std::numeric_limits<std::size_t>::max(),
                            .least_frequency = request.least_frequency};
    NEWSIDX_ASSIGN_OR_RETURN(const Expansion words,
                             frequent_words(lists, field, start, all, cancellation));
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
