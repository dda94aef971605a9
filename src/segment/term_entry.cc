// list head := max_impact:u16
//              [directory]                                   when there is more than one block
//              [[size of postings:varint] postings positions]     when inline; the size only with
//                                                                 positions
//
// A list of one block has no directory: its block is at address 0 and its impact is max_impact. Its
// last document is known when the block is read; until then the segment's last one bounds it.

#include "segment/term_entry.h"

#include "base/bytes.h"
#include "base/status_macros.h"

namespace newsidx::segment {
namespace {

Failure broken(const char* what) {
  return fail(ErrorCode::corruption, std::string("list head: ") + what);
}

void read_inline_lists(ByteReader& in, TermEntry& entry) {
  entry.inline_postings = entry.has_positions ? in.prefixed() : in.take(in.rest().size());
  if (entry.has_positions) entry.inline_positions = in.take(in.rest().size());
}

bool is_in_one_chunk(const Directory& directory) {
  return directory.postings.back().chunk == 0 &&
         (directory.positions.empty() || directory.positions.back().chunk == 0);
}

}  // namespace

TermRecord record_of(const TermEntry& entry) {
  TermRecord record;
  record.counts = {entry.document_count, entry.occurrence_count};
  record.is_inline = entry.is_inline;
  record.has_spans = entry.has_spans;
  record.term_number = entry.term_number;
  return record;
}

Result<TermEntry> entry_of(const TermRecord& record, bool has_positions,
                           std::uint32_t document_limit) {
  if (record.counts.document_count == 0 || record.counts.document_count > document_limit ||
      record.counts.occurrence_count < record.counts.document_count) {
    return fail(ErrorCode::corruption, "counts out of range");
  }
  TermEntry entry;
  entry.document_count = record.counts.document_count;
  entry.occurrence_count = record.counts.occurrence_count;
  entry.has_positions = has_positions;
  entry.has_spans = record.has_spans;
  entry.is_inline = record.is_inline;
  entry.term_number = record.term_number;
  return entry;
}

void append_list_head(std::string& out, const TermEntry& entry) {
  append_le(out, entry.max_impact);
  if (entry.block_count() > 1) append_directory(out, entry.directory, entry.max_impact);
  if (!entry.is_inline) return;
  if (entry.has_positions) append_varint(out, entry.inline_postings.size());
  out += entry.inline_postings;
  out += entry.inline_positions;
}

Status read_list_head(std::string_view head, std::uint32_t document_limit, TermEntry& entry) {
  ByteReader in(head);
  entry.max_impact = in.le<Impact>();
  if (entry.block_count() > 1) {
    NEWSIDX_ASSIGN_OR_RETURN(entry.directory,
                             read_directory(in, entry.block_count(), entry.has_positions,
                                            entry.max_impact, document_limit));
    if (entry.is_inline && !is_in_one_chunk(entry.directory)) {
      return broken("addresses of blocks are out of order");
    }
  } else {
    entry.directory.impacts = {entry.max_impact};
    entry.directory.superblock_impacts = {entry.max_impact};
    entry.directory.postings = {BlockAddress{}};
    if (entry.has_positions) entry.directory.positions = {BlockAddress{}};
    entry.directory.last_docs = {document_limit - 1};
  }
  if (entry.is_inline) read_inline_lists(in, entry);
  if (!in.ok() || !in.at_end()) return broken("cut short or too long");
  return {};
}

}  // namespace newsidx::segment
