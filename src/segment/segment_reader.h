// segment/segment_reader.h
//
// One immutable segment, opened: lookups in its dictionary, its lengths, columns and documents.
// Written by segment_writer.h.
//
// Opened terms and what was read of their lists are kept (a query that comes again pays no RocksDB
// lookup for them), as far as the index's memory budget goes.
//
// Threads: all methods from any number of threads.
#pragma once

#include <newsidx/article.h>
#include <newsidx/result.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/hash.h"
#include "segment/list_memory.h"
#include "segment/postings_list.h"
#include "segment/segment_info.h"
#include "segment/term_dictionary.h"
#include "storage/store.h"

namespace newsidx::segment {

class SegmentReader {
 public:
  /// Loads lengths and title lengths; the rest is read when needed.
  /// @param store   must outlive the reader
  /// @param budget  for opened terms; that of the index
  /// @errors corruption, io
  [[nodiscard]] static Result<std::unique_ptr<SegmentReader>> open(
      const storage::Store& store, SegmentInfo info,
      std::shared_ptr<MemoryBudget> budget = std::make_shared<MemoryBudget>());

  [[nodiscard]] const SegmentInfo& info() const noexcept { return info_; }
  [[nodiscard]] std::uint32_t document_count() const noexcept { return info_.document_count; }

  [[nodiscard]] const TermDictionary& dictionary() const noexcept { return dictionary_; }

  /// The opened term, or nullptr when the segment does not have it.
  [[nodiscard]] Result<std::shared_ptr<const PostingList>> find(storage::Field field,
                                                                std::string_view term) const;

  /// Whether the pairs that this word of field text makes with other such words have lists.
  [[nodiscard]] bool has_pairs(std::string_view term) const noexcept {
    return !frequent_words_.empty() && frequent_words_.contains(term);
  }
  /// The documents where two words that have pairs stand side by side, without positions. The
  /// frequency is that of the phrase: places where it begins, those of the title with its weight.
  /// nullptr when there is none.
  /// REQUIRES has_pairs() of both.
  [[nodiscard]] Result<std::shared_ptr<const PostingList>> find_pair(std::string_view first,
                                                                     std::string_view second) const;
  [[nodiscard]] std::size_t frequent_word_count() const noexcept { return frequent_words_.size(); }

  /// Norms by document for a list's field; all zero for keywords.
  [[nodiscard]] std::span<const std::uint8_t> norms(storage::Field field) const noexcept;
  /// Positions of the title by document: text positions below it are the title's.
  [[nodiscard]] std::span<const std::uint32_t> title_lengths() const noexcept {
    return title_lengths_;
  }
  [[nodiscard]] Result<std::string> column(std::string_view name, std::uint32_t width) const;

  [[nodiscard]] Result<Article> article(std::uint32_t document) const;
  /// Where the document's article is stored, counted from first_sequence.
  [[nodiscard]] Result<std::uint32_t> sequence(std::uint32_t document) const;
  /// @return the document, or nothing
  [[nodiscard]] Result<std::optional<std::uint32_t>> find_id(std::string_view id) const;
  /// A list of this document alone, which no term has.
  [[nodiscard]] Result<std::shared_ptr<const PostingList>> list_of(std::uint32_t document) const;
  /// The first id that shares the longest beginning with this one, if that is half of it at least.
  [[nodiscard]] Result<std::optional<std::string>> nearest_id(std::string_view id) const;

 private:
  SegmentReader(const storage::Store& store, SegmentInfo info,
                const std::shared_ptr<MemoryBudget>& budget)
      : store_(store),
        info_(std::move(info)),
        dictionary_(store_, info_, budget),
        opened_(budget) {}

  [[nodiscard]] Status load_frequent_words();

  const storage::Store& store_;
  SegmentInfo info_;
  TermDictionary dictionary_;
  std::array<std::string, 2> norms_;  // of text and title
  std::vector<std::uint8_t> zero_norms_;
  std::vector<std::uint32_t> title_lengths_;
  struct WordHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const noexcept { return hash64(word); }
  };
  std::unordered_set<std::string, WordHash, std::equal_to<>> frequent_words_;
  mutable ListMemory<std::shared_ptr<const PostingList>> opened_;
};

}  // namespace newsidx::segment
