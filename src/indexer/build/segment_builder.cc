#include "indexer/build/segment_builder.h"

#include <algorithm>

#include "base/status_macros.h"
#include "indexer/merge/superseded.h"
#include "segment/document_reader.h"

namespace newsidx::indexer {
namespace {

// Of memory, for articles that are inverted again.
constexpr std::size_t kMinLeftOutBytes = 4u << 20;
constexpr std::size_t kMaxLeftOutBytes = 64u << 20;

}  // namespace

SegmentBuilder::SegmentBuilder(IndexWriter& writer, const BuildSettings& options, unsigned threads,
                               const Limits& limits)
    : writer_(writer),
      options_(options),
      threads_(threads),
      limits_(limits),
      store_(writer.begin_store()),
      sink_(writer.make_sink()),
      docs_(*sink_, store_.number()),
      collector_(writer, documents_,
                 {options.title_weight_or_default(), limits.max_sources, options.stop}) {}

Status SegmentBuilder::add(InvertedBatch batch, std::size_t source_bytes) {
  for (std::size_t i = 0; i < batch.stored_articles.size(); ++i) {
    NEWSIDX_RETURN_IF_ERROR(docs_.add(batch.stored_articles[i], batch.sketches[i]));
  }
  documents_.insert(documents_.end(), batch.rows.begin(), batch.rows.end());
  for (const auto& [language, count] : batch.languages) languages_[language] += count;
  NEWSIDX_RETURN_IF_ERROR(check_reordering());
  collector_.add(std::move(batch.runs));
  const std::size_t tables = memory_bytes(documents_);
  const std::size_t room = limits_.runs_bytes - std::min(source_bytes, limits_.runs_bytes / 8 * 7);
  if (collector_.runs_bytes() + std::min(tables, room / 2) <= room) return {};
  return collector_.flush();
}

Status SegmentBuilder::check_reordering() const {
  if (!options_.reorder.value_or(false) || documents_.size() <= limits_.reordered) return {};
  return fail(ErrorCode::limit,
              "to reorder articles takes " + std::to_string(kReorderedBytes) +
                  " bytes of memory for each of a segment, which is enough for " +
                  std::to_string(limits_.reordered),
              Hint("more ", HintName::memory_bytes, ", ", HintName::segment_articles, ", or ",
                   HintName::reorder, " off"));
}

bool SegmentBuilder::reorders(std::size_t document_count) const {
  return options_.reorder.value_or(document_count > kMinReordered &&
                                   document_count <= limits_.reordered);
}

void SegmentBuilder::warn_of_order(std::size_t document_count) const {
  if (options_.reorder || !options_.on_problem ||
      document_count <= std::max<std::size_t>(kMinReordered, limits_.reordered)) {
    return;
  }
  const std::uint64_t bytes = std::uint64_t{document_count} * kReorderedBytes;
  options_.on_problem(
      {"the " + std::to_string(document_count) +
           " articles are left in the order of reading: memory is not enough to reorder them",
       Hint(HintName::memory_bytes, " ", std::to_string((bytes >> 20) + 1), "M")});
}

// The articles are written to the index for this, unnamed.
Result<std::unique_ptr<LeftOutArticles>> SegmentBuilder::read_left_out(
    const segment::DocBits& left_out) {
  if (!options_.store_articles) return std::unique_ptr<LeftOutArticles>();
  NEWSIDX_ASSIGN_OR_RETURN(auto records, sink_->finish());
  auto sink = records.has_files() ? writer_.make_files() : writer_.make_sink();
  NEWSIDX_RETURN_IF_ERROR(writer_.ingest(std::move(records)));
  sink_ = std::move(sink);
  LeftOutArticles::Settings settings;
  settings.index = options_.index_settings({});
  settings.budget_bytes = std::clamp(limits_.runs_bytes / 4, kMinLeftOutBytes, kMaxLeftOutBytes);
  settings.max_sources = limits_.max_sources;
  settings.stop = options_.stop;
  NEWSIDX_ASSIGN_OR_RETURN(auto articles, LeftOutArticles::create(writer_, settings));
  for (std::uint32_t document = 0; document < documents_.size(); ++document) {
    if ((left_out[document / 64] >> (document % 64) & 1) == 0) continue;
    NEWSIDX_ASSIGN_OR_RETURN(
        const Article article,
        segment::read_stored_article(*writer_.store(), {docs_.store().id, document}));
    NEWSIDX_RETURN_IF_ERROR(articles->add(article));
  }
  articles->subtract_from(languages_);
  return articles;
}

Status SegmentBuilder::finish(const OnStage& on_stage) && {
  NEWSIDX_RETURN_IF_ERROR(docs_.finish());
  NEWSIDX_ASSIGN_OR_RETURN(auto sources, collector_.open());
  segment::DocBits left_out = collector_.superseded();
  NEWSIDX_RETURN_IF_ERROR(find_superseded(sources, left_out));
  superseded_count_ = segment::count_bits(left_out);
  segment::StoreInfo store = docs_.store();
  store.live_count -= superseded_count_;
  std::unique_ptr<LeftOutArticles> articles;
  TermSources subtracted;
  if (superseded_count_ > 0) {
    NEWSIDX_ASSIGN_OR_RETURN(articles, read_left_out(left_out));
    if (articles) {
      NEWSIDX_ASSIGN_OR_RETURN(subtracted, articles->open());
    }
  }

  IndexWriter::Lease segment = writer_.begin_segment();
  MergeRequest request;
  request.segment = segment.number();
  request.documents = DocumentRange(documents_, 0, static_cast<std::uint32_t>(documents_.size()));
  if (superseded_count_ > 0) request.left_out = std::move(left_out);
  request.stores = {store.id};
  request.languages.assign(languages_.begin(), languages_.end());
  request.title_weight = options_.title_weight_or_default();
  request.stop = options_.stop;
  const std::size_t document_count = documents_.size() - superseded_count_;
  warn_of_order(document_count);
  const bool has_pairs = document_count >= options_.min_bigram_articles;
  const AssemblySettings settings{.reorder = reorders(document_count),
                                  .threads = threads_,
                                  .bigrams = has_pairs ? options_.bigrams : 0,
                                  .pair_bytes = limits_.runs_bytes / 2,
                                  .on_stage = on_stage};
  NEWSIDX_ASSIGN_OR_RETURN(auto assembled,
                           assemble_segment(writer_, std::move(sources), std::move(subtracted),
                                            std::move(request), settings, std::move(sink_)));
  std::vector<IndexWriter::Lease> leases;
  leases.push_back(std::move(segment));
  leases.push_back(std::move(store_));
  return writer_.add_segment(std::move(assembled.info), store, std::move(assembled.records),
                             std::move(leases));
}

}  // namespace newsidx::indexer
