// segment/dictionary_reader.h
//
// The terms of a segment: which are there, their counts, and where their lists begin; in order.
// A key of RocksDB for each term took 2.7 us a look-up and 170 ns a step. The head of a list, which
// a search needs beyond the counts, is read when a cursor is made: a term that is only counted
// costs no more than its page.
//
// Format: FORMAT.md, "Term dictionary".  Written by dictionary_writer.h.
//
// The first term of each page is kept in memory from a field's first use on; a page that was read
// stays, as far as the index's memory budget goes.
//
// Threads: a dictionary, any number; a cursor, one.
// Cost: find() 0.5 us, and the reading of a page at its first use; next() some ns.
#pragma once

#include <newsidx/result.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/memory_budget.h"
#include "base/recent_map.h"
#include "segment/segment_info.h"
#include "segment/term_page.h"
#include "storage/store.h"

namespace newsidx::segment {

/// The head of a list, where the store has it.
struct PinnedHead {
  storage::PinnedValue chunk;
  std::string_view bytes;  ///< in the chunk
};
/// @errors corruption, io
[[nodiscard]] Result<PinnedHead> read_head(const storage::Store& store, std::uint32_t segment,
                                           Field field, const HeadAddress& address);

class DictionaryCursor;

class DictionaryReader {
 public:
  /// @param info    which fields have terms
  /// @param budget  for pages; that of the index
  DictionaryReader(std::shared_ptr<const storage::Store> store, const SegmentInfo& info,
                   std::shared_ptr<MemoryBudget> budget);

  /// What is known of the term, or nothing when the field does not have it. Not of field surface.
  /// @errors corruption, io
  [[nodiscard]] Result<std::optional<TermRecord>> find(Field field, std::string_view term) const;

  /// The term's counts alone.
  [[nodiscard]] Result<std::optional<TermCounts>> counts(Field field, std::string_view term) const;

  /// Calls `visit(i, counts)` for each of the terms that the field has, until it returns false. For
  /// many terms that stand close together.
  /// @param terms  ascending
  using CountsVisitor = std::function<bool(std::size_t i, const TermCounts& counts)>;
  [[nodiscard]] Status visit_counts(Field field, std::span<const std::string> terms,
                                    const CountsVisitor& visit) const;

  /// Calls `visit` for the terms of a field that start with `prefix`, from `from` on, ascending. It
  /// answers how to go on; skip_name passes over all terms that agree with this one up to the first
  /// "\0".
  enum class Visit : std::uint8_t { next, skip_name, stop };
  using TermVisitor = std::function<Visit(std::string_view term)>;
  [[nodiscard]] Status visit_terms(Field field, std::string_view prefix, std::string_view from,
                                   const TermVisitor& visit) const;

  /// Calls `visit` for the unstemmed words that start with `prefix`, from `from` on, ascending,
  /// with their terms, until it returns false. A word that is its own term stands with the term,
  /// the others in field surface: both are walked side by side.
  using SurfaceVisitor =
      std::function<bool(std::string_view surface, std::span<const SurfaceTerm> terms)>;
  [[nodiscard]] Status visit_surfaces(std::string_view prefix, std::string_view from,
                                      const SurfaceVisitor& visit) const;

  /// How the word is written in this segment, all its terms together.
  [[nodiscard]] Result<SurfaceCounts> surface_counts(std::string_view surface) const;

  /// Over the terms of a field; stands nowhere, until it is told to seek.
  [[nodiscard]] DictionaryCursor cursor(Field field) const;

 private:
  friend class DictionaryCursor;

  struct Page {
    storage::PinnedValue value;
    TermPage page;
  };
  using PagePointer = std::shared_ptr<const Page>;

  // First terms of the pages of a field.
  struct Index {
    std::string bytes;
    std::vector<std::string_view> first_terms;
    /// The page where the term would stand; nothing when it would stand before all.
    [[nodiscard]] std::optional<std::uint32_t> page_of(std::string_view term) const;
  };

  // Pages that were read.
  class Pages final : public MemoryBudget::Memory {
   public:
    explicit Pages(std::shared_ptr<MemoryBudget> budget)
        : budget_(std::move(budget)), pages_(budget_) {
      budget_->join(*this);
    }
    Pages(Pages&&) = delete;
    ~Pages() { budget_->leave(*this); }
    [[nodiscard]] PagePointer find(std::uint64_t key);
    PagePointer keep(std::uint64_t key, PagePointer page);
    void age() override;

   private:
    std::shared_ptr<MemoryBudget> budget_;
    std::mutex mutex_;
    RecentMap<std::uint64_t, PagePointer, std::hash<std::uint64_t>, std::equal_to<>> pages_;
  };

  // nullptr: the field has no terms.
  [[nodiscard]] Result<const Index*> index_of(Field field) const;
  [[nodiscard]] Result<std::unique_ptr<const Index>> read_index(Field field) const;
  [[nodiscard]] Result<PagePointer> page(Field field, std::uint32_t number) const;
  [[nodiscard]] Result<PagePointer> read_page(Field field, std::uint32_t number) const;
  [[nodiscard]] Failure broken_block(Field field, std::uint32_t page) const;

  std::shared_ptr<const storage::Store> store_;  // before what is pinned in it
  std::uint32_t segment_;
  std::array<bool, kFieldCount> has_terms_{};
  mutable Pages pages_;
  mutable std::mutex reading_index_;
  mutable std::array<std::unique_ptr<const Index>, kFieldCount> indexes_;
  mutable std::array<std::atomic<const Index*>, kFieldCount> ready_indexes_{};
};

/// The terms of a field in order.
class DictionaryCursor {
 public:
  /// Goes to the first term >= `term`. One that is near, in the block where the cursor stands or
  /// in its page, costs less.
  void seek(std::string_view term);
  /// REQUIRES valid().
  void next();

  [[nodiscard]] bool valid() const noexcept { return is_valid_; }
  /// REQUIRES valid(), the same for what follows; good until the next move.
  [[nodiscard]] std::string_view term() const noexcept { return block_.term(); }
  /// Not of field surface.
  [[nodiscard]] const TermRecord& record() const noexcept { return block_.record(); }
  /// Of field surface.
  [[nodiscard]] std::span<const SurfaceTerm> surface_terms() const noexcept {
    return block_.surface_terms();
  }
  /// After valid() turned false: was that the end, or a fault?
  [[nodiscard]] const Status& status() const noexcept { return status_; }

 private:
  friend class DictionaryReader;
  DictionaryCursor(const DictionaryReader& dictionary, Field field)
      : dictionary_(&dictionary), field_(field) {}

  bool open_page(std::uint32_t number);
  void open_block(std::size_t block);
  void to_next_block();
  void end(Status status);

  const DictionaryReader* dictionary_;
  Field field_;
  const DictionaryReader::Index* index_ = nullptr;
  DictionaryReader::PagePointer page_;
  std::uint32_t page_number_ = 0;
  std::size_t block_number_ = 0;
  TermBlock block_;
  bool is_valid_ = false;
  Status status_;
};

}  // namespace newsidx::segment
