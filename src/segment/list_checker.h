// segment/list_checker.h
//
// The part of a check that is about single lists: their blocks, the impacts that bound them, counts
// and positions.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "segment/check.h"
#include "segment/impact.h"
#include "segment/postings_list.h"
#include "segment/segment_reader.h"
#include "storage/keys.h"
#include "storage/store.h"

namespace newsidx::segment {

class ListChecker {
 public:
  /// @param reader      of the segment
  /// @param counts      postings and positions are added
  /// @param on_problem  is told what is wrong, with the list's name
  /// All but on_problem must outlive it.
  ListChecker(const storage::Store& store, const SegmentReader& reader, CheckCounts& counts,
              std::function<void(const Remark&)> on_problem);

  /// @param value  of the term in family terms
  /// @return postings read
  std::uint64_t check(const storage::TermKey& term, std::string_view value);

 private:
  bool is_bounded(storage::Field field, PostingCursor& cursor) const;
  bool check_occurrences(storage::Field field, PostingCursor& cursor);

  const storage::Store& store_;
  const SegmentReader& reader_;
  CheckCounts& counts_;
  std::function<void(const Remark&)> on_problem_;
  std::array<SaturationTable, storage::kFieldCount> saturation_;
  std::vector<codec::Occurrence> occurrences_;
};

}  // namespace newsidx::segment
