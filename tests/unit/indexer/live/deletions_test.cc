// Additions to an index, with ids that come again and files that change, beside a list of what has
// to be there.
#include "indexer/live/deletions.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <random>

#include "support/temporary_folder.h"
#include "unit/indexer/article_list.h"

namespace newsidx::indexer {
namespace {

using testing::need;

// One file's articles, as it is read.
class FileStream final : public ArticleStream {
 public:
  FileStream(testing::Articles articles, std::uint32_t number_before)
      : articles_(std::move(articles)), number_before_(number_before) {}

  std::optional<Article> next() override {
    if (next_ == articles_.size()) return std::nullopt;
    return articles_[next_++];
  }
  void report(BuildProgress&) const override {}
  [[nodiscard]] std::uint32_t file_count() const override { return 1; }
  void number_files(std::uint32_t first) override { number = first; }
  [[nodiscard]] FileNumbers file() const override { return {number, number_before_}; }
  [[nodiscard]] Result<FileChanges> file_changes() override {
    FileChanges changes;
    if (number_before_ != 0) changes.replaced.insert(number_before_);
    return changes;
  }

  std::uint32_t number = 0;

 private:
  testing::Articles articles_;
  std::uint32_t number_before_;
  std::size_t next_ = 0;
};

// What the index has: id -> body.
std::map<std::string, std::string> bodies_of(const std::string& path) {
  std::map<std::string, std::string> bodies;
  const testing::OpenedIndex index(path);
  for (const segment::SegmentReader* segment : index.segments()) {
    for (std::uint32_t document = 0; document < segment->document_count(); ++document) {
      if (segment->is_deleted(document)) continue;
      const Article article = need(segment->documents().article(document));
      CHECK(bodies.emplace(article.id, article.body).second);
    }
  }
  return bodies;
}

struct Fixture {
  Fixture() {
    settings.index_path = folder.file("index");
    settings.threads = 1;
    settings.bigrams = 0;
  }
  // @return the number of the file
  std::uint32_t add(testing::Articles articles, std::uint32_t number_before,
                    BuildOutcome& outcome) {
    IndexWriter writer = need(IndexWriter::open(settings.index_path));
    FileStream stream(std::move(articles), number_before);
    outcome = need(run_addition(stream, writer, settings));
    return stream.number;
  }

  testing::TemporaryFolder folder;
  BuildSettings settings;
};

TEST_CASE("after any additions, there is what was added last, and what its file still has") {
  const char* const chosen = std::getenv("NEWSIDX_SEED");
  const std::uint64_t seed = chosen != nullptr ? std::strtoull(chosen, nullptr, 10) : 51;
  MESSAGE("seed ", seed);
  std::mt19937_64 random(seed);
  const auto below = [&random](std::size_t end) { return random() % end; };
  for (int round = 0; round < 3; ++round) {
    Fixture fixture;
    fixture.settings.segment_articles = round == 2 ? 3 : 0;
    need(build_list({make_article("first", "", "oil")}, fixture.settings));
    struct Known {
      std::string body;
      int file = -1;
    };
    std::map<std::string, Known> expected = {{"first", {"oil"}}};
    std::map<int, std::uint32_t> numbers;
    for (int addition = 0; addition < 15; ++addition) {
      const int file = static_cast<int>(below(4));
      testing::Articles articles;
      std::map<std::string, std::string> of_file;
      for (std::size_t i = below(8); i > 0; --i) {
        const std::string id = "a" + std::to_string(below(20));
        const std::string body = "text " + std::to_string(random());
        articles.push_back(make_article(id, "", body));
        of_file[id] = body;
      }
      std::uint64_t deleted = 0, replaced = 0;
      for (auto known = expected.begin(); known != expected.end();) {
        const bool comes_again = of_file.contains(known->first);
        const bool is_gone = known->second.file == file && !comes_again;
        replaced += comes_again ? 1 : 0;
        deleted += is_gone ? 1 : 0;
        known = is_gone ? expected.erase(known) : std::next(known);
      }
      for (const auto& [id, body] : of_file) expected[id] = {body, file};
      BuildOutcome outcome;
      numbers[file] = fixture.add(std::move(articles), numbers[file], outcome);
      CHECK(outcome.articles == of_file.size());
      CHECK(outcome.replaced == replaced);
      CHECK(outcome.deleted == deleted);
      std::map<std::string, std::string> bodies;
      for (const auto& [id, known] : expected) bodies[id] = known.body;
      REQUIRE(bodies_of(fixture.settings.index_path) == bodies);
    }
    CHECK(check_index(fixture.settings.index_path).empty());
  }
}

TEST_CASE("nothing new makes no new generation") {
  Fixture fixture;
  need(build_list({make_article("a", "", "oil")}, fixture.settings));
  BuildOutcome outcome;
  fixture.add({}, 0, outcome);
  CHECK(outcome.generation == 1);
  CHECK(testing::OpenedIndex(fixture.settings.index_path).manifest().generation == 1);
}

TEST_CASE("a document is deleted once, and one that is not there is an error") {
  Fixture fixture;
  need(build_list({make_article("a", "", "oil"), make_article("b", "", "gas")}, fixture.settings));
  const IndexWriter writer = need(IndexWriter::open(fixture.settings.index_path));
  const auto& segments = writer.manifest().segments;
  Deletions deletions(writer.store(), segments);
  CHECK(need(deletions.remove_id("a")));
  CHECK(!need(deletions.remove_id("a")));
  CHECK(!need(deletions.remove_id("c")));
  CHECK(!need(deletions.remove_document(segments[0].id, 0)));
  CHECK(need(deletions.remove_document(segments[0].id, 1)));
  CHECK(!deletions.remove_document(segments[0].id, 2));
  CHECK(!deletions.remove_document(segments[0].id + 1, 0));
  const auto changes = std::move(deletions).take();
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].bits == segment::DocBits{0});
}

}  // namespace
}  // namespace newsidx::indexer
