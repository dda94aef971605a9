#include "codec/posting_block.h"

#include <doctest/doctest.h>

#include <algorithm>

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

// Documents as close together as a coin says, one in `spread` of them.
Postings close_postings(Random& random, std::uint32_t base, std::size_t count,
                        std::uint32_t spread) {
  Postings postings;
  for (std::uint32_t doc = base + 1; postings.docs.size() < count; ++doc) {
    if (below(random, spread) == 0) postings.docs.push_back(doc);
  }
  for (std::size_t i = 0; i < count; ++i) postings.freqs.push_back(1 + below(random, 5));
  return postings;
}

// What open() makes of bytes, and the block.
struct Opened {
  Opened(std::string_view bytes, std::size_t count) : fault(block.open(bytes, count)) {}
  explicit operator bool() const { return fault == BlockFault::none; }
  PostingBlock* operator->() { return &block; }
  const PostingBlock* operator->() const { return &block; }
  PostingBlock block;
  BlockFault fault;
};

std::string message_of(BlockFault fault) { return failure_of(fault).take().message; }

bool is_none(BlockFault fault) { return fault == BlockFault::none; }

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
          const Opened block(followed, count);
          REQUIRE(block);
          CHECK(block->size_bytes() == bytes.size());
          Postings back{std::vector<std::uint32_t>(count), std::vector<std::uint32_t>(count)};
          REQUIRE(is_none(block->decode_docs(base, postings.docs.back(), back.docs)));
          block->decode_freqs(back.freqs);
          CHECK(back.docs == postings.docs);
          CHECK(back.freqs == postings.freqs);
          CHECK(is_none(block->decode_docs(base, kNoDocument, back.docs)));
        }
      }
    }
  }
}

TEST_CASE("the widest gaps come back") {
  const Postings postings{{0, UINT32_MAX - 1}, {1, 1u << 31}};
  const std::string bytes = packed(kNoDocument, postings);
  const Opened block(bytes, 2);
  REQUIRE(block);
  Postings back{{0, 0}, {0, 0}};
  REQUIRE(is_none(block->decode_docs(kNoDocument, UINT32_MAX - 1, back.docs)));
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
      const Opened block(std::string_view(bytes).substr(0, size), 3);
      REQUIRE_FALSE(block);
      CHECK(message_of(block.fault) == "posting block is cut short");
    }
  }
  SUBCASE("more bits than there are") {
    for (const std::string& head : {std::string("\x21\x00", 2), std::string("\x00\x20", 2),
                                    std::string("\x3f\x00", 2), std::string("\x80\x00", 2)}) {
      const Opened block(head + std::string(1000, '\0'), 3);
      REQUIRE_FALSE(block);
      CHECK(message_of(block.fault) == "posting block has an unknown coding");
    }
  }
  SUBCASE("another last document than the directory says") {
    const Opened block(bytes, 3);
    REQUIRE(block);
    const BlockFault fault = block->decode_docs(kNoDocument, 10, docs);
    REQUIRE_FALSE(is_none(fault));
    CHECK(failure_of(fault).take().code == ErrorCode::corruption);
    CHECK(message_of(fault) == "documents of a posting block do not ascend");
  }
  SUBCASE("gaps that wrap around") {
    std::string wide("\x20\x00", 2);
    for (int i = 0; i < 3; ++i) wide += "\xfe\xff\xff\xff";
    const Opened block(wide, 3);
    REQUIRE(block);
    CHECK_FALSE(is_none(block->decode_docs(kNoDocument, kNoDocument, docs)));
  }
}

TEST_CASE("documents close together are a bitset, which answers as they do") {
  constexpr std::uint64_t kSeed = 5;
  CAPTURE(kSeed);
  Random random(kSeed);
  std::size_t bitsets = 0;
  for (const std::size_t count : kBlockEdges) {
    for (const std::uint32_t spread : {1u, 2u, 5u, 9u, 40u}) {
      for (const std::uint32_t base : {kNoDocument, 62u, 63u, 64u, 1'000'000u, 4'294'900'000u}) {
        CAPTURE(count);
        CAPTURE(spread);
        CAPTURE(base);
        const Postings postings = close_postings(random, base, count, spread);
        const std::string bytes = packed(base, postings);
        const std::string followed = bytes + "next block";
        const Opened block(followed, count);
        REQUIRE(block);
        CHECK(block->size_bytes() == bytes.size());
        Postings back{std::vector<std::uint32_t>(count), std::vector<std::uint32_t>(count)};
        REQUIRE(is_none(block->decode_docs(base, postings.docs.back(), back.docs)));
        block->decode_freqs(back.freqs);
        REQUIRE(back.docs == postings.docs);
        REQUIRE(back.freqs == postings.freqs);
        if (count == kPostingBlockSize && spread != 9) CHECK(block->has_bits() == (spread < 9));
        if (!block->has_bits()) continue;
        ++bitsets;
        DocBits bits;
        REQUIRE(is_none(block->read_bits(base, kNoDocument, count, bits)));
        REQUIRE(is_none(block->read_bits(base, postings.docs.back(), count, bits)));
        CHECK_FALSE(is_none(block->read_bits(base, postings.docs.back() + 1, count, bits)));
        CHECK_FALSE(is_none(block->read_bits(base, postings.docs.back(), count - 1, bits)));
        REQUIRE(is_none(block->read_bits(base, postings.docs.back(), count, bits)));
        std::vector<std::uint64_t> joined(bits.word_count);
        REQUIRE(is_none(block->join_bits(base, bits.last(), count, joined.data())));
        CHECK(std::equal(joined.begin(), joined.end(), bits.words.begin()));
        CHECK(first_word_doc(base) == bits.begin);
        CHECK(bits.first() == postings.docs.front());
        CHECK(bits.last() == postings.docs.back());
        std::size_t at = 0;
        for (std::uint32_t doc = bits.begin; doc <= postings.docs.back(); ++doc) {
          REQUIRE(bits.first_from(doc) == postings.docs[at]);
          if (doc < postings.docs[at]) continue;
          REQUIRE(bits.rank(doc) == at);
          ++at;
        }
        CHECK(bits.first_from(postings.docs.back() + 1) == kNoDocument);
      }
    }
  }
  CHECK(bitsets > 100);
}

TEST_CASE("a bitset with a document too many, before the base, or at no place is refused") {
  const std::uint32_t base = 70;
  std::string bytes("\x40\x00", 2);
  bytes += std::string("\x00\x00\x00\x00\x00\x00\x00\xe0", 8);  // 125 126 127
  DocBits bits;
  REQUIRE(is_none(Opened(bytes, 3)->read_bits(base, 127, 3, bits)));
  CHECK(is_none(Opened(bytes, 3)->read_bits(124, 127, 3, bits)));
  CHECK_FALSE(is_none(Opened(bytes, 3)->read_bits(125, 127, 3, bits)));
  CHECK_FALSE(is_none(Opened(bytes, 4)->read_bits(base, 127, 4, bits)));
  std::uint64_t word = 0;
  CHECK(is_none(Opened(bytes, 3)->join_bits(124, 127, 3, &word)));
  CHECK(word == std::uint64_t{7} << 61);
  CHECK_FALSE(is_none(Opened(bytes, 3)->join_bits(125, 127, 3, &word)));
  CHECK_FALSE(is_none(Opened(bytes, 3)->join_bits(base, 126, 3, &word)));
  CHECK_FALSE(is_none(Opened(bytes, 3)->join_bits(base, 63, 3, &word)));
  CHECK_FALSE(is_none(Opened(bytes, 3)->join_bits(base, 128, 3, &word)));
  CHECK_FALSE(is_none(Opened(bytes, 4)->join_bits(base, 127, 4, &word)));
  bytes[2 + 7] = 0;
  CHECK_FALSE(is_none(Opened(bytes, 3)->read_bits(base, kNoDocument, 3, bits)));
  bytes[0] = 0x7f;  // 64 words from almost the last document on
  bytes += std::string(63 * 8 - 1, '\0') + '\7';
  REQUIRE(Opened(bytes, 3));
  CHECK_FALSE(is_none(Opened(bytes, 3)->read_bits(UINT32_MAX - 70, kNoDocument, 3, bits)));
  const std::string run("\0\0", 2);
  CHECK(is_none(Opened(run, 3)->read_bits(UINT32_MAX - 4, UINT32_MAX - 1, 3, bits)));
  CHECK_FALSE(is_none(Opened(run, 4)->read_bits(UINT32_MAX - 4, kNoDocument, 4, bits)));
}

TEST_CASE("damaged bytes give an error or ascending documents, and never a crash") {
  constexpr std::uint64_t kSeed = 4;
  CAPTURE(kSeed);
  Random random(kSeed);
  int refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::size_t count = 1 + below(random, 128);
    const Postings postings =
        round % 2 == 0
            ? random_postings(random, kNoDocument, count, below(random, 25), below(random, 9))
            : close_postings(random, kNoDocument, count, 1 + below(random, 8));
    const std::string bytes = damaged(random, packed(kNoDocument, postings));
    const bool knows_last = below(random, 2) == 0;
    const Opened block(bytes, count);
    std::vector<std::uint32_t> docs(count);
    if (!block || !is_none(block->decode_docs(
                      kNoDocument, knows_last ? postings.docs.back() : kNoDocument, docs))) {
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
