// segment/list_checker.h
//
// The part of a check that is about single lists: their blocks, the impacts that bound them, counts
// and positions.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "segment/check.h"
#include "segment/dictionary_scan.h"
#include "segment/impact.h"
#include "segment/posting_cursor.h"
#include "segment/segment_reader.h"
#include "storage/store.h"

namespace newsidx::segment {

class ListChecker {
 public:
  /// @param reader      of the segment
  /// @param counts      postings and positions are added
  /// @param on_problem  is told what is wrong, with the list's name
  /// Reader and counts must outlive it.
  ListChecker(std::shared_ptr<const storage::Store> store, const SegmentReader& reader,
              CheckCounts& counts, std::function<void(const Remark&)> on_problem);

  /// @param terms  stands on the term
  /// @return postings read
  std::uint64_t check(DictionaryScan& terms);

 private:
  [[nodiscard]] Result<std::shared_ptr<const PostingList>> open(DictionaryScan& terms) const;
  bool is_bounded(Field field, PostingCursor& cursor) const;
  bool check_occurrences(Field field, PostingCursor& cursor);

  std::shared_ptr<const storage::Store> store_;
  const SegmentReader& reader_;
  CheckCounts& counts_;
  std::function<void(const Remark&)> on_problem_;
  std::array<LengthNormTable, kFieldCount> length_norms_;
  std::vector<codec::Occurrence> occurrences_;
};

}  // namespace newsidx::segment
