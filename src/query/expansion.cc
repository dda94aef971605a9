#include "query/expansion.h"

#include <algorithm>
#include <functional>
#include <optional>

#include "base/hash_set.h"
#include "base/status_macros.h"
#include "query/pattern/matching_words.h"
#include "query/pattern/word_pattern.h"
#include "segment/field.h"

namespace newsidx::query {

using segment::Field;

Result<std::vector<std::uint64_t>> document_frequencies(const ListCache& lists, Field field,
                                                        std::span<const std::string> terms,
                                                        const CancellationToken& cancellation) {
  std::vector<std::uint64_t> frequencies(terms.size());
  for (const segment::SegmentReader* segment : lists.segments()) {
    if (cancellation.requested()) return cancelled_error();
    NEWSIDX_RETURN_IF_ERROR(segment->dictionary().visit_counts(
        field, terms, [&](std::size_t i, const segment::TermCounts& counts) {
          frequencies[i] += counts.document_count;
          return !cancellation.requested();
        }));
  }
  if (cancellation.requested()) return cancelled_error();
  return frequencies;
}

namespace {

// About what a stretch's terms take, over all segments, and of one segment at least: a stretch
// costs two seeks in each. And what a term takes beside its bytes.
constexpr std::size_t kStretchBytes = 2 << 20;
constexpr std::size_t kLeastShareBytes = 16 << 10;
constexpr std::size_t kBytesPerTerm = 64;

// Takes the terms of a prefix stretch by stretch, so that a prefix of ten million words needs no
// more memory than one of ten thousand. A stretch is what all segments have between two places of
// their dictionaries. The stems of words that stand together do so, too, but not all of them: a
// term may come in several stretches.
class Expander {
 public:
  /// What is to be kept of the terms: the `limit` most frequent, with at least so many documents.
  struct Keep {
    std::size_t limit = 0;
    std::uint64_t least_frequency = 1;
    bool is_opened = true;  // their lists
  };
  Expander(const ListCache& cache, Field field, const Keep& keep,
           const CancellationToken& cancellation)
      : cache_(cache), field_(field), keep_(keep), cancellation_(cancellation) {}

  /// @param walk  Status(segment, from, take): calls take(key, terms) for keys of the segment's
  ///              dictionary, from `from` on, ascending, until it returns false
  template <class Walk>
  Result<Expansion> run(std::string from, Walk walk) {
    for (bool is_first = true;; is_first = false) {
      NEWSIDX_ASSIGN_OR_RETURN(const auto last, collect_stretch(from, walk));
      const bool is_all = is_first && !last;
      if (is_all && keep_.is_opened && terms_.size() <= keep_.limit) {
        for (const std::string& term : terms_) found_.push_back({field_, term, 0});
        return opened();
      }
      NEWSIDX_RETURN_IF_ERROR(look_up_stretch(is_all));
      if (!last) return keep_.is_opened ? opened() : Result<Expansion>(finished());
      from = *last + '\0';
    }
  }

 private:
  // Sets terms_: distinct, ascending.
  // @return the last key of the stretch; nothing where it goes to the end of the dictionaries
  template <class Walk>
  Result<std::optional<std::string>> collect_stretch(const std::string& from, Walk walk) {
    terms_.clear();
    std::optional<std::string> last;
    const std::size_t share = std::max(
        kStretchBytes / std::max<std::size_t>(cache_.segments().size(), 1), kLeastShareBytes);
    for (const segment::SegmentReader* segment : cache_.segments()) {
      std::size_t bytes = 0;
      NEWSIDX_RETURN_IF_ERROR(walk(
          *segment, from, [&](std::string_view key, std::span<const segment::SurfaceTerm> terms) {
            if (cancellation_.requested() || (last && key > *last)) return false;
            for (const auto& [term, written] : terms) {
              if (!terms_.empty() && terms_.back() == term) continue;
              terms_.emplace_back(term);
              bytes += kBytesPerTerm + term.size();
            }
            if (bytes < share) return true;
            last = key;
            return false;
          }));
      if (cancellation_.requested()) return cancelled_error();
    }
    std::ranges::sort(terms_);
    const auto rest = std::ranges::unique(terms_);
    terms_.erase(rest.begin(), rest.end());
    return last;
  }

  // Adds the terms that the field has. Their lists are not opened: of more than are searched most
  // are cut again, and would fill the memory of opened lists.
  Status look_up_stretch(bool is_all) {
    if (terms_.empty()) return {};
    NEWSIDX_ASSIGN_OR_RETURN(const auto frequencies,
                             document_frequencies(cache_, field_, terms_, cancellation_));
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      if (frequencies[i] == 0) continue;
      if (is_all) {
        ++expansion_.found_count;
      } else {
        count(terms_[i]);
      }
      if (frequencies[i] < keep_.least_frequency) {
        note_cut(frequencies[i]);
        continue;
      }
      found_.push_back({field_, std::move(terms_[i]), frequencies[i]});
    }
    cut();
    return {};
  }

  // Counts a term the first time that it comes, up to kMaxCounted.
  void count(std::string_view term) {
    if (!expansion_.is_counted || !counted_.insert(hash128(term))) return;
    if (expansion_.found_count == Expansion::kMaxCounted) {
      expansion_.is_counted = false;
    } else {
      ++expansion_.found_count;
    }
  }

  // Keeps the most frequent terms, of equals the first in byte order.
  void cut() {
    std::ranges::sort(found_, {}, &ListRef::term);
    const auto rest = std::ranges::unique(found_, {}, &ListRef::term);
    found_.erase(rest.begin(), rest.end());
    if (found_.size() <= keep_.limit) return;
    std::ranges::stable_sort(found_, std::ranges::greater(), &ListRef::document_frequency);
    note_cut(found_[keep_.limit].document_frequency);
    found_.resize(keep_.limit);
  }

  void note_cut(std::uint64_t frequency) {
    expansion_.largest_cut = std::max(expansion_.largest_cut, frequency);
  }

  Result<Expansion> opened() {
    for (ListRef& list : found_) {
      if (cancellation_.requested()) return cancelled_error();
      NEWSIDX_ASSIGN_OR_RETURN(list.opened, cache_.find(field_, list.term));
      list.document_frequency = list.opened->document_frequency;
    }
    std::erase_if(found_, [](const ListRef& list) { return list.document_frequency == 0; });
    return finished();
  }

  Expansion finished() {
    std::ranges::sort(found_, {}, &ListRef::term);
    expansion_.found_count = std::max<std::uint64_t>(expansion_.found_count, found_.size());
    expansion_.lists = std::move(found_);
    return std::move(expansion_);
  }

  const ListCache& cache_;
  Field field_;
  Keep keep_;
  const CancellationToken& cancellation_;
  std::vector<std::string> terms_;  // of the stretch
  std::vector<ListRef> found_;      // the most frequent so far
  HashSet counted_;
  Expansion expansion_;
};

Result<Expansion> expand(const ListCache& lists, Field field, std::string_view start,
                         const Expander::Keep& keep, const CancellationToken& cancellation) {
  Expander expander(lists, field, keep, cancellation);
  if (const auto pattern = pattern_of_key(start)) {
    NEWSIDX_ASSIGN_OR_RETURN(MatchingWords words, MatchingWords::of(*pattern));
    return expander.run(words.prefix(), [&](const segment::SegmentReader& segment,
                                            const std::string& from, const auto& take) {
      return words.visit(segment.dictionary(), from, cancellation, take);
    });
  }
  if (field != Field::keyword) {
    return expander.run(std::string(start), [start](const segment::SegmentReader& segment,
                                                    const std::string& from, const auto& take) {
      return segment.dictionary().visit_surfaces(start, from, take);
    });
  }
  return expander.run(std::string(start), [start](const segment::SegmentReader& segment,
                                                  const std::string& from, const auto& take) {
    using Visit = segment::DictionaryReader::Visit;
    return segment.dictionary().visit_terms(
        Field::keyword, start, from, [&take](std::string_view term) {
          const segment::SurfaceTerm alone{term};
          return take(term, std::span(&alone, 1)) ? Visit::next : Visit::stop;
        });
  });
}

}  // namespace

std::string keyword_start(std::string_view name, std::string_view prefix) {
  std::string start(name);
  start.push_back('\0');
  start += prefix;
  return start;
}

Result<Expansion> expand_prefix(const ListCache& lists, Field field, std::string_view start,
                                std::size_t limit, const CancellationToken& cancellation) {
  return expand(lists, field, start, {.limit = limit}, cancellation);
}

Result<Expansion> frequent_words(const ListCache& lists, Field field, std::string_view start,
                                 const FrequentWords& wanted,
                                 const CancellationToken& cancellation) {
  return expand(
      lists, field, start,
      {.limit = wanted.limit, .least_frequency = wanted.least_frequency, .is_opened = false},
      cancellation);
}

}  // namespace newsidx::query
