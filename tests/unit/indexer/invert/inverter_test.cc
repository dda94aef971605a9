// What goes into a run comes out of it: postings and positions as the analyser gave the tokens.
#include "indexer/invert/inverter.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <optional>

#include "indexer/merge/run_source.h"
#include "segment/field.h"
#include "segment/keyword_term.h"
#include "support/random_news.h"
#include "unit/indexer/article_list.h"

namespace newsidx::indexer {
namespace {

using codec::Occurrence;
using segment::Field;

struct Posting {
  std::uint32_t freq = 0;
  std::vector<Occurrence> occurrences;
  friend bool operator==(const Posting&, const Posting&) = default;
};
using Postings = std::map<std::uint32_t, Posting>;
using Lists = std::map<std::string, Postings>;  // by key: field and term

// Keeps the postings of a list; of a document in pieces, all of them together.
class Keeper final : public PostingSink {
 public:
  Keeper(Postings& postings, bool has_positions)
      : postings_(postings), has_positions_(has_positions) {}
  Status add(std::uint32_t document, std::uint32_t freq, const std::vector<Occurrence>& occurrences,
             std::span<const std::uint32_t>) override {
    CHECK((postings_.empty() || document >= postings_.rbegin()->first));
    Posting& posting = postings_[document];
    posting.freq = has_positions_ ? posting.freq + freq : std::max(posting.freq, freq);
    posting.occurrences.insert(posting.occurrences.end(), occurrences.begin(), occurrences.end());
    return {};
  }

 private:
  Postings& postings_;
  bool has_positions_;
};

std::string key_of(Field field, const std::string& term) {
  return std::string(1, static_cast<char>(field)) + term;
}

// All lists of the runs. A run begins where the one before ends, or with its last document.
Lists read_all(std::vector<Run> runs, const DocumentStatsTable& documents,
               std::uint32_t title_weight) {
  Lists lists;
  std::optional<std::uint32_t> end;
  for (Run& run : runs) {
    RunSource source(std::move(run), documents, title_weight);
    if (end) CHECK(source.first_document() + 1 >= *end);
    if (end) CHECK(source.first_document() <= *end);
    end = source.end_document();
    std::string before;
    for (; source.valid(); testing::need(source.next())) {
      const std::string key(source.key());
      CHECK(key > before);
      before = key;
      Keeper keeper(lists[key], key[0] != static_cast<char>(Field::keyword));
      if (key[0] != static_cast<char>(Field::surface)) testing::need(source.read_postings(keeper));
    }
  }
  return lists;
}

Inverter make_inverter(const Inverter::Limits& limits = {}) {
  const auto options = testing::analyzer_options("news");
  return {testing::need(analysis::Analyzer::create(options)), options, limits};
}

// The lists of title and body by the analyser alone.
class Expectation : public analysis::TokenSink {
 public:
  void add(std::uint32_t document, const Article& article, std::uint32_t title_weight) {
    document_ = document;
    offset_ = 0;
    weight_ = title_weight;
    in_title_ = true;
    const std::uint32_t length = analyzer_.analyze(article.title, article.lang, *this);
    offset_ = length == 0 ? 0 : length + 1;
    weight_ = 1;
    in_title_ = false;
    analyzer_.analyze(article.body, article.lang, *this);
  }
  void accept(const analysis::Token& token) override {
    const bool caps = token.kind == analysis::TermKind::caps;
    const Occurrence occurrence{token.position + offset_, token.span};
    if (token.begins != analysis::Boundary::none && occurrence.position > 0) {
      const bool is_paragraph = token.begins == analysis::Boundary::paragraph;
      const char* const term = is_paragraph ? "p" : is_behind_gap_ ? "l" : "s";
      Posting& posting = lists[key_of(Field::boundary, term)][document_];
      ++posting.freq;
      posting.occurrences.push_back({occurrence.position, 1});
    }
    is_behind_gap_ = false;
    log(caps ? Field::text_caps : Field::text, token, occurrence, weight_);
    if (in_title_) log(caps ? Field::title_caps : Field::title, token, occurrence, 1);
    if (!caps && token.surface != token.term)
      lists[key_of(Field::surface, std::string(token.surface) + '\0' + std::string(token.term))];
  }
  void accept_gap() override { is_behind_gap_ = true; }
  Lists lists;

 private:
  void log(Field field, const analysis::Token& token, Occurrence occurrence, std::uint32_t freq) {
    Posting& posting = lists[key_of(field, std::string(token.term))][document_];
    posting.freq += freq;
    posting.occurrences.push_back(occurrence);
  }
  analysis::Analyzer analyzer_ =
      testing::need(analysis::Analyzer::create(testing::analyzer_options("news")));
  bool is_behind_gap_ = false;
  std::uint32_t document_ = 0;
  std::uint32_t offset_ = 0;
  std::uint32_t weight_ = 1;
  bool in_title_ = false;
};

TEST_CASE("a run holds what the analyser said, run after run") {
  MESSAGE("seed 51");
  testing::RandomNews news(51, 500, true);
  struct Row {
    Inverter::Limits limits;
    bool one_run;
  };
  const Row kRows[] = {{{}, true},
                       {{.tokens = 1}, false},
                       {{.tokens = 1'000}, false},
                       {{.vocabulary_bytes = 0}, false},
                       {{.tokens = 7, .vocabulary_bytes = 1'000}, false}};
  for (const auto& [limits, one_run] : kRows) {
    CAPTURE(limits.tokens);
    CAPTURE(limits.vocabulary_bytes);
    Inverter inverter = make_inverter(limits);
    DocumentStatsTable documents;
    for (const std::uint32_t count : {1u, 200u, 30u}) {
      CAPTURE(count);
      const auto first = static_cast<std::uint32_t>(documents.size());
      Expectation expectation;
      std::string language;
      for (std::uint32_t i = first; i < first + count; ++i) {
        const Article article = news.article(i);
        documents.push_back(inverter.add(i, article, language));
        expectation.add(i, article, 3);
      }
      std::vector<Run> runs = inverter.finish();
      CHECK(runs.front().first_document == first);
      if (count == 200) CHECK((runs.size() == 1) == one_run);
      const bool equal = read_all(std::move(runs), documents, 3) == expectation.lists;
      CHECK(equal);
    }
  }
}

TEST_CASE("title and body: one empty position between them, none without a title") {
  Inverter inverter = make_inverter();
  DocumentStatsTable documents;
  std::string language;
  documents.push_back(inverter.add(0, make_article("a", "Oil prices", "Oil rose"), language));
  documents.push_back(inverter.add(1, make_article("b", "", "Oil rose"), language));
  CHECK(documents[0] == DocumentStats{0, 2, 2, 2, 2});
  const Lists lists = read_all(inverter.finish(), documents, 2);
  const Postings oil = {{0, {3, {{0, 1}, {3, 1}}}}, {1, {1, {{0, 1}}}}};
  CHECK(lists.at(key_of(Field::text, "oil")) == oil);
  const Postings title_oil = {{0, {1, {{0, 1}}}}};
  CHECK(lists.at(key_of(Field::title, "oil")) == title_oil);
}

TEST_CASE("boundaries: where sentences and paragraphs begin, but the first word") {
  Inverter inverter = make_inverter();
  DocumentStatsTable documents;
  std::string language;
  documents.push_back(inverter.add(
      0, make_article("a", "Oil: it rose. Gold fell", "Tin rose. Iron fell.\n\nLead."), language));
  documents.push_back(inverter.add(1, make_article("b", "", "Oil rose. It fell."), language));
  const Lists lists = read_all(inverter.finish(), documents, 5);
  const Postings paragraphs = {{0, {2, {{6, 1}, {11, 1}}}}};
  CHECK(lists.at(key_of(Field::boundary, "p")) == paragraphs);
  const Postings sentences = {{0, {2, {{3, 1}, {8, 1}}}}, {1, {1, {{2, 1}}}}};
  CHECK(lists.at(key_of(Field::boundary, "s")) == sentences);
}

TEST_CASE(
    "boundaries: of hard-wrapped text, sentences that begin a line have a list of their own") {
  const std::string wrapped =
      "The rebels of the town said on Friday that they would leave it soon. It was\n"
      "the last town near the capital that they had held for nearly four long years.\n"
      "Buses came in the early morning to take the first of the families out of it,\n"
      "and the men who had fought there went with the last of the buses at night. A\n"
      "truce had been agreed upon the day before, after a siege of four years.\n";
  Inverter inverter = make_inverter();
  DocumentStatsTable documents;
  std::string language;
  documents.push_back(inverter.add(0, make_article("a", "", wrapped), language));
  const Lists lists = read_all(inverter.finish(), documents, 1);
  const Postings sentences = {{0, {2, {{14, 1}, {64, 1}}}}};
  CHECK(lists.at(key_of(Field::boundary, "s")) == sentences);
  const Postings lines = {{0, {1, {{32, 1}}}}};
  CHECK(lists.at(key_of(Field::boundary, "l")) == lines);
}

TEST_CASE("lengths: without stop words, but at least 1") {
  struct Row {
    const char* title;
    const char* body;
    DocumentStats row;
  };
  const Row kRows[] = {
      {"", "", {0, 0, 0, 0, 0}},
      {"Oil prices", "Oil rose", {0, 2, 2, 2, 2}},
      {"The price of oil", "It rose in the US", {0, 4, 5, 2, 2}},
      {"To be or not to be", "", {0, 6, 0, 1, 0}},
      {"", "The", {0, 0, 1, 0, 1}},
      {"", "Cease-fire talks", {0, 0, 3, 0, 3}},    // the joined form has no length of its own
      {"", "The WHO and the UN", {0, 0, 5, 0, 2}},  // capitals in a list of their own neither
      {"THE WHO AND THE UN", "", {0, 5, 0, 1, 0}},  // case says nothing
      {"", "IT IS\nIt is IT", {0, 0, 6, 0, 1}},     // line by line, a gap between them
  };
  Inverter inverter = make_inverter();
  std::uint32_t document = 0;
  for (const Row& row : kRows) {
    CAPTURE(row.title);
    CAPTURE(row.body);
    std::string language;
    const Article article = make_article(std::to_string(document), row.title, row.body);
    CHECK(inverter.add(document++, article, language) == row.row);
  }
}

TEST_CASE("keywords: folded, once a document; of long ones the start and a hash") {
  Inverter inverter = make_inverter();
  const std::string long_value(2'000, 'x');
  Article article = make_article("a", "", "");
  article.source = "Reuters";
  article.keywords = {{"Topics", "Crude Oil"}, {"topics", "crude oil"}, {"note", long_value}};
  DocumentStatsTable documents;
  std::string language;
  documents.push_back(inverter.add(0, article, language));
  const Lists lists = read_all(inverter.finish(), documents, 2);
  const Postings once = {{0, {1, {}}}};
  const Lists expected = {
      {key_of(Field::keyword, std::string("source\0reuters", 14)), once},
      {key_of(Field::keyword, std::string("topics\0crude oil", 16)), once},
      {key_of(Field::keyword, segment::keyword_word_term("topics", "crude")), once},
      {key_of(Field::keyword, segment::keyword_word_term("topics", "oil")), once},
      {key_of(Field::keyword, segment::keyword_term("note", long_value)), once}};
  CHECK(lists == expected);
}

TEST_CASE("urls: by host and parent domains, and whole by a hash") {
  struct Row {
    const char* url;
    std::vector<std::string> terms;
  };
  using segment::keyword_word_term;
  const Row rows[] = {
      {"https://www.bbc.co.uk/News/1/",
       {keyword_word_term("url", "www.bbc.co.uk"), keyword_word_term("url", "bbc.co.uk"),
        keyword_word_term("url", "co.uk"), segment::whole_url_term("www.bbc.co.uk/news/1")}},
      {"http://cnn.com/", {keyword_word_term("url", "cnn.com")}},
      {"file.txt", {keyword_word_term("url", "file.txt")}},
      {"", {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.url);
    Inverter inverter = make_inverter();
    Article article = make_article("a", "", "");
    article.url = row.url;
    DocumentStatsTable documents;
    std::string language;
    documents.push_back(inverter.add(0, article, language));
    Lists expected;
    for (const std::string& term : row.terms) {
      expected[key_of(Field::keyword, term)] = {{0, {1, {}}}};
    }
    CHECK(read_all(inverter.finish(), documents, 2) == expected);
  }
}

TEST_CASE("words are counted everywhere, those of headlines of capitals apart") {
  Inverter inverter = make_inverter();
  DocumentStatsTable documents;
  std::string language;
  documents.push_back(
      inverter.add(0, make_article("a", "OIL PRICES RISE SHARPLY", "The oil. The OIL."), language));
  std::vector<Run> runs = inverter.finish();
  RunSource source(std::move(runs.at(0)), documents, 2);
  std::map<std::string, segment::SurfaceCounts> counts;
  for (; source.valid(); testing::need(source.next())) {
    if (const auto found = source.surface_counts()) counts[std::string(source.key())] = *found;
  }
  using segment::SurfaceCounts;
  CHECK(counts.at(key_of(Field::text, "oil")) == SurfaceCounts{2, 1, 1});
  CHECK(counts.at(key_of(Field::text, "rise")) == SurfaceCounts{0, 0, 1});
  CHECK(counts.at(key_of(Field::surface, std::string("prices\0price", 12))) ==
        SurfaceCounts{0, 0, 1});
}

TEST_CASE("ids come in their order, not the documents'") {
  Inverter inverter = make_inverter();
  DocumentStatsTable documents;
  std::string language;
  for (const char* id : {"c", "a", "b"}) {
    const auto number = static_cast<std::uint32_t>(documents.size());
    documents.push_back(inverter.add(number, make_article(id, "", ""), language));
  }
  std::vector<Run> runs = inverter.finish();
  RunSource source(std::move(runs.at(0)), documents, 2);
  std::vector<std::pair<std::string, std::uint32_t>> ids;
  std::string id;
  for (std::uint32_t document = 0; testing::need(source.next_id(id, document));)
    ids.emplace_back(id, document);
  const std::vector<std::pair<std::string, std::uint32_t>> expected = {
      {"a", 1}, {"b", 2}, {"c", 0}};
  CHECK(ids == expected);
}

}  // namespace
}  // namespace newsidx::indexer
