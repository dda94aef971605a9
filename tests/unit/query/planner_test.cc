#include "query/planner.h"

#include <doctest/doctest.h>

#include "query/keyword_names.h"
#include "query/syntax/parser.h"
#include "support/segmented_index.h"
#include "support/temporary_folder.h"

namespace newsidx::query {
namespace {

Article article(std::string id, std::string title, std::string body) {
  Article article;
  article.id = std::move(id);
  article.title = std::move(title);
  article.body = std::move(body);
  article.source = "Reuters";
  article.url = "https://www.reuters.com/" + article.id;
  article.keywords = {{"topics", "crude oil"}, {"Media-Type", "Blog"}, {"dc.date_x", "2016"}};
  return article;
}

// Of a term. REQUIRES that the node is one.
std::uint64_t frequency_of(const PlanNode& node) {
  const auto* const term = node.as<TermNode>();
  REQUIRE(term != nullptr);
  return term->list.document_frequency;
}

// Two segments, so that frequencies are sums.
struct Fixture {
  Fixture() {
    testing::write_index(folder.file("index"),
                         {{article("a", "Oil", "The cease-fire holds. Oil prices."),
                           article("b", "", "Gold prices and a ceasefire.")},
                          {article("c", "Gold", "Oil and gold, said ISIS. Cease all fire.")}},
                         {});
    index.emplace(folder.file("index"));
  }
  testing::TemporaryFolder folder;
  std::optional<testing::OpenedIndex> index;
};

struct Row {
  const char* query;
  const char* plan;
};

const Row kRows[] = {
    // Leaves.
    {"oil", "oil"},
    {"prices^2.5", "price^2.5"},
    {"title:oil", "title:oil"},
    {"text:oil", "oil"},
    {"*", "*"},
    {"nowhere", "nothing"},
    {"\"oil prices\"", "\"oil price\""},
    {"\"oil nowhere\"", "nothing"},
    {"\"oil\"", "oil"},
    {"cease-fire", "(any ceasefir \"ceas fire\")"},
    {"\"the cease-fire holds\"", "\"the ceasefir|ceas+fire hold\""},
    {"ISIS", "text.caps:isis"},
    {"topics:\"Crude Oil\"",
     "(must keyword:topics~crude keyword:topics~oil should keyword:topics=crude oil)"},
    {"source:reuters", "keyword:source=reuters"},
    {"gol*", "gold"},
    {"title:o*", "title:oil"},
    {"pri* OR nowhere", "price"},
    // Nearness: operands in one piece, each part of it a place.
    {"oil NEAR/5 prices", "(NEAR/5 oil price)"},
    {"oil w/5 nowhere", "nothing"},
    {"oil NOT w/5 nowhere", "oil"},
    {"oil w/5 ...", "oil"},
    {"(oil OR nowhere) PRE/2 pri*", "(PRE/2 oil price)"},
    {"(oil gold) NEAR/2 \"oil prices\" w/s cease-fire",
     "(w/s (NEAR/2 (any oil gold) \"oil price\") (any ceasefir \"ceas fire\"))"},
    {"body:(gold NEAR/3 title:oil)", "(NEAR/3 body:gold title:oil)"},
    {"(oil NEAR/3 gold)^2 AND prices", "(must (NEAR/3 oil gold)^2 price)"},
    {"\"oil prices\"~2", "\"oil price\"~2"},
    {"\"oil * * prices\"", "\"oil * * price\""},
    {"\"* oil prices *\"", "\"oil price\""},
    {"\"oil nowhere\"~3", "nothing"},
    {"\"oil\"~3", "oil"},
    {"atleast3(oil OR prices)", "(atleast3 (any oil price))"},
    {"hlead(oil)", "hlead:oil"},
    {"hlead:\"oil prices\"", "hlead:\"oil price\""},
    {"hlead(oil w/p gold)", "(w/p hlead:oil hlead:gold)"},
    // Groups of one are unwrapped, groups of one kind merged, with their boosts.
    {"((oil))", "oil"},
    {"(oil^2)^3", "oil^6"},
    {"oil (gold prices)", "(should oil gold price)"},
    {"oil (gold prices)^2", "(should oil gold^2 price^2)"},
    {"+oil +(+gold +prices)^2", "(must oil gold^2 price^2)"},
    {"+oil +(+gold -prices)", "(must oil gold not price)"},
    {"+oil (gold prices)", "(must oil should gold price)"},
    {"oil (gold -prices)", "(should oil (should gold not price))"},
    // The same word twice counts twice and is read once.
    {"oil gold oil", "(should oil^2 gold)"},
    {"oil^2 (oil gold)^3", "(should oil^5 gold^3)"},
    // A compound beside other words is the better of its joined form and the sum of its parts.
    {"cease-fire gold", "(should (any ceasefir (should ceas fire)) gold)"},
    {"cease-fire^2 gold", "(should (any ceasefir (should ceas fire))^2 gold)"},
    {"title:cease-fire gold", "gold"},
    {"+cease-fire gold", "(must (any ceasefir \"ceas fire\") should gold)"},
    {"+gold cease-fire", "(must gold should (any ceasefir (should ceas fire)))"},
    {"cease-fire OR gold", "(should (any ceasefir \"ceas fire\") gold)"},
    {"cease-fire -gold", "(should (any ceasefir \"ceas fire\") not gold)"},
    {"cease-fire the", "(any ceasefir \"ceas fire\")"},
    {"oil/gold prices", "(should oil gold price)"},
    {"oil/gold", "(should oil gold)"},
    {"+oil/gold", "(must oil gold)"},
    {"-oil/gold", "(must * not \"oil gold\")"},
    {"gold-nowhere prices", "(should gold price)"},
    {"the-gold prices", "(should gold price)"},
    // Stop words of a list are left out where something else is to be found.
    {"the oil", "oil"},
    {"the prices of oil", "(should price oil)"},
    {"THE PRICES OF OIL", "(should price oil)"},
    {"The oil and, of, gold!", "(should oil gold)"},
    {"and/the oil", "oil"},
    {"the nowhere", "nothing"},
    {"+oil the", "oil"},
    {"+(oil) (the gold)", "(must oil should gold)"},
    {"the \"oil prices\"", "\"oil price\""},
    {"the gol*", "gold"},
    {"the *", "*"},
    // Where nothing else is, they are looked for.
    {"the", "the"},
    {"the and", "(should the and)"},
    {"the !!!", "the"},
    {"the -oil", "(should the not oil)"},
    {"the topics:\"crude oil\"",
     "(must the (filter (must keyword:topics~crude keyword:topics~oil should "
     "keyword:topics=crude oil)))"},
    // Fields and ranges beside words filter.
    {"oil source:reuters", "(must oil (filter keyword:source=reuters))"},
    {"source:reuters oil^2", "(must oil^2 (filter keyword:source=reuters))"},
    {"oil gold source:reuters topics:crude",
     "(must (should oil gold) (filter keyword:source=reuters) (filter keyword:topics~crude))"},
    {"+oil gold source:reuters", "(must oil (filter keyword:source=reuters) should gold)"},
    {"oil AND source:reuters", "(must oil (filter keyword:source=reuters))"},
    {"oil OR source:reuters", "(should oil (filter keyword:source=reuters))"},
    {"oil topics:crude topics:oil", "(must oil (filter keyword:topics~crude keyword:topics~oil))"},
    {"oil +topics:crude +topics:oil",
     "(must oil (filter keyword:topics~crude) (filter keyword:topics~oil))"},
    {"oil source:(reuters OR ap)", "(must oil (filter keyword:source=reuters))"},
    {"oil source:ap", "nothing"},
    {"oil -source:reuters", "(should oil not (filter keyword:source=reuters))"},
    {"cease-fire source:reuters",
     "(must (any ceasefir \"ceas fire\") (filter keyword:source=reuters))"},
    {"ISIS source:Reuters", "(must text.caps:isis (filter keyword:source=reuters))"},
    {"oil date:2016", "(must oil date:2016)"},
    {"date:2015 oil date:2016", "(must oil (filter date:2015 date:2016))"},
    {"date:2016", "date:2016"},
    {"* source:reuters", "keyword:source=reuters"},
    {"source:reuters topics:crude", "(must keyword:source=reuters keyword:topics~crude)"},
    {"source:reuters -oil", "(must keyword:source=reuters not oil)"},
    {"dc.date_x:[2015 TO 2017]", "dc.date_x:[2015 TO 2017]"},
    {"topics:crude", "keyword:topics~crude"},
    {"topics:cru*", "(any keyword:topics=crude oil keyword:topics~crude)"},
    {"id:nowhere", "nothing"},
    {"id:b", "keyword:id=b"},
    {"id:B", "nothing"},
    {"url:reuters.com", "keyword:url~reuters.com"},
    {"url:HTTP://www.reuters.com/", "keyword:url~www.reuters.com"},
    {"url:www.reut*", "keyword:url~www.reuters.com"},
    {"url:www.reuters.com/other", "nothing"},
    // Fields of any name, in either case.
    {"media-type:blog", "keyword:media-type=blog"},
    {"MEDIA-TYPE:bl*", "keyword:media-type=blog"},
    {"dc.date_x:2016", "keyword:dc.date_x=2016"},
    // What is in the body.
    {"body:oil", "body:oil"},
    {"body:oil^2", "body:oil^2"},
    {"body:gol*", "body:gold"},
    {"body:ISIS", "body:text.caps:isis"},
    {"body:\"oil prices\"", "body:\"oil price\""},
    {"body:cease-fire", "(any body:ceasefir body:\"ceas fire\")"},
    {"body:cease-fire gold", "(should (any body:ceasefir (should body:ceas body:fire)) gold)"},
    {"-body:oil", "(must * not body:oil)"},
    {"body:nowhere", "nothing"},
    // What was done to them says that they are meant.
    {"+the oil", "(must the should oil)"},
    {"+the and", "(must the should and)"},
    {"oil -the", "(should oil not the)"},
    {"the^2 oil", "(should the^2 oil)"},
    {"text:the oil", "(should the oil)"},
    {"\"the\" oil", "(should the oil)"},
    {"the OR oil", "(should the oil)"},
    {"the AND oil", "(must the oil)"},
    {"\"and a ceasefire\" and", "\"and a ceasefir\""},
    {"THE oil", "oil"},  // a name in capitals that no article has
    // What cannot match goes, with what needs it.
    {"oil nowhere", "oil"},
    {"+oil +nowhere", "nothing"},
    {"+oil nowhere", "oil"},
    {"oil -nowhere", "oil"},
    {"oil +(gold AND nowhere)", "nothing"},
    {"nowhere -oil", "nothing"},
    // Signs alone say nothing.
    {"oil !!!", "oil"},
    {"+oil +!!!", "oil"},
    // Only exclusions: everything else, also when what is excluded is nowhere.
    {"-oil", "(must * not oil)"},
    {"-oil -gold", "(must * not oil gold)"},
    {"-nowhere", "*"},
    {"+gold +(-oil)", "(must gold * not oil)"},
};

TEST_CASE("plans") {
  Fixture fixture;
  for (const Row& row : kRows) {
    const std::string query = row.query;
    CAPTURE(query);
    const auto plan = fixture.index->plan(query);
    if (!plan) {
      FAIL_CHECK(plan.error().to_string());
      continue;
    }
    CHECK(to_string(plan->root) == std::string(row.plan));
    CHECK(plan->remarks.warnings.empty());
  }
}

TEST_CASE("document frequencies are sums over the segments") {
  Fixture fixture;
  CHECK(frequency_of(testing::need(fixture.index->plan("oil")).root) == 2);
  CHECK(frequency_of(testing::need(fixture.index->plan("gold")).root) == 2);
  CHECK(frequency_of(testing::need(fixture.index->plan("title:gold")).root) == 1);
  CHECK(frequency_of(testing::need(fixture.index->plan("source:Reuters")).root) == 3);
}

struct ErrorRow {
  const char* query;
  ErrorCode code;
  const char* message;
};

const ErrorRow kErrors[] = {
    {"titel:oil", ErrorCode::invalid_argument, "no field 'titel' in this index (try: title;"},
    {"title:*", ErrorCode::invalid_argument, "'*' alone stands for all articles"},
    {"topics:(oil *)", ErrorCode::invalid_argument, "takes no field: 'topics:*' (try: "},
    {"oil (topic:o*)", ErrorCode::invalid_argument, "no field 'topic' in this index (try: topics;"},
    {"source:reuters NEAR/3 oil", ErrorCode::invalid_argument, "has no place in a text"},
    {"atleast2(source:reuters)", ErrorCode::invalid_argument, "has no place in a text"},
};

TEST_CASE("queries that cannot be planned") {
  Fixture fixture;
  for (const ErrorRow& row : kErrors) {
    const std::string query = row.query;
    CAPTURE(query);
    const auto plan = fixture.index->plan(query);
    REQUIRE(!plan.has_value());
    CHECK(plan.error().code == row.code);
    CHECK_MESSAGE(plan.error().to_string().find(row.message) != std::string::npos,
                  plan.error().to_string());
  }
}

// 300 words "zaa" to "zlo"; every one in the first segment, every third in the second.
struct ManyWords {
  ManyWords() {
    std::string all;
    std::string third;
    for (int i = 0; i < 300; ++i) {
      const std::string word = {'z', static_cast<char>('a' + i / 26),
                                static_cast<char>('a' + i % 26)};
      all += word + ' ';
      if (i % 3 == 0) third += word + ' ';
    }
    testing::write_index(folder.file("index"),
                         {{article("all", "", all)}, {article("third", "", third)}}, {"plain", 1});
    index.emplace(folder.file("index"));
  }
  testing::TemporaryFolder folder;
  std::optional<testing::OpenedIndex> index;
};

TEST_CASE("a prefix keeps the 256 most frequent words, in byte order, and warns") {
  ManyWords words;
  const Plan plan = testing::need(words.index->plan("z*"));
  REQUIRE(plan.root.as<DisMaxNode>() != nullptr);
  const std::vector<PlanNode>& ways = plan.root.as<DisMaxNode>()->clauses;
  REQUIRE(ways.size() == kMaxPrefixExpansions);
  CHECK(plan.list_count == kMaxPrefixExpansions);
  std::size_t frequent = 0;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    if (frequency_of(ways[i]) == 2) ++frequent;
    if (i > 0) CHECK(ways[i - 1].as<TermNode>()->list.term < ways[i].as<TermNode>()->list.term);
  }
  CHECK(frequent == 100);
  REQUIRE(plan.remarks.warnings.size() == 1);
  CHECK(plan.remarks.warnings[0].message.find("'z*' stands for 300 words") == 0);
  CHECK(testing::need(words.index->plan("za*")).remarks.warnings.empty());
  const Plan fewer = testing::need(words.index->plan("za*"));
  REQUIRE(fewer.root.as<DisMaxNode>() != nullptr);
  CHECK(fewer.root.as<DisMaxNode>()->clauses.size() == 26);
}

TEST_CASE("no more than 1,024 lists after expansion") {
  ManyWords words;
  CHECK(words.index->plan("z* z* z* z*").has_value());
  const auto plan = words.index->plan("z* z* z* z* zaa");
  REQUIRE(!plan.has_value());
  CHECK(plan.error().code == ErrorCode::limit);
}

TEST_CASE("what no article has is told") {
  struct MissingRow {
    std::string query;
    std::vector<std::string> missing;
  };
  const MissingRow rows[] = {
      {"oil", {}},
      {"+oil +nowhere", {"nowhere"}},
      {"oil nowhere \"gold nowhere\" zz* title:cease -nobody",
       {"nowhere", "\"gold nowhere\"", "zz*", "title:cease", "nobody"}},
      {"(nowhere OR nobody)", {"nowhere", "nobody"}},
  };
  Fixture fixture;
  for (const MissingRow& row : rows) {
    CAPTURE(row.query);
    CHECK(testing::need(fixture.index->plan(row.query)).missing == row.missing);
  }
}

TEST_CASE("names of keyword fields, over all segments") {
  Fixture fixture;
  const std::vector<std::string> expected = {"dc.date_x", "media-type", "source", "topics", "url"};
  CHECK(testing::need(keyword_names(fixture.index->segments(), CancellationToken())) == expected);
}

}  // namespace
}  // namespace newsidx::query
