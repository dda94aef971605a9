#include "indexer/build/segment_builder.h"

#include <algorithm>

#include "base/status_macros.h"
#include "indexer/bigrams/bigram_writer.h"
#include "indexer/merge/run_source.h"
#include "indexer/merge/segment_source.h"
#include "indexer/reorder/bisection.h"
#include "indexer/reorder/forward_index.h"

namespace newsidx::indexer {

SegmentBuilder::SegmentBuilder(IndexWriter& writer, const BuildSettings& options, unsigned threads,
                               const Limits& limits)
    : writer_(writer),
      options_(options),
      threads_(threads),
      limits_(limits),
      store_(writer.begin_store()),
      sink_(writer.make_sink()),
      docs_(*sink_, store_.number()) {}

Status SegmentBuilder::add(InvertedBatch batch, std::size_t table_bytes, std::size_t source_bytes) {
  for (const std::string& article : batch.stored_articles) {
    NEWSIDX_RETURN_IF_ERROR(docs_.add(article));
  }
  documents_.insert(documents_.end(), batch.rows.begin(), batch.rows.end());
  for (const auto& [language, count] : batch.languages) languages_[language] += count;
  if (options_.reorder.value_or(false) && documents_.size() > limits_.reordered) {
    return fail(ErrorCode::limit,
                "to reorder articles takes " + std::to_string(kReorderedBytes) +
                    " bytes of memory for each of a segment, which is enough for " +
                    std::to_string(limits_.reordered),
                Hint("more ", HintName::memory_bytes, ", ", HintName::segment_articles, ", or ",
                     HintName::reorder, " off"));
  }
  for (Run& run : batch.runs) {
    runs_bytes_ += run.memory_bytes();
    runs_.push_back(std::move(run));
  }
  const std::size_t tables = memory_bytes(documents_) + table_bytes;
  const std::size_t room = limits_.runs_bytes - std::min(source_bytes, limits_.runs_bytes / 8 * 7);
  if (runs_bytes_ + std::min(tables, room / 2) <= room) return {};
  return flush();
}

std::vector<std::unique_ptr<TermSource>> SegmentBuilder::take_runs() {
  std::vector<std::unique_ptr<TermSource>> sources;
  for (Run& run : runs_) {
    sources.push_back(std::make_unique<RunSource>(std::move(run), documents_,
                                                  options_.title_weight_or_default()));
  }
  runs_.clear();
  runs_bytes_ = 0;
  return sources;
}

// Memory is short: the runs become a segment on disk, to be merged at the end.
Status SegmentBuilder::flush() {
  const auto end = static_cast<std::uint32_t>(documents_.size());
  IndexWriter::Lease segment = writer_.begin_segment();
  const MergeRequest request = merge_request(segment, flushed_documents_, end);
  NEWSIDX_ASSIGN_OR_RETURN(auto info, merge_unnamed(take_runs(), request));
  flushed_.push_back({std::move(info), std::move(segment), flushed_documents_, 0});
  flushed_documents_ = end;
  return merge_flushed();
}

Result<segment::SegmentInfo> SegmentBuilder::merge_unnamed(
    std::vector<std::unique_ptr<TermSource>> sources, const MergeRequest& request) {
  const auto sink = writer_.make_files();
  NEWSIDX_ASSIGN_OR_RETURN(auto output, merge(std::move(sources), request, *sink));
  NEWSIDX_ASSIGN_OR_RETURN(auto records, sink->finish());
  NEWSIDX_RETURN_IF_ERROR(writer_.ingest(std::move(records)));
  return std::move(output.info);
}

// While there are as many of the last level as may be merged at once, they become one.
Status SegmentBuilder::merge_flushed() {
  while (true) {
    const unsigned level = flushed_.back().level;
    std::size_t first = flushed_.size();
    while (first > 0 && flushed_[first - 1].level == level) --first;
    if (flushed_.size() - first < limits_.max_sources) return {};
    const std::uint32_t first_document = flushed_[first].first_document;
    IndexWriter::Lease segment = writer_.begin_segment();
    const MergeRequest request = merge_request(segment, first_document, flushed_documents_);
    NEWSIDX_ASSIGN_OR_RETURN(auto sources, open_flushed(first));
    NEWSIDX_ASSIGN_OR_RETURN(auto info, merge_unnamed(std::move(sources), request));
    flushed_.erase(flushed_.begin() + static_cast<std::ptrdiff_t>(first), flushed_.end());
    NEWSIDX_RETURN_IF_ERROR(writer_.collect());
    flushed_.push_back({std::move(info), std::move(segment), first_document, level + 1});
  }
}

Result<std::vector<std::unique_ptr<TermSource>>> SegmentBuilder::open_flushed(std::size_t first) {
  std::vector<std::unique_ptr<TermSource>> sources;
  for (std::size_t i = first; i < flushed_.size(); ++i) {
    auto source = std::make_unique<SegmentSource>(writer_.store(), flushed_[i].info,
                                                  flushed_[i].first_document);
    NEWSIDX_RETURN_IF_ERROR(source->start());
    sources.push_back(std::move(source));
  }
  return sources;
}

MergeRequest SegmentBuilder::merge_request(const IndexWriter::Lease& segment,
                                           std::uint32_t first_document,
                                           std::uint32_t end_document) const {
  MergeRequest request;
  request.segment = segment.number();
  request.first_document = first_document;
  request.store = docs_.store().id;
  request.documents = DocumentRange(documents_, first_document, end_document);
  request.title_weight = options_.title_weight_or_default();
  request.stop = options_.stop;
  return request;
}

bool SegmentBuilder::reorders() const {
  return options_.reorder.value_or(documents_.size() > kMinReordered &&
                                   documents_.size() <= limits_.reordered);
}

Result<std::vector<std::uint32_t>> SegmentBuilder::new_order(
    std::span<const std::unique_ptr<TermSource>> sources, const OnProgress& on_progress) const {
  NEWSIDX_ASSIGN_OR_RETURN(
      const ForwardIndex forward,
      make_forward_index(sources, static_cast<std::uint32_t>(documents_.size()), options_.stop));
  return bisect(forward, threads_, {}, options_.stop,
                [&on_progress](std::uint64_t done, std::uint64_t total) {
                  on_progress(BuildProgress::Stage::reordering, done, total);
                });
}

Status SegmentBuilder::add_bigrams(segment::SegmentWriter::Output& output,
                                   storage::RecordSink& sink, const OnProgress& on_progress) {
  BigramRequest request;
  request.word_count = options_.bigrams;
  request.title_weight = options_.title_weight_or_default();
  request.budget_bytes = limits_.runs_bytes / 2;
  request.staging_path = writer_.staging_path();
  request.stop = options_.stop;
  request.on_progress = [&on_progress](std::uint64_t done, std::uint64_t total) {
    on_progress(BuildProgress::Stage::pairing, done, total);
  };
  NEWSIDX_ASSIGN_OR_RETURN(
      output, write_bigrams(writer_.store(), output.info, output.next_term_number, request, sink));
  return {};
}

Status SegmentBuilder::finish(const OnProgress& on_progress) && {
  IndexWriter::Lease segment = writer_.begin_segment();
  MergeRequest request = merge_request(segment, 0, static_cast<std::uint32_t>(documents_.size()));
  request.languages.assign(languages_.begin(), languages_.end());
  request.on_progress = [&on_progress](std::uint64_t done, std::uint64_t total) {
    on_progress(BuildProgress::Stage::merging, done, total);
  };
  NEWSIDX_ASSIGN_OR_RETURN(auto sources, open_flushed(0));
  for (auto& source : take_runs()) sources.push_back(std::move(source));
  if (!options_.reorder &&
      documents_.size() > std::max<std::size_t>(kMinReordered, limits_.reordered) &&
      options_.on_problem) {
    const std::uint64_t bytes = std::uint64_t{documents_.size()} * kReorderedBytes;
    options_.on_problem(
        {"the " + std::to_string(documents_.size()) +
             " articles are left in the order of reading: memory is not enough to reorder them",
         Hint(HintName::memory_bytes, " ", std::to_string((bytes >> 20) + 1), "M")});
  }
  if (reorders()) {
    on_progress(BuildProgress::Stage::reordering, 0, 0);
    NEWSIDX_ASSIGN_OR_RETURN(request.order, new_order(sources, on_progress));
  }
  NEWSIDX_ASSIGN_OR_RETURN(auto output, merge(std::move(sources), request, *sink_));
  NEWSIDX_ASSIGN_OR_RETURN(auto records, sink_->finish());
  if (options_.bigrams > 0 && documents_.size() >= options_.min_bigram_articles) {
    // The lists are read back for this: what was merged goes into the index first, unnamed.
    const auto sink = records.has_files() ? writer_.make_files() : writer_.make_sink();
    NEWSIDX_RETURN_IF_ERROR(writer_.ingest(std::move(records)));
    NEWSIDX_RETURN_IF_ERROR(add_bigrams(output, *sink, on_progress));
    NEWSIDX_ASSIGN_OR_RETURN(records, sink->finish());
  }
  std::vector<IndexWriter::Lease> leases;
  leases.push_back(std::move(segment));
  leases.push_back(std::move(store_));
  return writer_.add_segment(std::move(output.info), docs_.store(), std::move(records),
                             std::move(leases));
}

}  // namespace newsidx::indexer
