#include "indexer/live/live_writer.h"

#include <algorithm>
#include <utility>

#include "base/status_macros.h"
#include "indexer/build/build_pipeline.h"
#include "indexer/live/merging.h"

namespace newsidx::indexer {
namespace {

// Pairs were made, or were left out, when a segment was large enough.
bool has_decided_on_pairs(const segment::Manifest& manifest) {
  return std::ranges::any_of(manifest.segments, [](const segment::SegmentInfo& info) {
    return info.document_count >= kMinBigramArticles;
  });
}

Status use_index(const IndexWriter& writer, LiveWriter::Settings& settings) {
  const segment::Manifest& manifest = writer.manifest();
  BuildSettings& build = settings.build;
  if (manifest.generation > 0) {
    build.analyzer = manifest.settings.analyzer;
    build.language = manifest.settings.language;
    build.title_weight = manifest.settings.title_weight;
    build.store_articles = manifest.settings.stores_articles;
  }
  build.min_bigram_articles = kMinBigramArticles;
  NEWSIDX_ASSIGN_OR_RETURN(const unsigned bigrams, frequent_word_count(*writer.store(), manifest));
  if (settings.bigrams) build.bigrams = *settings.bigrams;
  if (!settings.bigrams && (bigrams > 0 || has_decided_on_pairs(manifest))) build.bigrams = bigrams;
  return {};
}

}  // namespace

Result<std::unique_ptr<LiveWriter>> LiveWriter::open(const std::string& path, Settings settings) {
  if (settings.build.memory_bytes < kMinMemoryBytes) {
    return fail(ErrorCode::invalid_argument,
                "memory of " + std::to_string(settings.build.memory_bytes) + " bytes is too small",
                "32M or more");
  }
  NEWSIDX_RETURN_IF_ERROR(check_settings(settings.build));
  const std::uint64_t memory_bytes = settings.build.memory_bytes / 2;
  NEWSIDX_ASSIGN_OR_RETURN(auto opened, IndexWriter::open(path, memory_bytes / 16));
  std::unique_ptr<LiveWriter> writer(new LiveWriter(std::move(opened)));
  const segment::Manifest& manifest = writer->writer_.manifest();
  if (manifest.generation == 0 && !settings.creates) {
    return fail(ErrorCode::not_found, "no index was finished at '" + path + "'",
                Hint(HintName::build_at, " '", path, "'"));
  }
  if (manifest.generation > 0 && manifest.settings.fingerprint.empty()) {
    return fail(ErrorCode::corruption, "the manifest of the index '" + path + "' is lost",
                writer->writer_.store()->repair_hint());
  }
  NEWSIDX_RETURN_IF_ERROR(use_index(writer->writer_, settings));
  settings.build.memory_bytes = memory_bytes;
  NEWSIDX_ASSIGN_OR_RETURN(writer->transaction_,
                           Transaction::create(writer->writer_, settings.build));
  writer->merges_ = std::make_unique<MergeScheduler>(
      writer->writer_, writer->mutex_,
      [transaction = writer->transaction_.get()] { return !transaction->is_applied(); },
      MergeScheduler::Settings{.memory_bytes = memory_bytes,
                               .threads = thread_count_of(settings.build),
                               .bigrams = settings.build.bigrams,
                               .policy = settings.policy,
                               .has_thread = settings.merges_in_background,
                               .on_problem = settings.build.on_problem});
  return writer;
}

LiveWriter::~LiveWriter() {
  merges_.reset();
  transaction_.reset();
  writer_.give_up();
}

// Of a merge whose commit failed, as of a transaction whose did.
Status LiveWriter::check() const {
  if (!merges_->is_broken()) return {};
  return fail(ErrorCode::io, "a commit to the index failed, and it may be on disk or not",
              "open it for writing again");
}

Status LiveWriter::add(Article article) {
  const std::lock_guard lock(mutex_);
  NEWSIDX_RETURN_IF_ERROR(check());
  return transaction_->add(std::move(article));
}

Status LiveWriter::remove(std::string id) {
  const std::lock_guard lock(mutex_);
  NEWSIDX_RETURN_IF_ERROR(check());
  return transaction_->remove(std::move(id));
}

Result<std::uint64_t> LiveWriter::remove_found(const Transaction::Find& find) {
  MergeScheduler::Lock lock(mutex_);
  NEWSIDX_RETURN_IF_ERROR(check());
  merges_->let_pass(lock);
  auto removed = transaction_->remove_found(find);
  if (!transaction_->is_applied()) merges_->wake();  // it was given up
  return removed;
}

Result<Transaction::Outcome> LiveWriter::commit(MergeScheduler::Lock& lock) {
  NEWSIDX_RETURN_IF_ERROR(check());
  merges_->let_pass(lock);
  auto outcome = transaction_->commit();
  merges_->wake();
  return outcome;
}

Result<Transaction::Outcome> LiveWriter::commit() {
  MergeScheduler::Lock lock(mutex_);
  auto outcome = commit(lock);
  if (outcome) merges_->follow(lock);
  return outcome;
}

void LiveWriter::rollback() {
  const std::lock_guard lock(mutex_);
  transaction_->rollback();
  merges_->wake();
}

Result<LiveWriter::MergeOutcome> LiveWriter::merge(bool is_full) {
  MergeScheduler::Lock lock(mutex_);
  NEWSIDX_RETURN_IF_ERROR(commit(lock));
  MergeOutcome outcome;
  outcome.segments_before = writer_.manifest().segments.size();
  const std::uint64_t documents_before = writer_.manifest().document_count();
  NEWSIDX_ASSIGN_OR_RETURN(outcome.merges, merges_->merge_all(lock, is_full));
  const segment::Manifest& manifest = writer_.manifest();
  outcome.segments = manifest.segments.size();
  outcome.articles = manifest.live_document_count();
  outcome.dropped = documents_before - std::min(documents_before, manifest.document_count());
  outcome.generation = manifest.generation;
  return outcome;
}

Status LiveWriter::wait_for_merges() {
  MergeScheduler::Lock lock(mutex_);
  return merges_->wait(lock);
}

std::uint64_t LiveWriter::generation() const {
  const std::lock_guard lock(mutex_);
  return writer_.manifest().generation;
}

}  // namespace newsidx::indexer
