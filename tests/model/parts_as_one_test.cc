// Indexes of parts of a corpus, each searched with the statistics of all, find what one index of
// the whole corpus finds: the same articles with the same scores, to the bit.
#include <doctest/doctest.h>
#include <newsidx/newsidx.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "indexer/live/index_writer.h"
#include "support/random_news.h"
#include "support/segmented_index.h"
#include "support/temporary_folder.h"

namespace newsidx {
namespace {

using testing::need;
using Place = Ranking::Place;

constexpr std::uint32_t kLimit = 10'000;  // more than any corpus here has

struct CorpusRow {
  std::uint64_t seed;
  std::uint32_t vocabulary;
  std::vector<std::uint32_t> parts;    // articles of each, in a row
  std::vector<unsigned> bigrams = {};  // frequent words of each; of the whole those of the first
  bool has_languages = false;          // the last part is in German, too
  std::uint32_t deleted_one_in = 0;    // 0: none
  std::size_t queries = 150;           // random ones
};

const CorpusRow kCorpora[] = {
    {201, 300, {400, 400}, {40, 40}},
    {202, 1'000, {700, 20, 1'300}, {60, 0, 1'000}, false, 10},
    {203, 30'000, {2'500, 2'500}, {0, 30}, false, 7, 60},
    {204, 500, {300, 200, 100}, {50, 50, 50}, true},
    {205, 40'000, {3'000, 150, 900, 1}, {}, true, 3, 40},
};

// One of each kind that must hold, over the words of RandomNews.
const char* const kQueries[] = {
    "bb",
    "bb cc dd",
    "+bb +cc",
    "bb AND (cc OR dd)",
    "+bb cc -dd",
    "bb -hhseventh",
    "hhall",
    "hhstretch hhburst",
    "\"bb cc\"",
    "\"of bb\"",
    "\"the bb\" cc",
    "\"bb cc dd\"",
    "b*",
    "ab* -cc",
    "+ef* +g*",
    "title:b*",
    "a* b* c*",
    "*bcd*",
    "/b.+/ a*",
    "hhtest* bb",
    "+hhtestin*",
    "hhtests~1 bb",
    "hhte?ting cc",
    "/hhtest.*/",
    "bcd~1",
    "b*ed cc",
    "BB",
    "CC DD",
    "+AB",
    "\"AB cc\"",
    "HHNATO",
    "HHNATO bb -HHAIDS",
    "+HHAIDS bb",
    "\"HHAIDS bb\"",
    "title:HHNATO",
    "body:HHAIDS",
    "hhnato hhaids",
    "WHO bb",
    "title:bb",
    "title:BB cc",
    "body:bb",
    "body:\"bb cc\"",
    "section:politics",
    "section:\"world news\"",
    "section:world bb",
    "section:pol* bb",
    "desk:paris",
    "desk:paris bb",
    "desk:par*",
    "nodesk:paris",
    "sectoin:politics",
    "section:*",
    "inurl:bbc.co.uk",
    "url:news.example",
    "url:news.example/3",
    "url:news.ex*",
    "id:n7",
    "id:n7 bb",
    "*",
    "* -bb",
    "bb-cc",
    "+bb-cc",
    "+bb-cc +dd-ee-ff",
    "+hhall-hhseventh",
    "hhall-hhseventh-hhnowhere",
    "bb/cc",
    "1,000",
    "hhnowhere",
    "hhnowhere bb",
    "+hhnowhere bb",
    "中国人民",
    "+中国 大学",
    "\"中国人\"",
    "bb^3 cc^0.5",
    "(bb cc)^2 dd",
    "hhhaus häuser",
    "häusern bb",
    "THE BB CC DD",
};

// Names of one word and of several, which some parts have not.
constexpr const char* kSynonyms =
    "bb = cc dd = HHNATO\nhhaids => ee^0.5\nhhall = hhseventh = hhnowhere\nhhhaus = bb cc";

class Parts {
 public:
  explicit Parts(const CorpusRow& row) : row_(row), news_(row.seed, row.vocabulary, true) {
    testing::Articles all;
    std::vector<testing::Articles> parts;
    std::vector<std::string> paths;
    for (std::size_t part = 0; part < row.parts.size(); ++part) {
      first_.push_back(static_cast<std::uint32_t>(all.size()));
      parts.push_back(articles_of(part));
      all.insert(all.end(), parts.back().begin(), parts.back().end());
    }
    const std::vector<bool> deleted = some_of(all.size());
    whole_ = opened("whole", {all}, row.bigrams, deleted, 0);
    for (std::size_t part = 0; part < parts.size(); ++part) {
      // Of each second part two segments, so that a part is no segment.
      std::vector<testing::Articles> segments = {parts[part]};
      if (part % 2 == 1 && parts[part].size() > 1) {
        const auto half = parts[part].begin() + static_cast<std::ptrdiff_t>(parts[part].size() / 2);
        segments = {{parts[part].begin(), half}, {half, parts[part].end()}};
      }
      const unsigned bigrams = part < row.bigrams.size() ? row.bigrams[part] : 0;
      parts_.push_back(opened("part" + std::to_string(part), segments, {bigrams, bigrams}, deleted,
                              first_[part]));
      paths.push_back(folder_.file("part" + std::to_string(part)));
    }
    joined_ = need(Index::open_all(paths));
  }

  testing::RandomNews& news() { return news_; }
  [[nodiscard]] std::size_t rounds() const { return most_rounds_; }
  [[nodiscard]] std::size_t found() const { return found_; }

  void check(const std::string& query, SearchOptions options = {}) {
    CAPTURE(query);
    options.limit = kLimit;
    const auto whole = whole_->rank(query, options);
    check_joined(query, options, whole);
    const auto sum = sum_of(query, options);
    if (!whole) {
      if (sum) {
        options.statistics = &*sum;
        CHECK(parts_[0].rank(query, options).error().code == whole.error().code);
      } else {
        CHECK(sum.error().code == whole.error().code);
      }
      return;
    }
    REQUIRE_MESSAGE(sum, sum.error().to_string());
    options.statistics = &*sum;
    std::vector<Place> merged;
    std::uint64_t total = 0, count = 0;
    for (std::size_t part = 0; part < parts_.size(); ++part) {
      const Ranking ranking = need(parts_[part].rank(query, options));
      total += *ranking.total;
      count += need(parts_[part].count(query, options));
      for (Place place : ranking.places) {
        place.document += first_[part];
        merged.push_back(place);
      }
      check_pruning(parts_[part], query, options, ranking);
      check_explanation(part, query, options, ranking);
    }
    std::ranges::stable_sort(merged, [](const Place& a, const Place& b) {
      return a.score != b.score ? a.score > b.score : a.document < b.document;
    });
    CHECK(total == *whole->total);
    CHECK(count == *whole->total);
    const bool same_hits =
        std::ranges::equal(merged, whole->places, [](const Place& a, const Place& b) {
          return a.document == b.document && a.score == b.score;
        });
    CHECK(same_hits);
    found_ += merged.size();
  }

 private:
  // Opened together, they are one to all calls.
  void check_joined(const std::string& query, const SearchOptions& options,
                    const Result<Ranking>& whole) {
    const auto ranking = joined_->rank(query, options);
    REQUIRE(ranking.has_value() == whole.has_value());
    if (!whole) {
      CHECK(ranking.error().to_string() == whole.error().to_string());
      return;
    }
    const bool same_hits =
        std::ranges::equal(ranking->places, whole->places, [](const Place& a, const Place& b) {
          return a.document == b.document && a.score == b.score;
        });
    CHECK(same_hits);
    CHECK(ranking->total == whole->total);
    if (whole->places.empty()) return;
    const std::string id = need(joined_->article(ranking->places[0].ref)).id;
    CHECK(id == need(whole_->article(whole->places[0].ref)).id);
    CHECK(need(joined_->matches(query, options)).size() == *whole->total);
  }

  testing::Articles articles_of(std::size_t part) {
    testing::Articles articles = news_.articles(first_[part], row_.parts[part]);
    // The parts' texts differ in length: so do the averages that their bounds were made for.
    const std::string longer(part % 2 == 1 ? " dd ee ff gg bb hh" : "");
    for (std::size_t i = 0; i < articles.size(); ++i) {
      Article& article = articles[i];
      article.body += longer;
      // Written in capitals as a rule; and in some parts alone.
      if (i % 4 == 0) article.body += " HHNATO fled";
      if (i % 5 == 0) article.title += i % 2 == 0 ? " HHNATO bb" : " hhnato cc";
      if (i % 3 == 0) article.body += part % 2 == 0 ? " hhaids bb" : " HHAIDS bb HHAIDS";
      // One stem, of which each part has another form.
      static constexpr const char* kForms[] = {" hhtested", " hhtests", " hhtesting"};
      if (i % 6 == 0) article.body += kForms[part % 3];
      static constexpr const char* kSections[] = {"politics", "world news", "World", "oil-gas"};
      if (news_.dice().one_in(2)) {
        article.keywords.push_back({"section", kSections[news_.dice().below(4)]});
      }
      if (part + 1 == row_.parts.size() && i % 3 == 0) {
        article.keywords.push_back({"desk", i % 2 == 0 ? "paris" : "Paris office"});
      }
      article.url = "https://www.news.example/" + std::to_string(i);
      if (row_.has_languages) article.lang = "en";
      if (row_.has_languages && part + 1 == row_.parts.size() && i % 2 == 0) {
        article.lang = "de";
        article.body += " Häuser hhhaus bb";
      }
    }
    return articles;
  }

  // (Not the last: a part of one article would have no segment left, and no statistics of it.)
  std::vector<bool> some_of(std::size_t count) {
    std::vector<bool> some(count);
    for (std::size_t i = 0; i + 1 < count && row_.deleted_one_in > 0; ++i) {
      some[i] = news_.dice().one_in(row_.deleted_one_in);
    }
    return some;
  }

  // @param deleted  of all articles; those of the index are the ones from `first` on
  Index opened(const std::string& name, const std::vector<testing::Articles>& segments,
               const std::vector<unsigned>& bigrams, const std::vector<bool>& deleted,
               std::size_t first) {
    const std::string path = folder_.file(name);
    testing::write_index(path, segments, {"news", 2, bigrams});
    auto writer = need(indexer::IndexWriter::open(path));
    indexer::ManifestEdit edit;
    for (std::size_t i = 0; i < segments.size(); ++i) {
      segment::DocBits alive((segments[i].size() + 63) / 64);
      for (std::size_t doc = 0; doc < segments[i].size(); ++doc) {
        if (!deleted[first + doc]) alive[doc / 64] |= std::uint64_t{1} << (doc % 64);
      }
      first += segments[i].size();
      edit.set_live.push_back({writer.manifest().segments[i].id, std::move(alive)});
    }
    if (row_.deleted_one_in > 0) {
      static_cast<void>(need(writer.commit(std::move(edit), writer.manifest().settings)));
    }
    return need(Index::open(path));
  }

  // As between machines: everything goes through bytes.
  Result<QueryStatistics> sum_of(const std::string& query, SearchOptions options) {
    QueryStatistics sum;
    std::size_t rounds = 0;
    while (!sum.is_complete()) {
      options.statistics = &sum;
      QueryStatistics round;
      for (const Index& part : parts_) {
        auto answers = part.statistics(query, options);
        if (!answers) return fail(std::move(answers).error());
        need(round.add(need(QueryStatistics::from_bytes(answers->to_bytes()))));
      }
      need(sum.add(round));
      sum = need(QueryStatistics::from_bytes(sum.to_bytes()));
      REQUIRE(++rounds <= 6);
    }
    most_rounds_ = std::max(most_rounds_, rounds);
    return sum;
  }

  static void check_pruning(const Index& part, const std::string& query, SearchOptions options,
                            const Ranking& all) {
    for (const Algorithm algorithm : {Algorithm::pruned, Algorithm::exhaustive}) {
      for (const std::uint32_t limit : {1u, 10u, 100u}) {
        options.algorithm = algorithm;
        options.limit = limit;
        const Ranking best = need(part.rank(query, options));
        const bool is_same = std::ranges::equal(
            best.places,
            std::span(all.places).first(std::min<std::size_t>(limit, all.places.size())));
        CHECK(is_same);
      }
    }
  }

  void check_explanation(std::size_t part, const std::string& query, const SearchOptions& options,
                         const Ranking& ranking) {
    if (ranking.places.empty()) return;
    const Place& best = ranking.places[0];
    const Explanation explanation = need(parts_[part].explain(query, best.ref, options));
    CHECK(explanation.value == best.score);
    SearchOptions alone = options;
    alone.statistics = nullptr;
    const std::string id = need(parts_[part].article(best.ref)).id;
    const Explanation of_whole = need(whole_->explain(query, id, alone));
    CHECK(explanation.value == of_whole.value);
    CHECK(explanation.description == of_whole.description);
  }

  const CorpusRow& row_;
  testing::TemporaryFolder folder_;
  testing::RandomNews news_;
  std::vector<std::uint32_t> first_;  // article of each part
  std::optional<Index> whole_;
  std::vector<Index> parts_;
  std::optional<Index> joined_;
  std::size_t most_rounds_ = 0;
  std::size_t found_ = 0;
};

}  // namespace

TEST_CASE("parts that are searched with the statistics of all are as one index") {
  // NEWSIDX_SEED=7 makes other corpora of the same shapes.
  const char* const chosen = std::getenv("NEWSIDX_SEED");
  const std::uint64_t shift = chosen == nullptr ? 0 : std::strtoull(chosen, nullptr, 10) * 1'000;
  const Synonyms synonyms = need(Synonyms::parse(kSynonyms));
  for (CorpusRow row : kCorpora) {
    row.seed += shift;
    CAPTURE(row.seed);
    Parts parts(row);
    for (const char* const query : kQueries) {
      parts.check(query);
      parts.check(query, {.require_all = true});
      parts.check(query, {.literal = true, .k1 = 0.9f, .b = 0.4f});
      if (row.parts.size() > 2) parts.check(query, {.synonyms = synonyms});
    }
    for (std::size_t i = 0; i < row.queries; ++i) {
      parts.check(testing::query_text(parts.news().query(3)));
    }
    CHECK(parts.found() > 0);
    MESSAGE("seed ", row.seed, ": ", parts.found(), " hits, at most ", parts.rounds(), " rounds");
  }
}

}  // namespace newsidx
