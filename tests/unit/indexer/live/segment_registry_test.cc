// What is in use stays, and what is not goes: the registry alone, and over an index on disk.
#include "indexer/live/segment_registry.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <thread>

#include "indexer/live/index_writer.h"
#include "support/random_news.h"
#include "support/temporary_folder.h"
#include "unit/indexer/article_list.h"

namespace newsidx::indexer {
namespace {

using storage::Family;
using testing::need;
using Lease = SegmentRegistry::Lease;
constexpr auto kSegment = Part::Kind::segment;
constexpr auto kStore = Part::Kind::store;

TEST_CASE("a part is garbage when nobody names it and nobody has it") {
  segment::Manifest manifest;
  manifest.segments.resize(1);
  manifest.segments[0].id = 3;
  manifest.stores = {{9, 1, 1, 0}};
  manifest.next_segment = 4;
  manifest.next_store = 10;
  SegmentRegistry registry(manifest);
  CHECK(registry.take_garbage().empty());

  Lease segment = registry.begin(kSegment);
  CHECK(segment.number() == 4);
  CHECK(registry.begin(kStore).number() == 10);  // and at once given up
  CHECK(registry.take_garbage() == std::vector<Part>{{kStore, 10}});
  CHECK(registry.take_garbage().empty());  // handed out once
  registry.give_back({kStore, 10});
  CHECK(registry.take_garbage() == std::vector<Part>{{kStore, 10}});
  CHECK(registry.next(kStore) == 11);  // its number is not used again
  CHECK(registry.kept(kSegment) == std::vector<std::uint32_t>{3, 4});

  CHECK_FALSE(registry.name({{kSegment, 5}}));
  CHECK_FALSE(registry.pin({kSegment, 5}));
  auto reader = registry.pin({kSegment, 3});
  REQUIRE(reader);
  CHECK(registry.name({{kSegment, 4}}));
  segment = Lease();
  CHECK(registry.take_garbage() == std::vector<Part>{{kStore, 9}});
  auto second = registry.pin({kSegment, 3});  // what a reader has, another may have
  reader.reset();
  CHECK(registry.take_garbage().empty());
  second.reset();
  CHECK(registry.take_garbage() == std::vector<Part>{{kSegment, 3}});
  CHECK_FALSE(registry.pin({kSegment, 3}));
}

TEST_CASE("a lease may outlive the registry") {
  Lease lease;
  {
    SegmentRegistry registry{segment::Manifest()};
    lease = registry.begin(kSegment);
  }
  CHECK(lease.number() == 1);
}

// An index of segments with two records each: one in terms, one of an article.
class Index {
 public:
  Index() : writer(need(IndexWriter::open(folder.file("index")))) {}

  struct UnderWay {
    Lease segment;
    Lease store;
    ManifestEdit::Added added;
  };
  UnderWay begin() {
    UnderWay begun{writer.begin_segment(), writer.begin_store(), {}};
    const auto sink = is_file ? writer.make_files() : writer.make_sink();
    is_file = !is_file;
    const std::string key = storage::segment_prefix(begun.segment.number());
    need(sink->put(Family::terms, key + "term", "value"));
    need(sink->put(Family::docs, storage::doc_key(begun.store.number(), 0), "article"));
    need(writer.ingest(need(sink->finish())));
    begun.added.info.id = begun.segment.number();
    begun.added.info.document_count = 1;
    begun.added.info.stores = {begun.store.number()};
    begun.added.store = segment::StoreInfo{begun.store.number(), 1, 1, 0};
    return begun;
  }

  // What is on disk.
  std::set<Part> parts() {
    std::set<Part> found;
    for (const Family family : {Family::terms, Family::docs}) {
      storage::Iterator it = writer.store()->iterate(family, "", storage::Access::scan);
      for (; it.valid(); it.next()) {
        found.insert({family == Family::terms ? kSegment : kStore,
                      ByteReader(it.key()).be<std::uint32_t>()});
      }
      need(it.status());
    }
    return found;
  }

  testing::TemporaryFolder folder;
  IndexWriter writer;
  bool is_file = false;
};

TEST_CASE("whatever is begun, committed, given up, pinned and released: what is in use is there") {
  for (const std::uint32_t seed : {1u, 2u, 3u}) {
    CAPTURE(seed);
    testing::Dice dice(seed);
    Index index;
    std::vector<Index::UnderWay> under_way;
    std::vector<IndexWriter::Pinned> pinned;
    std::set<std::uint32_t> named;  // segments; each has the store of its number
    std::set<std::uint32_t> numbers;
    for (int step = 0; step < 150; ++step) {
      CAPTURE(step);
      const std::uint32_t choice = dice.below(12);
      if (choice < 4) {
        under_way.push_back(index.begin());
        CHECK(numbers.insert(under_way.back().segment.number()).second);  // never twice
        CHECK(under_way.back().store.number() == under_way.back().segment.number());
      } else if (choice < 6) {  // some of what is ready comes, some of what is there goes
        ManifestEdit edit;
        for (const std::uint32_t id : named) {
          if (dice.below(2) == 0) edit.remove.push_back(id);
        }
        std::vector<Index::UnderWay> committed;
        while (!under_way.empty() && dice.below(3) > 0) {
          committed.push_back(std::move(under_way.back()));
          under_way.pop_back();
          edit.add.push_back(committed.back().added);
        }
        for (const std::uint32_t id : edit.remove) named.erase(id);
        for (const auto& added : edit.add) named.insert(added.info.id);
        need(index.writer.commit(std::move(edit), {}));
      } else if (choice < 7 && !under_way.empty()) {
        under_way.erase(under_way.begin() +
                        dice.below(static_cast<std::uint32_t>(under_way.size())));
      } else if (choice < 9) {
        pinned.push_back(index.writer.pin());
        CHECK(pinned.back().manifest.segments.size() == named.size());
      } else if (choice < 10 && !pinned.empty()) {
        pinned.erase(pinned.begin() + dice.below(static_cast<std::uint32_t>(pinned.size())));
      } else if (choice == 11) {
        need(index.writer.collect());
        std::set<std::uint32_t> wanted = named;
        for (const auto& begun : under_way) wanted.insert(begun.segment.number());
        for (const auto& reader : pinned) {
          for (const auto& info : reader.manifest.segments) wanted.insert(info.id);
        }
        std::set<Part> parts;
        for (const std::uint32_t number : wanted) {
          parts.insert({kSegment, number});
          parts.insert({kStore, number});
        }
        CHECK(index.parts() == parts);
      }
    }
    under_way.clear();
    pinned.clear();
    need(index.writer.collect());
    CHECK(index.parts().size() == 2 * named.size());
  }
}

TEST_CASE("a segment that is not under way any more cannot be committed") {
  Index index;
  auto begun = index.begin();
  ManifestEdit edit;
  edit.add = {begun.added};
  begun = {};
  need(index.writer.collect());
  const auto refused = index.writer.commit(std::move(edit), {});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::invalid_argument);
  CHECK(index.writer.manifest().generation == 0);
}

TEST_CASE("numbers of what a killed writer left are not used again") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  for (const std::uint32_t number : {1u, 8u}) {
    auto store = need(storage::WriteStore::open(path));
    const storage::WriteStore::Record manifest{
        Family::meta, storage::manifest_key(number),
        segment::serialize_manifest({number, 1, 1, {}, {}, {}})};
    need(store.commit(std::span(&manifest, 1)));
    const auto sink = store.make_batch();  // named by nobody
    need(sink->put(Family::ids, storage::id_key(6 + number, "a"), "value"));
    need(sink->put(Family::docs, storage::doc_key(20 + number, 0), "article"));
    need(store.ingest(need(sink->finish())));
  }
  IndexWriter writer = need(IndexWriter::open(path));
  CHECK(writer.begin_segment().number() == 15);
  CHECK(writer.begin_store().number() == 29);
  CHECK_FALSE(need(writer.store()->last_key(Family::ids)));
  CHECK_FALSE(need(writer.store()->last_key(Family::docs)));
}

}  // namespace
}  // namespace newsidx::indexer
