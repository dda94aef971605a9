// Filters and orders against brute force over the articles themselves: a filtered query finds what
// the query finds without, less what a filter lacks, with the same scores to the bit; an order is
// that of a sort by value and id. With several segments, deletions and threads, pruned and not.
#include <doctest/doctest.h>
#include <newsidx/newsidx.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "support/environment.h"
#include "support/model_index.h"
#include "support/random_news.h"
#include "support/temporary_folder.h"

namespace newsidx {
namespace {

constexpr std::uint32_t kLimit = 10'000;  // more than any corpus here has
const char* const kSources[] = {"Reuters", "AP", "Agence France Presse", "Reuters Africa"};

struct Row {
  std::uint64_t seed;
  std::uint32_t vocabulary;
  std::uint32_t articles;
  std::uint32_t segment_articles;
  std::uint32_t deleted_one_in;  // 0: none
  unsigned threads;
};
const Row kRows[] = {
    {401, 200, 300, 0, 0, 1},
    {402, 300, 3'000, 700, 5, 1},
    {403, 2'000, 9'000, 5'000, 7, 3},
};

struct Facts {
  std::string source;
  std::string day;                // empty: undated
  std::optional<double> seconds;  // since 1970; of a day without time, of its beginning
  std::optional<int> words;
};

std::string two(std::uint32_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string json_text(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out + '"';
}

struct Restriction {
  std::string text;
  std::function<bool(const Facts&)> has;
};

using testing::Dice;

class Corpus {
 public:
  explicit Corpus(const Row& row) : row_(row), news_(row.seed, row.vocabulary, false) {
    std::ofstream file(folder_.file("articles.jsonl"));
    for (std::uint32_t number = 0; number < row.articles; ++number) write(file, number);
    file.close();
    BuildOptions options;
    options.index_path = folder_.file("index");
    options.segment_articles = row.segment_articles;
    index_.emplace(testing::model_index(folder_.file("articles.jsonl"), options, row.deleted_one_in,
                                        dice(), facts_));
  }

  void check_filtered(const std::string& query) {
    std::map<std::string, std::vector<Restriction>> by_field;  // of one field, either
    std::string text = query;
    for (std::uint32_t count = 1 + dice().below(3); count > 0; --count) {
      const Restriction filter = random_filter();
      text = dice().one_in(2) ? text + ' ' + filter.text : filter.text + ' ' + text;
      by_field[filter.text.substr(0, filter.text.find(':'))].push_back(filter);
    }
    CAPTURE(text);
    const auto matches = [&](const Hit& hit) {
      return std::ranges::all_of(by_field, [&](const auto& field) {
        return std::ranges::any_of(
            field.second, [&](const Restriction& filter) { return filter.has(facts_.at(hit.id)); });
      });
    };
    Answer wanted = answer(query, options());
    std::erase_if(wanted.hits, [&](const Hit& hit) { return !matches(hit); });
    check_found(text, wanted);
    check_orders(text, wanted);
    found_ += wanted.hits.size();
  }

  // Under OR a field matches and does not score; excluded it excludes.
  void check_or_and_not(const std::string& word) {
    const Restriction filter = random_filter();
    const Answer scored = answer(word, options());
    std::map<std::string, double> either;
    for (const auto& [id, facts] : facts_) {
      if (filter.has(facts)) either[id] = 0;
    }
    for (const Hit& hit : scored.hits) either[hit.id] = hit.score;
    const Answer found = answer(word + " OR (" + filter.text + ')', options());
    CAPTURE(filter.text);
    REQUIRE(found.hits.size() == either.size());
    for (const Hit& hit : found.hits) CHECK(hit.score == either.at(hit.id));
    const Answer without = answer(word + " -(" + filter.text + ')', options());
    std::size_t left = 0;
    for (const Hit& hit : scored.hits) left += filter.has(facts_.at(hit.id)) ? 0u : 1u;
    CHECK(without.hits.size() == left);
  }

  Dice& dice() { return news_.dice(); }
  [[nodiscard]] std::size_t found() const { return found_; }

 private:
  void write(std::ofstream& file, std::uint32_t number) {
    const Article article = news_.article(number);
    Facts facts;
    facts.source = kSources[dice().below(4)];
    const std::string id = "n" + std::to_string(dice().below(1'000)) + "-" + std::to_string(number);
    file << R"({"id": )" << json_text(id) << R"(, "title": )" << json_text(article.title)
         << R"(, "body": )" << json_text(article.body) << R"(, "source": ")" << facts.source << '"';
    if (!dice().one_in(9)) {
      facts.day = std::to_string(2014 + dice().below(3)) + '-' + two(1 + dice().below(12)) + '-' +
                  two(1 + dice().below(28));
      const char* const time = dice().one_in(2) ? "" : "T10:00:00Z";
      file << R"(, "published": ")" << facts.day << time << '"';
      facts.seconds = static_cast<double>(Timestamp::parse(facts.day + time)->utc_seconds);
    }
    if (!dice().one_in(4)) {
      facts.words = static_cast<int>(dice().below(300)) - 20;
      file << R"(, "words": )" << *facts.words;
    }
    file << "}\n";
    facts_[id] = facts;
  }

  Restriction random_filter() {
    switch (dice().below(4)) {
      case 0: {
        const bool is_either = dice().one_in(2);
        return {is_either ? "source:(ap OR africa)" : "source:reuters",
                [is_either](const Facts& facts) {
                  const bool is_reuters = facts.source.starts_with("Reuters");
                  return is_either ? facts.source == "AP" || facts.source == "Reuters Africa"
                                   : is_reuters;
                }};
      }
      case 1: {
        const int low = static_cast<int>(dice().below(250)) - 30;
        const int high = low + static_cast<int>(dice().below(90));
        return {"words:[" + std::to_string(low) + " TO " + std::to_string(high) + "}",
                [=](const Facts& facts) {
                  return facts.words && *facts.words >= low && *facts.words < high;
                }};
      }
      case 2: {
        const std::string month =
            std::to_string(2014 + dice().below(3)) + '-' + two(1 + dice().below(12));
        return {"date:" + month, [=](const Facts& facts) { return facts.day.starts_with(month); }};
      }
      default: {
        const std::string day = std::to_string(2014 + dice().below(3)) + "-03-15";
        const bool is_until = dice().one_in(2);
        return {is_until ? "date:.." + day : "date:" + day + "..", [=](const Facts& facts) {
                  if (facts.day.empty()) return false;
                  return is_until ? facts.day <= day : facts.day >= day;
                }};
      }
    }
  }

  [[nodiscard]] SearchOptions options() const {
    SearchOptions options;
    options.limit = kLimit;
    options.snippets = false;
    options.time_zone = "UTC";
    options.threads = row_.threads;
    options.sort = "best";
    return options;
  }
  [[nodiscard]] Answer answer(const std::string& text, const SearchOptions& options) const {
    auto found = index_->search(text, options);
    if (!found) FAIL(found.error().to_string());
    return *std::move(found);
  }

  void check_found(const std::string& text, const Answer& wanted) {
    for (const Algorithm algorithm : {Algorithm::pruned, Algorithm::exhaustive}) {
      for (const std::uint32_t limit : {3u, 50u, kLimit}) {
        SearchOptions options = this->options();
        options.algorithm = algorithm;
        options.limit = limit;
        options.count_total = limit != 3;
        const Answer found = answer(text, options);
        const std::size_t count = std::min<std::size_t>(limit, wanted.hits.size());
        REQUIRE(found.hits.size() == count);
        CHECK(testing::are_first(found.hits, wanted.hits, count));
        if (options.count_total) CHECK(found.total == wanted.hits.size());
        CHECK_FALSE(found.filters.empty());
      }
    }
    CHECK(index_->count(text, options()).value() == wanted.hits.size());
    CHECK(index_->matches(text, options()).value().size() == wanted.hits.size());
    if (!wanted.hits.empty()) {
      const auto explained = index_->explain(text, wanted.hits[0].id, options());
      REQUIRE(explained);
      CHECK(explained->value == wanted.hits[0].score);
    }
  }

  void check_orders(const std::string& text, const Answer& wanted) {
    for (const std::string sort : {"newest", "oldest", "words", "-words"}) {
      CAPTURE(sort);
      std::vector<Hit> sorted = wanted.hits;
      std::ranges::sort(sorted,
                        [&](const Hit& a, const Hit& b) { return precedes(sort, a.id, b.id); });
      SearchOptions options = this->options();
      options.sort = sort;
      options.limit = 1 + dice().below(40);
      options.offset = dice().below(3);
      const Answer found = answer(text, options);
      CHECK(found.total == sorted.size());
      const std::size_t begin = std::min<std::size_t>(options.offset, sorted.size());
      const std::size_t count = std::min<std::size_t>(options.limit, sorted.size() - begin);
      REQUIRE(found.hits.size() == count);
      bool is_equal = true;
      for (std::size_t i = 0; i < count; ++i) {
        is_equal = is_equal && found.hits[i].id == sorted[begin + i].id &&
                   found.hits[i].score == sorted[begin + i].score;
      }
      CHECK(is_equal);
    }
  }

  [[nodiscard]] bool precedes(const std::string& sort, const std::string& a,
                              const std::string& b) const {
    const auto value = [&](const std::string& id) -> std::optional<double> {
      const Facts& facts = facts_.at(id);
      if (sort.ends_with("words")) {
        return facts.words ? std::optional<double>(*facts.words) : std::nullopt;
      }
      return facts.seconds;
    };
    const auto of_a = value(a), of_b = value(b);
    if (of_a == of_b) return a < b;
    if (!of_a || !of_b) return of_a.has_value();
    return sort == "newest" || sort == "-words" ? *of_a > *of_b : *of_a < *of_b;
  }

  Row row_;
  testing::RandomNews news_;
  testing::TemporaryFolder folder_;
  std::map<std::string, Facts> facts_;
  std::optional<Index> index_;
  std::size_t found_ = 0;
};

const char* const kQueries[] = {
    "bb",          "bb cc dd",     "+bb +cc",       "+bb cc -dd", "b*",          "\"bb cc\"",
    "title:bb cc", "bb^2 (cc dd)", "(bb OR cc) dd", "hhall",      "hhseventh bb"};

TEST_CASE("filters and orders agree with brute force over the articles") {
  for (Row row : kRows) {
    row.seed += testing::number_of("NEWSIDX_SEED", 0);
    CAPTURE(row.seed);
    Corpus corpus(row);
    for (int round = 0; round < 3; ++round) {
      for (const char* const query : kQueries) corpus.check_filtered(query);
      corpus.check_or_and_not("cc");
    }
    CHECK(corpus.found() > 100);
  }
}

}  // namespace
}  // namespace newsidx
