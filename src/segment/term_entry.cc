// term entry := flags:u8 document_count:varint occurrence_count:varint max_impact:u16
//               [term_number:u32]                      when not inline
//               [directory]                            when there is more than one block
//               [postings:prefixed [positions:prefixed]]   when inline
// directory  := last_doc:u32* impact:u16* address:u32* [position_address:u32*]   one a block
// address    := chunk << 16 | offset
//
// A list of one block has no directory: its block is at address 0 and its impact is max_impact. Its
// last document is known when the block is read; until then the segment's last one bounds it.

#include "segment/term_entry.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/try.h"

namespace newsidx::segment {
namespace {

constexpr std::uint8_t kHasPositions = 1;
constexpr std::uint8_t kIsInline = 2;
constexpr std::uint8_t kHasSpans = 4;
constexpr std::uint8_t kKnownFlags = kHasPositions | kIsInline | kHasSpans;

void append_address(std::string& out, BlockAddress address) {
  append_le(out, static_cast<std::uint32_t>(address.chunk) << 16 | address.offset);
}

BlockAddress read_address(ByteReader& in) {
  const auto bits = in.le<std::uint32_t>();
  return {static_cast<std::uint16_t>(bits >> 16), static_cast<std::uint16_t>(bits)};
}

Failure broken(const char* what) {
  return fail(ErrorCode::corruption, std::string("term entry: ") + what);
}

struct Head {
  std::uint8_t flags;
  TermCounts counts;
};

Head read_head(ByteReader& in) {
  Head head;
  head.flags = in.le<std::uint8_t>();
  head.counts.document_count = in.varint32();
  head.counts.occurrence_count = in.varint();
  return head;
}

void read_directory(ByteReader& in, std::size_t block_count, bool has_positions,
                    Directory& directory) {
  const std::size_t entry_bytes = has_positions ? 14 : 10;
  if (in.rest().size() < block_count * entry_bytes) {  // before anything is allocated
    in.take(UINT64_MAX);                               // turns the reader bad
    return;
  }
  directory.last_docs.resize(block_count);
  directory.impacts.resize(block_count);
  directory.postings.resize(block_count);
  for (auto& last_doc : directory.last_docs) last_doc = in.le<std::uint32_t>();
  for (auto& impact : directory.impacts) impact = in.le<Impact>();
  directory.superblock_impacts.resize((block_count + kSuperblockBlocks - 1) / kSuperblockBlocks);
  for (std::size_t block = 0; block < block_count; ++block) {
    Impact& largest = directory.superblock_impacts[block / kSuperblockBlocks];
    largest = std::max(largest, directory.impacts[block]);
  }
  for (auto& address : directory.postings) address = read_address(in);
  if (!has_positions) return;
  directory.positions.resize(block_count);
  for (auto& address : directory.positions) address = read_address(in);
}

// Blocks stand one behind the other, each chunk is begun at its start, and none is left out.
bool are_in_order(const std::vector<BlockAddress>& addresses, bool is_inline) {
  BlockAddress before;
  for (std::size_t block = 0; block < addresses.size(); ++block) {
    const BlockAddress address = addresses[block];
    const bool same_chunk = address.chunk == before.chunk && address.offset > before.offset;
    const bool next_chunk = address.chunk == before.chunk + 1 && address.offset == 0 && !is_inline;
    if (block == 0 ? address != BlockAddress{} : !same_chunk && !next_chunk) return false;
    before = address;
  }
  return true;
}

Status check_directory(const TermEntry& entry, std::uint32_t document_limit) {
  const Directory& directory = entry.directory;
  Impact max_impact = 0;
  for (std::size_t block = 0; block < directory.block_count(); ++block) {
    const std::uint32_t last = directory.last_docs[block];
    if (last >= document_limit || (block > 0 && last <= directory.last_docs[block - 1])) {
      return broken("last documents of blocks do not ascend");
    }
    max_impact = std::max(max_impact, directory.impacts[block]);
  }
  if (max_impact != entry.max_impact) return broken("the largest impact is not that of a block");
  if (!are_in_order(directory.postings, entry.is_inline) ||
      !are_in_order(directory.positions, entry.is_inline)) {
    return broken("addresses of blocks are out of order");
  }
  return {};
}

}  // namespace

void append_term_entry(std::string& out, const TermEntry& entry) {
  const Directory& directory = entry.directory;
  out.push_back(static_cast<char>((entry.has_positions ? kHasPositions : 0) |
                                  (entry.is_inline ? kIsInline : 0) |
                                  (entry.has_spans ? kHasSpans : 0)));
  append_varint(out, entry.document_count);
  append_varint(out, entry.occurrence_count);
  append_le(out, entry.max_impact);
  if (!entry.is_inline) append_le(out, entry.term_number);
  if (directory.block_count() > 1) {
    for (const auto last_doc : directory.last_docs) append_le(out, last_doc);
    for (const auto impact : directory.impacts) append_le(out, impact);
    for (const auto address : directory.postings) append_address(out, address);
    for (const auto address : directory.positions) append_address(out, address);
  }
  if (!entry.is_inline) return;
  append_prefixed(out, entry.inline_postings);
  if (entry.has_positions) append_prefixed(out, entry.inline_positions);
}

Result<TermCounts> parse_term_counts(std::string_view bytes) {
  ByteReader in(bytes);
  const Head head = read_head(in);
  if (!in.ok() || (head.flags & ~kKnownFlags) != 0) return broken("unknown flags or cut short");
  return head.counts;
}

Result<TermEntry> parse_term_entry(std::string_view bytes, std::uint32_t document_limit) {
  ByteReader in(bytes);
  TermEntry entry;
  const Head head = read_head(in);
  entry.document_count = head.counts.document_count;
  entry.occurrence_count = head.counts.occurrence_count;
  entry.max_impact = in.le<Impact>();
  entry.has_positions = (head.flags & kHasPositions) != 0;
  entry.is_inline = (head.flags & kIsInline) != 0;
  entry.has_spans = (head.flags & kHasSpans) != 0;
  if (!in.ok() || (head.flags & ~kKnownFlags) != 0) return broken("unknown flags or cut short");
  if (entry.document_count == 0 || entry.document_count > document_limit ||
      entry.occurrence_count < entry.document_count) {
    return broken("counts out of range");
  }
  if (!entry.is_inline) entry.term_number = in.le<std::uint32_t>();

  const std::size_t block_count =
      (entry.document_count + codec::kPostingBlockSize - 1) / codec::kPostingBlockSize;
  if (block_count > 1) {
    read_directory(in, block_count, entry.has_positions, entry.directory);
  } else {
    entry.directory.impacts = {entry.max_impact};
    entry.directory.superblock_impacts = {entry.max_impact};
    entry.directory.postings = {BlockAddress{}};
    if (entry.has_positions) entry.directory.positions = {BlockAddress{}};
    entry.directory.last_docs = {document_limit - 1};
  }
  if (entry.is_inline) {
    entry.inline_postings = in.prefixed();
    if (entry.has_positions) entry.inline_positions = in.prefixed();
  }
  if (!in.ok() || !in.at_end()) return broken("cut short or too long");
  if (block_count > 1) {
    NEWSIDX_RETURN_IF_ERROR(check_directory(entry, document_limit));
  }
  return entry;
}

}  // namespace newsidx::segment
