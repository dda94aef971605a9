// Merged segments are those that a build of the articles that are alive makes, whatever came
// before.
#include "indexer/live/segment_merge.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "indexer/live/merge_policy.h"
#include "storage/keys.h"
#include "support/random_news.h"
#include "support/temporary_folder.h"
#include "unit/indexer/article_list.h"
#include "unit/indexer/built_segment.h"
#include "unit/indexer/segment_contents.h"

namespace newsidx::indexer {
namespace {

#ifdef NEWSIDX_SANITIZED  // ten times slower
constexpr std::uint64_t kHistories = 3, kMergesBeside = 2;
#else
constexpr std::uint64_t kHistories = 12, kMergesBeside = 4;
#endif

using segment::SegmentInfo;
using storage::Family;
using testing::Articles;
using testing::need;
using Ids = std::vector<std::uint32_t>;

// An index, and which articles each of its segments has, in its order.
class LiveIndex {
 public:
  explicit LiveIndex(std::uint64_t seed, bool store_articles = true) : news_(seed, 400, true) {
    options.index_path = folder.file("index");
    options.store_articles = store_articles;
    options.bigrams = 0;
    options.reorder = false;
    writer_.emplace(need(IndexWriter::open(options.index_path)));
  }

  void add(std::uint32_t count, std::uint32_t extra_words = 0) {
    Articles articles;
    for (std::uint32_t i = 0; i < count; ++i) {
      Article& article = articles.emplace_back(news_.article(next_));
      article.id = "a" + std::to_string(next_);
      static constexpr const char* kLanguages[] = {"", "de", "fr", "zh"};
      article.lang = kLanguages[dice().below(4)];
      if (dice().one_in(4)) {
        for (char& c : article.title) {
          if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        }
      }
      article.body += " rares" + std::to_string(next_++);
      for (std::uint32_t word = 0; word < extra_words; ++word) {
        article.body += " w" + std::to_string(dice().below(100'000)) + "x";
      }
    }
    add_segment(*writer_, articles, options);
    ManifestEdit edit = writer_->replacement();
    edit.remove.clear();
    const std::uint32_t id = edit.add.at(0).info.id;
    commit(std::move(edit));
    remember(id, articles);
  }

  /// Deletes one article in so many.
  void erase(std::uint32_t one_in) {
    ManifestEdit edit;
    for (const SegmentInfo& info : manifest().segments) {
      auto& documents = segments_.at(info.id);
      ManifestEdit::Live live{info.id, segment::DocBits((info.document_count + 63) / 64)};
      bool has_changed = false;
      for (std::uint32_t i = 0; i < documents.size(); ++i) {
        if (documents[i].is_alive && dice().one_in(one_in)) {
          documents[i].is_alive = false;
          has_changed = true;
        }
        if (documents[i].is_alive) live.bits[i / 64] |= std::uint64_t{1} << (i % 64);
      }
      if (has_changed) edit.set_live.push_back(std::move(live));
    }
    commit(std::move(edit));
  }

  /// Articles of the segments that are alive, one segment behind the other.
  Articles living(const Ids& ids) const {
    Articles articles;
    for (const SegmentInfo& info : manifest().segments) {
      if (std::ranges::find(ids, info.id) == ids.end()) continue;
      for (const Document& document : segments_.at(info.id)) {
        if (document.is_alive) articles.push_back(document.article);
      }
    }
    return articles;
  }

  /// @param erased_meanwhile  one in so many articles is deleted before the merge is committed
  void merge(const Ids& ids, const MergeSettings& settings = {},
             std::uint32_t erased_meanwhile = 0) {
    const Articles articles = living(ids);
    MergedSegments merged = need(merge_segments(*writer_, ids, settings));
    REQUIRE(merged.edit.add.size() == (articles.empty() ? 0 : 1));
    const std::uint32_t id = articles.empty() ? 0 : merged.edit.add[0].info.id;
    std::set<std::string> left;
    if (erased_meanwhile > 0) {
      erase(erased_meanwhile);
      for (const Article& article : living(ids)) left.insert(article.id);
      need(follow_deletions(*writer_, merged));
    }
    commit(std::move(merged.edit));
    merged.leases.clear();
    if (articles.empty() || (erased_meanwhile > 0 && left.empty())) return;
    remember(id, articles);
    if (erased_meanwhile == 0) return;
    for (Document& document : segments_.at(id)) {
      document.is_alive = left.contains(document.article.id);
    }
  }

  [[nodiscard]] Ids all() const {
    Ids ids;
    for (const SegmentInfo& info : manifest().segments) ids.push_back(info.id);
    return ids;
  }
  [[nodiscard]] Ids some() {
    Ids ids = all();
    std::erase_if(ids, [this](std::uint32_t) { return dice().one_in(2); });
    return ids;
  }
  void commit(ManifestEdit edit) {
    need(writer_->commit(std::move(edit), index_settings(options)));
  }
  [[nodiscard]] const segment::Manifest& manifest() const { return writer_->manifest(); }
  [[nodiscard]] IndexWriter& writer() { return *writer_; }
  void close() { writer_.reset(); }
  void open() { writer_.emplace(need(IndexWriter::open(options.index_path))); }
  testing::Dice& dice() { return news_.dice(); }

  testing::TemporaryFolder folder;
  BuildSettings options;

 private:
  struct Document {
    Article article;
    bool is_alive = true;
  };

  // In the order that the segment has, if it is another.
  void remember(std::uint32_t id, const Articles& articles) {
    std::map<std::string, const Article*> by_id;
    for (const Article& article : articles) by_id[article.id] = &article;
    const auto& segments = manifest().segments;
    const auto info = std::ranges::find(segments, id, &SegmentInfo::id);
    REQUIRE(info != segments.end());
    REQUIRE(info->document_count == articles.size());
    const auto documents = need(segment::DocumentReader::open(writer_->store(), *info));
    for (std::uint32_t i = 0; i < info->document_count; ++i) {
      const std::string name = need(documents.article(i)).id;
      if (!info->is_reordered) REQUIRE(name == articles[i].id);
      segments_[id].push_back({*by_id.at(name)});
    }
  }

  testing::RandomNews news_;
  std::optional<IndexWriter> writer_;
  std::map<std::uint32_t, std::vector<Document>> segments_;
  std::uint32_t next_ = 0;
};

// What a build of the articles alone makes.
Lines built(const Articles& articles, BuildSettings options) {
  const testing::TemporaryFolder folder;
  options.index_path = folder.file("index");
  {
    IndexWriter writer = need(IndexWriter::open(options.index_path));
    add_segment(writer, articles, options);
    need(writer.commit(writer.replacement(), index_settings(options)));
  }
  return contents_of(options.index_path);
}

void check_full_merge(LiveIndex& index, const MergeSettings& settings) {
  const Ids all = pick_full_merge(index.manifest().segments);
  const Articles articles = index.living(index.all());
  if (!all.empty()) index.merge(all, settings);
  CHECK(pick_full_merge(index.manifest().segments).empty());
  CHECK(check_index(index.options.index_path).empty());
  if (articles.empty()) {
    CHECK(index.manifest().segments.empty());
    return;
  }
  BuildSettings options = index.options;
  options.reorder = index.manifest().segments.at(0).is_reordered;
  const auto reader =
      need(segment::SegmentReader::open(index.writer().store(), index.manifest().segments[0]));
  options.bigrams = static_cast<unsigned>(reader->frequent_word_count());
  if (settings.bigrams) CHECK(options.bigrams == *settings.bigrams);
  check_same(contents_of(index.options.index_path), built(articles, options));
}

TEST_CASE("after any history, a full merge equals a build of the articles that are alive") {
  for (std::uint64_t seed = 100; seed < 100 + kHistories; ++seed) {
    MESSAGE("seed " << seed);
    CAPTURE(seed);
    LiveIndex index(seed);
    testing::Dice& dice = index.dice();
    MergeSettings settings;
    if (seed % 2 == 0) settings.bigrams = 15;
    settings.reorder = seed % 3 == 0;
    settings.memory_bytes = seed % 4 == 0 ? 16u << 20 : 1u << 30;  // in rounds, and at once
    for (int step = 0; step < 14; ++step) {
      index.options.bigrams = dice.one_in(2) ? 0 : 10;
      index.options.reorder = dice.one_in(3);
      if (dice.one_in(4)) {
        if (const Ids ids = index.some(); !ids.empty()) index.merge(ids, settings);
      } else {
        index.add(1 + dice.below(dice.one_in(3) ? 150 : 10));
      }
      if (dice.one_in(2)) index.erase(2 + dice.below(10));
      if (dice.one_in(5)) CHECK(check_index(index.options.index_path).empty());
    }
    check_full_merge(index, settings);
    index.erase(3);
    check_full_merge(index, settings);
  }
}

TEST_CASE("many segments in little memory: in rounds, with what is subtracted on disk") {
  MESSAGE("seed 120");
  LiveIndex index(120);
  for (int i = 0; i < 30; ++i) index.add(60, 300);
  index.erase(2);
  MergeSettings settings;
  settings.memory_bytes = 16u << 20;
  settings.bigrams = 12;
  const std::uint32_t before = index.manifest().next_segment;
  check_full_merge(index, settings);
  CHECK(index.manifest().next_segment >= before + 9);  // 8 of a round, 2 of the next
}

TEST_CASE("what is deleted while segments are merged is deleted in the merged segment") {
  for (std::uint64_t seed = 190; seed < 190 + kMergesBeside; ++seed) {
    MESSAGE("seed " << seed);
    CAPTURE(seed);
    LiveIndex index(seed);
    MergeSettings settings;
    settings.reorder = seed % 2 == 0;
    settings.memory_bytes = seed % 3 == 0 ? 16u << 20 : 1u << 30;
    for (int i = 0; i < 7; ++i) index.add(1 + index.dice().below(90));
    index.erase(5);
    index.merge(index.some(), settings, 3);
    CHECK(check_index(index.options.index_path).empty());
    index.add(30);
    index.merge(index.all(), settings, 4);
    CHECK(check_index(index.options.index_path).empty());
    CHECK(index.living(index.all()).size() == index.manifest().live_document_count());
    check_full_merge(index, settings);
    index.add(3);
    index.merge(index.all(), settings, 1);  // all of them
    CHECK(index.manifest().segments.empty());
    CHECK(index.manifest().stores.empty());
  }
}

TEST_CASE("pairs and order are kept where an input has them") {
  MESSAGE("seed 130");
  LiveIndex index(130);
  index.add(50);
  index.options.bigrams = 9;
  index.add(40);
  index.options.bigrams = 12;
  index.add(30);
  index.merge(index.all());
  const auto reader = [&] {
    return need(segment::SegmentReader::open(index.writer().store(), index.manifest().segments[0]));
  };
  CHECK(reader()->frequent_word_count() == 12);
  CHECK_FALSE(reader()->info().is_reordered);
  index.options.reorder = true;
  index.add(100);
  index.merge(index.all());
  CHECK(reader()->info().is_reordered);
  MergeSettings none;
  none.bigrams = 0;
  none.reorder = false;
  index.add(10);
  index.merge(index.all(), none);
  CHECK(reader()->frequent_word_count() == 0);
  CHECK_FALSE(reader()->info().is_reordered);
  none.reorder = true;
  none.memory_bytes = 1;
  index.add(10);
  index.merge(index.all(), none);
  CHECK_FALSE(reader()->info().is_reordered);  // there is no room for it
}

TEST_CASE("large stores are kept, small ones become one, and old data vanishes") {
  MESSAGE("seed 140");
  LiveIndex index(140);
  index.add(200);
  const std::uint32_t large = index.manifest().stores[0].id;
  for (int i = 0; i < 10; ++i) index.add(5);
  index.merge(index.all());
  REQUIRE(index.manifest().stores.size() == 2);
  CHECK(index.manifest().segments[0].stores == Ids{large, index.manifest().stores[1].id});
  CHECK(index.manifest().stores[1].article_count == 50);
  index.add(10);
  index.erase(3);  // more than half is left
  const segment::StoreInfo kept = index.manifest().stores[0];
  index.merge(index.all());
  CHECK(index.manifest().stores.at(0) == kept);
  for (int i = 0; i < 3; ++i) index.erase(2);
  index.merge(index.all());
  REQUIRE(index.manifest().stores.size() == 1);
  CHECK(index.manifest().stores[0].id > large);
  CHECK(index.manifest().stores[0].article_count == index.manifest().live_document_count());
  CHECK(check_index(index.options.index_path).empty());
  index.close();
  const auto store = need(storage::Store::open(index.options.index_path));
  std::size_t articles = 0;
  for (auto it = store.iterate(Family::docs, "", storage::Access::scan); it.valid(); it.next()) {
    articles += storage::parse_doc_key(it.key())->piece == 0 ? 1u : 0u;
  }
  CHECK(articles == need(segment::read_manifest(store))->document_count());
}

TEST_CASE("articles in pieces are moved as they are") {
  MESSAGE("seed 150");
  LiveIndex index(150);
  index.add(3, 400'000);  // 3 MB
  for (int i = 0; i < 3; ++i) index.add(30);
  index.erase(2);
  index.add(1, 400'000);
  check_full_merge(index, {});
}

TEST_CASE("of articles that are not stored, documents and lists are exact all the same") {
  MESSAGE("seed 160");
  LiveIndex index(160, false);
  for (int i = 0; i < 5; ++i) index.add(40);
  index.erase(3);
  const Articles articles = index.living(index.all());
  index.merge(index.all());
  CHECK(check_index(index.options.index_path).empty());
  const testing::TemporaryFolder folder;
  BuildSettings options = index.options;
  options.index_path = folder.file("index");
  IndexWriter writer = need(IndexWriter::open(options.index_path));
  add_segment(writer, articles, options);
  need(writer.commit(writer.replacement(), index_settings(options)));
  for (const auto field : {segment::Field::title, segment::Field::text_caps,
                           segment::Field::keyword, segment::Field::boundary}) {
    CHECK(index.manifest().segments[0].field(field) == writer.manifest().segments[0].field(field));
  }
  const auto& text = index.manifest().segments[0].field(segment::Field::text);
  const auto& wanted = writer.manifest().segments[0].field(segment::Field::text);
  CHECK(text.term_count == wanted.term_count);
  CHECK(text.posting_count == wanted.posting_count);
}

TEST_CASE("a merge that fails or is stopped leaves the generation and nothing else") {
  MESSAGE("seed 170");
  LiveIndex index(170);
  index.options.bigrams = 10;
  for (int i = 0; i < 6; ++i) index.add(80);
  index.erase(4);
  const auto keys = [&] {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < storage::kFamilyNames.size(); ++i) {
      auto it = index.writer().store()->iterate(static_cast<Family>(i), "", storage::Access::scan);
      for (; it.valid(); it.next()) all.push_back(std::to_string(i) + std::string(it.key()));
      need(it.status());
    }
    return all;
  };
  const auto before = keys();
  const segment::Manifest manifest = index.manifest();
  const auto check_nothing_changed = [&](const Result<MergedSegments>& failed, ErrorCode code) {
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == code);
    CHECK(keys() == before);
    CHECK(index.manifest() == manifest);
    CHECK(std::filesystem::is_empty(index.writer().staging_path()));
  };
  // Stopped at each stage, at once and in rounds.
  for (const std::uint64_t memory : {1u << 24, 1u << 30}) {
    for (int calls = 0; calls < 60; ++calls) {
      std::stop_source stop;
      MergeSettings settings;
      settings.memory_bytes = memory;
      settings.reorder = true;
      settings.stop = stop.get_token();
      int left = calls;
      if (left == 0) stop.request_stop();
      settings.on_stage = [&](BuildProgress::Stage, std::uint64_t, std::uint64_t) {
        if (--left <= 0) stop.request_stop();
      };
      const auto merged = merge_segments(index.writer(), index.all(), settings);
      if (merged) {
        CHECK(calls > 3);
        break;
      }
      check_nothing_changed(merged, ErrorCode::cancelled);
    }
    need(index.writer().collect());  // of the merge that came to its end, and was not committed
    CHECK(keys() == before);
  }
  check_nothing_changed(merge_segments(index.writer(), Ids{999}, {}), ErrorCode::invalid_argument);
  // Nothing can be written.
  const std::string staging = index.writer().staging_path();
  const std::string away = staging + "-away";
  std::filesystem::rename(staging, away);
  const auto failed = merge_segments(index.writer(), index.all(), {});
  std::filesystem::create_directories(staging);
  check_nothing_changed(failed, ErrorCode::corruption);  // a folder that should be there
  std::filesystem::remove_all(away);
  CHECK(check_index(index.options.index_path).empty());
}

TEST_CASE("damage in an input is told, and nothing changes") {
  MESSAGE("seed 180");
  LiveIndex index(180);
  index.add(20);
  index.add(20);
  index.erase(3);
  index.close();
  {
    auto store = need(storage::WriteStore::open(index.options.index_path));
    const auto manifest = need(segment::read_manifest(store)).value();
    for (const segment::StoreInfo& info : manifest.stores) {
      const std::string key = storage::doc_key(info.id, 7);
      need(store.drop_keys(Family::docs, key, storage::prefix_end(key)));
    }
  }
  index.open();
  const segment::Manifest manifest = index.manifest();
  index.add(400);  // so that articles are moved
  const auto failed = merge_segments(index.writer(), index.all(), {});
  REQUIRE_FALSE(failed);
  CHECK(failed.error().message.find("article 7") != std::string::npos);
  CHECK(index.manifest().segments.size() == 3);
}

}  // namespace
}  // namespace newsidx::indexer
