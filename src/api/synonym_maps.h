// api/synonym_maps.h (private): the synonyms of searches, analysed for an index.
#pragma once

#include <newsidx/synonyms.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "analysis/query_analyzer.h"
#include "query/synonyms/synonym_map.h"
#include "query/synonyms/synonym_rules.h"

namespace newsidx {

struct Synonyms::Rules {
  query::SynonymRules rules;
};

/// Those that were asked for last: mostly they are the same for all searches.
class SynonymMaps {
 public:
  /// @param analyzer  with the languages that the search looks in
  [[nodiscard]] std::shared_ptr<const query::SynonymMap> get(
      const query::SynonymRules& rules, analysis::QueryAnalyzer& analyzer,
      const analysis::AnalyzerOptions& options) {
    {
      const std::lock_guard lock(mutex_);
      const bool is_last = last_ != nullptr && fingerprint_ == rules.fingerprint &&
                           languages_ == analyzer.languages();
      if (is_last) return last_;
    }
    auto made = std::make_shared<const query::SynonymMap>(rules, analyzer, options);
    const std::lock_guard lock(mutex_);
    last_ = made;
    fingerprint_ = rules.fingerprint;
    languages_ = analyzer.languages();
    return made;
  }

 private:
  std::mutex mutex_;
  std::shared_ptr<const query::SynonymMap> last_;
  std::uint64_t fingerprint_ = 0;
  std::vector<std::string> languages_;
};

}  // namespace newsidx
