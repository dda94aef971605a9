#include "codec/posting_block.h"

#include <doctest/doctest.h>

#include "unit/codec/random_values.h"

using namespace newsidx;
using namespace newsidx::codec;

namespace {

struct Postings {
  std::vector<std::uint32_t> docs;
  std::vector<std::uint32_t> freqs;
};

// Documents behind `base`, with gaps of up to 2^gap_bits.
Postings random_postings(Random& random, std::uint32_t base, std::size_t count, unsigned gap_bits,
                         unsigned freq_bits) {
  Postings postings{{}, random_values(random, count, freq_bits)};
  for (std::uint32_t& freq : postings.freqs) ++freq;
  for (const std::uint32_t gap : random_values(random, count, gap_bits)) {
    postings.docs.push_back(base += gap + 1);
  }
  return postings;
}

std::string packed(std::uint32_t base, const Postings& postings) {
  std::string bytes;
  append_posting_block(bytes, base, postings.docs, postings.freqs);
  return bytes;
}

}  // namespace

TEST_CASE("postings come back, whatever stands behind the block") {
  constexpr std::uint64_t kSeed = 3;
  CAPTURE(kSeed);
  Random random(kSeed);
  for (const std::size_t count : kBlockEdges) {
    for (const unsigned gap_bits : {0u, 1u, 7u, 24u}) {
      for (const unsigned freq_bits : {0u, 3u, 31u}) {
        for (const std::uint32_t base : {kNoDocument, 0u, 1'000'000u}) {
          CAPTURE(count);
          CAPTURE(gap_bits);
          CAPTURE(freq_bits);
          CAPTURE(base);
          const Postings postings = random_postings(random, base, count, gap_bits, freq_bits);
          const std::string bytes = packed(base, postings);
          const std::string followed = bytes + "next block";
          const auto block = PostingBlock::open(followed, count);
          REQUIRE(block);
          CHECK(block->size_bytes() == bytes.size());
          Postings back{std::vector<std::uint32_t>(count), std::vector<std::uint32_t>(count)};
          REQUIRE(block->decode_docs(base, postings.docs.back(), back.docs));
          block->decode_freqs(back.freqs);
          CHECK(back.docs == postings.docs);
          CHECK(back.freqs == postings.freqs);
          CHECK(block->decode_docs(base, kNoDocument, back.docs));
        }
      }
    }
  }
}

TEST_CASE("the widest gaps come back") {
  const Postings postings{{0, UINT32_MAX - 1}, {1, 1u << 31}};
  const std::string bytes = packed(kNoDocument, postings);
  const auto block = PostingBlock::open(bytes, 2);
  REQUIRE(block);
  Postings back{{0, 0}, {0, 0}};
  REQUIRE(block->decode_docs(kNoDocument, UINT32_MAX - 1, back.docs));
  block->decode_freqs(back.freqs);
  CHECK(back.docs == postings.docs);
  CHECK(back.freqs == postings.freqs);
}

TEST_CASE("consecutive documents of frequency one are two bytes") {
  Postings postings;
  for (std::uint32_t doc = 500; doc < 628; ++doc) postings.docs.push_back(doc);
  postings.freqs.assign(128, 1);
  CHECK(packed(499, postings) == std::string(2, '\0'));
}

TEST_CASE("what a writer would not have written is refused") {
  const Postings postings{{3, 5, 9}, {1, 2, 1}};
  const std::string bytes = packed(kNoDocument, postings);
  std::vector<std::uint32_t> docs(3);
  SUBCASE("cut short") {
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      CAPTURE(size);
      const auto block = PostingBlock::open(std::string_view(bytes).substr(0, size), 3);
      REQUIRE_FALSE(block);
      CHECK(block.error().code == ErrorCode::corruption);
      CHECK(block.error().message == "posting block is cut short");
    }
  }
  SUBCASE("more bits than there are") {
    for (const std::string& head : {std::string("\x21\x00", 2), std::string("\x00\x20", 2)}) {
      const auto block = PostingBlock::open(head + std::string(1000, '\0'), 3);
      REQUIRE_FALSE(block);
      CHECK(block.error().message == "posting block has an unknown coding");
    }
  }
  SUBCASE("another last document than the directory says") {
    const auto block = PostingBlock::open(bytes, 3);
    REQUIRE(block);
    const Status status = block->decode_docs(kNoDocument, 10, docs);
    REQUIRE_FALSE(status);
    CHECK(status.error().message == "documents of a posting block do not ascend");
  }
  SUBCASE("gaps that wrap around") {
    std::string wide("\x20\x00", 2);
    for (int i = 0; i < 3; ++i) wide += "\xfe\xff\xff\xff";
    const auto block = PostingBlock::open(wide, 3);
    REQUIRE(block);
    CHECK_FALSE(block->decode_docs(kNoDocument, kNoDocument, docs));
  }
}

TEST_CASE("damaged bytes give an error or ascending documents, and never a crash") {
  constexpr std::uint64_t kSeed = 4;
  CAPTURE(kSeed);
  Random random(kSeed);
  int refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::size_t count = 1 + below(random, 128);
    const Postings postings =
        random_postings(random, kNoDocument, count, below(random, 25), below(random, 9));
    const std::string bytes = damaged(random, packed(kNoDocument, postings));
    const bool knows_last = below(random, 2) == 0;
    const auto block = PostingBlock::open(bytes, count);
    std::vector<std::uint32_t> docs(count);
    if (!block ||
        !block->decode_docs(kNoDocument, knows_last ? postings.docs.back() : kNoDocument, docs)) {
      ++refused;
      continue;
    }
    for (std::size_t i = 1; i < count; ++i) REQUIRE(docs[i - 1] < docs[i]);
    std::vector<std::uint32_t> freqs(count);
    block->decode_freqs(freqs);
    for (const std::uint32_t freq : freqs) REQUIRE(freq >= 1);
  }
  CHECK(refused > 5'000);
}
