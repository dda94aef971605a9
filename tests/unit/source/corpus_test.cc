// The five seed pages: what each holds, and what on them is not part of an article.

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <map>

#include "source_fixture.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

const Reading& corpus() {
  static const Reading reading = read_all({NEWSIDX_SOURCE_DIR "/corpus"});
  return reading;
}

const Article& article(const std::string& id) {
  for (const Article& each : corpus().articles) {
    if (each.id == id) return each;
  }
  FAIL("no article " << id);
  return corpus().articles.front();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

const std::string kPage0 = "000_2cd8fd6be6c6e38a.txt";
const std::string kPage1 = "001_a246f93a30b869c3.txt";
const std::string kPage2 = "002_fd69f200e9bb9127.txt";
const std::string kPage3 = "003_e72ece10a3700f64.txt";
const std::string kPage4 = "004_f3e49aef8655e5aa.txt";

}  // namespace

TEST_CASE("the seed pages hold fourteen articles") {
  REQUIRE(corpus().error == "");
  std::vector<std::string> ids;
  for (int number = 1; number <= 10; ++number) ids.push_back(kPage0 + '#' + std::to_string(number));
  ids.insert(ids.end(), {kPage1, kPage2, kPage3, kPage4});
  CHECK(ids_of(corpus()) == ids);
  CHECK(corpus().problems.empty());
  CHECK(corpus().counts.files == 5);
  CHECK(corpus().counts.files_ignored == 1);  // README.md
  CHECK(corpus().counts.files_skipped == 0);
  CHECK(corpus().counts.articles == 14);
  CHECK(corpus().counts.text_bytes == corpus().total_input_bytes);
  CHECK(corpus().counts.input_bytes == corpus().total_input_bytes);
}

TEST_CASE("each article has its title, its lead and its last line") {
  struct Row {
    std::string id;
    const char* title;
    const char* lead_start;
    const char* end;
    std::size_t line_count;
  };
  const Row kRows[] = {
      {kPage0 + "#1", "Singapore confirms 41 locally transmitted Zika cases",
       "Singapore expects more cases", "had traveled recently to Zika-affected areas", 21},
      {kPage0 + "#2", "Russia: Moscow warehouse fire kills 17 Kyrgyz workers",
       "Emergency services were able to rescue", "They often live in appalling conditions.", 11},
      {kPage0 + "#3", "Turkey targets Kurdish forces south of Syria’s Jarablus",
       "On soldier killed in rocket attack", "said van Wilgenburg.", 28},
      {kPage0 + "#4", "Juno space probe makes closest approach to Jupiter", "NASA says space probe",
       "scheduled to end in February 2018.", 10},
      {kPage0 + "#5", "Haiti’s peanut producers oppose 500-tonne US donation",
       "Over 50 groups of farmers", "a flimsy economy in a poor one.", 11},
      {kPage0 + "#6", "Syria war: Dozens killed while attending Aleppo funeral",
       "At least 24 killed in barrel bomb attack", "according to the UN.", 22},
      {kPage0 + "#7", "Children Brutalized by IS Will Need Urgent Help, Experts Say",
       "The chilling image of five children", "executing Kurdish fighters.", 28},
      {kPage0 + "#8", "UN Security Council Unanimously Condemns North Korea Missile Launch",
       "The U.N. Security Council has unanimously condemned", "South Korea, July 6, 2016.", 27},
      {kPage0 + "#9", "Obama Plans to Create World’s Largest Marine Protected Area",
       "WASHINGTON -The White House says", "Papahanaumokuakea Marine National Monument.", 11},
      {kPage0 + "#10", "US and Russia ‘close’ to reaching Syria peace agreement",
       "Kerry and Lavrov say", "a quarter of a million people before the war", 24},
      {kPage1, "US, Russia close in on Syria truce deal but differences remain",
       "The United States and Russia could not agree Friday", "who asked not to be named.", 25},
      {kPage2, "‘Clarity’ achieved with Russian Federation on Syria truce steps, says Kerry",
       "The United States and Russia failed Friday", "concern for their safety.", 15},
      {kPage3, "Fighting displaces 100000 in central Syria in 8 days",
       "The United States and Russia have not reached", "longstanding complaint of his government.",
       16},
      {kPage4, "Kerry, Russian counterpart to meet in Geneva for Syria talks",
       "Opposition groups say Russian Federation", "a siege of the Syrian regime.", 15},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.id);
    const Article& found = article(row.id);
    CHECK(found.title == row.title);
    CHECK(found.body.starts_with(row.lead_start));
    CHECK(found.body.ends_with(row.end));
    CHECK(lines_of(found.body).size() == row.line_count);
    CHECK(found.source == "");
    CHECK(found.lang == "en");  // told by its text
    CHECK(found.url == "");
  }
}

TEST_CASE("only page 001 says when it was published") {
  for (const Article& each : corpus().articles) {
    CAPTURE(each.id);
    CHECK(each.published.has_value() == (each.id == kPage1));
  }
  const auto& published = article(kPage1).published;
  REQUIRE(published.has_value());
  CHECK(published->to_string() == "2016-08-27T02:17");
  CHECK(published->precision == Timestamp::Precision::minute);
  CHECK_FALSE(published->zone_known);
}

TEST_CASE("every line of a page is in an article or is one of these") {
  const std::map<std::string, std::vector<std::string>> kBoilerplate = {
      {kPage0, {"Tag: InternationalNews"}},
      {kPage2,
       {"-", "Tips for becoming a good boxer - November 6, 2020",
        "7 expert tips for making your hens night a memorable one - November 6, 2020",
        "5 reasons to host your Christmas party on a cruise boat - November 6, 2020",
        "What to do when you’re charged with a crime - November 6, 2020",
        "Should you get one or multiple dogs? Here’s all you need to know - November 3, 2020",
        "A Guide: How to Build Your Very Own Magic Mirror - February 14, 2019",
        "Our Top Inspirational Baseball Stars - November 24, 2018",
        "Five Tech Tools That Will Help You Turn Your Blog into a Business - November 24, 2018",
        "How to Indulge on Vacation without Expanding Your Waist - November 9, 2018",
        "5 Strategies for Businesses to Appeal to Today’s Increasingly Mobile-Crazed Customers - "
        "November 9, 2018",
        "Advertisement"}},
      {kPage3, {"World Media"}},
      {kPage4,
       {"Share", "Advertisement", "Officials unsure of deal as US Russia seek Syria cease-fire"}},
  };
  for (const auto& [page, boilerplate] : kBoilerplate) {
    CAPTURE(page);
    std::string kept = "\n";
    for (const Article& each : corpus().articles) {
      if (each.id.starts_with(page)) kept += each.title + '\n' + each.body + '\n';
    }
    std::ifstream file(NEWSIDX_SOURCE_DIR "/corpus/" + page);
    for (std::string line; std::getline(file, line);) {
      while (line.starts_with(' ')) line.erase(0, 1);
      if (line.starts_with("• ")) line.erase(0, 4);
      if (line.starts_with("{{")) line = line.substr(2, line.size() - 4);
      if (line.starts_with("{")) line = line.substr(1, line.size() - 2);
      if (line.empty()) continue;
      CAPTURE(line);
      const bool is_boilerplate =
          std::find(boilerplate.begin(), boilerplate.end(), line) != boilerplate.end();
      CHECK((kept.find('\n' + line + '\n') != std::string::npos) == !is_boilerplate);
    }
  }
}

TEST_CASE("page 001 is searched without its teasers") {
  const std::string& body = article(kPage1).body;
  for (const char* teaser : {"In depth coverage", "Locals, rebels bused out",
                             "The first buses carrying", "Amnesty", "Read more", "Last update",
                             "More from World", "Mosul", "Somali", "Sweden", "\u00a0", "  "}) {
    CAPTURE(teaser);
    CHECK(body.find(teaser) == std::string::npos);
  }
  CHECK(body.find("US Secretary of State John Kerry") != std::string::npos);  // a no-break space
}
