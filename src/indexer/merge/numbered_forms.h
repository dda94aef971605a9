// indexer/merge/numbered_forms.h
//
// How the occurrences of a term in a segment are written, as numbers of the table of a merge.
//
// Threads: one.   Cost: a block after the other, without a search.
#pragma once

#include <newsidx/result.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "segment/term_forms.h"
#include "segment/word_form.h"

namespace newsidx::indexer {

class NumberedForms {
 public:
  /// Forms are not asked for.
  NumberedForms() = default;
  /// @param table  must outlive this
  NumberedForms(segment::TermForms forms, segment::FormTable& table)
      : forms_(std::move(forms)), table_(&table) {}

  [[nodiscard]] bool are_asked_for() const noexcept { return table_ != nullptr; }

  /// Appends the numbers of `count` occurrences of a block, from the one at `place` on; nothing
  /// where they are not asked for.
  /// @errors corruption
  [[nodiscard]] Status append(std::uint32_t block, std::uint32_t place, std::size_t count,
                              std::vector<std::uint32_t>& out) {
    if (!are_asked_for()) return {};
    while (count > 0) {
      NEWSIDX_ASSIGN_OR_RETURN(const auto part, forms_.part_at({block, place}));
      if (part.is_new) {
        numbers_.clear();
        for (const segment::WordForm& form : part.piece->forms) {
          numbers_.push_back(table_->number_of(form.surface, form.letter_case));
        }
      }
      const std::size_t told = std::min<std::size_t>(count, part.end - place);
      const std::size_t first = out.size();
      out.resize(first + told, numbers_[0]);
      for (const auto& [exception, form] : part.exceptions) {
        if (exception - place >= told) break;
        out[first + exception - place] = numbers_[form];
      }
      place += static_cast<std::uint32_t>(told);
      count -= told;
    }
    return {};
  }

 private:
  segment::TermForms forms_;
  segment::FormTable* table_ = nullptr;
  std::vector<std::uint32_t> numbers_;  // by form of the piece
};

}  // namespace newsidx::indexer
