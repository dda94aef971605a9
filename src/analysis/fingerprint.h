// analysis/fingerprint.h
//
// What decides the tokens: the versions of ICU, Snowball and our rules. It is stored with an index,
// and an index of another fingerprint is refused instead of silently finding less.
#pragma once

#include <string>

#include "analysis/analyzer.h"
#include "analysis/languages.h"

namespace newsidx::analysis {

/// See Analyzer::fingerprint().
[[nodiscard]] std::string fingerprint_of(AnalyzerKind kind, LanguageId default_language);

}  // namespace newsidx::analysis
