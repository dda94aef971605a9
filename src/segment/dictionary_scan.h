// segment/dictionary_scan.h
//
// All terms of a segment, or of one of its fields, with the heads of their lists, read from the
// store once from the front to the back: for merging, checking and counting. It leaves the block
// cache as it is.
//
// Threads: one.   Memory: a page, and what RocksDB reads ahead.   Cost: some ns a term.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "segment/term_page.h"
#include "storage/keys.h"
#include "storage/store.h"

namespace newsidx::segment {

class DictionaryScan {
 public:
  /// Stands on the first term.
  DictionaryScan(std::shared_ptr<const storage::Store> store, std::uint32_t segment);
  DictionaryScan(std::shared_ptr<const storage::Store> store, std::uint32_t segment, Field field);

  /// REQUIRES valid(), the same for what follows; good until the next move.
  void next();
  [[nodiscard]] bool valid() const noexcept { return is_valid_; }
  [[nodiscard]] Field field() const noexcept { return page_.field(); }
  [[nodiscard]] std::string_view term() const noexcept { return block_.term(); }
  /// Not of field surface.
  [[nodiscard]] const TermRecord& record() const noexcept { return block_.record(); }
  /// Of field surface.
  [[nodiscard]] std::span<const SurfaceTerm> surface_terms() const noexcept {
    return block_.surface_terms();
  }
  /// The head of the term's list; not of field surface. Heads are read forwards only: those of
  /// terms that were passed are gone.
  /// @errors corruption, io
  [[nodiscard]] Result<std::string_view> head();
  [[nodiscard]] bool is_first_of_page() const noexcept { return is_first_of_page_; }

  /// After valid() turned false: was that the end, or a fault? Then nothing more is read.
  [[nodiscard]] const Status& status() const noexcept { return status_; }

 private:
  DictionaryScan(std::shared_ptr<const storage::Store> store, std::uint32_t segment,
                 const std::string& prefix);
  void open_page();
  void open_block(std::size_t block);
  void end(Status status);
  [[nodiscard]] Failure broken(const std::string& what) const;

  std::shared_ptr<const storage::Store> store_;
  std::uint32_t segment_;
  storage::Iterator records_;
  storage::TermPageKey page_key_{};
  std::vector<char> page_bytes_;  // stays where it is when the scan moves
  TermPage page_;
  std::size_t block_number_ = 0;
  TermBlock block_;
  bool is_valid_ = false;
  bool is_first_of_page_ = false;
  Status status_;
};

}  // namespace newsidx::segment
