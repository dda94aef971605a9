// analysis/fingerprint.h
#pragma once

#include <string>

#include "analysis/analyzer.h"
#include "analysis/languages.h"

namespace newsidx::analysis {

/// See Analyzer::fingerprint().
[[nodiscard]] std::string fingerprint_of(AnalyzerKind kind, LanguageId default_language);

}  // namespace newsidx::analysis
