#include "segment/form_writer.h"

#include "base/status_macros.h"
#include "codec/posting_block.h"
#include "segment/checksum.h"
#include "segment/form_piece.h"
#include "storage/keys.h"

namespace newsidx::segment {

void FormWriter::start(std::string_view term) {
  term_ = term;
  table_.clear();
  numbers_.clear();
  ends_.clear();
  first_block_ = 0;
  documents_in_block_ = 0;
  last_document_ = UINT32_MAX;
}

Status FormWriter::add(std::uint32_t document, std::span<const std::uint32_t> numbers) {
  if (document != last_document_) {
    if (documents_in_block_ == codec::kPostingBlockSize) {
      end_block();
      if (numbers_.size() >= kPieceOccurrences) NEWSIDX_RETURN_IF_ERROR(end_piece());
    }
    ++documents_in_block_;
    last_document_ = document;
  }
  numbers_.insert(numbers_.end(), numbers.begin(), numbers.end());
  return {};
}

void FormWriter::end_block() {
  ends_.push_back(static_cast<std::uint32_t>(numbers_.size()));
  documents_in_block_ = 0;
}

Status FormWriter::end_piece() {
  piece_.clear();
  const bool says_something =
      append_form_piece(piece_, term_, table_, first_block_, numbers_, ends_);
  const std::uint32_t first_block = first_block_;
  first_block_ += static_cast<std::uint32_t>(ends_.size());
  numbers_.clear();
  ends_.clear();
  if (!says_something) return {};
  if (page_.empty()) {
    pages_.push_back({term_, first_block});
    last_term_.clear();
  }
  append_form_entry(page_, last_term_, term_, piece_);
  last_term_ = term_;
  return page_.size() >= kFormPageBytes ? end_page() : Status();
}

Status FormWriter::finish_term() {
  if (documents_in_block_ > 0) end_block();
  return ends_.empty() ? Status() : end_piece();
}

Status FormWriter::end_page() {
  append_checksum(page_);
  NEWSIDX_RETURN_IF_ERROR(sink_(static_cast<std::uint32_t>(pages_.size() - 1), page_));
  page_.clear();
  return {};
}

Status FormWriter::finish() {
  if (!page_.empty()) NEWSIDX_RETURN_IF_ERROR(end_page());
  std::string index;
  append_form_index(index, pages_);
  return sink_(storage::kColumnDescriptorChunk, index);
}

}  // namespace newsidx::segment
