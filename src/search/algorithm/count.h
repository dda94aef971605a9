// search/algorithm/count.h
//
// Exactly how many documents of a segment match, without scores. What the directory knows is not
// looked at: |A or B| = df(A) + |B without A|, so the longest list is visited only where the others
// are, and "+a -b" is df(a) less what they share. The rest is counted by windows of bits
// (match_windows.h) or, where one clause is rare, by looking its documents up.
//
// Where several threads count in a range each, their numbers add up to that of the segment, modulo
// 2^64: what is known of a whole list is counted where the first range is.
#pragma once

#include <newsidx/result.h>

#include <cstdint>

#include "search/algorithm/scan.h"
#include "search/cursor/cursor.h"

namespace newsidx::search {

/// Documents of any of `should` and of none of `must_not`. @errors cancelled, corruption, io
[[nodiscard]] Result<std::uint64_t> count_union(Cursors should, Cursors must_not, const Scan& scan);

/// Documents of all of `must` and of none of `must_not`. REQUIRES must not empty.
/// @errors cancelled, corruption, io
[[nodiscard]] Result<std::uint64_t> count_intersection(Cursors must, Cursors must_not,
                                                       const Scan& scan);

/// Documents of one cursor. @errors cancelled, corruption, io
[[nodiscard]] Result<std::uint64_t> count_all(Cursor& cursor, const Scan& scan);

}  // namespace newsidx::search
