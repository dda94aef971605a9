#include "query/list_cache.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/status_macros.h"
#include "segment/field.h"

namespace newsidx::query {

Result<std::shared_ptr<const OpenedLists>> ListCache::find(
    segment::Field field, std::string_view term, const CancellationToken& cancellation) const {
  if (auto known = known_.find({field, term})) return *std::move(known);
  NEWSIDX_ASSIGN_OR_RETURN(auto lists, open(field, term, cancellation));
  constexpr std::size_t kControlBytes = 32;  // of a pointer; a segment's outlives the list
  const std::size_t bytes =
      sizeof(OpenedLists) + kControlBytes +
      lists->in_segments.capacity() * (sizeof(OpenedLists::InSegment) + kControlBytes);
  return known_.keep({field, term}, std::move(lists), bytes);
}

Result<std::shared_ptr<const OpenedLists>> ListCache::open(
    segment::Field field, std::string_view term, const CancellationToken& cancellation) const {
  auto lists = std::make_shared<OpenedLists>();
  for (const segment::SegmentReader* segment : segments_) {
    if (cancellation.requested()) return cancelled_error();
    NEWSIDX_ASSIGN_OR_RETURN(const auto list, segment->find(field, term));
    if (list == nullptr) continue;
    lists->document_frequency += list->entry().document_count;
    lists->in_segments.push_back({segment, list});
  }
  return std::shared_ptr<const OpenedLists>(std::move(lists));
}

namespace {

// Ranges are known by what they hold: "today" is another one tomorrow.
template <class... Numbers>
std::string range_key(std::string_view name, const Numbers&... numbers) {
  std::string key(name);
  key.push_back('\0');
  (append_le(key, std::bit_cast<std::uint64_t>(numbers)), ...);
  return key;
}

}  // namespace

Result<std::shared_ptr<const RangeDocs>> ListCache::find(
    const DateRange& range, const CancellationToken& cancellation) const {
  const std::string key =
      range_key("", range.first_instant, range.end_instant, range.first_clock, range.end_clock);
  if (auto known = ranges_.find({segment::Field::text, key})) return *std::move(known);
  NEWSIDX_ASSIGN_OR_RETURN(RangeDocs docs, docs_of_dates(segments_, range, cancellation));
  const std::size_t bytes = docs.heap_bytes();
  return ranges_.keep({segment::Field::text, key},
                      std::make_shared<const RangeDocs>(std::move(docs)), bytes);
}

Result<std::shared_ptr<const RangeDocs>> ListCache::find(
    std::string_view name, const NumberRange& range, const CancellationToken& cancellation) const {
  const std::uint64_t ends = (range.excludes_low ? 1u : 0u) | (range.excludes_high ? 2u : 0u);
  const std::string key = range_key(name, range.low, range.high, ends);
  if (auto known = ranges_.find({segment::Field::keyword, key})) return *std::move(known);
  NEWSIDX_ASSIGN_OR_RETURN(RangeDocs docs, docs_of_numbers(segments_, name, range, cancellation));
  const std::size_t bytes = docs.heap_bytes();
  return ranges_.keep({segment::Field::keyword, key},
                      std::make_shared<const RangeDocs>(std::move(docs)), bytes);
}

Result<std::shared_ptr<const std::vector<SortKeys>>> ListCache::sort_keys(
    const SortOrder& order, const CancellationToken& cancellation) const {
  const std::string key = (order.descending ? "-" : "+") + order.field;
  const auto field =
      order.by == SortOrder::By::date ? segment::Field::text : segment::Field::keyword;
  if (auto known = keys_.find({field, key})) return *std::move(known);
  std::vector<SortKeys> all;
  std::size_t bytes = sizeof all;
  for (const segment::SegmentReader* segment : segments_) {
    SortKeys& keys = all.emplace_back();
    keys.segment = segment;
    NEWSIDX_ASSIGN_OR_RETURN(keys.numbers, sort_keys_of(*segment, order, cancellation));
    for (std::size_t first = 0; first < keys.numbers.size(); first += SortKeys::kChunk) {
      const auto chunk =
          std::span(keys.numbers)
              .subspan(first, std::min<std::size_t>(SortKeys::kChunk, keys.numbers.size() - first));
      keys.greatest.push_back(std::ranges::max(chunk));
    }
    bytes +=
        sizeof keys + (keys.numbers.capacity() + keys.greatest.capacity()) * sizeof(std::uint64_t);
  }
  return keys_.keep({field, key}, std::make_shared<const std::vector<SortKeys>>(std::move(all)),
                    bytes);
}

Result<std::shared_ptr<const FieldValues>> ListCache::values(
    std::string_view name, const CancellationToken& cancellation) const {
  if (auto known = values_.find({segment::Field::keyword, name})) return *std::move(known);
  NEWSIDX_ASSIGN_OR_RETURN(FieldValues values, field_values(segments_, name, cancellation));
  const std::size_t bytes = values.heap_bytes();
  return values_.keep({segment::Field::keyword, name},
                      std::make_shared<const FieldValues>(std::move(values)), bytes);
}

Result<std::shared_ptr<const PublishedDays>> ListCache::days(
    const analysis::TimeZone& zone, const CancellationToken& cancellation) const {
  if (auto known = days_.find({segment::Field::text, zone.name()})) return *std::move(known);
  NEWSIDX_ASSIGN_OR_RETURN(PublishedDays days, published_days(segments_, zone, cancellation));
  const std::size_t bytes = days.heap_bytes();
  return days_.keep({segment::Field::text, zone.name()},
                    std::make_shared<const PublishedDays>(std::move(days)), bytes);
}

}  // namespace newsidx::query
