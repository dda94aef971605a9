#include "indexer/live/transaction.h"

#include <algorithm>
#include <utility>

#include "base/status_macros.h"
#include "indexer/build/build_pipeline.h"
#include "indexer/build/inverters.h"
#include "segment/analyzer_match.h"

namespace newsidx::indexer {
namespace {

// What a document takes for good while its segment is made; and an id in a set of them.
constexpr std::size_t kRowBytes = 54;
constexpr std::size_t kIdBytes = 64;

}  // namespace

Transaction::Transaction(IndexWriter& writer, BuildSettings settings)
    : writer_(writer),
      settings_(std::move(settings)),
      threads_(thread_count_of(settings_)),
      plan_(settings_.memory_bytes, threads_) {}

Result<std::unique_ptr<Transaction>> Transaction::create(IndexWriter& writer,
                                                         BuildSettings settings) {
  NEWSIDX_RETURN_IF_ERROR(check_settings(settings));
  auto transaction = std::unique_ptr<Transaction>(new Transaction(writer, std::move(settings)));
  NEWSIDX_RETURN_IF_ERROR(in_memory([&] { return transaction->start(); }));
  return transaction;
}

Status Transaction::start() {
  NEWSIDX_ASSIGN_OR_RETURN(auto made, make_inverters(settings_, threads_, plan_));
  const segment::Manifest& manifest = writer_.manifest();
  if (manifest.generation > 0) {
    NEWSIDX_RETURN_IF_ERROR(segment::match_analyzer(manifest.settings, made.fingerprint));
  }
  fingerprint_ = std::move(made.fingerprint);
  pool_.emplace(std::move(made.inverters), settings_.store_articles);
  return {};
}

template <class Call>
auto Transaction::guarded(Call call) -> decltype(call()) {
  if (is_broken_) {
    return fail(ErrorCode::io, "a commit to the index failed, and it may be on disk or not",
                "open it for writing again");
  }
  auto result = in_memory([&]() -> decltype(call()) {
    if (!pool_) NEWSIDX_RETURN_IF_ERROR(start());
    return call();
  });
  if (!result) rollback();
  return result;
}

Status Transaction::add(Article article) {
  return guarded([&]() -> Status {
    if (const auto removed = removed_.find(article.id); removed != removed_.end()) {
      removed_bytes_ -= kIdBytes + removed->size();
      removed_.erase(removed);
    }
    if (!segment_) {
      segment_.emplace(writer_, settings_, threads_, plan_.segment_limits());
      batch_ = {};
    }
    batch_.bytes += memory_bytes(article);
    batch_.articles.push_back(std::move(article));
    ++outcome_.added;
    if (batch_.bytes < plan_.batch_bytes()) return {};
    NEWSIDX_RETURN_IF_ERROR(submit());
    const std::size_t max_documents =
        std::min<std::size_t>(kMaxDocuments, plan_.segment_limits().runs_bytes / 2 / kRowBytes);
    return batch_.first_document < max_documents ? Status() : finish_segment();
  });
}

Status Transaction::remove(std::string id) {
  return guarded([&]() -> Status {
    removed_bytes_ += kIdBytes + id.size();
    if (!removed_.insert(std::move(id)).second) removed_bytes_ -= kIdBytes;  // the rest is little
    return removed_bytes_ <= plan_.cache_bytes() ? Status() : apply();
  });
}

Status Transaction::submit() {
  const auto next_document =
      batch_.first_document + static_cast<std::uint32_t>(batch_.articles.size());
  NEWSIDX_RETURN_IF_ERROR(make_room(batch_.bytes));
  pool_->submit(std::exchange(batch_, Batch{next_document, {}, 0}));
  return collect(false);
}

// One article alone is not worth waking a thread.
Status Transaction::submit_rest() {
  if (batch_.articles.size() == 1 && pool_->batches_under_way() == 0) {
    return segment_->add(pool_->do_here(std::exchange(batch_, {})), 0);
  }
  return batch_.articles.empty() ? Status() : submit();
}

Status Transaction::make_room(std::size_t bytes) {
  while (pool_->bytes_under_way() > 0 &&
         pool_->bytes_under_way() + bytes > plan_.bytes_under_way()) {
    NEWSIDX_RETURN_IF_ERROR(segment_->add(*pool_->take(true), 0));
  }
  return {};
}

Status Transaction::collect(bool all) {
  while (auto batch = pool_->take(all)) {
    NEWSIDX_RETURN_IF_ERROR(segment_->add(*std::move(batch), 0));
  }
  return {};
}

Status Transaction::finish_segment() {
  if (!segment_) return {};
  NEWSIDX_RETURN_IF_ERROR(submit_rest());
  NEWSIDX_RETURN_IF_ERROR(collect(true));
  NEWSIDX_RETURN_IF_ERROR(std::move(*segment_).finish({}));
  outcome_.added -= segment_->superseded_count();
  segment_.reset();
  batch_ = {};
  for (ManifestEdit::Added& added : writer_.addition().add) {
    added_.push_back(std::move(added));
    if (!deletions_) continue;
    NEWSIDX_ASSIGN_OR_RETURN(const auto replaced, deletions_->replace_by(added_.back().info));
    outcome_.replaced += replaced.committed;
    outcome_.added -= replaced.added;
  }
  return {};
}

bool Transaction::is_of_this(std::uint32_t segment) const {
  return std::ranges::any_of(added_,
                             [segment](const auto& each) { return each.info.id == segment; });
}

void Transaction::count_removed(std::uint32_t segment) {
  if (is_of_this(segment)) {
    --outcome_.added;
  } else {
    ++outcome_.deleted;
  }
}

Status Transaction::apply() {
  NEWSIDX_RETURN_IF_ERROR(finish_segment());
  if (!deletions_) {
    known_ids_.keep_only(writer_.manifest().segments);
    deletions_.emplace(writer_.store(), writer_.manifest().segments, &known_ids_);
    for (const ManifestEdit::Added& added : added_) {
      NEWSIDX_ASSIGN_OR_RETURN(const auto replaced, deletions_->replace_by(added.info));
      outcome_.replaced += replaced.committed;
      outcome_.added -= replaced.added;
    }
  }
  for (const std::string& id : removed_) {
    NEWSIDX_ASSIGN_OR_RETURN(const auto place, deletions_->find(id));
    if (!place) continue;
    NEWSIDX_RETURN_IF_ERROR(deletions_->remove(*place));
    count_removed(deletions_->segment(*place).id);
  }
  removed_.clear();
  removed_bytes_ = 0;
  return {};
}

Result<std::uint64_t> Transaction::remove_found(const Find& find) {
  NEWSIDX_RETURN_IF_ERROR(guarded([&] { return apply(); }));
  ManifestEdit so_far;
  so_far.add = added_;
  segment::Manifest manifest = next_manifest(writer_.manifest(), so_far);
  manifest.settings = settings_.index_settings(fingerprint_);  // of a new index
  auto found = in_memory([&] { return find(writer_.store(), manifest); });
  if (!found) return fail(std::move(found).error());
  std::uint64_t count = 0;
  NEWSIDX_RETURN_IF_ERROR(guarded([&]() -> Status {
    for (const Document& each : *found) {
      NEWSIDX_ASSIGN_OR_RETURN(const bool was_there,
                               deletions_->remove_document(each.segment, each.document));
      if (!was_there) continue;
      count_removed(each.segment);
      ++count;
    }
    return {};
  }));
  return count;
}

Result<Transaction::Outcome> Transaction::commit() {
  return guarded([this] { return write(); });
}

Result<Transaction::Outcome> Transaction::write() {
  const segment::Manifest& manifest = writer_.manifest();
  const bool is_empty = !segment_ && added_.empty() && removed_.empty() && !deletions_;
  if (is_empty && manifest.generation > 0) return Outcome{.generation = manifest.generation};
  NEWSIDX_RETURN_IF_ERROR(apply());
  ManifestEdit edit;
  edit.add = std::exchange(added_, {});
  edit.set_live = std::move(*deletions_).take();
  Outcome outcome = outcome_;
  if (edit.is_empty() && manifest.generation > 0) {
    clear();
    return Outcome{.generation = manifest.generation};
  }
  auto generation = in_memory([&] {  // one that is cut short may be on disk, too
    return writer_.commit(std::move(edit), settings_.index_settings(fingerprint_));
  });
  is_broken_ = !generation;
  clear();
  if (!generation) return fail(std::move(generation).error());
  outcome.generation = *generation;
  return outcome;
}

void Transaction::clear() noexcept {
  segment_.reset();
  batch_ = {};
  removed_.clear();
  removed_bytes_ = 0;
  added_.clear();
  deletions_.reset();
  outcome_ = {};
}

void Transaction::rollback() noexcept {
  try {
    while (pool_ && pool_->take(true)) {
    }
  } catch (...) {  // a worker that failed is of no use any more
    pool_.reset();
  }
  clear();
  writer_.drop_additions();
}

}  // namespace newsidx::indexer
