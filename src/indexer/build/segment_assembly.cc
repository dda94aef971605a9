#include "indexer/build/segment_assembly.h"

#include <future>
#include <stop_token>
#include <system_error>

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
                                          storage::RecordSink& sink) {
  BigramRequest pairs;
  pairs.word_count = settings.bigrams;
  pairs.title_weight = request.title_weight;
  pairs.budget_bytes = settings.pair_bytes;
  pairs.staging_path = writer.staging_path();
  pairs.stop = request.stop;
  pairs.on_progress = reporter(settings.on_stage, Stage::pairing);
  return write_bigrams(writer.store(), merged.info, merged.next_term_number, pairs, sink);
}

// Runs on a thread of its own, or, where there is none to be had, when it is waited for.
template <class Run>
auto run_beside(bool on_a_thread, const Run& run) {
  if (on_a_thread) {
    try {
      return std::async(std::launch::async, run);
    } catch (const std::system_error&) {
    }
  }
  return std::async(std::launch::deferred, run);
}

// What is made of the merged lists and the articles, which are read back for this: they go into the
// index first, unnamed. Pairs and copies know nothing of one another, and are found side by side
// where memory is enough.
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

  std::stop_source stop;  // also where pairs fail
  const std::stop_callback stop_too(request.stop, [&stop] { stop.request_stop(); });
  const auto find_copies = [&, store = writer.store(), info = output.info,
                            token = stop.get_token()]() -> Result<SegmentRecords::Digests> {
    if (!has_copies) return SegmentRecords::Digests{};
    return write_copies_of(store, info, token, *copies_sink);
  };
  const bool is_room_for_both = settings.pair_bytes >= kCopiesBlockBytes;
  const bool side_by_side =
      settings.threads > 1 && settings.bigrams > 0 && has_copies && is_room_for_both;
  auto copies = run_beside(side_by_side, find_copies);
  if (settings.bigrams > 0) {
    auto with_pairs = add_bigrams(writer, output, request, settings, *pair_sink);
    if (!with_pairs) {
      stop.request_stop();
      return fail(std::move(with_pairs).error());
    }
    output = *std::move(with_pairs);
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
