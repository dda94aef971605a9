// segment/analyzer_match.h
//
// Whether an index was analysed as this program analyses: else queries would silently find less,
// and what is added would not be found together with what there is.
#pragma once

#include <newsidx/result.h>

#include <string_view>

#include "segment/manifest.h"

namespace newsidx::segment {

/// @param fingerprint  of the analyser at hand with the settings of the index
/// @errors unsupported  the index was analysed by another; the hint says how to analyse it again
[[nodiscard]] Status match_analyzer(const IndexSettings& settings, std::string_view fingerprint);

}  // namespace newsidx::segment
