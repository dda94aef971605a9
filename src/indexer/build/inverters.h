// indexer/build/inverters.h: the inverters of a build, one for each of its threads.
#pragma once

#include <newsidx/result.h>

#include <memory>
#include <string>
#include <vector>

#include "indexer/build/build_settings.h"
#include "indexer/build/memory_plan.h"
#include "indexer/invert/inverter.h"

namespace newsidx::indexer {

struct Inverters {
  std::vector<std::unique_ptr<Inverter>> inverters;
  std::string fingerprint;  ///< of their analysers
};

/// @errors invalid_argument  no such language
[[nodiscard]] Result<Inverters> make_inverters(const BuildSettings& settings, unsigned threads,
                                               const MemoryPlan& plan);

}  // namespace newsidx::indexer
