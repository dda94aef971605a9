// tests/support/segmented_index.h
//
// Indexes with segments of chosen articles, and their insides opened for tests.
#pragma once

#include <newsidx/article.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/query_analyzer.h"
#include "query/list_cache.h"
#include "query/plan.h"
#include "segment/segment_reader.h"
#include "storage/store.h"

namespace newsidx::testing {

/// The value, or the error as an exception, which ends the test.
template <class T>
T need(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().to_string());
  return std::move(result).value();
}
inline void need(const Status& status) {
  if (!status) throw std::runtime_error(status.error().to_string());
}

using Articles = std::vector<Article>;

/// How an index of a test is made.
struct IndexShape {
  std::string analyzer = "news";
  unsigned title_weight = 2;
  std::vector<unsigned> bigrams = {};  ///< frequent words of each segment; of further ones none
};

/// Makes an index with one segment for each list of articles. Their ids must differ.
void write_index(const std::string& path, const std::vector<Articles>& segments,
                 const IndexShape& shape);

/// An index as the search sees it.
class OpenedIndex {
 public:
  explicit OpenedIndex(const std::string& path);

  [[nodiscard]] const std::vector<const segment::SegmentReader*>& segments() const {
    return readers_;
  }
  [[nodiscard]] unsigned title_weight() const { return manifest_.settings.title_weight; }
  [[nodiscard]] const segment::Manifest& manifest() const { return manifest_; }
  [[nodiscard]] analysis::Analyzer& analyzer() { return analyzer_->analyzer(); }
  [[nodiscard]] const std::vector<std::string>& languages() const { return languages_; }

  /// Parses and plans; words side by side are joined by OR.
  [[nodiscard]] Result<query::Plan> plan(std::string_view text);

 private:
  std::shared_ptr<const storage::Store> store_;
  segment::Manifest manifest_;
  analysis::AnalyzerOptions analyzer_options_;
  std::unique_ptr<analysis::QueryAnalyzer> analyzer_;
  std::vector<std::string> languages_;
  std::vector<std::shared_ptr<const segment::SegmentReader>> owned_;
  std::vector<const segment::SegmentReader*> readers_;
  std::optional<query::ListCache> lists_;
};

/// Options of an analyser by its name, as in newsidx::BuildOptions.
[[nodiscard]] analysis::AnalyzerOptions analyzer_options(std::string_view name);

}  // namespace newsidx::testing
