// directory := column(last_doc - last_doc of the block before - 1) column(max_impact - impact)
//              column(step of posting blocks) [column(step of position blocks)]
// column    := (bits:u8 packed)*        128 numbers each, the last one fewer
// step      := bytes of the block before; 0: the block begins the next chunk
//
// The first block is at the start of the first chunk, and has no step.

#include "segment/directory.h"

#include <algorithm>
#include <span>

#include "base/status_macros.h"
#include "codec/bitpack.h"

namespace newsidx::segment {
namespace {

using Numbers = std::vector<std::uint32_t>;

Failure broken(const char* what) {
  return fail(ErrorCode::corruption, std::string("list head: ") + what);
}

void append_column(std::string& out, std::span<const std::uint32_t> numbers) {
  while (!numbers.empty()) {
    const auto group = numbers.first(std::min(numbers.size(), codec::kGroupSize));
    const unsigned bits = codec::bits_needed(group);
    out.push_back(static_cast<char>(bits));
    codec::append_packed(out, group, bits);
    numbers = numbers.subspan(group.size());
  }
}

void append_steps(std::string& out, const std::vector<BlockAddress>& addresses) {
  Numbers steps;
  for (std::size_t block = 1; block < addresses.size(); ++block) {
    const BlockAddress before = addresses[block - 1];
    const bool is_next_chunk = addresses[block].chunk != before.chunk;
    steps.push_back(is_next_chunk ? 0u : addresses[block].offset - std::uint32_t{before.offset});
  }
  append_column(out, steps);
}

// Turns the reader bad where there are not so many.
void read_column(ByteReader& in, std::span<std::uint32_t> numbers) {
  while (in.ok() && !numbers.empty()) {
    const auto group = numbers.first(std::min(numbers.size(), codec::kGroupSize));
    const auto bits = in.le<std::uint8_t>();
    const std::string_view packed =
        in.take(bits > codec::kMaxBits ? UINT64_MAX : codec::packed_size(group.size(), bits));
    if (in.ok()) codec::unpack(packed, bits, group);
    numbers = numbers.subspan(group.size());
  }
}

bool read_last_docs(ByteReader& in, std::uint32_t document_limit, Numbers& last_docs) {
  read_column(in, last_docs);
  std::uint64_t least = 0;  // that the next one may be
  for (std::uint32_t& last : last_docs) {
    least += last;
    if (least >= document_limit) return false;
    last = static_cast<std::uint32_t>(least++);
  }
  return true;
}

// @param numbers  one a block
bool read_impacts(ByteReader& in, Impact max_impact, Numbers& numbers, Directory& directory) {
  read_column(in, numbers);
  directory.impacts.resize(numbers.size());
  directory.superblock_impacts.resize((numbers.size() + kSuperblockBlocks - 1) / kSuperblockBlocks);
  bool has_largest = false;
  for (std::size_t block = 0; block < numbers.size(); ++block) {
    if (numbers[block] > max_impact) return false;
    has_largest |= numbers[block] == 0;
    const auto impact = static_cast<Impact>(max_impact - numbers[block]);
    directory.impacts[block] = impact;
    Impact& largest = directory.superblock_impacts[block / kSuperblockBlocks];
    largest = std::max(largest, impact);
  }
  return has_largest;
}

bool read_addresses(ByteReader& in, Numbers& numbers, std::vector<BlockAddress>& addresses) {
  const std::span steps(numbers.data(), numbers.size() - 1);
  read_column(in, steps);
  addresses.resize(numbers.size());
  std::uint32_t chunk = 0;
  std::uint64_t offset = 0;
  for (std::size_t block = 1; block < addresses.size(); ++block) {
    const std::uint32_t step = steps[block - 1];
    chunk += step == 0 ? 1 : 0;
    offset = step == 0 ? 0 : offset + step;
    if (chunk > UINT16_MAX || offset > UINT16_MAX) return false;
    addresses[block] = {static_cast<std::uint16_t>(chunk), static_cast<std::uint16_t>(offset)};
  }
  return true;
}

}  // namespace

void append_directory(std::string& out, const Directory& directory, Impact max_impact) {
  Numbers numbers;
  std::uint32_t next = 0;
  for (const std::uint32_t last : directory.last_docs) {
    numbers.push_back(last - next);
    next = last + 1;
  }
  append_column(out, numbers);
  numbers.clear();
  for (const Impact impact : directory.impacts) {
    numbers.push_back(std::uint32_t{max_impact} - impact);
  }
  append_column(out, numbers);
  append_steps(out, directory.postings);
  append_steps(out, directory.positions);
}

Result<Directory> read_directory(ByteReader& in, std::size_t block_count, bool has_positions,
                                 Impact max_impact, std::uint32_t document_limit) {
  // A group of 128 numbers takes a byte at least: so much is looked at before anything is
  // allocated.
  if (in.rest().size() < block_count / codec::kGroupSize) return broken("cut short or too long");
  Directory directory;
  directory.last_docs.resize(block_count);
  if (!read_last_docs(in, document_limit, directory.last_docs)) {
    return broken("last documents of blocks do not ascend in the segment");
  }
  Numbers numbers(block_count);
  if (!read_impacts(in, max_impact, numbers, directory)) {
    return broken("the largest impact is not that of a block");
  }
  const bool are_in_order = read_addresses(in, numbers, directory.postings) &&
                            (!has_positions || read_addresses(in, numbers, directory.positions));
  if (!are_in_order) return broken("addresses of blocks are out of order");
  if (!in.ok()) return broken("cut short or too long");
  return directory;
}

}  // namespace newsidx::segment
