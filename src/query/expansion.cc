#include "query/expansion.h"

#include <algorithm>
#include <set>

#include "base/try.h"

namespace newsidx::query {

using storage::Field;

namespace {

// Keeps the `limit` most frequent lists, in byte order.
void cut(Expansion& expansion, std::size_t limit) {
  auto& lists = expansion.lists;
  expansion.found_count = lists.size();
  if (lists.size() <= limit) return;
  std::stable_sort(lists.begin(), lists.end(), [](const ListRef& a, const ListRef& b) {
    return a.document_frequency > b.document_frequency;
  });
  lists.resize(limit);
  std::sort(lists.begin(), lists.end(),
            [](const ListRef& a, const ListRef& b) { return a.term < b.term; });
}

// Without opening the lists.
Status peek_documents(Segments segments, ListRef& list) {
  list.document_frequency = 0;
  for (const segment::SegmentReader* segment : segments) {
    NEWSIDX_ASSIGN_OR_RETURN(const auto counts, segment->counts(list.field, list.term));
    if (counts) list.document_frequency += counts->document_count;
  }
  return {};
}

Result<Expansion> expansion_of(const ListCache& lists, Field field,
                               const std::set<std::string>& terms, std::size_t limit,
                               const Interrupt& interrupt) {
  Expansion expansion;
  // Lists that are searched anyway are opened (and kept open) now. Of more than that most are cut
  // again, and opening them would fill the cache of opened terms with them.
  const bool all_are_searched = terms.size() <= limit;
  for (const std::string& term : terms) {
    if (interrupt.requested()) return interrupted();
    ListRef list{field, term, 0};
    if (all_are_searched) {
      NEWSIDX_ASSIGN_OR_RETURN(list.opened, lists.find(field, term));
      list.document_frequency = list.opened->document_frequency;
    } else {
      NEWSIDX_RETURN_IF_ERROR(peek_documents(lists.segments(), list));
    }
    if (list.document_frequency > 0) expansion.lists.push_back(std::move(list));
  }
  cut(expansion, limit);
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
