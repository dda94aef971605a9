// indexer/live/transaction.h
//
// What a writer does between two commits: articles that are added, ids and documents that are
// removed, in this order or another one. Of each id the last call counts.
//
//   add()     a batch of articles -> an inverter -> a segment under way (build/segment_builder.h)
//   remove()  a set of ids, from which a later add() of the id takes it: what an article replaces
//             needs no removing
//   apply()   the segment under way becomes a segment, and what was removed or replaced so far
//             becomes bits (live/deletions.h)
//   commit()  apply(), and one commit of it all
//
// Inverters and their threads live as long as this: a transaction of one article starts nothing.
//
// An error ends the transaction: all of it is given up, and the next one may begin (but see
// is_broken()).
//
// Threads: one at a time.   Memory: that of the settings, but 54 bytes a document, for which
// segments are cut.
#pragma once

#include <newsidx/article.h>
#include <newsidx/result.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "indexer/build/batch.h"
#include "indexer/build/build_settings.h"
#include "indexer/build/memory_plan.h"
#include "indexer/build/segment_builder.h"
#include "indexer/build/worker_pool.h"
#include "indexer/live/deletions.h"
#include "indexer/live/index_writer.h"
#include "indexer/live/known_ids.h"
#include "indexer/live/manifest_edit.h"
#include "segment/manifest.h"

namespace newsidx::indexer {

class Transaction {
 public:
  /// @param writer    must outlive this
  /// @param settings  analyser, language, title weight and whether articles are stored are those of
  ///                  the index, unless it has no generation yet
  /// @errors invalid_argument  settings out of range; limit
  ///         unsupported       the index was analysed by another version
  [[nodiscard]] static Result<std::unique_ptr<Transaction>> create(IndexWriter& writer,
                                                                   BuildSettings settings);
  ~Transaction() { rollback(); }

  /// @param article  has an id
  /// @errors corruption, io, disk_full, limit; as for all of these
  [[nodiscard]] Status add(Article article);
  [[nodiscard]] Status remove(std::string id);

  struct Document {
    std::uint32_t segment = 0;  ///< its number
    std::uint32_t document = 0;
  };
  /// Finds documents among the committed ones and those that were added so far; it may show some
  /// that are replaced or removed already.
  using Find = std::function<Result<std::vector<Document>>(std::shared_ptr<const storage::Store>,
                                                           const segment::Manifest&)>;
  /// Removes what it finds. Its errors leave the transaction as it is.
  /// Cost: what was added becomes a segment
  /// @return documents that were there
  [[nodiscard]] Result<std::uint64_t> remove_found(const Find& find);

  struct Outcome {
    std::uint64_t added = 0;     ///< articles of the transaction that are in the index
    std::uint64_t replaced = 0;  ///< articles of the generation before that these replaced
    std::uint64_t deleted = 0;   ///< others of it that are gone
    std::uint64_t generation = 0;
  };
  /// @return of the present generation, if nothing changes (a new index gets its first one)
  [[nodiscard]] Result<Outcome> commit();

  /// Gives up all since the last commit.
  void rollback() noexcept;

  /// It has segments, or has marked what it deletes in those that there are: until it has ended,
  /// there may be no other commit.
  [[nodiscard]] bool is_applied() const noexcept { return deletions_ || !added_.empty(); }

  /// A commit failed, and may be on disk or not: nothing can be committed any more.
  [[nodiscard]] bool is_broken() const noexcept { return is_broken_; }

 private:
  Transaction(IndexWriter& writer, BuildSettings settings);

  [[nodiscard]] Status start();
  template <class Call>
  [[nodiscard]] auto guarded(Call call) -> decltype(call());
  [[nodiscard]] Status submit();
  [[nodiscard]] Status submit_rest();
  [[nodiscard]] Status collect(bool all);
  [[nodiscard]] Status make_room(std::size_t bytes);
  [[nodiscard]] Status finish_segment();
  [[nodiscard]] Status apply();
  [[nodiscard]] Result<Outcome> write();
  [[nodiscard]] bool is_of_this(std::uint32_t segment) const;
  void count_removed(std::uint32_t segment);
  void clear() noexcept;

  IndexWriter& writer_;
  const BuildSettings settings_;
  const unsigned threads_;
  const MemoryPlan plan_;
  std::string fingerprint_;
  std::optional<WorkerPool> pool_;  // none after it failed

  Batch batch_;
  std::optional<SegmentBuilder> segment_;
  std::unordered_set<std::string> removed_;  // ids, since apply()
  std::size_t removed_bytes_ = 0;
  std::vector<ManifestEdit::Added> added_;
  KnownIds known_ids_;  // kept from one transaction to the next
  std::optional<Deletions> deletions_;
  Outcome outcome_;
  bool is_broken_ = false;
};

}  // namespace newsidx::indexer
