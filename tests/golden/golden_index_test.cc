// A small index of each format that this program reads, as it was written when the format was new
// (write_index.cc): it opens for ever after.

#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "segment/check.h"
#include "segment/column_names.h"
#include "segment/form_reader.h"
#include "segment/posting_cursor.h"
#include "segment/sealed_record.h"
#include "segment/segment_reader.h"
#include "unit/storage/index_folder.h"

using namespace newsidx;
using namespace newsidx::segment;
using newsidx::testing::TemporaryFolder;
using storage::Family;
using storage::need;

namespace {

std::string bytes_of(const std::string& hex) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    bytes.push_back(static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16)));
  }
  return bytes;
}

void load(storage::WriteStore& store, std::uint32_t version) {
  const std::string name =
      std::string(NEWSIDX_GOLDEN_DIR) + "/index_" + std::to_string(version) + ".txt";
  std::ifstream file(name);
  REQUIRE_MESSAGE(file, "there is no ", name);
  std::map<std::string, storage::Records> records;
  for (std::string line; std::getline(file, line);) {
    std::istringstream parts(line);
    std::string family, key, value;
    parts >> family >> key >> value;
    records[family].emplace_back(bytes_of(key), bytes_of(value));
  }
  for (std::size_t i = 0; i < storage::kFamilyNames.size(); ++i) {
    const auto family = static_cast<Family>(i);
    const auto found = records.find(std::string(name_of(family)));
    if (found == records.end()) continue;
    storage::ingest(store, family, found->second);
  }
}

struct Opened {
  explicit Opened(std::uint32_t version) {
    auto made = std::make_shared<storage::WriteStore>(
        need(storage::WriteStore::open(folder.file("index"))));
    load(*made, version);
    store = made;
    manifest = need(read_manifest(*store)).value();
    for (const SegmentInfo& info : manifest.segments) {
      segments.push_back(need(SegmentReader::open(store, info)));
    }
  }
  TemporaryFolder folder;
  std::shared_ptr<const storage::Store> store;
  Manifest manifest;
  std::vector<std::shared_ptr<const SegmentReader>> segments;
};

std::vector<std::string> ids_of(const SegmentReader& segment, Field field, std::string_view term) {
  std::vector<std::string> ids;
  const auto list = need(segment.find(field, term));
  if (list == nullptr) return ids;
  for (PostingCursor cursor(list); cursor.doc() != kNoMoreDocs; cursor.next()) {
    ids.push_back(need(segment.documents().article(cursor.doc())).id);
  }
  std::ranges::sort(ids);
  return ids;
}

}  // namespace

TEST_CASE("an index of each format that is read opens, is whole, and is found in") {
  for (std::uint32_t version = kOldestFormatVersion; version <= kFormatVersion; ++version) {
    CAPTURE(version);
    const Opened index(version);
    CHECK(index.manifest.generation == 2);
    REQUIRE(index.segments.size() == 2);
    CHECK(index.manifest.document_count() == 6);
    CHECK(index.manifest.live_document_count() == 5);
    CheckCounts counts;
    const CheckCallbacks callbacks{[](const Remark& problem) { FAIL_CHECK(problem.to_string()); }};
    for (const SegmentInfo& info : index.manifest.segments) {
      need(check_segment(index.store, index.manifest, info, callbacks, counts));
    }
    CHECK(counts.articles == 6);

    using Ids = std::vector<std::string>;
    CHECK(ids_of(*index.segments[0], Field::text, "oil") == Ids{"a1"});
    CHECK(ids_of(*index.segments[1], Field::text, "oil") == Ids{"b1"});
    CHECK(ids_of(*index.segments[0], Field::title, "rain") == Ids{"a3"});
    CHECK(ids_of(*index.segments[0], Field::text_caps, "opec") == Ids{"a2"});
    const auto vienna = need(index.segments[0]->dictionary().surface_counts("vienna"));
    CHECK(vienna == (version == 5 ? SurfaceCounts{1, 0} : SurfaceCounts{0, 0, 1}));
    CHECK(ids_of(*index.segments[0], Field::keyword, std::string_view("topics\0oil", 10)) ==
          Ids{"a1", "a2", "a3"});
    CHECK(ids_of(*index.segments[1], Field::text, "ox") == Ids{"b3"});
    const auto ox = need(index.segments[1]->find(Field::text, "ox"));
    CHECK_FALSE(ox->entry().is_inline);
    CHECK(PostingCursor(ox).positions().size() == 3'000);
    const auto document = need(index.segments[1]->ids().find("b2"));
    REQUIRE(document);
    const Article article = need(index.segments[1]->documents().article(*document));
    CHECK(article.title == "Port reopens");
    CHECK(article.published->utc_seconds == -86400);
    CHECK(need(need(index.segments[1]->column(kTitleLengthColumn)).number(*document)) == 2);
  }
}
