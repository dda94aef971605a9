// Facets, histograms and exports against counts over the articles themselves: random queries with
// filters, several segments, deletions, threads, time zones, and articles with several values of a
// field. Buckets are named by strftime(), not by the engine's calendar.
#include <doctest/doctest.h>
#include <newsidx/newsidx.h>

#include <algorithm>
#include <ctime>
#include <fstream>
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

constexpr std::time_t kDay = 86'400;
constexpr std::uint32_t kLimit = 10'000;  // more than any corpus here has

using Row = testing::ModelRow;
const Row kRows[] = {
    {501, 250, 0, 0, 1},
    {502, 1'500, 400, 5, 1},
    {503, 2'500, 900, 7, 3},
};

struct Facts {
  std::set<std::string> topics;
  std::string source;  // may be empty
  std::string host;    // may be empty
  std::string published;
};

struct Zone {
  const char* name;
  std::time_t seconds;  // east of Greenwich, all the year
};
const Zone kZones[] = {{"UTC", 0}, {"Asia/Tokyo", 9 * 3'600}, {"America/Phoenix", -7 * 3'600}};

// The day there, as seconds of a clock's midnight. One without a zone is of its own day.
std::optional<std::time_t> day_of(const Facts& facts, const Zone& zone) {
  if (facts.published.empty()) return std::nullopt;
  const Timestamp time = Timestamp::parse(facts.published).value();
  const std::time_t seconds = time.utc_seconds + (time.zone_known ? zone.seconds : 0);
  return seconds - seconds % kDay;
}

std::string named(std::time_t day, const char* form) {
  std::tm parts{};
  gmtime_r(&day, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, form, &parts)};
}

const std::pair<Interval, const char*> kIntervals[] = {{Interval::day, "%Y-%m-%d"},
                                                       {Interval::week, "%G-W%V"},
                                                       {Interval::month, "%Y-%m"},
                                                       {Interval::year, "%Y"}};

class Corpus {
 public:
  explicit Corpus(const Row& row) : row_(row), news_(row.seed, 200, false) {
    std::ofstream file(folder_.file("articles.jsonl"));
    for (std::uint32_t number = 0; number < row.articles; ++number) write(file, number);
    file.close();
    BuildOptions options;
    options.index_path = folder_.file("index");
    options.segment_articles = row.segment_articles;
    index_.emplace(testing::model_index(folder_.file("articles.jsonl"), options, row.deleted_one_in,
                                        dice(), facts_));
  }

  void check(const std::string& query) {
    CAPTURE(query);
    zone_ = &kZones[dice().below(3)];  // of filters, too
    SearchOptions options = this->options();
    options.limit = kLimit;
    const Answer all = answer(query, options);
    std::vector<std::string> ids;
    for (const Hit& hit : all.hits) ids.push_back(hit.id);
    const Zone& zone = *zone_;
    const auto& [interval, form] = kIntervals[dice().below(4)];
    options.facets = {"source", "topics", "url"};
    options.facet_limit = 1 + dice().below(12);
    options.histogram = interval;
    for (const std::uint32_t limit : {0u, 7u}) {
      options.limit = limit;
      options.sort = dice().one_in(2) ? "best" : "newest";
      options.count_total = dice().one_in(2);
      const Answer found = answer(query, options);
      check_hits(query, options, found);
      REQUIRE(found.facets.size() == 3);
      check_facet(found.facets[0], ids, options.facet_limit, [](const Facts& facts) {
        return facts.source.empty() ? std::set<std::string>() : std::set{facts.source};
      });
      check_facet(found.facets[1], ids, options.facet_limit,
                  [](const Facts& facts) { return facts.topics; });
      check_facet(found.facets[2], ids, options.facet_limit, [](const Facts& facts) {
        return facts.host.empty() ? std::set<std::string>() : std::set{facts.host};
      });
      check_histogram(found.histogram.value(), ids, zone, form);
      CHECK(found.histogram->time_zone == zone.name);
    }
    check_export(query, ids);
    found_ += ids.size();
  }

  // Every word of the index by its articles, which searches tell; without deletions, for these are
  // counted.
  void check_top_words(const std::string& query) {
    CAPTURE(query);
    constexpr std::size_t kRead = 200;
    SearchOptions options = this->options();
    options.sort = dice().one_in(2) ? "best" : "oldest";
    options.limit = kRead;
    std::set<std::string> first;
    for (const Hit& hit : answer(query, options).hits) first.insert(hit.id);
    options.limit = dice().below(2) * 5;
    options.top_words = 1 + dice().below(20);
    const TopWords found = answer(query, options).top_words.value();
    CHECK(found.articles_read == first.size());
    std::vector<std::pair<double, std::string>> wanted;  // scores, the highest first, and terms
    for (const auto& [term, ids] : articles_by_term()) {
      const auto is_read = [&first](const std::string& id) { return first.contains(id); };
      const auto read = static_cast<double>(std::ranges::count_if(ids, is_read));
      const double share = read / static_cast<double>(first.size());
      const double of_all = static_cast<double>(ids.size()) / static_cast<double>(facts_.size());
      const bool is_asked = (" " + query + ' ').find(' ' + term + ' ') != std::string::npos;
      if (read < 2 || share <= of_all || is_asked) continue;
      wanted.emplace_back(-(share - of_all) * share / of_all, term);
    }
    std::ranges::sort(wanted);
    wanted.resize(std::min<std::size_t>(wanted.size(), options.top_words));
    REQUIRE(found.words.size() == wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      CAPTURE(wanted[i].second);
      CHECK(found.words[i].score == doctest::Approx(-wanted[i].first));
      CHECK(found.words[i].all_articles == index_->count(found.words[i].word).value());
    }
    words_ += wanted.size();
  }

  testing::Dice& dice() { return news_.dice(); }
  [[nodiscard]] std::size_t words() const { return words_; }
  [[nodiscard]] std::size_t found() const { return found_; }

 private:
  void write(std::ofstream& file, std::uint32_t number) {
    const Article article = news_.article(number);
    Facts facts;
    const std::string id = "n" + std::to_string(number);
    std::string body = article.body;
    std::ranges::replace(body, '\n', ' ');
    file << R"({"id": ")" << id << R"(", "lang": "en", "body": ")" << body << '"';
    if (!dice().one_in(5)) {
      facts.source = "agency " + std::to_string(dice().below(1 + dice().below(30)));
      file << R"(, "source": ")" << facts.source << '"';
    }
    if (!dice().one_in(3)) {
      facts.host = std::string(dice().one_in(2) ? "www." : "") + "paper" +
                   std::to_string(dice().below(4)) + ".co.uk";
      file << R"(, "url": "http://)" << facts.host << "/a/" << number << '"';
    }
    std::string topics;
    for (std::uint32_t count = dice().below(4); count > 0; --count) {
      const std::string topic = "t" + std::to_string(dice().below(40));
      if (facts.topics.insert(topic).second)
        topics += (topics.empty() ? "\"" : ", \"") + topic + '"';
    }
    if (!topics.empty()) file << R"(, "topics": [)" << topics << ']';
    if (!dice().one_in(9)) {
      const std::time_t day = 1'262'304'000 + dice().below(5'000) * kDay;  // from 2010 on
      facts.published = named(day, "%Y-%m-%d");
      if (dice().one_in(2)) {
        facts.published +=
            named(dice().below(24) * 3'600, dice().one_in(3) ? "T%H:00:00" : "T%H:00:00Z");
      }
      file << R"(, "published": ")" << facts.published << '"';
    }
    file << "}\n";
    facts_[id] = facts;
  }

  [[nodiscard]] SearchOptions options() const {
    SearchOptions options;
    options.snippets = false;
    options.time_zone = zone_->name;
    options.threads = row_.threads;
    return options;
  }
  [[nodiscard]] Answer answer(const std::string& text, const SearchOptions& options) const {
    auto found = index_->search(text, options);
    if (!found) FAIL(found.error().to_string());
    return *std::move(found);
  }

  // To count beside it changes no hit and no total.
  void check_hits(const std::string& query, SearchOptions options, const Answer& found) const {
    options.facets.clear();
    options.histogram = Interval::none;
    const Answer plain = answer(query, options);
    CHECK(found.total == plain.total);
    REQUIRE(found.hits.size() == plain.hits.size());
    for (std::size_t i = 0; i < plain.hits.size(); ++i) {
      CHECK(found.hits[i].id == plain.hits[i].id);
      CHECK(found.hits[i].score == plain.hits[i].score);
    }
  }

  template <class ValuesOf>
  void check_facet(const Facet& facet, const std::vector<std::string>& ids, std::size_t limit,
                   ValuesOf values_of) const {
    CAPTURE(facet.field);
    std::map<std::string, std::uint64_t> counts;
    Facet wanted;
    wanted.field = facet.field;
    for (const std::string& id : ids) {
      const std::set<std::string> values = values_of(facts_.at(id));
      for (const std::string& value : values) ++counts[value];
      wanted.without += values.empty() ? 1u : 0u;
    }
    for (const auto& [value, articles] : counts) wanted.values.push_back({value, articles});
    std::ranges::stable_sort(wanted.values, std::greater(), &Facet::Value::articles);
    for (; wanted.values.size() > limit; wanted.values.pop_back()) {
      ++wanted.more_values;
      wanted.more_articles += wanted.values.back().articles;
    }
    CHECK(facet == wanted);
  }

  void check_histogram(const Histogram& histogram, const std::vector<std::string>& ids,
                       const Zone& zone, const char* form) const {
    CAPTURE(form);
    std::map<std::time_t, std::uint64_t> by_day;
    std::uint64_t undated = 0;
    for (const std::string& id : ids) {
      const auto day = day_of(facts_.at(id), zone);
      if (day) ++by_day[*day];
      undated += day ? 0u : 1u;
    }
    std::vector<Histogram::Bucket> wanted;
    if (!by_day.empty()) {
      for (std::time_t day = by_day.begin()->first; day <= by_day.rbegin()->first; day += kDay) {
        const std::string name = named(day, form);
        if (wanted.empty() || wanted.back().name != name) wanted.push_back({name, 0});
        const auto counted = by_day.find(day);
        if (counted != by_day.end()) wanted.back().articles += counted->second;
      }
    }
    CHECK(histogram.buckets == wanted);
    CHECK(histogram.undated == undated);
    if (wanted.empty()) return;
    // A bucket's name is a filter that finds its articles.
    const Histogram::Bucket& one = wanted[wanted.size() / 2];
    const auto filtered = index_->count("date:" + one.name, options()).value();
    std::uint64_t counted = 0;
    for (const auto& [id, facts] : facts_) {
      const auto day = day_of(facts, zone);
      counted += day && named(*day, form) == one.name ? 1u : 0u;
    }
    CHECK(filtered == counted);
  }

  // All that match once each, with what is stored; in an order as a search tells it.
  void check_export(const std::string& query, std::vector<std::string> ids) {
    std::vector<std::string> seen;
    const auto visit = [&](const Article& article) {
      CHECK(article.source == facts_.at(article.id).source);
      seen.push_back(article.id);
      return true;
    };
    const Answer told = index_->for_each_match(query, visit, options()).value();
    CHECK(told.total == ids.size());
    std::ranges::sort(ids);
    std::ranges::sort(seen);
    CHECK(seen == ids);
    SearchOptions options = this->options();
    for (const char* const sort : {"best", "newest", "oldest"}) {
      options.sort = sort;
      options.limit = kLimit;
      std::vector<std::string> wanted;
      for (const Hit& hit : answer(query, options).hits) wanted.push_back(hit.id);
      seen.clear();
      CHECK(index_->for_each_match(query, visit, options).value().sort == sort);
      CHECK(seen == wanted);
    }
    std::size_t visited = 0;
    const auto stop = [&](const Article&) { return ++visited < 3; };
    CHECK(index_->for_each_match(query, stop, this->options()));
    CHECK(visited == std::min<std::size_t>(3, ids.size()));
  }

  // Words without a digit that are no function words, with the ids of their articles.
  const std::map<std::string, std::set<std::string>>& articles_by_term() {
    if (!by_term_.empty()) return by_term_;
    const std::vector<TermStats> terms = index_->terms("", 10'000).value();
    for (const TermStats& term : terms) {
      const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
      const bool is_function_word = term.word == "be" || term.word == "he" || term.word == "had";
      if (std::ranges::any_of(term.word, is_digit) || is_function_word) continue;
      const auto refs = index_->matches(term.word, options()).value();
      for (const DocumentRef& ref : refs) {
        by_term_[term.term].insert(index_->article(ref).value().id);
      }
    }
    return by_term_;
  }

  Row row_;
  testing::RandomNews news_;
  testing::TemporaryFolder folder_;
  std::map<std::string, Facts> facts_;
  std::optional<Index> index_;
  std::map<std::string, std::set<std::string>> by_term_;
  const Zone* zone_ = kZones;
  std::size_t found_ = 0;
  std::size_t words_ = 0;
};

const char* const kQueries[] = {"*",
                                "bb",
                                "bb cc dd",
                                "+bb +cc",
                                "+bb cc -dd",
                                "b*",
                                "\"bb cc\"",
                                "hhall",
                                "bb topics:t3",
                                "topics:(t1 OR t2)",
                                "date:2012..2014 bb",
                                "url:co.uk cc",
                                "nowhere",
                                "date:2015",
                                "bb OR source:4"};

TEST_CASE("facets, histograms and exports agree with the articles") {
  for (Row row : kRows) {
    row.seed += testing::number_of("NEWSIDX_SEED", 0);
    CAPTURE(row.seed);
    Corpus corpus(row);
    for (const char* const query : kQueries) corpus.check(query);
    CHECK(corpus.found() > 100);
  }
}

TEST_CASE("top words are those with the highest scores of all words") {
  for (Row row : {Row{504, 300, 0, 0, 1}, Row{505, 700, 250, 0, 3}}) {
    row.seed += testing::number_of("NEWSIDX_SEED", 0);
    CAPTURE(row.seed);
    Corpus corpus(row);
    for (const char* const query : {"bb", "cc dd", "ff", "topics:t3", "source:4", "nowhere"}) {
      corpus.check_top_words(query);
    }
    CHECK(corpus.words() > 10);
  }
}

}  // namespace
}  // namespace newsidx
