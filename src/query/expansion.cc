#include "query/expansion.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <set>

#include "base/hash_set.h"
#include "base/try.h"
#include "segment/field.h"

namespace newsidx::query {

using segment::Field;

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
  Expander(const ListCache& cache, Field field, std::size_t limit, const Interrupt& interrupt)
      : cache_(cache), field_(field), limit_(limit), interrupt_(interrupt) {}

  /// @param walk  Status(segment, from, take): calls take(key, terms) for keys of the segment's
  ///              dictionary, from `from` on, ascending, until it returns false
  template <class Walk>
  Result<Expansion> run(std::string from, Walk walk) {
    for (bool is_first = true;; is_first = false) {
      NEWSIDX_ASSIGN_OR_RETURN(const auto last, collect_stretch(from, walk));
      const bool is_all = is_first && !last;
      if (is_all && terms_.size() <= limit_) {
        for (const std::string& term : terms_) found_.push_back({field_, term, 0});
        return opened();
      }
      NEWSIDX_RETURN_IF_ERROR(look_up_stretch(is_all));
      if (!last) return opened();
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
            if (interrupt_.requested() || (last && key > *last)) return false;
            for (const auto& [term, written] : terms) {
              if (!terms_.empty() && terms_.back() == term) continue;
              terms_.emplace_back(term);
              bytes += kBytesPerTerm + term.size();
            }
            if (bytes < share) return true;
            last = key;
            return false;
          }));
      if (interrupt_.requested()) return interrupted();
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
    std::vector<std::uint64_t> frequencies(terms_.size());
    for (const segment::SegmentReader* segment : cache_.segments()) {
      if (interrupt_.requested()) return interrupted();
      NEWSIDX_RETURN_IF_ERROR(segment->dictionary().visit_counts(
          field_, terms_, [&](std::size_t i, const segment::TermCounts& counts) {
            frequencies[i] += counts.document_count;
            return !interrupt_.requested();
          }));
    }
    if (interrupt_.requested()) return interrupted();
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      if (frequencies[i] == 0) continue;
      if (is_all) {
        ++expansion_.found_count;
      } else {
        count(terms_[i]);
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
    if (found_.size() <= limit_) return;
    std::ranges::stable_sort(found_, std::ranges::greater(), &ListRef::document_frequency);
    found_.resize(limit_);
  }

  Result<Expansion> opened() {
    std::ranges::sort(found_, {}, &ListRef::term);
    for (ListRef& list : found_) {
      if (interrupt_.requested()) return interrupted();
      NEWSIDX_ASSIGN_OR_RETURN(list.opened, cache_.find(field_, list.term));
      list.document_frequency = list.opened->document_frequency;
    }
    std::erase_if(found_, [](const ListRef& list) { return list.document_frequency == 0; });
    expansion_.found_count = std::max<std::uint64_t>(expansion_.found_count, found_.size());
    expansion_.lists = std::move(found_);
    return std::move(expansion_);
  }

  const ListCache& cache_;
  Field field_;
  std::size_t limit_;
  const Interrupt& interrupt_;
  std::vector<std::string> terms_;  // of the stretch
  std::vector<ListRef> found_;      // the most frequent so far
  HashSet counted_;
  Expansion expansion_;
};

}  // namespace

Result<Expansion> expand_prefix(const ListCache& lists, Field field, std::string_view prefix,
                                std::size_t limit, const Interrupt& interrupt) {
  return Expander(lists, field, limit, interrupt)
      .run(std::string(prefix), [prefix](const segment::SegmentReader& segment,
                                         const std::string& from, const auto& take) {
        return segment.dictionary().visit_surfaces(prefix, from, take);
      });
}

Result<Expansion> expand_keyword_prefix(const ListCache& lists, std::string_view name,
                                        std::string_view prefix, std::size_t limit,
                                        const Interrupt& interrupt) {
  std::string start(name);
  start.push_back('\0');
  start += prefix;
  return Expander(lists, Field::keyword, limit, interrupt)
      .run(start, [&start](const segment::SegmentReader& segment, const std::string& from,
                           const auto& take) {
        using Visit = segment::DictionaryReader::Visit;
        return segment.dictionary().visit_terms(
            Field::keyword, start, from, [&take](std::string_view term) {
              const segment::SurfaceTerm alone{term};
              return take(term, std::span(&alone, 1)) ? Visit::next : Visit::stop;
            });
      });
}

Result<bool> has_keyword_name(Segments segments, std::string_view name) {
  std::string start(name);
  start.push_back('\0');
  bool found = false;
  for (const segment::SegmentReader* segment : segments) {
    NEWSIDX_RETURN_IF_ERROR(
        segment->dictionary().visit_terms(Field::keyword, start, "", [&found](std::string_view) {
          found = true;
          return segment::DictionaryReader::Visit::stop;
        }));
    if (found) break;
  }
  return found;
}

Result<std::vector<std::string>> keyword_names(Segments segments, const Interrupt& interrupt) {
  std::set<std::string> names;
  for (const segment::SegmentReader* segment : segments) {
    NEWSIDX_RETURN_IF_ERROR(
        segment->dictionary().visit_terms(Field::keyword, "", "", [&](std::string_view term) {
          names.emplace(term.substr(0, term.find('\0')));
          return interrupt.requested() ? segment::DictionaryReader::Visit::stop
                                       : segment::DictionaryReader::Visit::skip_name;
        }));
    if (interrupt.requested()) return interrupted();
  }
  return std::vector<std::string>(names.begin(), names.end());
}

}  // namespace newsidx::query
