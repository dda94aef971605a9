// segment/form_page.h
//
// Pages of the form stream, and the index of them. Format: FORMAT.md, "Forms".
// Written by form_writer.h, read by form_reader.h.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace newsidx::segment {

/// The name of the stream among the columns: behind all of them, as it is written with the terms.
inline constexpr std::string_view kFormStream = "word_forms";

/// A page is ended by the entry that makes it so large.
inline constexpr std::size_t kFormPageBytes = 16 << 10;

/// Where a page begins.
struct FormPageStart {
  std::string term;
  std::uint32_t first_block = 0;
};

/// @errors corruption
[[nodiscard]] Result<std::vector<FormPageStart>> read_form_index(std::string_view value);
void append_form_index(std::string& out, const std::vector<FormPageStart>& pages);

void append_form_entry(std::string& out, std::string_view last_term, std::string_view term,
                       std::string_view piece);

/// The entries of a page, one after the other.
class FormPageCursor {
 public:
  FormPageCursor() : in_({}) {}
  /// @param bytes  without the checksum; must outlive this
  explicit FormPageCursor(std::string_view bytes) : in_(bytes) {}

  /// Goes to the next entry. @return false at the end
  /// @errors corruption
  [[nodiscard]] Result<bool> next();
  [[nodiscard]] const std::string& term() const noexcept { return term_; }
  [[nodiscard]] std::string_view piece() const noexcept { return piece_; }

 private:
  ByteReader in_;
  std::string term_;
  std::string_view piece_;
};

}  // namespace newsidx::segment
