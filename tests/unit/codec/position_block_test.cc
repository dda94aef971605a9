#include "codec/position_block.h"

#include <doctest/doctest.h>

#include <numeric>

#include "codec/position_block_writer.h"
#include "unit/codec/random_values.h"

using namespace newsidx;
using namespace newsidx::codec;

namespace {

struct Documents {
  std::vector<std::uint32_t> counts;
  std::vector<std::uint32_t> freqs;
  std::vector<Occurrence> occurrences;
};

struct Shape {
  std::string name;
  std::uint32_t max_count;  // occurrences in a document
  unsigned gap_bits;
  bool has_spans;
  bool is_weighted;  // frequencies differ from counts
};

const Shape kShapes[] = {
    {"one word a document", 1, 12, false, false},
    {"words side by side", 9, 0, false, false},
    {"several words", 9, 10, false, false},
    {"title occurrences weigh more", 9, 10, false, true},
    {"compounds with spans", 9, 10, true, false},
    {"spans and weights", 40, 16, true, true},
    {"groups of a single document", 700, 5, true, true},
};

Documents random_documents(Random& random, std::size_t count, const Shape& shape) {
  Documents documents;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t occurrence_count = 1 + below(random, shape.max_count);
    documents.counts.push_back(occurrence_count);
    documents.freqs.push_back(occurrence_count + (shape.is_weighted ? below(random, 3) : 0));
    std::uint32_t position = below(random, 1u << shape.gap_bits);
    for (std::uint32_t j = 0; j < occurrence_count; ++j) {
      documents.occurrences.push_back(
          {position, shape.has_spans ? 1 + below(random, kMaxSpan) : 1});
      position += 1 + below(random, 1u << shape.gap_bits);
    }
  }
  return documents;
}

std::string packed(const Documents& documents) {
  PositionBlockWriter writer;
  std::span<const Occurrence> rest = documents.occurrences;
  for (const std::uint32_t count : documents.counts) {
    writer.start_document();
    writer.add(rest.first(count));
    rest = rest.subspan(count);
  }
  std::string bytes;
  writer.append_to(bytes, documents.freqs);
  return bytes;
}

std::vector<Occurrence> occurrences_of(PositionBlock& block, std::size_t index) {
  std::vector<Occurrence> occurrences;
  block.append_occurrences(index, occurrences);
  return occurrences;
}

void check_positions(PositionBlock& block, std::size_t index,
                     const std::vector<Occurrence>& occurrences) {
  const std::span<const std::uint32_t> positions = block.positions(index);
  REQUIRE(positions.size() == occurrences.size());
  for (std::size_t i = 0; i < positions.size(); ++i) {
    REQUIRE(positions[i] == occurrences[i].position);
  }
  for (std::size_t i = 0; i < kPositionPadding; ++i) {
    REQUIRE(positions.data()[positions.size() + i] == UINT32_MAX);
  }
}

}  // namespace

TEST_CASE("occurrences come back, in any order of documents") {
  constexpr std::uint64_t kSeed = 5;
  CAPTURE(kSeed);
  Random random(kSeed);
  for (const Shape& shape : kShapes) {
    for (const std::size_t count : kBlockEdges) {
      CAPTURE(shape.name);
      CAPTURE(count);
      const Documents documents = random_documents(random, count, shape);
      const std::string bytes = packed(documents);
      const std::string followed = bytes + "next block";
      PositionBlock block;
      REQUIRE(block.open(followed, documents.freqs));
      CHECK(block.size_bytes() == bytes.size());
      CHECK(block.total_count() == documents.occurrences.size());

      std::vector<Occurrence> all;
      for (std::size_t i = 0; i < count; ++i) block.append_occurrences(i, all);
      CHECK(all == documents.occurrences);

      for (int visit = 0; visit < 20; ++visit) {
        const std::size_t i = below(random, count);
        const auto begin =
            documents.occurrences.begin() +
            std::accumulate(documents.counts.begin(),
                            documents.counts.begin() + static_cast<std::ptrdiff_t>(i), 0);
        REQUIRE(block.count(i) == documents.counts[i]);
        CHECK(occurrences_of(block, i) ==
              std::vector<Occurrence>(begin, begin + documents.counts[i]));
        check_positions(block, i, {begin, begin + documents.counts[i]});
      }
    }
  }
}

TEST_CASE("the bytes do not depend on the pieces in which occurrences come") {
  constexpr std::uint64_t kSeed = 8;
  CAPTURE(kSeed);
  Random random(kSeed);
  for (const Shape& shape : kShapes) {
    CAPTURE(shape.name);
    const Documents documents = random_documents(random, 100, shape);
    PositionBlockWriter writer;
    for (int round = 0; round < 20; ++round) {
      writer.clear();
      std::span<const Occurrence> rest = documents.occurrences;
      for (const std::uint32_t count : documents.counts) {
        writer.start_document();
        for (std::size_t left = count; left > 0;) {
          const std::size_t piece = 1 + below(random, left);
          writer.add(rest.first(piece));
          rest = rest.subspan(piece);
          left -= piece;
        }
      }
      std::string bytes;
      writer.append_to(bytes, documents.freqs);
      REQUIRE(bytes == packed(documents));
    }
  }
}

TEST_CASE("the first compound may come behind many packed groups") {
  Documents documents{{}, {}, {}};
  for (std::uint32_t document = 0; document < 3; ++document) {
    documents.counts.push_back(1'000);
    documents.freqs.push_back(1'000);
    for (std::uint32_t i = 0; i < 1'000; ++i) {
      const bool last = document == 2 && i == 999;
      documents.occurrences.push_back({i * 3 + i % 3, last ? 2u : 1u});
    }
  }
  const std::string bytes = packed(documents);
  PositionBlock block;
  REQUIRE(block.open(bytes, documents.freqs));
  CHECK(PositionBlock::has_spans(bytes));
  std::vector<Occurrence> all;
  for (std::size_t i = 0; i < 3; ++i) block.append_occurrences(i, all);
  CHECK(all == documents.occurrences);
}

TEST_CASE("a long document is read in pieces") {
  Documents documents{{1, 3 * PositionBlock::kPieceSize + 5, 2}, {}, {}};
  documents.freqs = documents.counts;
  for (const std::uint32_t count : documents.counts) {
    for (std::uint32_t i = 0; i < count; ++i)
      documents.occurrences.push_back({2 * i + 3, 1 + i % 4});
  }
  const std::string bytes = packed(documents);
  PositionBlock block;
  REQUIRE(block.open(bytes, documents.freqs));
  for (std::size_t index = 0; index < 3; ++index) {
    PositionBlock::PieceStart from;
    std::vector<Occurrence> all;
    std::size_t pieces = 0;
    for (bool more = true; more; ++pieces) {
      const std::size_t before = all.size();
      more = block.append_piece(index, from, all);
      CHECK(all.size() - before <= PositionBlock::kPieceSize);
    }
    CHECK(pieces == (index == 1 ? 4 : 1));
    CHECK(all == occurrences_of(block, index));
  }
}

TEST_CASE("the farthest position and the widest span come back") {
  const Documents documents{{2}, {2}, {{0, 1}, {kMaxPosition, kMaxSpan}}};
  const std::string bytes = packed(documents);
  PositionBlock block;
  REQUIRE(block.open(bytes, documents.freqs));
  CHECK(occurrences_of(block, 0) == documents.occurrences);
  check_positions(block, 0, documents.occurrences);
  CHECK(PositionBlock::has_spans(bytes));
}

TEST_CASE("counts are stored only where they differ from frequencies") {
  const Documents plain{{2, 1}, {2, 1}, {{3, 1}, {5, 1}, {4, 1}}};
  Documents weighted = plain;
  weighted.freqs = {4, 1};
  CHECK(packed(plain)[0] == '\0');
  CHECK(packed(weighted)[0] == '\1');
  CHECK(PositionBlock::needs_freqs(packed(plain)));
  CHECK_FALSE(PositionBlock::needs_freqs(packed(weighted)));
}

TEST_CASE("every truncation is refused") {
  constexpr std::uint64_t kSeed = 6;
  CAPTURE(kSeed);
  Random random(kSeed);
  for (const Shape& shape : kShapes) {
    CAPTURE(shape.name);
    const Documents documents = random_documents(random, 20, shape);
    const std::string bytes = packed(documents);
    for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 64) {
      CAPTURE(size);
      PositionBlock block;
      const Status status = block.open(std::string_view(bytes).substr(0, size), documents.freqs);
      REQUIRE_FALSE(status);
      CHECK(status.error().code == ErrorCode::corruption);
      CHECK(status.error().to_string() == "position block is broken");
    }
  }
}

TEST_CASE("counts that do not add up are refused") {
  const std::string bytes = packed({{2, 1}, {2, 1}, {{3, 1}, {5, 1}, {4, 1}}});
  PositionBlock block;
  CHECK(block.open(bytes, std::vector<std::uint32_t>{2, 1}));
  CHECK_FALSE(block.open(bytes, std::vector<std::uint32_t>{2, 2}));
  CHECK_FALSE(block.open(bytes, std::vector<std::uint32_t>{UINT32_MAX, 4}));
}

TEST_CASE("damaged bytes give an error or as many occurrences as counted, and never a crash") {
  constexpr std::uint64_t kSeed = 7;
  CAPTURE(kSeed);
  Random random(kSeed);
  int refused = 0;
  for (int round = 0; round < 10'000; ++round) {
    const Shape& shape = kShapes[below(random, 6)];
    const Documents documents = random_documents(random, 1 + below(random, 128), shape);
    const std::string bytes = damaged(random, packed(documents));
    PositionBlock block;
    if (!block.open(bytes, documents.freqs)) {
      ++refused;
      continue;
    }
    for (std::size_t i = 0; i < documents.counts.size(); ++i) {
      REQUIRE(occurrences_of(block, i).size() == block.count(i));
      REQUIRE(block.positions(i).size() == block.count(i));
    }
  }
  CHECK(refused > 1'000);
}
