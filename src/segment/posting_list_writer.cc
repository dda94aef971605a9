#include "segment/posting_list_writer.h"

#include <algorithm>

#include "base/assert.h"
#include "base/bytes.h"
#include "base/status_macros.h"
#include "segment/checksum.h"

namespace newsidx::segment {

void PostingListWriter::start(bool has_positions, std::span<const std::uint8_t> norms,
                              const LengthNormTable& saturation) {
  norms_ = norms;
  length_norms_ = saturation;
  entry_ = {};
  entry_.has_positions = has_positions;
  base_ = codec::kNoDocument;
  spilled_ = false;
  docs_.clear();
  freqs_.clear();
  block_positions_.clear();
  for (Stream* stream : {&postings_, &positions_}) {
    stream->bytes.clear();
    stream->chunk = 0;
  }
}

Status PostingListWriter::add(std::uint32_t doc, std::uint32_t freq,
                              std::span<const codec::Occurrence> occurrences) {
  if (docs_.empty() || doc != docs_.back()) NEWSIDX_RETURN_IF_ERROR(start_posting(doc));
  if (entry_.has_positions) {
    freqs_.back() = static_cast<std::uint32_t>(
        std::min<std::uint64_t>(std::uint64_t{freqs_.back()} + freq, UINT32_MAX));
    entry_.occurrence_count += occurrences.size();
    block_positions_.add(occurrences);
  } else {  // a document has a keyword or not, in however many pieces
    const std::uint32_t greatest = std::max(freqs_.back(), freq);
    entry_.occurrence_count += greatest - freqs_.back();
    freqs_.back() = greatest;
  }
  return {};
}

Status PostingListWriter::start_posting(std::uint32_t doc) {
  if (docs_.size() == codec::kPostingBlockSize) NEWSIDX_RETURN_IF_ERROR(flush_block());
  NEWSIDX_DCHECK(docs_.empty() ? base_ == codec::kNoDocument || doc > base_ : doc > docs_.back());
  docs_.push_back(doc);
  freqs_.push_back(0);
  if (entry_.has_positions) block_positions_.start_document();
  ++entry_.document_count;
  return {};
}

// The greatest of the block's postings, all of which are complete.
float PostingListWriter::block_saturation() const noexcept {
  float greatest = 0;
  for (std::size_t i = 0; i < docs_.size(); ++i) {
    NEWSIDX_DCHECK(freqs_[i] >= 1);
    // A field without lengths scores all its documents as if they were of norm 0.
    const std::uint8_t norm = norms_.empty() ? 0 : norms_[docs_[i]];
    greatest =
        std::max(greatest, tf_saturation(static_cast<float>(freqs_[i]), length_norms_[norm]));
  }
  return greatest;
}

Status PostingListWriter::flush_block() {
  Directory& directory = entry_.directory;
  block_.clear();
  codec::append_posting_block(block_, base_, docs_, freqs_);
  NEWSIDX_ASSIGN_OR_RETURN(const BlockAddress address, append_block(postings_, block_));
  directory.postings.push_back(address);
  if (entry_.has_positions) {
    if (block_positions_.total_count() > UINT32_MAX) {
      return fail(ErrorCode::limit, "a word occurs more than 4,294,967,295 times in 128 articles");
    }
    block_.clear();
    block_positions_.append_to(block_, freqs_);
    entry_.has_spans |= block_positions_.has_spans();
    NEWSIDX_ASSIGN_OR_RETURN(const BlockAddress position_address, append_block(positions_, block_));
    directory.positions.push_back(position_address);
  }
  directory.last_docs.push_back(docs_.back());
  directory.impacts.push_back(impact_of(block_saturation()));
  entry_.max_impact = std::max(entry_.max_impact, directory.impacts.back());
  base_ = docs_.back();
  docs_.clear();
  freqs_.clear();
  block_positions_.clear();
  return {};
}

Result<BlockAddress> PostingListWriter::append_block(Stream& stream, std::string_view block) {
  if (!stream.bytes.empty() && stream.bytes.size() + block.size() > kChunkBytes) {
    NEWSIDX_RETURN_IF_ERROR(flush_chunk(stream));
  }
  if (stream.chunk > UINT16_MAX) return fail(ErrorCode::limit, "a posting list exceeds 4 GiB");
  const BlockAddress address{static_cast<std::uint16_t>(stream.chunk),
                             static_cast<std::uint16_t>(stream.bytes.size())};
  stream.bytes += block;
  return address;
}

Status PostingListWriter::flush_chunk(Stream& stream) {
  spilled_ = true;
  append_checksum(stream.bytes);
  NEWSIDX_RETURN_IF_ERROR(
      sink_(stream.family, term_number_, static_cast<std::uint16_t>(stream.chunk), stream.bytes));
  stream.bytes.clear();
  ++stream.chunk;
  return {};
}

Result<PostingListWriter::Written> PostingListWriter::finish() {
  if (!docs_.empty()) NEWSIDX_RETURN_IF_ERROR(flush_block());
  NEWSIDX_CHECK(entry_.document_count > 0);
  entry_.is_inline =
      !spilled_ && postings_.bytes.size() + positions_.bytes.size() <= kMaxInlineBytes;
  if (entry_.is_inline) {
    entry_.inline_postings = postings_.bytes;
    entry_.inline_positions = positions_.bytes;
  } else {
    entry_.term_number = term_number_;
    NEWSIDX_RETURN_IF_ERROR(flush_chunk(postings_));
    if (entry_.has_positions) NEWSIDX_RETURN_IF_ERROR(flush_chunk(positions_));
    ++term_number_;
  }
  head_.clear();
  append_list_head(head_, entry_);
  return Written{record_of(entry_), head_};
}

}  // namespace newsidx::segment
