// Several segments under way at once over one index, and readers in the same process.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "indexer/build/segment_builder.h"
#include "indexer/live/index_writer.h"
#include "support/random_news.h"
#include "support/temporary_folder.h"
#include "unit/indexer/article_list.h"

namespace newsidx::indexer {
namespace {

using testing::need;

// Articles "w0", "w1" ... and all of them "oil".
testing::Articles some_articles(unsigned begin, unsigned count) {
  testing::Articles articles;
  for (unsigned i = begin; i < begin + count; ++i) {
    std::string body = "oil";
    for (unsigned word = 0; word < 40; ++word)
      body += " w" + std::to_string(i) + "x" + std::to_string(word);
    articles.push_back(make_article("a" + std::to_string(i), "Oil " + std::to_string(i), body));
  }
  return articles;
}

// Adds a segment of the articles to the writer, in the way of a build, with flushes between.
void write_segment(IndexWriter& writer, const testing::Articles& articles, bool flushes) {
  BuildSettings settings;
  settings.bigrams = 4;
  SegmentBuilder::Limits limits;
  if (flushes) limits = {.runs_bytes = 1, .max_sources = 3};
  SegmentBuilder builder(writer, settings, 1, limits);
  const auto options = testing::analyzer_options("news");
  Inverter inverter(need(analysis::Analyzer::create(options)), options, {});
  Batch batch;
  for (const Article& article : articles) {
    batch.articles.push_back(article);
    if (batch.articles.size() < articles.size() / 9 + 1) continue;
    const auto next = batch.first_document + static_cast<std::uint32_t>(batch.articles.size());
    need(builder.add(invert_batch(std::move(batch), inverter, true), 0));
    batch = Batch{next, {}, 0};
  }
  if (!batch.articles.empty()) {
    need(builder.add(invert_batch(std::move(batch), inverter, true), 0));
  }
  need(std::move(builder).finish([](auto, auto, auto) {}));
}

segment::IndexSettings settings_of_test() {
  const auto options = testing::analyzer_options("news");
  return {"news", options.language, need(analysis::Analyzer::create(options)).fingerprint(), 2,
          true};
}

// Every document of the generation, by its id and by a word.
std::size_t read_all(const IndexWriter::Pinned& generation) {
  std::size_t found = 0;
  for (const segment::SegmentInfo& info : generation.manifest.segments) {
    const auto reader = need(segment::SegmentReader::open(generation.store, info));
    const auto oil = need(reader->dictionary().counts(segment::Field::text, "oil"));
    REQUIRE(oil.has_value());
    REQUIRE(oil->document_count == info.document_count);
    for (std::uint32_t document = 0; document < info.document_count; ++document) {
      const Article article = need(reader->documents().article(document));
      REQUIRE(need(reader->ids().find(article.id)) == document);
      ++found;
    }
  }
  return found;
}

TEST_CASE("two segments are written at once, and both are whole") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  {
    IndexWriter writer = need(IndexWriter::open(path));
    std::thread other([&] { write_segment(writer, some_articles(0, 300), true); });
    write_segment(writer, some_articles(1000, 500), true);
    other.join();
    write_segment(writer, some_articles(5000, 20), false);
    need(writer.commit(writer.replacement(), settings_of_test()));
    CHECK(read_all(writer.pin()) == 820);
  }
  CHECK(check_index(path).empty());
  const testing::OpenedIndex index(path);
  CHECK(index.segments().size() == 3);
  std::size_t found = 0;
  for (const auto* segment : index.segments()) {
    found += need(segment->ids().find("a299")) || need(segment->ids().find("a1499")) ? 1u : 0u;
  }
  CHECK(found == 2);
}

TEST_CASE("cleaning up leaves alone what is being written") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  IndexWriter writer = need(IndexWriter::open(path));
  std::atomic<bool> is_over = false;
  std::thread other([&] {
    while (!is_over) need(writer.collect());
  });
  for (unsigned round = 0; round < 4; ++round) {
    write_segment(writer, some_articles(round * 1000, 200), true);
    if (round % 2 == 0) continue;  // two segments a generation
    need(writer.commit(writer.replacement(), settings_of_test()));
    CHECK(read_all(writer.pin()) == 400);
  }
  is_over = true;
  other.join();
}

TEST_CASE("a reader keeps answering while its segments are replaced and collected") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  IndexWriter writer = need(IndexWriter::open(path));
  write_segment(writer, some_articles(0, 100), false);
  need(writer.commit(writer.replacement(), settings_of_test()));
  const auto key_count = [&] {
    std::size_t count = 0;
    storage::Iterator it =
        writer.store()->iterate(storage::Family::docs, "", storage::Access::scan);
    for (; it.valid(); it.next()) ++count;
    return count;
  };
  auto first = std::make_optional(writer.pin());
  std::atomic<bool> is_over = false;
  std::atomic<std::size_t> rounds = 0;
  std::thread reader([&] {
    while (!is_over || rounds == 0) {
      REQUIRE(read_all(*first) == 100);
      REQUIRE(read_all(writer.pin()) >= 100);
      ++rounds;
    }
  });
  for (unsigned generation = 2; generation < 6; ++generation) {
    // Of files and of batches, in turns.
    write_segment(writer, some_articles(generation * 1000, generation % 2 == 0 ? 600 : 150),
                  generation % 2 == 0);
    need(writer.commit(writer.replacement(), settings_of_test()));
  }
  is_over = true;
  reader.join();
  CHECK(read_all(*first) == 100);
  need(writer.collect());
  CHECK(key_count() == 250 + 2);  // the first generation and the last, each with its sketches
  first.reset();
  need(writer.collect());
  CHECK(key_count() == 150 + 1);
  CHECK(read_all(writer.pin()) == 150);
}

}  // namespace
}  // namespace newsidx::indexer
