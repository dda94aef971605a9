// analysis/analyzer_choice.h: an analyser by its name, as options and manifests have it.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "analysis/analyzer.h"

namespace newsidx::analysis {

/// @param analyzer  "plain", or "news"
/// @param language  of articles that name none
[[nodiscard]] inline AnalyzerOptions analyzer_options(std::string_view analyzer,
                                                      std::string language) {
  AnalyzerOptions options;
  options.kind = analyzer == "plain" ? AnalyzerKind::plain : AnalyzerKind::news;
  options.language = std::move(language);
  return options;
}

}  // namespace newsidx::analysis
