#include "indexer/build/left_out_articles.h"

#include <algorithm>

#include "analysis/analyzer_choice.h"
#include "base/cancellation.h"
#include "base/status_macros.h"
#include "indexer/build/batch.h"
#include "segment/analyzer_match.h"

namespace newsidx::indexer {

Result<std::unique_ptr<LeftOutArticles>> LeftOutArticles::create(IndexWriter& writer,
                                                                 const Settings& settings) {
  const auto options = analysis::analyzer_options(settings.index.analyzer, settings.index.language);
  NEWSIDX_ASSIGN_OR_RETURN(auto analyzer,
                           analysis::Analyzer::create(options, settings.budget_bytes / 8));
  if (!settings.index.fingerprint.empty()) {
    NEWSIDX_RETURN_IF_ERROR(segment::match_analyzer(settings.index, analyzer.fingerprint()));
  }
  const Inverter::Limits limits{.tokens = settings.budget_bytes / (4 * Inverter::kTokenBytes),
                                .vocabulary_bytes = settings.budget_bytes / 8};
  return std::unique_ptr<LeftOutArticles>(new LeftOutArticles(
      writer, settings, Inverter(std::move(analyzer), options, limits, settings.stop)));
}

LeftOutArticles::LeftOutArticles(IndexWriter& writer, const Settings& settings, Inverter inverter)
    : budget_bytes_(settings.budget_bytes),
      stop_(settings.stop),
      inverter_(std::move(inverter)),
      collector_(writer, documents_,
                 {settings.index.title_weight, settings.max_sources, settings.stop}) {}

Status LeftOutArticles::add(const Article& article) {
  if (stop_.stop_requested()) return cancelled_error();
  std::string language;
  documents_.push_back(
      inverter_.add(static_cast<std::uint32_t>(documents_.size()), article, language));
  ++languages_[language];
  batch_bytes_ += memory_bytes(article);
  if (batch_bytes_ < std::clamp<std::size_t>(budget_bytes_ / 32, 64u << 10, 16u << 20)) return {};
  end_batch();
  const std::size_t bytes = collector_.runs_bytes() + memory_bytes(documents_);
  return bytes <= budget_bytes_ / 2 ? Status() : collector_.flush();
}

// Several of them may have had one id, one after the other.
void LeftOutArticles::end_batch() {
  std::vector<Run> runs = inverter_.finish();
  for (Run& run : runs) run.ids = {};
  collector_.add(std::move(runs));
  batch_bytes_ = 0;
}

void LeftOutArticles::subtract_from(std::map<std::string, std::uint32_t>& languages) const {
  for (const auto& [language, count] : languages_) {
    const auto found = languages.find(language);
    if (found == languages.end()) continue;
    found->second -= std::min(found->second, count);
    if (found->second == 0) languages.erase(found);
  }
}

Result<TermSources> LeftOutArticles::open() {
  end_batch();
  return collector_.open();
}

}  // namespace newsidx::indexer
