// search/near/text_parts.h
//
// Where the parts of a document are: its body, its first paragraph, sentences and paragraphs, and
// the positions that stay empty so that no phrase runs over them. Read from field `boundary` of the
// segment when first asked for. An index that was analysed plainly has the title and the body
// alone.
//
// Threads: one.   Cost: a posting of two or three lists for each document that is asked about.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "segment/posting_cursor.h"
#include "segment/segment_reader.h"

namespace newsidx::search {

class TextParts {
 public:
  /// @param segment  must outlive this
  /// @errors corruption, io
  [[nodiscard]] static Result<TextParts> open(const segment::SegmentReader& segment);

  /// Goes to a document. REQUIRES documents that do not fall.
  void go_to(std::uint32_t doc);

  [[nodiscard]] std::uint32_t body_begin() const noexcept;
  /// Behind the first paragraph of the body.
  [[nodiscard]] std::uint32_t lead_end();
  /// The number of the sentence or paragraph that a position is in.
  [[nodiscard]] std::size_t sentence_of(std::uint32_t position);
  [[nodiscard]] std::size_t paragraph_of(std::uint32_t position);
  /// Empty positions below this one: between two words with equal numbers a phrase may run.
  [[nodiscard]] std::size_t gaps_before(std::uint32_t position);

  [[nodiscard]] Status status() const;

 private:
  struct List {
    std::optional<segment::PostingCursor> cursor;  // nothing where the segment does not have it
    std::vector<std::uint32_t> positions;          // in doc_, once they are read
  };

  [[nodiscard]] static Result<List> open_list(const segment::SegmentReader& segment,
                                              std::string_view term);
  void read_paragraphs();
  void read(List& list);

  std::span<const std::uint32_t> title_lengths_;
  List paragraphs_, sentences_, lines_;
  std::uint32_t doc_ = 0;
  bool has_paragraphs_ = false, has_sentences_ = false, has_gaps_ = false;
  std::vector<std::uint32_t> begins_of_sentences_;
  std::vector<std::uint32_t> gaps_;
};

}  // namespace newsidx::search
