// micro/codec_bench.cc
//
// One full block of 128 postings there and back. Items are documents, frequencies or matches;
// bytes are the packed ones. The argument is the number of bits of the largest gap.

#include <array>
#include <random>
#include <string>
#include <vector>

#include "codec/kernels.h"
#include "codec/position_block_writer.h"
#include "codec/posting_block.h"
#include "measure.h"
#include "support/segmented_index.h"

namespace newsidx::bench {

namespace {

using codec::kNoDocument;
using codec::kPostingBlockSize;
using Numbers = std::array<std::uint32_t, kPostingBlockSize>;

constexpr std::uint64_t kSeed = 5;
constexpr unsigned kFreqBits = 3;

struct Postings {
  explicit Postings(unsigned gap_bits) {
    std::mt19937_64 random(kSeed);
    std::uint32_t doc = 0;
    for (std::size_t i = 0; i < kPostingBlockSize; ++i) {
      doc += 1 + static_cast<std::uint32_t>(random() >> (64 - gap_bits));
      docs[i] = doc;
      freqs[i] = 1 + static_cast<std::uint32_t>(random() >> (64 - kFreqBits));
    }
    codec::append_posting_block(bytes, kNoDocument, docs, freqs);
  }
  Numbers docs{};
  Numbers freqs{};
  std::string bytes;
};

Postings postings_of(const benchmark::State& state) {
  return Postings(static_cast<unsigned>(state.range(0)));
}

void encode_postings(benchmark::State& state) {
  const Postings postings = postings_of(state);
  std::string bytes;
  for (auto _ : state) {
    bytes.clear();
    codec::append_posting_block(bytes, kNoDocument, postings.docs, postings.freqs);
    benchmark::DoNotOptimize(bytes.data());
  }
  check(bytes == postings.bytes, "a block encoded again");
  report(state, kPostingBlockSize, bytes.size());
}
BENCHMARK(encode_postings)->Arg(1)->Arg(4)->Arg(8)->Arg(16);

/// As a cursor does for each block: opened, and its documents decoded and checked.
void decode_docs(benchmark::State& state) {
  const Postings postings = postings_of(state);
  Numbers docs{};
  const auto decode = [&] {
    codec::PostingBlock block;
    return block.open(postings.bytes, kPostingBlockSize) == codec::BlockFault::none &&
           block.decode_docs(kNoDocument, postings.docs.back(), docs) == codec::BlockFault::none;
  };
  check(decode() && docs == postings.docs, "decoded documents");
  for (auto _ : state) {
    benchmark::DoNotOptimize(decode());
    benchmark::DoNotOptimize(docs);
  }
  report(state, kPostingBlockSize, postings.bytes.size());
}
BENCHMARK(decode_docs)->Arg(1)->Arg(4)->Arg(8)->Arg(16);

/// The documents of a block joined with a bit mask, as counting does. The argument is one in how
/// many documents is there: up to about 8 the block is a bitset.
void mark_docs(benchmark::State& state) {
  const auto spread = static_cast<std::uint32_t>(state.range(0));
  Postings postings(1);
  std::mt19937_64 random(kSeed);
  std::size_t count = 0;
  for (std::uint32_t doc = 0; count < kPostingBlockSize; ++doc) {
    if (random() % spread == 0) postings.docs[count++] = doc;
  }
  postings.bytes.clear();
  codec::append_posting_block(postings.bytes, kNoDocument, postings.docs, postings.freqs);
  std::vector<std::uint64_t> words(postings.docs.back() / 64 + 1);
  Numbers docs{};
  codec::DocBits bits;
  const auto mark = [&] {
    codec::PostingBlock block;
    if (block.open(postings.bytes, kPostingBlockSize) != codec::BlockFault::none) return;
    if (block.has_bits()) {
      const auto fault =
          block.read_bits(kNoDocument, postings.docs.back(), kPostingBlockSize, bits);
      if (fault != codec::BlockFault::none) return;
      for (std::size_t i = 0; i < bits.word_count; ++i) words[i] |= bits.words[i];
    } else {
      const auto fault = block.decode_docs(kNoDocument, postings.docs.back(), docs);
      if (fault != codec::BlockFault::none) return;
      codec::kKernels->set_bits(docs.data(), kPostingBlockSize, 0, words.data());
    }
  };
  mark();
  check(codec::kKernels->count_bits(words.data(), words.size()) == kPostingBlockSize, "marks");
  for (auto _ : state) {
    mark();
    benchmark::DoNotOptimize(words.data());
  }
  report(state, kPostingBlockSize, postings.bytes.size());
}
BENCHMARK(mark_docs)->Arg(1)->Arg(2)->Arg(4)->Arg(8)->Arg(16)->Arg(64);

void decode_freqs(benchmark::State& state) {
  const Postings postings(4);
  codec::PostingBlock block;
  check(block.open(postings.bytes, kPostingBlockSize) == codec::BlockFault::none, "a block opened");
  Numbers freqs{};
  block.decode_freqs(freqs);
  check(freqs == postings.freqs, "decoded frequencies");
  for (auto _ : state) {
    block.decode_freqs(freqs);
    benchmark::DoNotOptimize(freqs);
  }
  report(state, kPostingBlockSize, codec::packed_size(kPostingBlockSize, kFreqBits));
}
BENCHMARK(decode_freqs);

struct Positions {
  explicit Positions(const Postings& postings, unsigned gap_bits) {
    std::mt19937_64 random(kSeed);
    for (const std::uint32_t freq : postings.freqs) {
      std::uint32_t position = 0;
      for (std::uint32_t i = 0; i < freq; ++i) {
        position += 1 + static_cast<std::uint32_t>(random() >> (64 - gap_bits));
        matches.push_back({position, 1});
      }
    }
    encode(postings, bytes);
  }

  void encode(const Postings& postings, std::string& out) const {
    codec::PositionBlockWriter writer;
    std::span<const codec::Occurrence> rest = matches;
    for (const std::uint32_t freq : postings.freqs) {
      writer.start_document();
      writer.add(rest.first(freq));
      rest = rest.subspan(freq);
    }
    writer.append_to(out, postings.freqs);
  }

  std::vector<codec::Occurrence> matches;
  std::string bytes;
};

void encode_positions(benchmark::State& state) {
  const Postings postings(4);
  const Positions positions(postings, static_cast<unsigned>(state.range(0)));
  std::string bytes;
  for (auto _ : state) {
    bytes.clear();
    positions.encode(postings, bytes);
    benchmark::DoNotOptimize(bytes.data());
  }
  check(bytes == positions.bytes, "positions encoded again");
  report(state, positions.matches.size(), bytes.size());
}
BENCHMARK(encode_positions)->Arg(8);

void decode_positions(benchmark::State& state) {
  const Postings postings(4);
  const Positions positions(postings, static_cast<unsigned>(state.range(0)));
  std::vector<codec::Occurrence> matches;
  const auto decode = [&] {
    codec::PositionBlock block;
    const bool is_open = block.open(positions.bytes, postings.freqs).has_value();
    matches.clear();
    for (std::size_t i = 0; i < kPostingBlockSize; ++i) block.append_occurrences(i, matches);
    return is_open;
  };
  check(decode() && matches == positions.matches, "decoded positions");
  for (auto _ : state) {
    benchmark::DoNotOptimize(decode());
    benchmark::DoNotOptimize(matches.data());
  }
  report(state, positions.matches.size(), positions.bytes.size());
}
BENCHMARK(decode_positions)->Arg(8);

}  // namespace

}  // namespace newsidx::bench
