// Commits as edits: what comes, what goes, what is deleted, and what is left on disk.
#include "indexer/live/index_writer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "support/temporary_folder.h"
#include "unit/indexer/article_list.h"

namespace newsidx::indexer {
namespace {

using storage::Family;
using testing::need;

// Segments of two articles each: a0 a1, a2 a3, a4 a5.
struct Fixture {
  Fixture() {
    testing::Articles articles;
    for (int i = 0; i < 6; ++i) {
      articles.push_back(make_article("a" + std::to_string(i), "", "oil " + std::to_string(i)));
    }
    BuildSettings options;
    options.index_path = path;
    options.segment_articles = 2;
    options.threads = 1;
    need(build_list(articles, options));
  }
  std::uint64_t commit(ManifestEdit edit) {
    IndexWriter writer = need(IndexWriter::open(path));
    return need(writer.commit(std::move(edit), writer.manifest().settings));
  }
  [[nodiscard]] std::vector<std::string> keys(Family family, std::string_view prefix = "") const {
    const auto store = need(storage::Store::open(path));
    std::vector<std::string> keys;
    storage::Iterator it = store.iterate(family, prefix, storage::Access::scan);
    for (; it.valid(); it.next()) keys.emplace_back(it.key());
    need(it.status());
    return keys;
  }
  testing::TemporaryFolder folder;
  std::string path = folder.file("index");
};

std::vector<std::uint32_t> ids_of(const segment::Manifest& manifest) {
  std::vector<std::uint32_t> ids;
  for (const segment::SegmentInfo& info : manifest.segments) ids.push_back(info.id);
  return ids;
}

TEST_CASE("a segment that is removed goes with its articles, the others stay") {
  Fixture fixture;
  const auto before = ids_of(testing::OpenedIndex(fixture.path).manifest());
  REQUIRE(before.size() == 3);
  ManifestEdit edit;
  edit.remove = {before[1]};
  CHECK(fixture.commit(std::move(edit)) == 2);
  const testing::OpenedIndex index(fixture.path);
  CHECK(ids_of(index.manifest()) == std::vector{before[0], before[2]});
  CHECK(index.manifest().stores.size() == 2);
  CHECK(need(index.segments()[1]->ids().find("a5")) == 1);
  CHECK(fixture.keys(Family::docs).size() == 4 + 2);  // and the sketches of each store
  CHECK(fixture.keys(Family::ids, storage::segment_prefix(before[1])).empty());
  CHECK(check_index(fixture.path).empty());
}

TEST_CASE("what is written since the build is counted, by whoever writes") {
  const Fixture fixture;
  const auto bytes = [&] { return testing::OpenedIndex(fixture.path).manifest().written_bytes; };
  const std::uint64_t built = bytes();
  CHECK(built > 6 * 100);
  // What a commit writes itself is counted by the next one, and by one that was closed not at all.
  std::uint64_t before = built;
  for (int i = 0; i < 3; ++i) {
    IndexWriter writer = need(IndexWriter::open(fixture.path));
    for (int commit = 0; commit < 2; ++commit) {
      need(writer.commit({}, writer.manifest().settings));
      CHECK(writer.manifest().written_bytes > before);
      before = writer.manifest().written_bytes;
    }
  }
  CHECK(bytes() == before);
  BuildSettings settings;
  settings.index_path = fixture.path;
  settings.segment_articles = 2;
  settings.threads = 1;
  testing::Articles articles;
  articles.push_back(make_article("a0", "", "oil"));
  need(build_list(articles, settings));
  CHECK(bytes() < before);
}

TEST_CASE("deleted documents are counted, and a segment of none is left out") {
  Fixture fixture;
  const auto ids = ids_of(testing::OpenedIndex(fixture.path).manifest());
  ManifestEdit edit;
  edit.set_live.push_back({ids[0], {0b10}});
  edit.set_live.push_back({ids[2], {0}});
  fixture.commit(std::move(edit));
  {
    const testing::OpenedIndex index(fixture.path);
    CHECK(ids_of(index.manifest()) == std::vector{ids[0], ids[1]});
    CHECK(index.manifest().live_document_count() == 3);
    CHECK(index.manifest().document_count() == 4);
    CHECK(index.manifest().stores[0].live_count == 1);
    CHECK(index.segments()[0]->is_deleted(0));
    CHECK_FALSE(index.segments()[0]->is_deleted(1));
    CHECK(index.segments()[1]->deleted().empty());
  }
  CHECK(check_index(fixture.path).empty());
  IndexWriter writer = need(IndexWriter::open(fixture.path));
  ManifestEdit of_nothing;
  of_nothing.set_live.push_back({99, {0}});
  CHECK_FALSE(writer.commit(std::move(of_nothing), writer.manifest().settings));
}

TEST_CASE("no key is written twice, and what is outdated goes after twenty generations") {
  Fixture fixture;
  const auto ids = ids_of(testing::OpenedIndex(fixture.path).manifest());
  ManifestEdit removing;
  removing.remove = {ids[1]};
  fixture.commit(std::move(removing));
  CHECK(fixture.keys(Family::meta, storage::segment_info_prefix()).size() == 3);
  IndexWriter writer = need(IndexWriter::open(fixture.path));
  for (std::uint64_t generation = 3; generation <= 30; ++generation) {
    ManifestEdit edit;
    edit.set_live.push_back({ids[0], {0b01}});
    CHECK(need(writer.commit(std::move(edit), writer.manifest().settings)) == generation);
    const auto manifests = fixture.keys(Family::meta, storage::manifest_prefix());
    CHECK(manifests.size() == std::min<std::uint64_t>(generation, 20));
    CHECK(manifests.back() == storage::manifest_key(generation));
  }
  CHECK(fixture.keys(Family::meta, storage::segment_info_prefix()).size() == 2);
  CHECK(fixture.keys(Family::live).size() == 20);
  CHECK(testing::OpenedIndex(fixture.path).segments()[0]->is_deleted(1));
}

TEST_CASE("a writer that cannot read the manifest takes numbers behind all that there are") {
  Fixture fixture;
  const auto before = ids_of(testing::OpenedIndex(fixture.path).manifest());
  {
    auto store = need(storage::WriteStore::open(fixture.path));
    const storage::WriteStore::Record broken{Family::meta, storage::manifest_key(7), "broken"};
    need(store.commit(std::span(&broken, 1)));
  }
  testing::Articles articles = {make_article("new", "", "oil")};
  BuildSettings options;
  options.index_path = fixture.path;
  CHECK(need(build_list(articles, options)).generation == 8);
  const testing::OpenedIndex index(fixture.path);
  REQUIRE(index.segments().size() == 1);
  CHECK(index.manifest().segments[0].id > before.back());
  CHECK(fixture.keys(Family::docs).size() == 1 + 1);  // and its sketch
}

TEST_CASE("a log that has lost its end is missed, and built over under another generation") {
  Fixture fixture;  // small: all of it is in the log
  std::string log;
  for (const auto& entry : std::filesystem::directory_iterator(fixture.path)) {
    if (entry.path().extension() == ".log") log = entry.path();
    CHECK(entry.path().extension() != ".sst");
  }
  std::filesystem::resize_file(log, 0);  // like that of a killed first build
  const auto lost = segment::read_manifest(need(storage::Store::open(fixture.path)));
  REQUIRE_FALSE(lost);
  CHECK(lost.error().code == ErrorCode::corruption);
  CHECK(lost.error().message ==
        "manifest: generation 1 was committed, and the write-ahead log has lost it");
  BuildSettings options;
  options.index_path = fixture.path;
  CHECK(need(build_list({make_article("new", "", "oil")}, options)).generation == 2);
  CHECK(check_index(fixture.path).empty());
}

TEST_CASE("a list of files that is damaged between two small commits is told by the next one") {
  Fixture fixture;
  IndexWriter writer = need(IndexWriter::open(fixture.path));
  const std::uint32_t first = writer.manifest().segments.front().id;
  const auto commit = [&] {
    ManifestEdit edit;
    edit.set_live.push_back({first, {0b01}});
    return writer.commit(std::move(edit), writer.manifest().settings);
  };
  CHECK(need(commit()) == 2);
  CHECK(need(commit()) == 3);
  for (const auto& entry : std::filesystem::directory_iterator(fixture.path)) {
    if (entry.path().filename().string().starts_with("MANIFEST-")) {
      std::filesystem::resize_file(entry.path(), entry.file_size() / 2);
    }
  }
  const auto told = commit();
  REQUIRE_FALSE(told);
  CHECK(told.error().code == ErrorCode::corruption);
  CHECK(told.error().message.find("cannot be read back") != std::string::npos);
}

}  // namespace
}  // namespace newsidx::indexer
