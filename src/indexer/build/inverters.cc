#include "indexer/build/inverters.h"

#include <utility>

#include "analysis/analyzer_choice.h"
#include "base/status_macros.h"

namespace newsidx::indexer {

Result<Inverters> make_inverters(const BuildSettings& settings, unsigned threads,
                                 const MemoryPlan& plan) {
  const auto options = analysis::analyzer_options(settings.analyzer, settings.language);
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
