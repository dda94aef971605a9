#include "query/doc_values.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/status_macros.h"
#include "segment/column_names.h"
#include "segment/field.h"
#include "segment/keyword_term.h"
#include "segment/posting_cursor.h"
#include "segment/timestamp_column.h"

namespace newsidx::query {
namespace {

constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::string_view kUrl = "url";

struct Posting {
  std::uint32_t doc;
  std::uint32_t ordinal;
};

// The values of a field in one segment, without what stands before them in the terms. Of "url"
// these are the hosts, which are words there; of others the words are left out.
Result<std::vector<std::string>> values_of(const segment::SegmentReader& segment,
                                           const std::string& start, bool is_url,
                                           const CancellationToken& cancellation) {
  using Visit = segment::DictionaryReader::Visit;
  std::vector<std::string> values;
  const std::string first_value = start + static_cast<char>(segment::kWholeUrl + 1);
  NEWSIDX_RETURN_IF_ERROR(segment.dictionary().visit_terms(
      segment::Field::keyword, start, is_url ? start : first_value, [&](std::string_view term) {
        values.emplace_back(term.substr(start.size()));
        return cancellation.requested() ? Visit::stop : Visit::next;
      }));
  if (cancellation.requested()) return cancelled_error();
  return values;
}

Result<std::vector<Posting>> postings_of(const segment::SegmentReader& segment,
                                         const std::string& start, bool is_url,
                                         const std::vector<std::string>& values,
                                         const CancellationToken& cancellation) {
  NEWSIDX_ASSIGN_OR_RETURN(const std::vector<std::string> own,
                           values_of(segment, start, is_url, cancellation));
  std::vector<Posting> postings;
  for (const std::string& value : own) {
    if (cancellation.requested()) return cancelled_error();
    const auto at = std::ranges::lower_bound(values, value);
    NEWSIDX_ASSIGN_OR_RETURN(const auto list, segment.find(segment::Field::keyword, start + value));
    if (list == nullptr) continue;
    segment::PostingCursor cursor(list);
    for (; cursor.doc() != segment::kNoMoreDocs; cursor.next()) {
      postings.push_back({cursor.doc(), static_cast<std::uint32_t>(at - values.begin())});
    }
    NEWSIDX_RETURN_IF_ERROR(cursor.status());
  }
  return postings;
}

// Of a host and the domains above it the longest is the host.
void keep_longest(std::vector<Posting>& postings, const std::vector<std::string>& values,
                  std::uint32_t document_count) {
  std::vector<std::uint32_t> longest(document_count, DocOrdinals::kNone);
  for (const auto& [doc, ordinal] : postings) {
    std::uint32_t& kept = longest[doc];
    if (kept == DocOrdinals::kNone || values[kept].size() < values[ordinal].size()) kept = ordinal;
  }
  postings.clear();
  for (std::uint32_t doc = 0; doc < document_count; ++doc) {
    if (longest[doc] != DocOrdinals::kNone) postings.push_back({doc, longest[doc]});
  }
}

// @param postings  ordinals ascending for each document
void store(const std::vector<Posting>& postings, std::uint32_t document_count,
           DocOrdinals::InSegment& out) {
  if (postings.empty()) return;
  out.one.assign(document_count, DocOrdinals::kNone);
  const bool has_several = std::ranges::any_of(postings, [&out](const Posting& posting) {
    return std::exchange(out.one[posting.doc], posting.ordinal) != DocOrdinals::kNone;
  });
  if (!has_several) return;
  out.one = {};
  out.starts.assign(std::size_t{document_count} + 1, 0);
  for (const Posting& posting : postings) ++out.starts[posting.doc + 1];
  for (std::size_t doc = 0; doc < document_count; ++doc) out.starts[doc + 1] += out.starts[doc];
  std::vector<std::uint32_t> ends(out.starts.begin(), out.starts.end() - 1);
  out.many.resize(postings.size());
  for (const Posting& posting : postings) out.many[ends[posting.doc]++] = posting.ordinal;
}

void sort_and_unite(auto& values) {
  std::ranges::sort(values);
  const auto same = std::ranges::unique(values);
  values.erase(same.begin(), same.end());
}

// When the days of a zone begin, each asked once.
class DayFinder {
 public:
  explicit DayFinder(const analysis::TimeZone& zone) : zone_(zone) {}

  // The day that begins at `utc_seconds` or before, and whose next one begins later.
  std::int64_t day_of(std::int64_t utc_seconds) {
    std::int64_t day = floor_day(utc_seconds);
    while (start_of(day + 1) <= utc_seconds) ++day;
    while (start_of(day) > utc_seconds) --day;
    return day;
  }
  static std::int64_t floor_day(std::int64_t seconds) {
    return seconds / kDaySeconds - (seconds % kDaySeconds < 0 ? 1 : 0);
  }

 private:
  std::int64_t start_of(std::int64_t day) {
    const auto [known, is_new] = starts_.try_emplace(day, 0);
    if (is_new) known->second = zone_.start_of_day(day);
    return known->second;
  }
  const analysis::TimeZone& zone_;
  std::unordered_map<std::int64_t, std::int64_t> starts_;
};

constexpr std::int64_t kUndated = INT64_MIN;

// Of each document of a segment its day.
Result<std::vector<std::int64_t>> days_of(const segment::SegmentReader& segment, DayFinder& days,
                                          const CancellationToken& cancellation) {
  NEWSIDX_ASSIGN_OR_RETURN(const segment::ColumnReader column,
                           segment.column(segment::kPublishedColumn));
  std::vector<std::int64_t> found;
  found.reserve(segment.document_count());
  std::vector<std::uint64_t> numbers;
  for (std::uint32_t chunk = 0; chunk < column.chunk_count(); ++chunk) {
    if (cancellation.requested()) return cancelled_error();
    numbers.clear();
    NEWSIDX_RETURN_IF_ERROR(column.read(chunk, numbers));
    for (const std::uint64_t number : numbers) {
      const auto time = segment::time_of_column(number);
      if (!time) {
        found.push_back(kUndated);
      } else if (time->zone_known) {
        found.push_back(days.day_of(time->utc_seconds));
      } else {
        found.push_back(DayFinder::floor_day(time->utc_seconds));
      }
    }
  }
  return found;
}

}  // namespace

std::size_t DocOrdinals::heap_bytes() const noexcept {
  std::size_t bytes = in_segments.capacity() * sizeof(InSegment);
  for (const InSegment& part : in_segments) {
    bytes += (part.one.capacity() + part.starts.capacity() + part.many.capacity()) *
             sizeof(std::uint32_t);
  }
  return bytes;
}

std::size_t FieldValues::heap_bytes() const noexcept {
  std::size_t bytes = sizeof *this + ordinals.heap_bytes();
  for (const std::string& value : values) bytes += sizeof value + value.capacity();
  return bytes;
}

std::size_t PublishedDays::heap_bytes() const noexcept {
  return sizeof *this + ordinals.heap_bytes() + days.capacity() * sizeof(std::int64_t);
}

Result<FieldValues> field_values(Segments segments, std::string_view name,
                                 const CancellationToken& cancellation) {
  const bool is_url = name == kUrl;
  std::string start = std::string(name) + '\0';
  if (is_url) start += segment::kKeywordWord;
  FieldValues field;
  for (const segment::SegmentReader* segment : segments) {
    NEWSIDX_ASSIGN_OR_RETURN(auto own, values_of(*segment, start, is_url, cancellation));
    std::ranges::move(own, std::back_inserter(field.values));
  }
  sort_and_unite(field.values);
  field.ordinals.value_count = field.values.size();
  for (const segment::SegmentReader* segment : segments) {
    NEWSIDX_ASSIGN_OR_RETURN(auto postings,
                             postings_of(*segment, start, is_url, field.values, cancellation));
    if (is_url) keep_longest(postings, field.values, segment->document_count());
    auto& part = field.ordinals.in_segments.emplace_back();
    part.segment = segment;
    store(postings, segment->document_count(), part);
  }
  return field;
}

Result<PublishedDays> published_days(Segments segments, const analysis::TimeZone& zone,
                                     const CancellationToken& cancellation) {
  DayFinder finder(zone);
  PublishedDays published;
  std::vector<std::vector<std::int64_t>> by_segment;
  for (const segment::SegmentReader* segment : segments) {
    NEWSIDX_ASSIGN_OR_RETURN(auto days, days_of(*segment, finder, cancellation));
    std::vector<std::int64_t> own = days;
    sort_and_unite(own);
    std::ranges::copy_if(own, std::back_inserter(published.days),
                         [](std::int64_t day) { return day != kUndated; });
    by_segment.push_back(std::move(days));
  }
  sort_and_unite(published.days);
  published.ordinals.value_count = published.days.size();
  for (std::size_t i = 0; i < segments.size(); ++i) {
    auto& part = published.ordinals.in_segments.emplace_back();
    part.segment = segments[i];
    part.one.reserve(by_segment[i].size());
    for (const std::int64_t day : by_segment[i]) {
      const auto at = std::ranges::lower_bound(published.days, day) - published.days.begin();
      part.one.push_back(day == kUndated ? DocOrdinals::kNone : static_cast<std::uint32_t>(at));
    }
  }
  return published;
}

}  // namespace newsidx::query
