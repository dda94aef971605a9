// Posting lists, from PostingListWriter to PostingCursor.

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "segment/posting_cursor.h"
#include "segment/posting_list_writer.h"
#include "unit/codec/random_values.h"
#include "unit/storage/index_folder.h"

using namespace newsidx;
using namespace newsidx::segment;
using newsidx::testing::TemporaryFolder;
using storage::Family;

using storage::need;

namespace {

constexpr std::uint32_t kSegment = 3;
constexpr std::size_t kSizes[] = {1, 2, 127, 128, 129, 255, 256, 257, 1000, 20'000};

struct Posting {
  std::uint32_t doc;
  std::uint32_t freq;
  std::vector<codec::Occurrence> occurrences;
};
using Postings = std::vector<Posting>;

struct Shape {
  std::string name;
  bool has_positions;
  bool has_spans;
  bool is_weighted;
  std::uint32_t max_gap;
};
const Shape kShapes[] = {
    {"dense", true, false, false, 1},
    {"close", true, false, false, 7},
    {"sparse, title weighs more", true, false, true, 20},
    {"compounds", true, true, true, 9},
    {"keywords", false, false, false, 5},
};

const Shape& kSparse = kShapes[2];

Postings random_postings(codec::Random& random, std::size_t count, const Shape& shape) {
  Postings postings;
  std::uint32_t doc = codec::below(random, shape.max_gap);
  for (std::size_t i = 0; i < count; ++i) {
    Posting posting{doc, 1, {}};
    doc += 1 + codec::below(random, shape.max_gap);
    if (shape.has_positions) {
      std::uint32_t position = codec::below(random, 50);
      for (std::uint32_t n = 1 + codec::below(random, 4); n > 0; --n) {
        posting.occurrences.push_back(
            {position, shape.has_spans ? 1 + codec::below(random, 4) : 1});
        position += 1 + codec::below(random, 300);
      }
      posting.freq = static_cast<std::uint32_t>(posting.occurrences.size());
      if (shape.is_weighted) posting.freq += codec::below(random, 3);
    }
    postings.push_back(std::move(posting));
  }
  return postings;
}

/// Lists in a store of their own.
class Lists {
 public:
  Lists() : store_(need(storage::WriteStore::open(folder_.file("index")))) {}

  void add(Postings postings, const Shape& shape, std::span<const std::uint8_t> norms = {}) {
    writer_.start(shape.has_positions, norms, length_norms_);
    for (const Posting& posting : postings) {
      need(writer_.add(posting.doc, posting.freq, posting.occurrences));
    }
    const PostingListWriter::Written list = need(writer_.finish());
    lists_.push_back(
        {shape.has_positions ? Field::text : Field::keyword, list.record, std::string(list.head)});
    postings_.push_back(std::move(postings));
  }
  void ingest() {
    for (const auto& [family, records] : chunks_) {
      storage::ingest(store_, family, records);
    }
  }

  [[nodiscard]] std::size_t size() const { return lists_.size(); }
  [[nodiscard]] const Postings& postings(std::size_t i) const { return postings_[i]; }
  [[nodiscard]] Result<std::shared_ptr<const PostingList>> open(
      std::size_t i, std::string_view head, std::uint32_t document_limit) const {
    return PostingList::open_with_head(storage::borrowed(store_), kSegment, lists_[i].field,
                                       lists_[i].record, head, document_limit);
  }
  [[nodiscard]] PostingCursor cursor(std::size_t i) const {
    return PostingCursor(need(open(i, head(i), postings_[i].back().doc + 1)));
  }
  [[nodiscard]] const std::string& head(std::size_t i) const { return lists_[i].head; }
  [[nodiscard]] std::uint32_t term_number() const { return writer_.term_number(); }
  [[nodiscard]] std::map<Family, storage::Records>& chunks() { return chunks_; }
  [[nodiscard]] const LengthNormTable& saturation() const { return length_norms_; }

 private:
  TemporaryFolder folder_;
  storage::WriteStore store_;
  std::map<Family, storage::Records> chunks_;
  LengthNormTable length_norms_ = length_norm_table(1.2f, 0.75f, 60);
  PostingListWriter writer_{[this](Family family, std::uint32_t term, std::uint16_t chunk,
                                   std::string_view bytes) -> Status {
    chunks_[family].emplace_back(storage::chunk_key(kSegment, term, chunk), bytes);
    return {};
  }};
  struct List {
    Field field;
    TermRecord record;
    std::string head;
  };
  std::vector<List> lists_;
  std::vector<Postings> postings_;
};

/// A list of each size and shape.
struct AllLists {
  AllLists() {
    codec::Random random(9);
    for (const Shape& shape : kShapes) {
      for (const std::size_t size : kSizes) lists.add(random_postings(random, size, shape), shape);
    }
    lists.add(random_postings(random, 120'000, kSparse), kSparse);  // several chunks
    lists.ingest();
  }
  Lists lists;
};

}  // namespace

TEST_CASE_FIXTURE(AllLists, "postings and positions come back") {
  std::size_t chunk_count = 0;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    const Postings& expected = lists.postings(i);
    CAPTURE(i);
    PostingCursor cursor = lists.cursor(i);
    REQUIRE(cursor.entry().document_count == expected.size());
    std::uint64_t occurrence_count = 0;
    std::vector<codec::Occurrence> occurrences;
    for (const Posting& posting : expected) {
      REQUIRE(cursor.doc() == posting.doc);
      REQUIRE(cursor.freq() == posting.freq);
      occurrences.clear();
      cursor.append_occurrences(occurrences);
      REQUIRE(occurrences == posting.occurrences);
      occurrence_count += posting.occurrences.empty() ? posting.freq : posting.occurrences.size();
      cursor.next();
    }
    CHECK(cursor.doc() == kNoMoreDocs);
    CHECK(cursor.block() == cursor.block_count());
    CHECK(cursor.status());
    CHECK(cursor.entry().occurrence_count == occurrence_count);
    chunk_count =
        std::max<std::size_t>(chunk_count, cursor.entry().directory.postings.back().chunk + 1u);
  }
  CHECK(chunk_count >= 2);
  CHECK(lists.term_number() > 0);
  CHECK(lists.term_number() < lists.size());  // short lists are inline
  for (const auto& [family, records] : lists.chunks()) {
    for (const auto& [key, bytes] : records) REQUIRE(bytes.size() <= kChunkBytes + 4);
  }
}

TEST_CASE_FIXTURE(AllLists, "next_geq goes where the slow loop goes") {
  constexpr std::uint64_t kSeed = 10;
  CAPTURE(kSeed);
  codec::Random random(kSeed);
  for (std::size_t i = 0; i < lists.size(); ++i) {
    const Postings& expected = lists.postings(i);
    CAPTURE(i);
    const std::uint32_t end = expected.back().doc + 3;
    for (const std::uint32_t max_step : {2u, 50u, 3000u, end}) {
      CAPTURE(max_step);
      PostingCursor cursor = lists.cursor(i);
      std::size_t slow = 0;
      std::uint32_t target = 0;
      for (int step = 0; step < 300 && target < end; ++step) {
        target += codec::below(random, max_step);
        cursor.next_geq(target);
        while (slow < expected.size() && expected[slow].doc < target) ++slow;
        REQUIRE(cursor.doc() == (slow < expected.size() ? expected[slow].doc : kNoMoreDocs));
        if (slow == expected.size()) break;
        REQUIRE(cursor.freq() == expected[slow].freq);
        if (codec::below(random, 3) == 0) {
          std::vector<codec::Occurrence> occurrences;
          cursor.append_occurrences(occurrences);
          REQUIRE(occurrences == expected[slow].occurrences);
          cursor.next();
          ++slow;
        }
      }
      cursor.next_geq(kNoMoreDocs);
      CHECK(cursor.doc() == kNoMoreDocs);
      CHECK(cursor.status());
    }
  }
}

TEST_CASE_FIXTURE(AllLists, "mark sets the bits of the documents that the slow loop visits") {
  constexpr std::uint64_t kSeed = 14;
  CAPTURE(kSeed);
  codec::Random random(kSeed);
  for (std::size_t i = 0; i < lists.size(); ++i) {
    const Postings& expected = lists.postings(i);
    CAPTURE(i);
    for (const std::uint32_t max_size : {100u, 4'000u, 200'000u}) {
      CAPTURE(max_size);
      PostingCursor cursor = lists.cursor(i);
      std::size_t slow = 0;
      while (cursor.doc() != kNoMoreDocs) {
        const std::uint32_t begin = cursor.doc() / 64 * 64;
        const std::uint32_t end = cursor.doc() + 1 + codec::below(random, max_size);
        std::vector<std::uint64_t> words((end - begin + 63) / 64);
        std::vector<std::uint64_t> expected_words(words.size());
        for (; slow < expected.size() && expected[slow].doc < end; ++slow) {
          const std::uint32_t index = expected[slow].doc - begin;
          expected_words[index / 64] |= std::uint64_t{1} << (index % 64);
        }
        cursor.mark(begin, end, words.data());
        REQUIRE(words == expected_words);
        REQUIRE(cursor.doc() == (slow < expected.size() ? expected[slow].doc : kNoMoreDocs));
        if (slow == expected.size()) break;
        REQUIRE(cursor.freq() == expected[slow].freq);
        if (codec::below(random, 2) == 0) {  // then what comes next has been passed in part
          cursor.next_geq(cursor.doc() + 1 + codec::below(random, 300));
          while (slow < expected.size() && expected[slow].doc < cursor.doc()) ++slow;
        }
      }
      CHECK(slow == expected.size());
      CHECK(cursor.status());
    }
  }
}

TEST_CASE_FIXTURE(AllLists, "blocks are found and walked in bulk") {
  for (std::size_t i = 0; i < lists.size(); ++i) {
    const Postings& expected = lists.postings(i);
    CAPTURE(i);
    PostingCursor finder = lists.cursor(i);
    std::uint32_t target = 0;
    for (std::size_t at = 0; at < expected.size(); at += 1 + at / 2) {
      for (; target <= expected[at].doc; target += 1 + target / 3) {
        const std::size_t block = finder.find_block(target);
        const auto posting =
            std::lower_bound(expected.begin(), expected.end(), target,
                             [](const Posting& p, std::uint32_t t) { return p.doc < t; });
        REQUIRE(block == static_cast<std::size_t>(posting - expected.begin()) / 128);
      }
    }
    CHECK(finder.find_block(expected.back().doc + 1) == finder.block_count());
    CHECK(finder.doc() == expected[0].doc);  // it only looked

    PostingCursor cursor = lists.cursor(i);
    std::size_t at = 0;
    while (cursor.doc() != kNoMoreDocs) {
      const std::size_t count = cursor.docs().size();
      REQUIRE(count == std::min<std::size_t>(128 - at % 128, expected.size() - at));
      REQUIRE(cursor.freqs().size() == count);
      REQUIRE(cursor.block() == at / 128);
      const std::size_t step = at % 2 == 0 ? std::max<std::size_t>(1, count / 2) : count;
      for (std::size_t j = 0; j < step; ++j) {
        REQUIRE(cursor.docs()[j] == expected[at + j].doc);
        REQUIRE(cursor.freqs()[j] == expected[at + j].freq);
      }
      cursor.skip(step);
      at += step;
    }
    CHECK(at == expected.size());
  }
}

TEST_CASE("impacts are true upper bounds, and the largest is the list's") {
  constexpr std::uint64_t kSeed = 11;
  CAPTURE(kSeed);
  codec::Random random(kSeed);
  Lists lists;
  Postings postings = random_postings(random, 5'000, kShapes[0]);
  for (Posting& posting : postings)
    posting.freq = 1 + codec::below(random, 1u << codec::below(random, 12));
  std::vector<std::uint8_t> norms(postings.back().doc + 1);
  for (std::uint8_t& norm : norms) norm = static_cast<std::uint8_t>(random());
  lists.add(postings, kShapes[0], norms);
  lists.ingest();
  const PostingCursor cursor = lists.cursor(0);
  std::vector<double> largest(cursor.block_count());
  for (std::size_t i = 0; i < postings.size(); ++i) {
    const float half = lists.saturation()[norms[postings[i].doc]];
    const double bound = double{tf_saturation(static_cast<float>(postings[i].freq), half)} * 65535;
    REQUIRE(cursor.block_impact(i / 128) >= bound);
    largest[i / 128] = std::max(largest[i / 128], bound);
  }
  for (std::size_t block = 0; block < largest.size(); ++block) {
    CHECK(cursor.block_impact(block) - largest[block] < 1);  // as small as it can be
  }
  CHECK(cursor.entry().max_impact == *std::max_element(cursor.entry().directory.impacts.begin(),
                                                       cursor.entry().directory.impacts.end()));
}

TEST_CASE("an impact is rounded up only") {
  for (std::uint32_t freq = 1; freq < 3'000; ++freq) {
    for (const float half : {0.0f, 0.3f, 0.9f, 1.2f, 7.77f, 1e6f}) {
      const double exact = double{tf_saturation(static_cast<float>(freq), half)} * 65535;
      const double impact = impact_of(freq, half);
      REQUIRE(impact >= exact);
      REQUIRE(impact < exact + 1);
    }
  }
  CHECK(impact_of(UINT32_MAX, 0.3f) == 65535);
}

TEST_CASE("a missing or damaged chunk ends the cursor with a status") {
  constexpr std::uint64_t kSeed = 12;
  CAPTURE(kSeed);
  codec::Random random(kSeed);
  Lists lists;
  lists.add(random_postings(random, 100'000, kSparse), kSparse);
  const std::uint32_t limit = lists.postings(0).back().doc + 1;
  const auto walk = [&] {
    PostingCursor cursor(need(lists.open(0, lists.head(0), limit)));
    std::vector<codec::Occurrence> occurrences;
    std::uint32_t count = 0;
    for (; cursor.doc() != kNoMoreDocs; cursor.next(), ++count) {
      occurrences.clear();
      cursor.append_occurrences(occurrences);
      if (cursor.doc() == kNoMoreDocs) break;
    }
    CHECK(count < 100'000);
    REQUIRE_FALSE(cursor.status());
    CHECK(cursor.status().error().code == ErrorCode::corruption);
    return cursor.status().error().to_string();
  };
  storage::Records& postings = lists.chunks()[Family::postings];
  storage::Records& positions = lists.chunks()[Family::positions];
  SUBCASE("no postings") {
    postings.pop_back();
    lists.ingest();
    CHECK(walk() == "a chunk of a posting list is missing or cut short");
  }
  SUBCASE("no positions") {
    positions.pop_back();
    lists.ingest();
    CHECK(walk() == "a chunk of a posting list is missing or cut short");
  }
  SUBCASE("postings cut short") {
    postings.back().second.resize(10);
    lists.ingest();
    CHECK(walk() == "posting block is cut short");
    PostingCursor cursor(need(lists.open(0, lists.head(0), limit)));
    cursor.next_geq(limit - 1);
    CHECK(cursor.doc() == kNoMoreDocs);
    REQUIRE_FALSE(cursor.status());
    CHECK(cursor.status().error().to_string() == "the address of a block is outside its chunk");
  }
  SUBCASE("postings cut short, and marked") {
    postings.back().second.resize(10);
    lists.ingest();
    PostingCursor cursor(need(lists.open(0, lists.head(0), limit)));
    std::vector<std::uint64_t> words(limit / 64 + 1);
    cursor.mark(0, limit, words.data());
    CHECK(cursor.doc() == kNoMoreDocs);
    CHECK_FALSE(cursor.status());
  }
  SUBCASE("another document") {
    postings[0].second[2] = static_cast<char>(postings[0].second[2] ^ 1);
    lists.ingest();
    CHECK(walk() == "documents of a posting block do not ascend");
  }
}

TEST_CASE(
    "damaged inline lists end with a status or give documents of the segment, and never crash") {
  constexpr std::uint64_t kSeed = 13;
  CAPTURE(kSeed);
  codec::Random random(kSeed);
  Lists lists;
  for (const std::size_t size : {1u, 20u, 100u, 140u, 260u}) {
    for (const Shape& shape : kShapes) lists.add(random_postings(random, size, shape), shape);
  }
  int refused = 0;
  constexpr int kRounds = 20'000;
  for (int round = 0; round < kRounds; ++round) {
    const std::size_t i = codec::below(random, lists.size());
    const std::uint32_t limit = lists.postings(i).back().doc + 1;
    const auto list = lists.open(i, codec::damaged(random, lists.head(i)), limit);
    if (!list) {
      ++refused;
      continue;
    }
    PostingCursor marker(*list);
    std::vector<std::uint64_t> words(limit / 64 + 1);
    marker.mark(0, limit, words.data());
    REQUIRE(marker.doc() == kNoMoreDocs);
    PostingCursor cursor(*list);
    std::vector<codec::Occurrence> occurrences;
    std::int64_t before = -1;
    for (; cursor.doc() != kNoMoreDocs; cursor.next()) {
      REQUIRE(std::int64_t{cursor.doc()} > before);
      REQUIRE(cursor.doc() < limit);
      before = cursor.doc();
      occurrences.clear();
      cursor.append_occurrences(occurrences);
      if (cursor.doc() == kNoMoreDocs) break;
      REQUIRE(cursor.freq() >= 1);
    }
    refused += !cursor.status();
  }
  CHECK(refused > kRounds / 4);
}
