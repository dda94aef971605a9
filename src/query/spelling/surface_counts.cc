#include "query/spelling/surface_counts.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <utility>

#include "base/status_macros.h"
#include "query/pattern/matching_words.h"
#include "segment/surface_entry.h"

namespace newsidx::query {
namespace {

constexpr std::size_t kStretchBytes = 1 << 20;
constexpr std::size_t kLeastShareBytes = 16 << 10;
constexpr std::size_t kBytesPerWord = 96;  // beside its own

// Words go by in stretches, what all segments have between two places of their dictionaries: so
// the words of all segments are added up in little memory.
/// @param walk  Status(segment, from, visit): as DictionaryReader::visit_surfaces()
/// @param take  void(word, occurrences), in byte order
template <class Walk, class Take>
Status for_each_word(const ListCache& lists, std::string from,
                     const CancellationToken& cancellation, const Walk& walk, const Take& take) {
  const std::size_t segments = std::max<std::size_t>(lists.segments().size(), 1);
  const std::size_t share = std::max(kStretchBytes / segments, kLeastShareBytes);
  for (;;) {
    std::map<std::string, std::uint64_t, std::less<>> words;
    std::optional<std::string> last;
    for (const segment::SegmentReader* segment : lists.segments()) {
      std::size_t bytes = 0;
      NEWSIDX_RETURN_IF_ERROR(walk(
          *segment, from, [&](std::string_view word, std::span<const segment::SurfaceTerm> terms) {
            if (cancellation.requested() || (last && word > *last)) return false;
            std::uint64_t& occurrences = words.try_emplace(std::string(word), 0).first->second;
            for (const auto& [term, counts] : terms) {
              occurrences += counts.occurrences + counts.shouted;
            }
            bytes += kBytesPerWord + word.size();
            if (bytes < share) return true;
            last = word;
            return false;
          }));
      if (cancellation.requested()) return cancelled_error();
    }
    for (const auto& [word, occurrences] : words) {
      if (last && word > *last) break;  // comes again, with those of other segments
      if (occurrences > 0) take(word, occurrences);
    }
    if (!last) return {};
    from = *last + '\0';
  }
}

bool is_more_frequent(const CountedWord& a, const CountedWord& b) {
  return a.occurrences != b.occurrences ? a.occurrences > b.occurrences : a.word < b.word;
}

}  // namespace

Result<std::vector<CountedWord>> most_frequent_words(const ListCache& lists,
                                                     std::string_view prefix, std::size_t limit,
                                                     const CancellationToken& cancellation) {
  std::vector<CountedWord> best;  // a heap, the least frequent on top
  const auto walk = [prefix](const segment::SegmentReader& segment, const std::string& from,
                             const auto& visit) {
    return segment.dictionary().visit_surfaces(prefix, from, visit);
  };
  const auto take = [&](const std::string& word, std::uint64_t occurrences) {
    if (best.size() == limit) {
      if (limit == 0 || occurrences <= best.front().occurrences) return;  // words ascend
      std::ranges::pop_heap(best, is_more_frequent);
      best.pop_back();
    }
    best.push_back({word, occurrences});
    std::ranges::push_heap(best, is_more_frequent);
  };
  NEWSIDX_RETURN_IF_ERROR(for_each_word(lists, std::string(prefix), cancellation, walk, take));
  std::ranges::sort(best, is_more_frequent);
  return best;
}

Result<std::vector<CountedWord>> counted_words(const ListCache& lists, const WordPattern& pattern,
                                               const CancellationToken& cancellation) {
  NEWSIDX_ASSIGN_OR_RETURN(MatchingWords matching, MatchingWords::of(pattern));
  std::vector<CountedWord> words;
  const auto walk = [&](const segment::SegmentReader& segment, const std::string& from,
                        const auto& visit) {
    return matching.visit(segment.dictionary(), from, cancellation, visit);
  };
  NEWSIDX_RETURN_IF_ERROR(for_each_word(lists, matching.prefix(), cancellation, walk,
                                        [&](const std::string& word, std::uint64_t occurrences) {
                                          words.push_back({word, occurrences});
                                        }));
  return words;
}

}  // namespace newsidx::query
