// indexer/merge/posting_sorter.h
//
// The postings of one term in another order of documents. Sorted is where they are; the postings
// themselves are read once, in the new order.
//
// Memory: 48 bytes a posting of one term at a time, and what sources keep of it.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <vector>

#include "indexer/merge/term_source.h"

namespace newsidx::indexer {

class PostingSorter {
 public:
  /// @param numbers         in the new order, by document, or kLeftOut; must outlive the sorter
  /// @param first_document  the one that numbers[0] is of
  PostingSorter(const std::vector<std::uint32_t>& numbers, std::uint32_t first_document)
      : numbers_(numbers), first_document_(first_document) {}

  static constexpr std::uint32_t kLeftOut = UINT32_MAX;

  /// Takes the postings of the term that the source stands on. It must live until write().
  [[nodiscard]] Status take(TermSource& source);

  /// Hands them out under their new numbers + first_document, ascending, and is empty again.
  [[nodiscard]] Status write(PostingSink& sink);

 private:
  struct Entry {
    std::uint32_t number;
    std::uint32_t source;
    PostingPlace place;
  };

  void sort();

  const std::vector<std::uint32_t>& numbers_;
  std::uint32_t first_document_;
  std::vector<TermSource*> sources_;
  std::vector<PostingPlace> places_;  // of the source being taken
  std::vector<Entry> entries_;
  std::vector<Entry> scratch_;
};

}  // namespace newsidx::indexer
