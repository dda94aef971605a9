// tests/unit/indexer/article_list.h: a list of articles as the stream a build reads.
#pragma once

#include <string>
#include <vector>

#include "indexer/build/build_pipeline.h"
#include "segment/check.h"
#include "storage/keys.h"
#include "support/borrowed_store.h"
#include "support/segmented_index.h"

namespace newsidx::indexer {

class ArticleList final : public ArticleStream {
 public:
  explicit ArticleList(const testing::Articles& articles) : articles_(articles) {}
  std::optional<Article> next() override {
    if (next_ == articles_.size()) return std::nullopt;
    return articles_[next_++];
  }
  void report(BuildProgress& progress) const override { progress.done_units = next_; }

 private:
  const testing::Articles& articles_;
  std::size_t next_ = 0;
};

inline Result<BuildOutcome> build_list(const testing::Articles& articles,
                                       const BuildSettings& options) {
  ArticleList list(articles);
  return run_build(list, options);
}

inline Article make_article(std::string id, std::string title, std::string body,
                            std::string lang = {}) {
  Article article;
  article.id = std::move(id);
  article.title = std::move(title);
  article.body = std::move(body);
  article.lang = std::move(lang);
  return article;
}

/// Problems that a check of all segments finds.
inline std::vector<std::string> check_index(const std::string& path) {
  const auto store = testing::need(storage::Store::open(path));
  const auto manifest = testing::need(segment::read_manifest(store)).value();
  std::vector<std::string> problems;
  segment::CheckCounts counts;
  const segment::CheckCallbacks callbacks{
      [&](const Remark& problem) { problems.push_back(problem.to_string()); }};
  for (const segment::SegmentInfo& info : manifest.segments) {
    testing::need(
        segment::check_segment(testing::borrowed(store), manifest, info, callbacks, counts));
  }
  return problems;
}

}  // namespace newsidx::indexer
