#include "indexer/build/source_collector.h"

#include "base/status_macros.h"
#include "indexer/merge/run_source.h"
#include "indexer/merge/segment_source.h"

namespace newsidx::indexer {
namespace {

std::size_t words_of(std::size_t document_count) { return (document_count + 63) / 64; }

}  // namespace

void SourceCollector::add(std::vector<Run> runs) {
  for (Run& run : runs) {
    runs_bytes_ += run.memory_bytes();
    runs_.push_back(std::move(run));
  }
}

TermSources SourceCollector::take_runs() {
  TermSources sources;
  for (Run& run : runs_) {
    sources.push_back(
        std::make_unique<RunSource>(std::move(run), documents_, settings_.title_weight));
  }
  runs_.clear();
  runs_bytes_ = 0;
  return sources;
}

// Memory is short: the runs become a segment on disk, to be merged at the end.
Status SourceCollector::flush() {
  const auto end = static_cast<std::uint32_t>(documents_.size());
  NEWSIDX_ASSIGN_OR_RETURN(auto flushed, merge_unnamed(take_runs(), flushed_documents_, end, 0));
  flushed_.push_back(std::move(flushed));
  flushed_documents_ = end;
  return merge_flushed();
}

Result<SourceCollector::Flushed> SourceCollector::merge_unnamed(TermSources sources,
                                                                std::uint32_t first_document,
                                                                std::uint32_t end_document,
                                                                unsigned level) {
  superseded_.resize(words_of(end_document));
  Flushed flushed{{}, writer_.begin_segment(), first_document, level};
  MergeRequest request;
  request.segment = flushed.lease.number();
  request.first_document = first_document;
  request.documents = DocumentRange(documents_, first_document, end_document);
  request.superseded = &superseded_;
  request.title_weight = settings_.title_weight;
  request.stop = settings_.stop;
  const auto sink = writer_.make_files();
  NEWSIDX_ASSIGN_OR_RETURN(auto output, merge(std::move(sources), request, *sink));
  NEWSIDX_ASSIGN_OR_RETURN(auto records, sink->finish());
  NEWSIDX_RETURN_IF_ERROR(writer_.ingest(std::move(records)));
  flushed.info = std::move(output.info);
  return flushed;
}

// While there are as many of the last level as may be merged at once, they become one.
Status SourceCollector::merge_flushed() {
  while (true) {
    const unsigned level = flushed_.back().level;
    std::size_t first = flushed_.size();
    while (first > 0 && flushed_[first - 1].level == level) --first;
    if (flushed_.size() - first < settings_.max_sources) return {};
    NEWSIDX_ASSIGN_OR_RETURN(auto sources, open_flushed(first));
    NEWSIDX_ASSIGN_OR_RETURN(auto merged,
                             merge_unnamed(std::move(sources), flushed_[first].first_document,
                                           flushed_documents_, level + 1));
    flushed_.erase(flushed_.begin() + static_cast<std::ptrdiff_t>(first), flushed_.end());
    NEWSIDX_RETURN_IF_ERROR(writer_.collect());
    flushed_.push_back(std::move(merged));
  }
}

Result<TermSources> SourceCollector::open_flushed(std::size_t first) const {
  TermSources sources;
  for (std::size_t i = first; i < flushed_.size(); ++i) {
    auto source = std::make_unique<SegmentSource>(writer_.store(), flushed_[i].info,
                                                  flushed_[i].first_document);
    NEWSIDX_RETURN_IF_ERROR(source->start());
    sources.push_back(std::move(source));
  }
  return sources;
}

Result<TermSources> SourceCollector::open() {
  NEWSIDX_ASSIGN_OR_RETURN(auto sources, open_flushed(0));
  for (auto& source : take_runs()) sources.push_back(std::move(source));
  return sources;
}

segment::DocBits SourceCollector::superseded() const {
  segment::DocBits bits = superseded_;
  bits.resize(words_of(documents_.size()));
  return bits;
}

}  // namespace newsidx::indexer
