#include "query/doc_values.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/status_macros.h"
#include "segment/column_names.h"
#include "segment/field.h"
#include "segment/keyword_term.h"
#include "segment/posting_cursor.h"
#include "segment/timestamp_column.h"

namespace newsidx::query {
namespace {

constexpr std::string_view kUrl = "url";

struct Posting {
  std::uint32_t doc;
  std::uint32_t ordinal;
};

// What a segment has of a field.
struct FieldPart {
  std::vector<std::string> values;  // ascending, without what stands before them in the terms
  std::vector<Posting> postings;    // ascending by value
};

// Of "url" the values are the hosts, which are words there; of others the words are left out. The
// lists are read once, and not remembered.
Result<FieldPart> read_part(const segment::SegmentReader& segment, const std::string& start,
                            bool is_url, const CancellationToken& cancellation) {
  FieldPart part;
  segment::DictionaryCursor terms = segment.dictionary().cursor(segment::Field::keyword);
  terms.seek(is_url ? start : start + static_cast<char>(segment::kWholeUrl + 1));
  for (; terms.valid() && terms.term().starts_with(start); terms.next()) {
    if (cancellation.requested()) return cancelled_error();
    const auto ordinal = static_cast<std::uint32_t>(part.values.size());
    part.values.emplace_back(terms.term().substr(start.size()));
    NEWSIDX_ASSIGN_OR_RETURN(
        auto list,
        segment::PostingList::open(segment.store(), segment.info().id, segment::Field::keyword,
                                   terms.record(), segment.document_count()));
    segment::PostingCursor cursor(std::move(list));
    for (; cursor.doc() != segment::kNoMoreDocs; cursor.next()) {
      part.postings.push_back({cursor.doc(), ordinal});
    }
    NEWSIDX_RETURN_IF_ERROR(cursor.status());
  }
  NEWSIDX_RETURN_IF_ERROR(terms.status());
  return part;
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

// When the days of a zone begin, each asked once.
class DayFinder {
 public:
  explicit DayFinder(const analysis::TimeZone& zone) : zone_(zone) {}

  // The day that begins at `utc_seconds` or before, and whose next one begins later.
  std::int64_t day_of(std::int64_t utc_seconds) {
    if (utc_seconds >= begin_ && utc_seconds < end_) return day_;  // as the one before
    day_ = floor_day(utc_seconds);
    while (start_of(day_ + 1) <= utc_seconds) ++day_;
    while (start_of(day_) > utc_seconds) --day_;
    begin_ = start_of(day_);
    end_ = start_of(day_ + 1);
    return day_;
  }
  static std::int64_t floor_day(std::int64_t seconds) {
    return std::chrono::floor<std::chrono::days>(std::chrono::seconds(seconds)).count();
  }

 private:
  std::int64_t start_of(std::int64_t day) {
    const auto [known, is_new] = starts_.try_emplace(day, 0);
    if (is_new) known->second = zone_.start_of_day(day);
    return known->second;
  }
  const analysis::TimeZone& zone_;
  std::int64_t day_ = 0;  // the last one found, and
  std::int64_t begin_ = 0;
  std::int64_t end_ = 0;
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
  for (const std::string& value : values) bytes += sizeof(std::string) + value.capacity();
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
  std::vector<FieldPart> parts;
  for (const segment::SegmentReader* segment : segments) {
    NEWSIDX_ASSIGN_OR_RETURN(auto part, read_part(*segment, start, is_url, cancellation));
    std::ranges::copy(part.values, std::back_inserter(field.values));
    parts.push_back(std::move(part));
  }
  std::ranges::sort(field.values);
  const auto same = std::ranges::unique(field.values);
  field.values.erase(same.begin(), same.end());
  field.ordinals.value_count = field.values.size();
  for (std::size_t i = 0; i < segments.size(); ++i) {
    FieldPart& part = parts[i];
    std::vector<std::uint32_t> ordinals;  // by those of the segment
    for (const std::string& value : part.values) {
      const auto at = std::ranges::lower_bound(field.values, value) - field.values.begin();
      ordinals.push_back(static_cast<std::uint32_t>(at));
    }
    for (Posting& posting : part.postings) posting.ordinal = ordinals[posting.ordinal];
    if (is_url) keep_longest(part.postings, field.values, segments[i]->document_count());
    auto& out = field.ordinals.in_segments.emplace_back();
    out.segment = segments[i];
    store(part.postings, segments[i]->document_count(), out);
    part = {};
  }
  return field;
}

Result<PublishedDays> published_days(Segments segments, const analysis::TimeZone& zone,
                                     const CancellationToken& cancellation) {
  DayFinder finder(zone);
  PublishedDays published;
  std::vector<std::vector<std::int64_t>> by_segment;
  std::unordered_set<std::int64_t> distinct;
  for (const segment::SegmentReader* segment : segments) {
    NEWSIDX_ASSIGN_OR_RETURN(auto days, days_of(*segment, finder, cancellation));
    distinct.insert(days.begin(), days.end());
    by_segment.push_back(std::move(days));
  }
  distinct.erase(kUndated);
  published.days.assign(distinct.begin(), distinct.end());
  std::ranges::sort(published.days);
  published.ordinals.value_count = published.days.size();
  std::unordered_map<std::int64_t, std::uint32_t> ordinals = {{kUndated, DocOrdinals::kNone}};
  for (const std::int64_t day : published.days) {
    ordinals.emplace(day, static_cast<std::uint32_t>(ordinals.size() - 1));
  }
  for (std::size_t i = 0; i < segments.size(); ++i) {
    auto& part = published.ordinals.in_segments.emplace_back();
    part.segment = segments[i];
    part.one.reserve(by_segment[i].size());
    for (const std::int64_t day : by_segment[i]) part.one.push_back(ordinals.find(day)->second);
  }
  return published;
}

}  // namespace newsidx::query
