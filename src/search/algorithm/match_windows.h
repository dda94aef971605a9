// search/algorithm/match_windows.h
//
// All documents that match, without scores, as windows of bits: blocks of bits are ORed into a
// window, not decoded. Windows without a match may be left out.
//
// Source: the windowed bitsets of Lucene's BooleanScorer, with bits for scores.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>

#include "search/algorithm/scan.h"
#include "search/collector/collector.h"
#include "search/cursor/cursor.h"

namespace newsidx::search {

/// @param begin   the document that has the first bit; a multiple of 64
/// @param window  may be changed
using VisitWindow = std::function<void(std::uint32_t begin, MatchWindow& window)>;

/// Documents of any of `should` and of none of `must_not`.
/// @errors cancelled, corruption, io
[[nodiscard]] Status union_windows(const Cursors& should, const Cursors& must_not, const Scan& scan,
                                   const VisitWindow& visit);

/// Documents of all of `must` and of none of `must_not`. REQUIRES must not empty, the rarest in
/// front.
/// @errors cancelled, corruption, io
[[nodiscard]] Status intersection_windows(const Cursors& must, const Cursors& must_not,
                                          const Scan& scan, const VisitWindow& visit);

enum class Keep : bool { those_it_lacks, those_it_has };

/// Takes documents out of a window that begins with `begin`, by what a cursor has. It is asked for
/// each of them, or all its documents are taken where that is less work.
void narrow(Cursor& cursor, std::uint32_t begin, const Scan& scan, Keep keep, MatchWindow& window);

}  // namespace newsidx::search
