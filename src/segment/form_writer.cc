#include "segment/form_writer.h"

#include <algorithm>

#include "base/status_macros.h"
#include "codec/posting_block.h"
#include "segment/checksum.h"
#include "storage/keys.h"

namespace newsidx::segment {

void FormWriter::start(std::string_view term) {
  term_ = term;
  table_.clear();
  runs_.clear();
  ends_.clear();
  first_ = {};
  documents_in_block_ = 0;
  last_document_ = UINT32_MAX;
}

Status FormWriter::add(std::uint32_t document, std::size_t count,
                       std::span<const std::uint32_t> numbers) {
  if (document != last_document_) {
    if (documents_in_block_ == codec::kPostingBlockSize) {
      end_block();
      if (ends_.back() >= kPieceOccurrences) NEWSIDX_RETURN_IF_ERROR(end_piece());
    }
    ++documents_in_block_;
    last_document_ = document;
  }
  if (numbers.size() == 1) return add_run(numbers[0], count);
  for (const std::uint32_t number : numbers) NEWSIDX_RETURN_IF_ERROR(add_run(number, 1));
  return {};
}

Status FormWriter::add_run(std::uint32_t number, std::size_t count) {
  while (count > 0) {
    std::uint32_t size = runs_.empty() ? 0 : runs_.back().end;
    if (size == kMaxPieceOccurrences) {
      NEWSIDX_RETURN_IF_ERROR(end_piece_within_block());
      size = 0;
    }
    const std::size_t taken = std::min<std::size_t>(count, kMaxPieceOccurrences - size);
    const std::uint32_t end = size + static_cast<std::uint32_t>(taken);
    if (runs_.empty() || runs_.back().number != number) {
      runs_.push_back({number, end});
    } else {
      runs_.back().end = end;
    }
    count -= taken;
  }
  return {};
}

void FormWriter::end_block() {
  ends_.push_back(runs_.empty() ? 0 : runs_.back().end);
  documents_in_block_ = 0;
}

Status FormWriter::end_piece() {
  const bool says_something = first_.place > 0 || !is_plain(term_, table_, runs_);
  if (says_something) NEWSIDX_RETURN_IF_ERROR(write_piece());
  first_ = {first_.block + static_cast<std::uint32_t>(ends_.size()), 0};
  runs_.clear();
  ends_.clear();
  return {};
}

// The block goes on in the next one: so this one is written whatever it says.
Status FormWriter::end_piece_within_block() {
  const bool began_here = ends_.empty();
  const std::uint32_t before = began_here ? 0 : ends_.back();
  ends_.push_back(runs_.back().end);
  NEWSIDX_RETURN_IF_ERROR(write_piece());
  const std::uint32_t place = (began_here ? first_.place : 0) + (ends_.back() - before);
  first_ = {first_.block + static_cast<std::uint32_t>(ends_.size() - 1), place};
  runs_.clear();
  ends_.clear();
  return {};
}

Status FormWriter::write_piece() {
  piece_.clear();
  append_form_piece(piece_, term_, table_, first_, runs_, ends_);
  if (page_.empty()) {
    pages_.push_back({term_, first_.block});
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
