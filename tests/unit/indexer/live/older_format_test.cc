// Segments of format 5, which do not know how often headlines of capitals have a word, are merged
// without losing one.
#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "indexer/live/merge_policy.h"
#include "indexer/live/segment_merge.h"
#include "indexer/merge/segment_source.h"
#include "unit/indexer/article_list.h"
#include "unit/indexer/built_segment.h"
#include "unit/storage/index_folder.h"

namespace newsidx::indexer {
namespace {

using storage::Family;
using testing::need;

std::string bytes_of(const std::string& hex) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    bytes.push_back(static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16)));
  }
  return bytes;
}

void load_golden_index(const std::string& path) {
  auto store = testing::need(storage::WriteStore::open(path));
  std::ifstream file(NEWSIDX_SOURCE_DIR "/tests/golden/index_5.txt");
  REQUIRE(file);
  std::map<std::string, storage::Records> records;
  std::string family, key, value;
  while (file >> family >> key >> value) {
    records[family].emplace_back(bytes_of(key), bytes_of(value));
  }
  for (std::size_t i = 0; i < storage::kFamilyNames.size(); ++i) {
    const auto of = static_cast<Family>(i);
    const auto found = records.find(std::string(name_of(of)));
    if (of != Family::meta && found != records.end()) storage::ingest(store, of, found->second);
  }
  std::vector<storage::WriteStore::Record> meta;
  for (const auto& [name, bytes] : records["meta"]) meta.push_back({Family::meta, name, bytes});
  testing::need(store.commit(meta));
}

std::set<std::string> words_of(const IndexWriter& writer) {
  std::set<std::string> words;
  const auto reader =
      need(segment::SegmentReader::open(writer.store(), writer.manifest().segments.at(0)));
  need(reader->dictionary().visit_surfaces(
      "", "", [&](std::string_view word, std::span<const segment::SurfaceTerm>) {
        words.emplace(word);
        return true;
      }));
  return words;
}

TEST_CASE("segments of format 5 are merged to one of the present format") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  load_golden_index(path);
  testing::Articles articles;
  BuildSettings options;
  options.bigrams = 0;
  IndexWriter writer = need(IndexWriter::open(path));
  REQUIRE(writer.manifest().segments.size() == 2);
  CHECK(writer.manifest().segments[0].format_version == 5);
  // The analyser of this machine is not that of the one where the index was made.
  need(writer.commit({}, index_settings(options)));
  MergeSettings settings;
  settings.bigrams = 0;
  settings.reorder = false;
  auto merged = need(merge_segments(writer, pick_full_merge(writer.manifest().segments), settings));
  need(writer.commit(std::move(merged.edit), index_settings(options)));
  CHECK(check_index(path).empty());
  REQUIRE(writer.manifest().segments.size() == 1);
  const segment::SegmentInfo& info = writer.manifest().segments[0];
  CHECK(info.format_version == segment::kFormatVersion);
  REQUIRE(info.document_count == 5);
  const auto documents = need(segment::DocumentReader::open(writer.store(), info));
  for (std::uint32_t i = 0; i < 5; ++i) articles.push_back(need(documents.article(i)));

  const testing::TemporaryFolder other;
  options.index_path = other.file("index");
  options.reorder = false;
  IndexWriter expected = need(IndexWriter::open(options.index_path));
  add_segment(expected, articles, options);
  need(expected.commit(expected.replacement(), index_settings(options)));
  for (const auto field : {segment::Field::title, segment::Field::keyword}) {
    CHECK(info.field(field) == expected.manifest().segments[0].field(field));
  }
  const auto found = words_of(writer);
  for (const std::string& word : words_of(expected)) CHECK(found.contains(word));
}

TEST_CASE("how often headlines have a word of format 5 is not known: no subtraction ends it") {
  const testing::TemporaryFolder folder;
  BuildSettings options;
  options.index_path = folder.file("index");
  options.bigrams = 0;
  IndexWriter writer = need(IndexWriter::open(options.index_path));
  add_segment(writer, {make_article("a", "OIL PRICES RISE", "The oil.")}, options);
  need(writer.commit(writer.replacement(), index_settings(options)));
  for (const std::uint32_t version : {5u, 6u}) {
    CAPTURE(version);
    segment::SegmentInfo info = writer.manifest().segments.at(0);
    info.format_version = version;
    SegmentSource source(writer.store(), info, 0);
    need(source.start());
    std::size_t words = 0;
    for (; source.valid(); need(source.next())) {
      const auto counts = source.surface_counts();
      if (!counts) continue;
      ++words;
      CHECK((counts->shouted > UINT32_MAX) == (version == 5));
    }
    CHECK(words == 4);  // oil, prices, rise, the
  }
}

}  // namespace
}  // namespace newsidx::indexer
