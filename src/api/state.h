// api/state.h (private): what an open Index holds.
#pragma once

#include <newsidx/index.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "analysis/analyzer.h"
#include "query/plan.h"
#include "search/searcher.h"
#include "segment/segment_reader.h"
#include "storage/store.h"

namespace newsidx {

struct Index::State {
  explicit State(storage::Store opened) : store(std::move(opened)) {}

  storage::Store store;
  segment::Manifest manifest;
  std::vector<std::unique_ptr<segment::SegmentReader>> segments;
  std::vector<std::uint32_t> first_documents;  // of each segment: Hit::document of its document 0
  std::vector<std::string> languages;          // stemming languages of the articles
  analysis::AnalyzerOptions analyzer_options;
  std::shared_ptr<const search::Searcher> default_searcher;

  [[nodiscard]] std::vector<const segment::SegmentReader*> readers() const {
    std::vector<const segment::SegmentReader*> readers;
    for (const auto& segment : segments) readers.push_back(segment.get());
    return readers;
  }

  /// An analyser of its own for a call; given back, it serves the next one.
  class AnalyzerLease {
   public:
    AnalyzerLease(const State& state, analysis::Analyzer analyzer)
        : state_(state), analyzer_(std::move(analyzer)) {}
    AnalyzerLease(const AnalyzerLease&) = delete;
    AnalyzerLease& operator=(const AnalyzerLease&) = delete;
    ~AnalyzerLease() {
      const std::lock_guard lock(state_.analyzers_mutex);
      state_.analyzers.push_back(std::move(analyzer_));
    }
    [[nodiscard]] analysis::Analyzer& operator*() { return analyzer_; }

   private:
    const State& state_;
    analysis::Analyzer analyzer_;
  };
  [[nodiscard]] Result<std::unique_ptr<AnalyzerLease>> lease_analyzer() const;

  /// @errors as Index::search
  [[nodiscard]] Result<query::Plan> plan(analysis::Analyzer& analyzer, std::string_view text,
                                         const SearchOptions& options) const;
  /// That of the default parameters is made once: its tables cost more than many a query.
  [[nodiscard]] std::shared_ptr<const search::Searcher> searcher(
      const SearchOptions& options) const;
  [[nodiscard]] Error unknown_id(std::string_view id) const;

  mutable std::mutex analyzers_mutex;
  mutable std::vector<analysis::Analyzer> analyzers;  // idle ones
};

}  // namespace newsidx
