#include "indexer/build/inverters.h"

#include <utility>

#include "analysis/analyzer.h"
#include "base/status_macros.h"

namespace newsidx::indexer {

Result<Inverters> make_inverters(const BuildSettings& settings, unsigned threads,
                                 const MemoryPlan& plan) {
  analysis::AnalyzerOptions options;
  options.kind =
      settings.analyzer == "plain" ? analysis::AnalyzerKind::plain : analysis::AnalyzerKind::news;
  options.language = settings.language;
  Inverters made;
  for (unsigned i = 0; i < threads; ++i) {
    NEWSIDX_ASSIGN_OR_RETURN(auto analyzer,
                             analysis::Analyzer::create(options, plan.analyzer_bytes()));
    made.fingerprint = analyzer.fingerprint();
    made.inverters.push_back(std::make_unique<Inverter>(std::move(analyzer), options,
                                                        plan.inverter_limits(), settings.stop));
  }
  return made;
}

}  // namespace newsidx::indexer
