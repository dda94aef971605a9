#include "query/expansion.h"

#include <algorithm>
#include <set>

#include "base/try.h"

namespace newsidx::query {

using storage::Field;

namespace {

// Keeps the `limit` most frequent lists, in byte order.
void cut(std::vector<ListRef>& lists, std::size_t limit) {
  if (lists.size() <= limit) return;
  std::stable_sort(lists.begin(), lists.end(), [](const ListRef& a, const ListRef& b) {
    return a.document_frequency > b.document_frequency;
  });
  lists.resize(limit);
  std::sort(lists.begin(), lists.end(),
            [](const ListRef& a, const ListRef& b) { return a.term < b.term; });
}

// Sets the frequencies without opening the lists.
Status look_up_frequencies(Segments segments, const std::vector<std::string>& terms,
                           const Interrupt& interrupt, std::vector<ListRef>& lists) {
  for (const segment::SegmentReader* segment : segments) {
    if (interrupt.requested()) return interrupted();
    NEWSIDX_RETURN_IF_ERROR(segment->visit_counts(
        lists.front().field, terms, [&](std::size_t i, const segment::TermCounts& counts) {
          lists[i].document_frequency += counts.document_count;
          return !interrupt.requested();
        }));
  }
  return {};
}

Result<Expansion> expansion_of(const ListCache& cache, Field field,
                               const std::set<std::string>& terms, std::size_t limit,
                               const Interrupt& interrupt) {
  Expansion expansion;
  std::vector<ListRef>& lists = expansion.lists;
  for (const std::string& term : terms) lists.push_back({field, term, 0});
  const auto drop_missing = [&] {
    std::erase_if(lists, [](const ListRef& list) { return list.document_frequency == 0; });
    expansion.found_count = std::max<std::uint64_t>(expansion.found_count, lists.size());
  };
  // Of more lists than are searched most are cut again: opening them would fill the cache of opened
  // terms with them.
  if (lists.size() > limit) {
    NEWSIDX_RETURN_IF_ERROR(
        look_up_frequencies(cache.segments(), {terms.begin(), terms.end()}, interrupt, lists));
    drop_missing();
    cut(lists, limit);
  }
  for (ListRef& list : lists) {
    if (interrupt.requested()) return interrupted();
    NEWSIDX_ASSIGN_OR_RETURN(list.opened, cache.find(field, list.term));
    list.document_frequency = list.opened->document_frequency;
  }
  drop_missing();
  return expansion;
}

}  // namespace

Result<Expansion> expand_prefix(const ListCache& lists, Field field, std::string_view prefix,
                                std::size_t limit, const Interrupt& interrupt) {
  std::set<std::string> terms;
  for (const segment::SegmentReader* segment : lists.segments()) {
    NEWSIDX_RETURN_IF_ERROR(segment->visit_surfaces(
        prefix, [&](std::string_view, std::span<const std::string_view> found) {
          terms.insert(found.begin(), found.end());
          return !interrupt.requested();
        }));
  }
  return expansion_of(lists, field, terms, limit, interrupt);
}

Result<Expansion> expand_keyword_prefix(const ListCache& lists, std::string_view name,
                                        std::string_view prefix, std::size_t limit,
                                        const Interrupt& interrupt) {
  std::string start(name);
  start.push_back('\0');
  start += prefix;
  std::set<std::string> terms;
  for (const segment::SegmentReader* segment : lists.segments()) {
    NEWSIDX_RETURN_IF_ERROR(segment->visit_terms(Field::keyword, start, [&](std::string_view term) {
      terms.emplace(term);
      return interrupt.requested() ? segment::SegmentReader::Visit::stop
                                   : segment::SegmentReader::Visit::next;
    }));
  }
  return expansion_of(lists, Field::keyword, terms, limit, interrupt);
}

Result<std::vector<std::string>> keyword_names(Segments segments) {
  std::set<std::string> names;
  for (const segment::SegmentReader* segment : segments) {
    NEWSIDX_RETURN_IF_ERROR(segment->visit_terms(Field::keyword, "", [&](std::string_view term) {
      names.emplace(term.substr(0, term.find('\0')));
      return segment::SegmentReader::Visit::skip_name;
    }));
  }
  return std::vector<std::string>(names.begin(), names.end());
}

}  // namespace newsidx::query
