// Nearness against brute force over the words of the articles themselves: which articles match,
// with the scores of the words joined by AND; pruned and not, with several segments, deletions,
// threads.
#include <doctest/doctest.h>
#include <newsidx/newsidx.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "support/environment.h"
#include "support/model_index.h"
#include "support/near_oracle.h"
#include "support/random_news.h"
#include "support/temporary_folder.h"

namespace newsidx {
namespace {

using testing::Dice;
using testing::NearDocument;
using testing::NearQuery;

constexpr std::uint32_t kLimit = 10'000;  // more than any corpus here has

using Row = testing::ModelRow;
const Row kRows[] = {
    {701, 60, 0, 0, 1},
    {702, 700, 150, 5, 1},
    {703, 1'500, 1'000, 9, 3},
};

// Words by paragraph and sentence, and as a text.
class Corpus {
 public:
  explicit Corpus(const Row& row) : row_(row), dice_(row.seed) {
    std::ofstream file(folder_.file("articles.jsonl"));
    for (std::uint32_t number = 0; number < row.articles; ++number) {
      const std::string id = "n" + std::to_string(number);
      NearDocument document;
      const std::string title = paragraph(document, 1);
      std::string body;
      for (std::uint32_t paragraphs = 1 + dice_.below(3); paragraphs > 0; --paragraphs) {
        if (!body.empty()) body += "\\n\\n";
        body += paragraph(document, 1 + dice_.below(3));
      }
      file << R"({"id": ")" << id << R"(", "title": ")" << title << R"(", "body": ")" << body
           << "\"}\n";
      documents_[id] = std::move(document);
    }
    file.close();
    BuildOptions options;
    options.index_path = folder_.file("index");
    options.segment_articles = row.segment_articles;
    index_.emplace(testing::model_index(folder_.file("articles.jsonl"), options, row.deleted_one_in,
                                        dice_, documents_));
  }

  void check(const NearQuery& query) {
    const std::string& text = query.text();
    CAPTURE(text);
    std::map<std::string, double> expected;  // scores, of those that match
    for (const Hit& hit : answer(query.scored(), options()).hits) {
      if (query.matches(documents_.at(hit.id))) expected[hit.id] = hit.score;
    }
    const auto unscored = std::ranges::count_if(
        documents_, [&](const auto& document) { return query.matches(document.second); });
    REQUIRE(static_cast<std::size_t>(unscored) == expected.size());  // the words are in all
    SearchOptions all = options();
    all.algorithm = Algorithm::exhaustive;
    const Answer wanted = answer(text, all);
    REQUIRE(wanted.hits.size() == expected.size());
    for (const Hit& hit : wanted.hits) {
      REQUIRE(expected.contains(hit.id));
      CHECK(hit.score == doctest::Approx(expected[hit.id]).epsilon(1e-5));
    }
    check_pruned(text, wanted);
    check_beside_others(text, expected);
    found_ += expected.size();
  }

  Dice& dice() { return dice_; }
  [[nodiscard]] std::size_t found() const { return found_; }

 private:
  std::string paragraph(NearDocument& document, std::uint32_t sentences) {
    std::string text;
    document.begin_paragraph();
    for (; sentences > 0; --sentences) {
      document.begin_sentence();
      for (std::uint32_t words = 2 + dice_.below(7), at = 0; at < words; ++at) {
        const std::string word = testing::near_word(dice_);
        document.add(word);
        if (at > 0) text += ' ';
        text += word;
        if (at == 0) text[text.size() - word.size()] ^= 0x20;  // a capital
      }
      text += sentences > 1 ? ". " : ".";
    }
    return text;
  }

  [[nodiscard]] SearchOptions options() const {
    SearchOptions options;
    options.limit = kLimit;
    options.snippets = false;
    options.threads = row_.threads;
    return options;
  }
  [[nodiscard]] Answer answer(const std::string& text, const SearchOptions& options) const {
    auto found = index_->search(text, options);
    if (!found) FAIL(text << ": " << found.error().to_string());
    return *std::move(found);
  }

  void check_pruned(const std::string& text, const Answer& wanted) {
    for (const std::uint32_t limit : {1u, 10u, kLimit}) {
      SearchOptions options = this->options();
      options.limit = limit;
      options.count_total = limit != 1;
      const Answer found = answer(text, options);
      const std::size_t count = std::min<std::size_t>(limit, wanted.hits.size());
      REQUIRE(found.hits.size() == count);
      CHECK(testing::are_first(found.hits, wanted.hits, count));
      if (options.count_total) CHECK(found.total == wanted.hits.size());
    }
    CHECK(index_->count(text, options()).value() == wanted.hits.size());
    if (wanted.hits.empty()) return;
    const auto explained = index_->explain(text, wanted.hits[0].id, options());
    REQUIRE(explained);
    CHECK(explained->value == wanted.hits[0].score);
  }

  void check_beside_others(const std::string& text, const std::map<std::string, double>& near) {
    const std::string word = testing::near_word(dice_);
    const auto has_word = [&](const std::string& id) { return documents_.at(id).has(word); };
    std::size_t both = 0, with_word = 0;
    for (const auto& [id, document] : documents_) with_word += document.has(word) ? 1u : 0u;
    for (const auto& [id, score] : near) both += has_word(id) ? 1u : 0u;
    CAPTURE(word);
    CHECK(index_->count(text + " AND " + word).value() == both);
    CHECK(index_->count(text + " OR " + word).value() == near.size() + with_word - both);
    CHECK(index_->count(word + " -(" + text + ')').value() == with_word - both);
    CHECK(index_->count("+(" + text + ") " + word).value() == near.size());
    const Answer pruned = answer(text + " AND " + word, options());
    SearchOptions all = options();
    all.algorithm = Algorithm::exhaustive;
    CHECK(pruned.hits.size() == both);
    const Answer exhaustive = answer(text + " AND " + word, all);
    for (std::size_t at = 0; at < std::min(pruned.hits.size(), exhaustive.hits.size()); ++at) {
      CHECK(pruned.hits[at].id == exhaustive.hits[at].id);
    }
  }

  Row row_;
  Dice dice_;
  testing::TemporaryFolder folder_;
  std::map<std::string, NearDocument> documents_;
  std::optional<Index> index_;
  std::size_t found_ = 0;
};

TEST_CASE("nearness agrees with brute force over the words of the articles") {
  const std::uint64_t queries = testing::number_of("NEWSIDX_QUERIES", 30);
  for (Row row : kRows) {
    row.seed += testing::number_of("NEWSIDX_SEED", 0);
    CAPTURE(row.seed);
    Corpus corpus(row);
    for (std::uint64_t query = 0; query < queries; ++query) {
      corpus.check(NearQuery::random(corpus.dice()));
    }
    CHECK(corpus.found() > row.articles);
  }
}

TEST_CASE("places of words near each other, in one another, are bounded") {
  const testing::TemporaryFolder folder;
  std::ofstream file(folder.file("article.jsonl"));
  file << R"({"id": "a", "title": "Words", "body": ")";
  for (unsigned i = 0; i < 20'000; ++i) file << "alpha beta gamma ";
  file << "\"}\n";
  file.close();
  BuildOptions options;
  options.index_path = folder.file("index");
  REQUIRE(build({folder.file("article.jsonl")}, options));
  const Index index = Index::open(options.index_path).value();
  CHECK(index.count("alpha w/255 beta").value() == 1);
  CHECK(index.count("atleast9(alpha w/20 beta)").value() == 1);
  for (const std::string query : {"atleast5((alpha w/200 beta) w/255 (gamma w/200 alpha))",
                                  "((alpha w/255 beta) w/255 gamma) NOT w/1 alpha"}) {
    CAPTURE(query);
    const auto found = index.count(query);
    REQUIRE_FALSE(found);
    CHECK(found.error().code == ErrorCode::limit);
  }
}

}  // namespace
}  // namespace newsidx
