#include "support/segmented_index.h"

#include <set>
#include <stdexcept>

#include "base/status_macros.h"
#include "indexer/bigrams/bigram_writer.h"
#include "indexer/build/batch.h"
#include "indexer/merge/merger.h"
#include "indexer/merge/run_source.h"
#include "query/planner.h"
#include "query/statistics/local_statistics.h"
#include "query/syntax/parser.h"
#include "segment/document_writer.h"
#include "storage/keys.h"
#include "storage/write_store.h"
#include "support/borrowed_store.h"

namespace newsidx::testing {

using storage::Family;

namespace {

// One list of articles to one segment, in the way of a build with one chunk.
segment::SegmentWriter::Output write_segment(storage::WriteStore& store, const Articles& articles,
                                             const IndexShape& shape, segment::Manifest& manifest) {
  const std::uint32_t number = manifest.next_segment++;
  const auto options = analyzer_options(shape.analyzer);
  indexer::Inverter inverter(need(analysis::Analyzer::create(options)), options, {});
  indexer::Batch batch;
  batch.articles = articles;
  auto inverted = indexer::invert_batch(std::move(batch), inverter, true);
  indexer::MergeRequest request;
  request.segment = number;
  request.stores = {number};
  const indexer::DocumentStatsTable rows(inverted.rows.begin(), inverted.rows.end());
  request.documents = indexer::DocumentRange(rows, 0, static_cast<std::uint32_t>(rows.size()));
  request.languages.assign(inverted.languages.begin(), inverted.languages.end());
  request.title_weight = shape.title_weight;
  std::vector<std::unique_ptr<indexer::TermSource>> sources;
  for (indexer::Run& run : inverted.runs) {
    sources.push_back(
        std::make_unique<indexer::RunSource>(std::move(run), rows, shape.title_weight));
  }
  const auto sink = store.make_sink();
  auto output = need(indexer::merge(std::move(sources), request, *sink));
  segment::DocumentWriter docs(*sink, number);
  for (std::size_t i = 0; i < inverted.stored_articles.size(); ++i) {
    need(docs.add(inverted.stored_articles[i], inverted.sketches[i]));
  }
  need(docs.finish());
  output.info.live.document_count = output.info.document_count;
  manifest.stores.push_back(docs.store());
  need(store.ingest(need(sink->finish())));
  return output;
}

// Adds the lists of pairs, in the way of a build.
segment::SegmentInfo write_pairs(storage::WriteStore& store, segment::SegmentWriter::Output segment,
                                 unsigned words, unsigned title_weight) {
  if (words == 0) return segment.info;
  indexer::BigramRequest request;
  request.word_count = words;
  request.title_weight = title_weight;
  request.budget_bytes = 64u << 10;
  request.staging_path = store.staging_path();
  const auto sink = store.make_sink();
  auto output = need(indexer::write_bigrams(borrowed(store), segment.info, segment.next_term_number,
                                            request, *sink));
  need(store.ingest(need(sink->finish())));
  return output.info;
}

}  // namespace

analysis::AnalyzerOptions analyzer_options(std::string_view name) {
  analysis::AnalyzerOptions options;
  options.kind = name == "plain" ? analysis::AnalyzerKind::plain : analysis::AnalyzerKind::news;
  return options;
}

void commit_manifest(storage::WriteStore& store, const segment::Manifest& manifest) {
  std::vector<storage::WriteStore::Record> records;
  for (const segment::SegmentInfo& info : manifest.segments) {
    records.push_back(
        {Family::meta, storage::segment_info_key(info.id), segment::serialize_segment_info(info)});
  }
  records.push_back({Family::meta, storage::manifest_key(manifest.generation),
                     segment::serialize_manifest(manifest)});
  need(store.commit(records));
}

void write_index(const std::string& path, const std::vector<Articles>& segments,
                 const IndexShape& shape) {
  auto store = need(storage::WriteStore::open(path));
  segment::Manifest manifest;
  manifest.generation = 1;
  for (const Articles& articles : segments) {
    auto segment = write_segment(store, articles, shape, manifest);
    const std::size_t place = manifest.segments.size();
    const unsigned bigrams = place < shape.bigrams.size() ? shape.bigrams[place] : 0;
    manifest.segments.push_back(
        write_pairs(store, std::move(segment), bigrams, shape.title_weight));
  }
  const auto options = analyzer_options(shape.analyzer);
  manifest.settings = {shape.analyzer, options.language,
                       need(analysis::Analyzer::create(options)).fingerprint(), shape.title_weight,
                       true};
  commit_manifest(store, manifest);
}

OpenedIndex::OpenedIndex(const std::string& path)
    : store_(std::make_shared<const storage::Store>(need(storage::Store::open(path)))) {
  auto manifest = need(segment::read_manifest(*store_));
  if (!manifest) throw std::runtime_error("no manifest in " + path);
  manifest_ = *std::move(manifest);
  analyzer_options_ = analyzer_options(manifest_.settings.analyzer);
  analyzer_options_.language = manifest_.settings.language;
  std::set<std::string> languages;
  for (const segment::SegmentInfo& info : manifest_.segments) {
    owned_.push_back(need(segment::SegmentReader::open(store_, info)));
    readers_.push_back(owned_.back().get());
    for (const auto& [language, count] : info.languages) languages.insert(language);
  }
  lists_.emplace(readers_);
  languages_.assign(languages.begin(), languages.end());
  analyzer_ = std::make_unique<analysis::QueryAnalyzer>(
      need(analysis::Analyzer::create(analyzer_options_)), analyzer_options_, languages_);
}

Result<query::Plan> OpenedIndex::plan(std::string_view text) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto tree, query::parse(text, query::DefaultOperator::or_));
  const CancellationToken cancellation;
  query::LocalStatistics statistics(*lists_, cancellation);
  return query::make_plan(tree, {*analyzer_, *lists_, statistics, cancellation});
}

}  // namespace newsidx::testing
