// segment/form_writer.h
//
// Writes how the words of field text are written, beside their posting lists: term by term, in the
// order of the dictionary. Format: FORMAT.md, "Forms".  Read by form_reader.h.
//
// What is written depends on the occurrences alone, not on how they came here: a merge gives the
// bytes that one build would have given.
//
// Threads: one.   Memory: a page, and 8 bytes for each row of occurrences of a piece that are
// written alike.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "segment/form_page.h"
#include "segment/form_piece.h"
#include "segment/word_form.h"

namespace newsidx::segment {

class FormWriter {
 public:
  /// Takes a page, or the index under storage::kColumnDescriptorChunk.
  using Sink = std::function<Status(std::uint32_t page, std::string_view bytes)>;

  explicit FormWriter(Sink sink) : sink_(std::move(sink)) {}

  /// REQUIRES terms that ascend.
  void start(std::string_view term);
  /// The forms of the term, numbered by whoever adds occurrences.
  [[nodiscard]] FormTable& table() noexcept { return table_; }

  /// Of a posting, or of a further piece of the last one.
  /// @param count    of occurrences
  /// @param numbers  of each occurrence, in the table; or one, which all have
  [[nodiscard]] Status add(std::uint32_t document, std::size_t count,
                           std::span<const std::uint32_t> numbers);

  /// Ends the term; one without occurrences says nothing.
  [[nodiscard]] Status finish_term();
  /// Writes the last page, and the index.
  [[nodiscard]] Status finish();

 private:
  // A piece is ended by the block that makes it so large.
  static constexpr std::size_t kPieceOccurrences = std::size_t{1} << 14;

  [[nodiscard]] Status add_run(std::uint32_t number, std::size_t count);
  void end_block();
  [[nodiscard]] Status end_piece();
  [[nodiscard]] Status end_piece_within_block();
  [[nodiscard]] Status write_piece();
  [[nodiscard]] Status end_page();

  Sink sink_;
  std::string term_;
  FormTable table_;
  // Of the piece.
  FormPlace first_;
  std::vector<FormRun> runs_;
  std::vector<std::uint32_t> ends_;  // of its blocks
  std::uint32_t documents_in_block_ = 0;
  std::uint32_t last_document_ = UINT32_MAX;
  std::string page_;
  std::string last_term_;  // of the page
  std::string piece_;
  std::vector<FormPageStart> pages_;
};

}  // namespace newsidx::segment
