// segment/posting_list_writer.h
//
// Postings of one term, in ascending order, to a list head and chunks.
// Format: FORMAT.md, "Posting list".  Read by posting_list.h.
//
// Threads: one.   Memory: one block, its positions packed; a long list is handed out chunk by
// chunk.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/position_block_writer.h"
#include "codec/posting_block.h"
#include "segment/term_entry.h"
#include "storage/family.h"

namespace newsidx::segment {

/// Takes a finished chunk of family postings or positions.
using ChunkSink = std::function<Status(storage::Family family, std::uint32_t term_number,
                                       std::uint16_t chunk, std::string_view bytes)>;

class PostingListWriter {
 public:
  /// @param first_term_number  of the first list that is not inline
  explicit PostingListWriter(ChunkSink sink, std::uint32_t first_term_number = 0)
      : sink_(std::move(sink)), term_number_(first_term_number) {}

  /// Starts the list of the next term.
  /// @param norms       of the field, one a document; empty for fields without lengths
  /// @param saturation  for impacts
  void start(bool has_positions, std::span<const std::uint8_t> norms,
             const LengthNormTable& saturation);

  /// Adds a posting, or goes on with the last one: a document may come in pieces. Their occurrences
  /// follow one another and their frequencies add up (in a list without positions the greatest
  /// counts).
  /// @param doc          not less than the one before
  /// @param freq         [>= 1; also 0 of a further piece]
  /// @param occurrences  strictly ascending; not empty when the list has positions
  [[nodiscard]] Status add(std::uint32_t doc, std::uint32_t freq,
                           std::span<const codec::Occurrence> occurrences);

  /// What the dictionary takes of a list.
  struct Written {
    TermRecord record;
    std::string_view head;  ///< valid until the next start()
  };
  /// Ends the list. REQUIRES at least one posting.
  [[nodiscard]] Result<Written> finish();

  /// Lists that were not inline so far = the next term number.
  [[nodiscard]] std::uint32_t term_number() const noexcept { return term_number_; }
  [[nodiscard]] std::uint32_t document_count() const noexcept { return entry_.document_count; }

 private:
  // One of the two streams of a list: postings or positions.
  struct Stream {
    storage::Family family;
    std::string bytes;
    std::uint32_t chunk = 0;
  };

  [[nodiscard]] Status start_posting(std::uint32_t doc);
  [[nodiscard]] float block_saturation() const noexcept;
  [[nodiscard, gnu::noinline]] Status flush_block();  // a 128th of the calls of start_posting()
  [[nodiscard]] Result<BlockAddress> append_block(Stream& stream, std::string_view block);
  [[nodiscard]] Status flush_chunk(Stream& stream);

  ChunkSink sink_;
  std::span<const std::uint8_t> norms_;
  LengthNormTable length_norms_{};
  TermEntry entry_;
  std::uint32_t term_number_ = 0;
  std::uint32_t base_ = codec::kNoDocument;  // last document of the block before
  std::vector<std::uint32_t> docs_;
  std::vector<std::uint32_t> freqs_;
  codec::PositionBlockWriter block_positions_;
  Stream postings_{storage::Family::postings, {}, 0};
  Stream positions_{storage::Family::positions, {}, 0};
  bool spilled_ = false;  // a chunk was handed out: the list cannot be inline
  std::string block_;
  std::string head_;
};

/// A list whose postings and positions fit this many bytes together is kept in its head.
inline constexpr std::size_t kMaxInlineBytes = 1024;

}  // namespace newsidx::segment
