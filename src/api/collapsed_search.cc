// Answers with one article a story.
//
// By score: the best articles are found, as for any answer, and from the first one of a story on
// the rest of it is passed over; where too few stories are left, more are found. So the pruned
// algorithms serve, and a story stands where its best article does. In another order: the articles
// that are not shown are left out before.
#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "api/state.h"
#include "base/status_macros.h"
#include "search/collector/by_column.h"
#include "search/collector/match_bits.h"
#include "search/collector/several.h"
#include "search/collector/top_docs.h"
#include "search/sorted_docs.h"

namespace newsidx {

using query::SortOrder;
using search::RankedDoc;

namespace {

// Shows a collector the bits of segments.
void collect_bits(const std::vector<segment::DocBits>& bits,
                  const std::vector<const segment::SegmentReader*>& readers,
                  search::MatchCollector& collector) {
  constexpr std::size_t kWords = search::kMatchWindowDocs / 64;
  for (std::size_t i = 0; i < readers.size(); ++i) {
    static_cast<void>(collector.start_segment({readers[i], 0}));
    for (std::size_t first = 0; first < bits[i].size(); first += kWords) {
      search::MatchWindow window;
      const std::size_t count = std::min(kWords, bits[i].size() - first);
      for (std::size_t word = 0; word < count; ++word) window.words[word] = bits[i][first + word];
      collector.collect(static_cast<std::uint32_t>(first * 64), window);
    }
  }
}

std::vector<RankedDoc> in_index_order(const std::vector<segment::DocBits>& bits) {
  std::vector<RankedDoc> docs;
  for (std::uint32_t segment = 0; segment < bits.size(); ++segment) {
    for (std::uint32_t doc = 0; doc < bits[segment].size() * 64; ++doc) {
      if ((bits[segment][doc / 64] >> (doc % 64) & 1) != 0) docs.push_back({segment, doc, 0});
    }
  }
  return docs;
}

}  // namespace

Result<std::vector<RankedDoc>> Index::State::all_collapsed(const query::Plan& plan,
                                                           const SortOrder& order,
                                                           const SearchOptions& options,
                                                           const CancellationToken& cancellation,
                                                           Answer& answer) const {
  const auto searcher = this->searcher(options);
  const search::SearchSettings settings{options.algorithm, parallel(options)};
  NEWSIDX_ASSIGN_OR_RETURN(const auto stories, this->stories(cancellation));
  search::MatchBits matches;
  NEWSIDX_RETURN_IF_ERROR(searcher->search(plan, {.matches = &matches}, cancellation, settings));
  const CollapsedMatches collapsed(*stories, matches, readers);
  answer.total = matches.count();
  answer.stories = collapsed.story_count();
  if (options.sort.empty()) return in_index_order(collapsed.shown());
  if (order.by == SortOrder::By::score) {
    search::TopDocs top(matches.count());
    NEWSIDX_RETURN_IF_ERROR(searcher->search(plan, {.scores = &top}, cancellation, settings));
    return first_of_stories(searcher->ranked(plan, top), collapsed, collapsed.story_count());
  }
  NEWSIDX_ASSIGN_OR_RETURN(const auto keys, sort_keys(order, cancellation));
  search::ByColumn by_column(collapsed.story_count(), *keys);
  collect_bits(collapsed.shown(), readers, by_column);
  NEWSIDX_ASSIGN_OR_RETURN(const auto entries,
                           search::first_by_key_and_id(by_column.take(), collapsed.story_count(),
                                                       readers, cancellation));
  std::vector<RankedDoc> docs;
  docs.reserve(entries.size());
  for (const search::ByColumn::Entry& entry : entries) docs.push_back({entry.segment, entry.doc});
  return docs;
}

Status Index::State::find_collapsed(const query::Plan& plan, const SortOrder& order,
                                    const SearchOptions& options,
                                    const CancellationToken& cancellation,
                                    search::MatchCollector* beside, Found& found) const {
  const auto searcher = this->searcher(options);
  const search::SearchSettings settings{options.algorithm, parallel(options)};
  found.document_count = searcher->weights().statistics().document_count;
  const std::size_t k = wanted(options);
  const auto find = [&]() -> Status {
    NEWSIDX_ASSIGN_OR_RETURN(const auto stories, this->stories(cancellation));
    search::MatchBits matches;
    search::Several both;
    both.add(&matches);
    both.add(beside);
    NEWSIDX_RETURN_IF_ERROR(searcher->search(plan, {.matches = &both}, cancellation, settings));
    const CollapsedMatches collapsed(*stories, matches, readers);
    if (options.count_total) {
      found.total = matches.count();
      found.stories = collapsed.story_count();
    }
    if (order.by == SortOrder::By::score) {
      const std::size_t stories_wanted = std::min<std::uint64_t>(k, collapsed.story_count());
      for (std::size_t count = k + k / 4; found.ranked.size() < stories_wanted; count *= 2) {
        search::TopDocs top(count);
        NEWSIDX_RETURN_IF_ERROR(searcher->search(plan, {.scores = &top}, cancellation, settings));
        found.ranked = first_of_stories(searcher->ranked(plan, top), collapsed, stories_wanted);
      }
    } else {
      NEWSIDX_ASSIGN_OR_RETURN(const auto keys, sort_keys(order, cancellation));
      search::ByColumn first(k, *keys);
      collect_bits(collapsed.shown(), readers, first);
      NEWSIDX_RETURN_IF_ERROR(take_first(first, k, order, cancellation, found));
    }
    cut(options, found);
    if (order.by != SortOrder::By::score) {
      NEWSIDX_RETURN_IF_ERROR(searcher->set_scores(plan, found.ranked, cancellation));
    }
    tell_copies(collapsed, found);
    return {};
  };
  const Status status = find();
  found.is_partial = cancellation.timed_out();
  if (found.is_partial) found.total = found.stories = std::nullopt;
  return !status && !cancellation.timed_out(status.error()) ? status : Status();
}

std::vector<RankedDoc> Index::State::first_of_stories(const std::vector<RankedDoc>& ranked,
                                                      const CollapsedMatches& collapsed,
                                                      std::size_t wanted) {
  std::vector<RankedDoc> first;
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;  // members of stories
  for (const RankedDoc& doc : ranked) {
    if (first.size() == wanted) break;
    if (seen.contains({doc.segment, doc.doc})) continue;
    first.push_back(doc);
    const auto story = collapsed.find(doc.segment, doc.doc);
    if (!story) continue;
    for (const Stories::Member& member : story->members) {
      seen.emplace(member.segment, member.document);
    }
    const Stories::Member& shown = story->members[story->shown];
    first.back() = {shown.segment, shown.document, doc.score};
  }
  return first;
}

void Index::State::tell_copies(const CollapsedMatches& collapsed, Found& found) {
  for (const RankedDoc& doc : found.ranked) {
    auto& copies = found.copies.emplace_back();
    auto story = collapsed.find(doc.segment, doc.doc);
    found.are_corrections.push_back(story && story->members[story->shown].is_correction);
    if (!story) continue;
    story->members.erase(story->members.begin() + static_cast<std::ptrdiff_t>(story->shown));
    copies = std::move(story->members);
  }
}

}  // namespace newsidx
