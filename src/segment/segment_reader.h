// segment/segment_reader.h
//
// One immutable segment, opened. Written by segment_writer.h. Its parts are readers of their own:
// dictionary, norms, articles, ids, columns, and posting lists (posting_list.h).
//
// Opened terms and what was read of their lists are kept (a query that comes again pays no RocksDB
// lookup for them), as far as the index's memory budget goes.
//
// A segment changes by what is deleted of it alone: readers of several generations share all else.
//
// Threads: all methods from any number of threads; several generations may share one.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "segment/column_reader.h"
#include "segment/dictionary_reader.h"
#include "segment/document_reader.h"
#include "segment/id_reader.h"
#include "segment/list_memory.h"
#include "segment/live_docs.h"
#include "segment/norms_reader.h"
#include "segment/posting_list.h"
#include "segment/segment_info.h"
#include "storage/store.h"

namespace newsidx::segment {

class SegmentReader {
 public:
  /// Loads lengths, title lengths, and what was deleted; the rest is read when needed.
  /// @param budget  for opened terms; that of the index
  /// @errors corruption, io
  [[nodiscard]] static Result<std::shared_ptr<const SegmentReader>> open(
      std::shared_ptr<const storage::Store> store, SegmentInfo info,
      std::shared_ptr<MemoryBudget> budget = std::make_shared<MemoryBudget>());

  /// The same segment in another generation: shares everything with this reader but what is
  /// deleted.
  /// @param store  of the other generation
  /// @param info   equal to that of this reader, but for the live state
  /// @errors corruption, io
  [[nodiscard]] Result<std::shared_ptr<const SegmentReader>> in_generation(
      const storage::Store& store, SegmentInfo info) const;

  [[nodiscard]] const SegmentInfo& info() const noexcept { return info_; }
  /// That its lists are read from: the one it was opened with.
  [[nodiscard]] const std::shared_ptr<const storage::Store>& store() const noexcept {
    return parts_->store;
  }
  [[nodiscard]] std::uint32_t document_count() const noexcept { return info_.document_count; }
  [[nodiscard]] const DictionaryReader& dictionary() const noexcept { return parts_->dictionary; }
  [[nodiscard]] const DocumentReader& documents() const noexcept { return parts_->documents; }
  [[nodiscard]] const IdReader& ids() const noexcept { return parts_->ids; }

  /// The opened term, or nullptr when the segment does not have it.
  [[nodiscard]] Result<std::shared_ptr<const PostingList>> find(Field field,
                                                                std::string_view term) const;

  /// Whether the pairs that this word of field text makes with other such words have lists.
  [[nodiscard]] bool has_pairs(std::string_view term) const noexcept {
    return !parts_->frequent_words.empty() && parts_->frequent_words.contains(term);
  }
  /// The documents where two words that have pairs stand side by side, without positions. The
  /// frequency is that of the phrase: places where it begins, those of the title with its weight.
  /// nullptr when there is none.
  /// REQUIRES has_pairs() of both.
  [[nodiscard]] Result<std::shared_ptr<const PostingList>> find_pair(std::string_view first,
                                                                     std::string_view second) const;
  [[nodiscard]] std::size_t frequent_word_count() const noexcept {
    return parts_->frequent_words.size();
  }

  /// Norms by document for a list's field; all zero for keywords.
  [[nodiscard]] std::span<const std::uint8_t> norms(Field field) const noexcept {
    return parts_->norms.of(field);
  }
  /// Positions of the title by document: text positions below it are the title's.
  [[nodiscard]] std::span<const std::uint32_t> title_lengths() const noexcept {
    return parts_->title_lengths;
  }
  /// @errors as ColumnReader::open()
  [[nodiscard]] Result<ColumnReader> column(std::string_view name) const;
  /// Appends all of a column's numbers.
  [[nodiscard]] Status read_column(std::string_view name,
                                   std::vector<std::uint64_t>& numbers) const;

  /// A bit for each document that was deleted; empty when none was.
  [[nodiscard]] std::span<const std::uint64_t> deleted() const noexcept { return deleted_; }
  [[nodiscard]] bool is_deleted(std::uint32_t document) const noexcept {
    return !deleted_.empty() && (deleted_[document / 64] >> (document % 64) & 1) != 0;
  }

 private:
  struct WordHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const noexcept { return hash64(word); }
  };
  // What no commit changes.
  struct Parts {
    Parts(std::shared_ptr<const storage::Store> opened, const SegmentInfo& info, NormsReader read,
          DocumentReader articles, std::shared_ptr<MemoryBudget> budget);

    std::shared_ptr<const storage::Store> store;
    DictionaryReader dictionary;
    DocumentReader documents;
    IdReader ids;
    NormsReader norms;
    std::vector<std::uint32_t> title_lengths;
    std::unordered_set<std::string, WordHash, std::equal_to<>> frequent_words;
    mutable ListMemory<std::shared_ptr<const PostingList>> opened_lists;
  };

  SegmentReader(std::shared_ptr<const Parts> parts, SegmentInfo info)
      : parts_(std::move(parts)), info_(std::move(info)) {}

  [[nodiscard]] static Status load_title_lengths(const SegmentInfo& info, Parts& parts);
  [[nodiscard]] static Status load_frequent_words(const SegmentInfo& info, Parts& parts);
  [[nodiscard]] Status load_deleted(const storage::Store& store);

  std::shared_ptr<const Parts> parts_;
  SegmentInfo info_;
  DocBits deleted_;
};

}  // namespace newsidx::segment
