// query/list_cache.h
//
// The lists of an index by their terms, over all its segments: the words of a query that were asked
// for before cost one look-up, however many segments there are.
//
// The lists belong to their segments; here they are only known, and so is which terms have none.
// Both give up what was not asked for lately when the index's memory budget is used up. What a
// query takes from here stays valid, and a list that was given up is opened again by whoever reads
// it.
//
// Threads: all methods from any number of threads.
#pragma once

#include <newsidx/result.h>

#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/cancellation.h"
#include "base/memory_budget.h"
#include "query/doc_values.h"
#include "query/plan.h"
#include "query/range_docs.h"
#include "query/sort_keys.h"
#include "segment/field.h"
#include "segment/list_memory.h"
#include "segment/segment_reader.h"

namespace newsidx::query {

class ListCache {
 public:
  /// @param segments  of the index; must outlive the cache
  /// @param budget    that of the index
  explicit ListCache(Segments segments,
                     std::shared_ptr<MemoryBudget> budget = std::make_shared<MemoryBudget>())
      : segments_(segments.begin(), segments.end()),
        known_(budget),
        ranges_(budget),
        keys_(budget),
        values_(budget),
        days_(std::move(budget)) {}

  [[nodiscard]] Segments segments() const noexcept { return segments_; }

  /// Never nullptr.
  /// @param cancellation  looked at for each segment where a list has to be read
  /// @errors corruption, io; cancelled
  [[nodiscard]] Result<std::shared_ptr<const OpenedLists>> find(
      segment::Field field, std::string_view term,
      const CancellationToken& cancellation = {}) const;

  /// Documents of a range of dates, and of numbers in a keyword field. Never nullptr.
  /// @errors cancelled, corruption, io
  [[nodiscard]] Result<std::shared_ptr<const RangeDocs>> find(
      const DateRange& range, const CancellationToken& cancellation = {}) const;
  [[nodiscard]] Result<std::shared_ptr<const RangeDocs>> find(
      std::string_view name, const NumberRange& range,
      const CancellationToken& cancellation = {}) const;

  /// What the articles of each segment are sorted by. @errors cancelled, corruption, io
  [[nodiscard]] Result<std::shared_ptr<const std::vector<SortKeys>>> sort_keys(
      const SortOrder& order, const CancellationToken& cancellation = {}) const;

  /// What documents are counted by: values of a keyword field (segment::keyword_name()), and days.
  /// @errors cancelled, corruption, io
  [[nodiscard]] Result<std::shared_ptr<const FieldValues>> values(
      std::string_view name, const CancellationToken& cancellation = {}) const;
  [[nodiscard]] Result<std::shared_ptr<const PublishedDays>> days(
      const analysis::TimeZone& zone, const CancellationToken& cancellation = {}) const;

 private:
  [[nodiscard]] Result<std::shared_ptr<const OpenedLists>> open(
      segment::Field field, std::string_view term, const CancellationToken& cancellation) const;

  std::vector<const segment::SegmentReader*> segments_;
  mutable segment::ListMemory<std::shared_ptr<const OpenedLists>> known_;
  mutable segment::ListMemory<std::shared_ptr<const RangeDocs>> ranges_;
  mutable segment::ListMemory<std::shared_ptr<const std::vector<SortKeys>>> keys_;
  mutable segment::ListMemory<std::shared_ptr<const FieldValues>> values_;
  mutable segment::ListMemory<std::shared_ptr<const PublishedDays>> days_;
};

}  // namespace newsidx::query
