// segment/dictionary_writer.h
//
// The dictionary of a segment: pages of terms, the heads of their lists in chunks behind each page,
// and for each field an index of its pages. Format: FORMAT.md, "Term dictionary".
// Read by dictionary_reader.h.
//
// Threads: one.   Memory: a page with its heads, 1 MiB and the longest head; of each page its first
// term.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "segment/term_page.h"
#include "segment/term_record.h"

namespace newsidx::segment {

/// Takes the records of family terms, in ascending order of their keys.
using DictionarySink =
    std::function<Status(Field field, std::string_view key, std::string_view value)>;

class DictionaryWriter {
 public:
  DictionaryWriter(std::uint32_t segment, DictionarySink sink)
      : segment_(segment), sink_(std::move(sink)) {}

  /// REQUIRES (field, term) greater than the one before; a field other than surface.
  /// @param record  without an address, which it gets here
  /// @param head    of the list [not empty]
  /// @errors of the sink; limit
  [[nodiscard]] Status add_term(Field field, std::string_view term, TermRecord record,
                                std::string_view head);
  /// The same of field surface.
  /// @param terms  ascending
  [[nodiscard]] Status add_surface(std::string_view surface, std::span<const SurfaceTerm> terms);

  /// Writes out what is left.
  [[nodiscard]] Status finish();

 private:
  [[nodiscard]] Status start_term(Field field);
  [[nodiscard]] Status flush_page();
  [[nodiscard]] Status finish_field();

  std::uint32_t segment_;
  DictionarySink sink_;
  Field field_ = Field::text;
  TermPageWriter page_;
  std::uint32_t page_number_ = 0;
  HeadAddress last_head_;
  std::vector<std::string> heads_;  // of the page, by chunk
  std::size_t heads_bytes_ = 0;
  std::string index_;
};

}  // namespace newsidx::segment
