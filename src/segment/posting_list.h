// segment/posting_list.h
//
// The opened list of one term: shared by all cursors and threads, its chunks are read when first
// needed. Walked by posting_cursor.h, written by posting_list_writer.cc.
// Format: FORMAT.md, "Posting list".
//
// Threads: any number.
#pragma once

#include <newsidx/result.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/memory_budget.h"
#include "segment/field.h"
#include "segment/term_entry.h"
#include "storage/store.h"

namespace newsidx::segment {

class PostingList {
 public:
  /// A list whose head is read when it is first needed: counts are known without it.
  /// @param record  of the dictionary
  /// @param budget  is charged for what the list holds, now and when it reads more; or nullptr
  /// @errors corruption
  [[nodiscard]] static Result<std::shared_ptr<const PostingList>> open(
      std::shared_ptr<const storage::Store> store, std::uint32_t segment, Field field,
      const TermRecord& record, std::uint32_t document_limit,
      std::shared_ptr<MemoryBudget> budget = nullptr);
  /// A list whose head is there.
  [[nodiscard]] static Result<std::shared_ptr<const PostingList>> open_with_head(
      std::shared_ptr<const storage::Store> store, std::uint32_t segment, Field field,
      const TermRecord& record, std::string_view head, std::uint32_t document_limit);
  /// A list of this document alone, which no term has.
  [[nodiscard]] static Result<std::shared_ptr<const PostingList>> of_document(
      std::uint32_t document, std::uint32_t document_limit);
  PostingList(const PostingList&) = delete;
  PostingList& operator=(const PostingList&) = delete;
  ~PostingList();

  /// Reads the head, unless it was read. @errors corruption, io
  [[nodiscard]] Status load() const;

  /// What stands in the head is there after load(), which a cursor calls.
  [[nodiscard]] const TermEntry& entry() const noexcept { return entry_; }
  [[nodiscard]] std::uint32_t document_limit() const noexcept { return document_limit_; }

  /// What the list holds, with the chunks that were read.
  [[nodiscard]] std::uint64_t memory_bytes() const noexcept {
    return memory_bytes_.load(std::memory_order_relaxed);
  }

  /// The bytes of a chunk, without its checksum; valid as long as the list.
  /// The checksum is not compared here: RocksDB has compared its block's when it read it.
  /// @param family  postings or positions
  /// @param number  of a chunk that the directory names
  /// @errors corruption  no such chunk; io
  [[nodiscard]] Result<std::string_view> chunk(storage::Family family, std::uint16_t number) const;

 private:
  // Chunks of one family; `ready` shows a chunk to other threads once it is loaded.
  struct Chunks {
    std::vector<storage::PinnedValue> values;
    std::unique_ptr<std::atomic<bool>[]> ready;
  };

  PostingList() = default;
  [[nodiscard]] Status take_head(std::string_view head) const;
  static void size_chunks(Chunks& chunks, const std::vector<BlockAddress>& addresses);
  void charge(std::uint64_t bytes) const;

  std::shared_ptr<const storage::Store> store_;  // before what is pinned in it
  std::uint32_t segment_ = 0;
  std::uint32_t document_limit_ = 0;
  Field field_ = Field::text;
  HeadAddress head_address_;
  mutable std::string head_;  // of an inline list: what the entry's views point into
  mutable TermEntry entry_;
  mutable Status load_status_;
  mutable std::atomic<bool> is_loaded_ = false;
  std::shared_ptr<MemoryBudget> budget_;
  mutable std::atomic<std::uint64_t> memory_bytes_ = 0;
  mutable std::mutex loading_;
  mutable Chunks postings_;
  mutable Chunks positions_;
};

}  // namespace newsidx::segment
