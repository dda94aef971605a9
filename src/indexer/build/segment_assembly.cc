#include "indexer/build/segment_assembly.h"

#include <future>

#include "base/status_macros.h"
#include "indexer/bigrams/bigram_writer.h"
#include "indexer/copies/copies_writer.h"
#include "indexer/merge/living_documents.h"
#include "indexer/reorder/bisection.h"
#include "indexer/reorder/forward_index.h"
#include "segment/segment_records.h"

namespace newsidx::indexer {
namespace {

using segment::SegmentRecords;
using segment::SegmentWriter;
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

Result<SegmentWriter::Output> add_bigrams(IndexWriter& writer, const SegmentWriter::Output& merged,
                                          const MergeRequest& request,
                                          const AssemblySettings& settings,
                                          std::size_t budget_bytes, storage::RecordSink& sink) {
  BigramRequest pairs;
  pairs.word_count = settings.bigrams;
  pairs.title_weight = request.title_weight;
  pairs.budget_bytes = budget_bytes;
  pairs.staging_path = writer.staging_path();
  pairs.stop = request.stop;
  pairs.on_progress = reporter(settings.on_stage, Stage::pairing);
  return write_bigrams(writer.store(), merged.info, merged.next_term_number, pairs, sink);
}

// What is made of the merged lists and the articles, which are read back for this: they go into the
// index first, unnamed. Pairs and copies know nothing of one another, and are found side by side.
Status add_pairs_and_copies(IndexWriter& writer, SegmentWriter::Output& output,
                            storage::StagedRecords& records, const MergeRequest& request,
                            const AssemblySettings& settings) {
  const bool has_copies = output.info.document_count >= kMinCopiesArticles;
  if (settings.bigrams == 0 && !has_copies) return {};
  const auto make_sink = [&] {
    return records.has_files() ? writer.make_files() : writer.make_sink();
  };
  const auto pair_sink = make_sink();
  const auto copies_sink = make_sink();
  NEWSIDX_RETURN_IF_ERROR(writer.ingest(std::move(records)));

  const bool side_by_side = settings.threads > 1 && settings.bigrams > 0;
  const std::size_t budget_bytes = settings.pair_bytes / (side_by_side ? 2 : 1);
  const auto find_copies = [&, store = writer.store(),
                            info = output.info]() -> Result<SegmentRecords::Digests> {
    if (!has_copies) return SegmentRecords::Digests{};
    return write_copies_of(store, info, budget_bytes, request.stop, *copies_sink);
  };
  auto copies = std::async(side_by_side ? std::launch::async : std::launch::deferred, find_copies);
  if (settings.bigrams > 0) {
    NEWSIDX_ASSIGN_OR_RETURN(
        output, add_bigrams(writer, output, request, settings, budget_bytes, *pair_sink));
  }
  NEWSIDX_ASSIGN_OR_RETURN(const SegmentRecords::Digests digests, copies.get());
  for (std::size_t i = 0; i < digests.size(); ++i) output.info.digests[i] += digests[i];
  NEWSIDX_ASSIGN_OR_RETURN(records, pair_sink->finish());
  NEWSIDX_RETURN_IF_ERROR(writer.ingest(std::move(records)));
  NEWSIDX_ASSIGN_OR_RETURN(records, copies_sink->finish());
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
  NEWSIDX_RETURN_IF_ERROR(add_pairs_and_copies(writer, output, records, request, settings));
  return AssembledSegment{std::move(output.info), std::move(records), std::move(request.order)};
}

}  // namespace newsidx::indexer
