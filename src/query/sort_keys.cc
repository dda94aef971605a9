#include "query/sort_keys.h"

#include <algorithm>
#include <bit>

#include "base/status_macros.h"
#include "query/range_docs.h"
#include "segment/column_names.h"
#include "segment/field.h"
#include "segment/keyword_term.h"
#include "segment/posting_cursor.h"
#include "segment/timestamp_column.h"

namespace newsidx::query {
namespace {

constexpr std::uint64_t kSignBit = std::uint64_t{1} << 63;

// Numbers sort as their keys do; none has key 0, nor its opposite.
std::uint64_t key_of(double number) {
  const auto bits = std::bit_cast<std::uint64_t>(number + 0.0);  // -0 is 0
  return (bits & kSignBit) != 0 ? ~bits : bits | kSignBit;
}
double number_of_key(std::uint64_t key) {
  return std::bit_cast<double>((key & kSignBit) != 0 ? key & ~kSignBit : ~key);
}

// To the second: how exactly a time is known does not matter.
std::uint64_t key_of_time(std::uint64_t column_value) { return column_value >> 4 << 4 | 8; }

Result<std::vector<std::uint64_t>> numbers_of(const segment::SegmentReader& segment,
                                              const SortOrder& order,
                                              const CancellationToken& cancellation) {
  using Visit = segment::DictionaryReader::Visit;
  const std::string start = segment::keyword_name(order.field) + '\0';
  std::vector<std::string> terms;
  NEWSIDX_RETURN_IF_ERROR(segment.dictionary().visit_terms(
      segment::Field::keyword, start, "", [&](std::string_view term) {
        if (number_of(term.substr(start.size()))) terms.emplace_back(term);
        return cancellation.requested() ? Visit::stop : Visit::next;
      }));
  std::vector<std::uint64_t> keys;
  if (!terms.empty()) keys.resize(segment.document_count());
  for (const std::string& term : terms) {
    if (cancellation.requested()) return cancelled_error();
    const std::uint64_t number = key_of(*number_of(std::string_view(term).substr(start.size())));
    const std::uint64_t key = order.descending ? number : ~number;
    NEWSIDX_ASSIGN_OR_RETURN(const auto list, segment.find(segment::Field::keyword, term));
    if (list == nullptr) continue;
    segment::PostingCursor postings(list);
    for (; postings.doc() != segment::kNoMoreDocs; postings.next()) {
      keys[postings.doc()] = std::max(keys[postings.doc()], key);  // of several, the first
    }
    NEWSIDX_RETURN_IF_ERROR(postings.status());
  }
  return keys;
}

}  // namespace

SortOrder sort_order(std::string_view text) {
  SortOrder order;
  order.name = text.empty() ? "best" : text;
  if (text.empty() || text == "best") return order;
  if (text == "newest" || text == "oldest") {
    order.by = SortOrder::By::date;
    order.descending = text == "newest";
    return order;
  }
  order.by = SortOrder::By::number;
  order.descending = text.starts_with('-');
  order.field = text.substr(order.descending ? 1 : 0);
  return order;
}

Result<std::vector<std::uint64_t>> sort_keys_of(const segment::SegmentReader& segment,
                                                const SortOrder& order,
                                                const CancellationToken& cancellation) {
  if (order.by == SortOrder::By::number) return numbers_of(segment, order, cancellation);
  std::vector<std::uint64_t> keys;
  NEWSIDX_RETURN_IF_ERROR(segment.read_column(segment::kPublishedColumn, keys));
  for (std::uint64_t& key : keys) {
    if (key != 0) key = order.descending ? key_of_time(key) : ~key_of_time(key);
  }
  return keys;
}

std::optional<double> value_of_key(std::uint64_t key, const SortOrder& order) {
  if (key == 0) return std::nullopt;
  const std::uint64_t number = order.descending ? key : ~key;
  if (order.by == SortOrder::By::number) return number_of_key(number);
  const auto time = segment::time_of_column((number >> 4 << 4) | 1);
  return time ? std::optional(static_cast<double>(time->utc_seconds)) : std::nullopt;
}

}  // namespace newsidx::query
