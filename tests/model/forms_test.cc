// "=word", ="a phrase", caps(), allcaps() and nocaps() against brute force over the words of the
// articles as they were written: with several segments, deletions, merges, threads; pruned and not,
// with the scores of the words alone.
#include <doctest/doctest.h>
#include <newsidx/newsidx.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "support/environment.h"
#include "support/model_index.h"
#include "support/random_news.h"
#include "support/temporary_folder.h"

namespace newsidx {
namespace {

using testing::Dice;

constexpr std::uint32_t kLimit = 10'000;  // more than any corpus here has

// Each line is the words of one stem.
const std::vector<std::vector<std::string>> kFamilies = {
    {"talk", "talks", "talked", "talking"},
    {"price", "prices", "priced"},
    {"rebel", "rebels"},
    {"the"},
    {"economy"},
    {"attack", "attacks", "attacked", "attacking"},
    {"us"},
    {"apple", "apples"}};

enum class Case : std::uint8_t { lower, capitalized, capitals, mixed };

struct Word {
  std::size_t family = 0;
  std::string surface;
  Case letter_case = Case::lower;
  unsigned row = 0;  // words of one row can stand in one phrase
};
using Words = std::vector<Word>;

std::string written(const Word& word) {
  std::string text = word.surface;
  const auto raise = [&](std::size_t at) { text[at] = static_cast<char>(text[at] & ~0x20); };
  switch (word.letter_case) {
    case Case::lower: break;
    case Case::capitalized: raise(0); break;
    case Case::capitals:
      for (std::size_t at = 0; at < text.size(); ++at) raise(at);
      break;
    case Case::mixed: raise(1); break;
  }
  return text;
}

Word random_word(Dice& dice) {
  Word word;
  word.family = std::min(dice.below(8), dice.below(8));
  const auto& surfaces = kFamilies[word.family];
  word.surface = surfaces[dice.below(static_cast<std::uint32_t>(surfaces.size()))];
  if (dice.one_in(3)) word.letter_case = static_cast<Case>(1 + dice.below(3));
  return word;
}

// What is asked of words in a row.
struct Query {
  Words words;
  bool is_exact = false;
  std::string name;  // caps, allcaps, nocaps or none
  std::string field;

  static Query random(Dice& dice) {
    Query query;
    for (std::uint32_t count = dice.one_in(3) ? 2 : 1; count > 0; --count) {
      query.words.push_back(random_word(dice));
    }
    query.is_exact = dice.one_in(2);
    const char* const names[] = {"caps", "allcaps", "nocaps"};
    if (!query.is_exact || dice.one_in(3)) query.name = names[dice.below(3)];
    if (dice.one_in(4)) query.field = dice.one_in(2) ? "title:" : "body:";
    return query;
  }

  [[nodiscard]] std::string plain() const {
    std::string text;
    for (const Word& word : words) text += (text.empty() ? "" : " ") + word.surface;
    return field + (words.size() > 1 ? '"' + text + '"' : text);
  }
  [[nodiscard]] std::string text() const {
    std::string text = plain().substr(field.size());
    if (is_exact) text = '=' + text;
    if (!name.empty()) text = name + '(' + text + ')';
    return field + text;
  }
  [[nodiscard]] bool is_kept(const Word& asked, const Word& word) const {
    if (is_exact ? asked.surface != word.surface : asked.family != word.family) return false;
    if (name == "caps") return word.letter_case != Case::lower;
    if (name == "allcaps") return word.letter_case == Case::capitals;
    return name != "nocaps" || word.letter_case == Case::lower;
  }
  [[nodiscard]] bool matches(const Words& document) const {
    for (std::size_t at = 0; at + words.size() <= document.size(); ++at) {
      bool is_found = true;
      for (std::size_t i = 0; i < words.size(); ++i) {
        const Word& word = document[at + i];
        const bool is_title = word.row == 0;
        is_found = is_found && is_kept(words[i], word) && word.row == document[at].row &&
                   (field.empty() || is_title == (field == "title:"));
      }
      if (is_found) return true;
    }
    return false;
  }
};

using Row = testing::ModelRow;
const Row kRows[] = {{801, 60, 0, 0, 1}, {802, 700, 150, 5, 1}, {803, 1'500, 1'000, 9, 3}};

class Corpus {
 public:
  explicit Corpus(const Row& row) : row_(row), dice_(row.seed) {
    std::ofstream file(folder_.file("articles.jsonl"));
    for (std::uint32_t number = 0; number < row.articles; ++number) {
      const std::string id = "f" + std::to_string(number);
      Words& words = documents_[id];
      file << R"({"id": ")" << id << R"(", "title": ")" << paragraph(words, 0, 4)
           << R"(", "body": ")";
      for (unsigned rows = 1 + dice_.below(3), at = 1; at <= rows; ++at) {
        file << (at > 1 ? "\\n\\n" : "") << paragraph(words, at, 12);
      }
      file << "\"}\n";
    }
    file.close();
    options_.index_path = folder_.file("index");
    options_.segment_articles = row.segment_articles;
    index_.emplace(testing::model_index(folder_.file("articles.jsonl"), options_,
                                        row.deleted_one_in, dice_, documents_));
  }

  void check(const Query& query) {
    const std::string text = query.text();
    CAPTURE(text);
    std::map<std::string, double> expected;  // scores, of those that match
    for (const Hit& hit : answer(query.plain(), options()).hits) {
      if (query.matches(documents_.at(hit.id))) expected[hit.id] = hit.score;
    }
    const auto unscored = std::ranges::count_if(
        documents_, [&](const auto& document) { return query.matches(document.second); });
    REQUIRE(static_cast<std::size_t>(unscored) == expected.size());
    SearchOptions all = options();
    all.algorithm = Algorithm::exhaustive;
    const Answer wanted = answer(text, all);
    REQUIRE(wanted.hits.size() == expected.size());
    for (const Hit& hit : wanted.hits) {
      REQUIRE(expected.contains(hit.id));
      CHECK(hit.score == doctest::Approx(expected[hit.id]).epsilon(1e-5));
    }
    for (const std::uint32_t limit : {1u, 10u, kLimit}) {
      SearchOptions pruned = options();
      pruned.limit = limit;
      const Answer found = answer(text, pruned);
      const std::size_t count = std::min<std::size_t>(limit, wanted.hits.size());
      REQUIRE(found.hits.size() == count);
      CHECK(testing::are_first(found.hits, wanted.hits, count));
      CHECK(found.total == wanted.hits.size());
    }
    CHECK(index_->count(text, options()).value() == wanted.hits.size());
    CHECK(index_->count("* -" + text).value() == documents_.size() - wanted.hits.size());
    found_ += expected.size();
  }

  void merge() {
    MergeOptions options;
    options.index_path = options_.index_path;
    options.full = true;
    REQUIRE(newsidx::merge(options));
    index_.emplace(Index::open(options_.index_path).value());
  }

  Dice& dice() { return dice_; }
  [[nodiscard]] std::size_t found() const { return found_; }

 private:
  std::string paragraph(Words& words, unsigned row, std::uint32_t most) {
    std::string text;
    for (std::uint32_t count = 1 + dice_.below(most); count > 0; --count) {
      words.push_back(random_word(dice_));
      words.back().row = row;
      text += (text.empty() ? "" : " ") + written(words.back());
    }
    return text + '.';
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

  Row row_;
  Dice dice_;
  testing::TemporaryFolder folder_;
  std::map<std::string, Words> documents_;
  BuildOptions options_;
  std::optional<Index> index_;
  std::size_t found_ = 0;
};

TEST_CASE("words as they are written agree with brute force over the articles") {
  const std::uint64_t queries = testing::number_of("NEWSIDX_QUERIES", 40);
  for (Row row : kRows) {
    row.seed += testing::number_of("NEWSIDX_SEED", 0);
    CAPTURE(row.seed);
    Corpus corpus(row);
    for (std::uint64_t query = 0; query < queries; ++query) {
      corpus.check(Query::random(corpus.dice()));
    }
    corpus.merge();
    for (std::uint64_t query = 0; query < queries; ++query) {
      corpus.check(Query::random(corpus.dice()));
    }
    CHECK(corpus.found() > row.articles);
  }
}

}  // namespace
}  // namespace newsidx
