#include "indexer/build/segment_assembly.h"

#include "base/status_macros.h"
#include "indexer/bigrams/bigram_writer.h"
#include "indexer/copies/copies_writer.h"
#include "indexer/merge/living_documents.h"
#include "indexer/reorder/bisection.h"
#include "indexer/reorder/forward_index.h"

namespace newsidx::indexer {
namespace {

using Stage = BuildProgress::Stage;

auto reporter(const OnStage& on_stage, Stage stage) {
  return [&on_stage, stage](std::uint64_t done, std::uint64_t total) {
    if (on_stage) on_stage(stage, done, total);
  };
}

// The order of those that stay, as documents of the stretch.
Result<std::vector<std::uint32_t>> new_order(const TermSources& sources,
                                             const MergeRequest& request,
                                             const AssemblySettings& settings) {
  const auto report = reporter(settings.on_stage, Stage::reordering);
  report(0, 0);
  const LivingDocuments living(request.documents.size(), request.left_out);
  NEWSIDX_ASSIGN_OR_RETURN(const ForwardIndex forward,
                           make_forward_index(sources, living, request.stop));
  std::vector<std::uint32_t> order = bisect(forward, settings.threads, {}, request.stop, report);
  if (living.are_all()) return order;
  std::vector<std::uint32_t> documents;
  documents.reserve(living.size());
  for (std::uint32_t document = 0; document < request.documents.size(); ++document) {
    if (!living.is_left_out(document)) documents.push_back(document);
  }
  for (std::uint32_t& document : order) document = documents[document];
  return order;
}

// The lists are read back for this: what was merged goes into the index first, unnamed.
Status add_bigrams(IndexWriter& writer, segment::SegmentWriter::Output& output,
                   storage::StagedRecords& records, const MergeRequest& merged,
                   const AssemblySettings& settings) {
  const auto sink = records.has_files() ? writer.make_files() : writer.make_sink();
  NEWSIDX_RETURN_IF_ERROR(writer.ingest(std::move(records)));
  BigramRequest request;
  request.word_count = settings.bigrams;
  request.title_weight = merged.title_weight;
  request.budget_bytes = settings.pair_bytes;
  request.staging_path = writer.staging_path();
  request.stop = merged.stop;
  request.on_progress = reporter(settings.on_stage, Stage::pairing);
  NEWSIDX_ASSIGN_OR_RETURN(
      output, write_bigrams(writer.store(), output.info, output.next_term_number, request, *sink));
  NEWSIDX_ASSIGN_OR_RETURN(records, sink->finish());
  return {};
}

// Articles and their sketches are read back, too.
Status add_copies(IndexWriter& writer, segment::SegmentInfo& info, storage::StagedRecords& records,
                  const MergeRequest& merged, const AssemblySettings& settings) {
  const auto sink = records.has_files() ? writer.make_files() : writer.make_sink();
  NEWSIDX_RETURN_IF_ERROR(writer.ingest(std::move(records)));
  NEWSIDX_RETURN_IF_ERROR(
      write_copies_of(writer.store(), info, settings.pair_bytes, merged.stop, *sink));
  NEWSIDX_ASSIGN_OR_RETURN(records, sink->finish());
  return {};
}

}  // namespace

Result<AssembledSegment> assemble_segment(IndexWriter& writer, TermSources sources,
                                          TermSources subtracted, MergeRequest request,
                                          const AssemblySettings& settings,
                                          std::unique_ptr<storage::RecordSink> sink) {
  request.on_progress = reporter(settings.on_stage, Stage::merging);
  if (settings.reorder) {
    NEWSIDX_ASSIGN_OR_RETURN(request.order, new_order(sources, request, settings));
  }
  NEWSIDX_ASSIGN_OR_RETURN(auto output,
                           merge(std::move(sources), request, *sink, std::move(subtracted)));
  NEWSIDX_ASSIGN_OR_RETURN(auto records, sink->finish());
  sink.reset();
  if (settings.bigrams > 0) {
    NEWSIDX_RETURN_IF_ERROR(add_bigrams(writer, output, records, request, settings));
  }
  if (output.info.document_count >= kMinCopiesArticles) {
    NEWSIDX_RETURN_IF_ERROR(add_copies(writer, output.info, records, request, settings));
  }
  return AssembledSegment{std::move(output.info), std::move(records), std::move(request.order)};
}

}  // namespace newsidx::indexer
