#include "source/page/page_splitter.h"

#include <doctest/doctest.h>

using namespace newsidx;
using namespace newsidx::source;

namespace {

struct Split {
  std::string title;
  std::string body;
  bool operator==(const Split&) const = default;
};

std::vector<Split> split(std::string page) {
  std::vector<Split> articles;
  for (PageArticle& each : split_page(page)) {
    articles.push_back({each.article.title, each.article.body});
    CHECK(each.article.id == "");
    CHECK(each.article.source == "");
    CHECK(each.article.lang == "");
  }
  return articles;
}

const std::string kWrapped =
    "The United States and Russia could not agree on Friday on how to bring about\n"
    "A truce in Syria, but the top diplomats of the two key players announced\n"
    "that such a deal was near.\n";

}  // namespace

TEST_CASE("an ordinary page keeps all of its text") {
  struct Row {
    const char* name;
    std::string page;
    std::vector<Split> articles;
  };
  const Row kRows[] = {
      {"title and paragraphs",
       "Truce holds\n\nFirst one.\n\nSecond one.\n",
       {{"Truce holds", "First one.\nSecond one."}}},
      {"sub-heads stay",
       "Truce holds\n\nFirst one.\n\nMain obstacle\n\nSecond one.",
       {{"Truce holds", "First one.\nMain obstacle\nSecond one."}}},
      {"CRLF", "Truce holds\r\n\r\nFirst one.\r\n", {{"Truce holds", "First one."}}},
      {"a paragraph alone",
       "The truce held for a second day.",
       {{"", "The truce held for a second day."}}},
      {"a headline alone", "Truce holds", {{"Truce holds", ""}}},
      {"a headline right above its paragraph",
       "Truce holds\nThe truce held for a second day.",
       {{"Truce holds", "The truce held for a second day."}}},
      {"text broken into lines has no headline",
       kWrapped,
       {{"", kWrapped.substr(0, kWrapped.size() - 1)}}},
      {"a headline right above such text",
       "Truce near\n" + kWrapped,
       {{"Truce near", kWrapped.substr(0, kWrapped.size() - 1)}}},
      {"who wrote it",
       "Truce holds\nBy Ada Byron\n\nThe truce held for a second day.",
       {{"Truce holds", "By Ada Byron\nThe truce held for a second day."}}},
      {"who wrote it, and when",
       "Truce holds\nVon Ada Byron und Bea Byron\nAugust 27, 2016\n\nThe truce held.",
       {{"Truce holds", "Von Ada Byron und Bea Byron\nThe truce held."}}},
      {"a line that goes on with a by",
       "Truce in the town is held\nby all sides, and will be.\n\nThe truce held.",
       {{"", "Truce in the town is held\nby all sides, and will be.\nThe truce held."}}},
      {"a line that goes on is none",
       "This line goes on\nin the next one.",
       {{"", "This line goes on\nin the next one."}}},
      {"no-break spaces",
       "Truce\u00a0holds\n\u00a0\nUS\u00a0 and Russia.",
       {{"Truce holds", "US and Russia."}}},
      {"a two-line title page",
       "Annual report\n\nOf the ministry\n\nText.",
       {{"Annual report", "Of the ministry\nText."}}},
      {"other scripts", "停戦で合意\n\n停戦で合意した。", {{"停戦で合意", "停戦で合意した。"}}},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(split(row.page) == row.articles);
  }
}

TEST_CASE("a page without text has no article") {
  for (const char* page : {"", "\n\n", "Advertisement\n\n-\n", "\u00a0"}) {
    CHECK(split(page).empty());
  }
}

TEST_CASE("the heading of a teaser block with nothing below it, as the first line") {
  for (const std::string heading : {"see also", "Most read", "Latest news"}) {
    CAPTURE(heading);
    const std::vector<Split> alone = split(heading);
    REQUIRE(alone.size() == 1);
    CHECK(alone.front().title + alone.front().body == heading);
    CHECK(split(heading + "\nThe truce held in all of it.").size() == 1);
    CHECK(split("\u2022 Title\n\n  " + heading) == std::vector<Split>{{"Title", heading}});
  }
  for (const std::string heading : {"Related", "Also read:"}) {  // these are boilerplate, too
    CAPTURE(heading);
    CHECK(split(heading).empty());
    CHECK(split("\u2022 Title\n\n  " + heading) == std::vector<Split>{{"Title", ""}});
  }
}

TEST_CASE("the bullets of a list page are its articles") {
  CHECK(split("Tag: News\n\n  • First title\n\n    {Its lead.}\n\n    {{Sub-head}}\n\n    Text.\n"
              "  • Second title\n\n    Text {in braces} stays.\n\n    Caption\n") ==
        std::vector<Split>{{"First title", "Its lead.\nSub-head\nText."},
                           {"Second title", "Text {in braces} stays.\nCaption"}});
  CHECK(split("• Only title\n\n{Its lead.}\n\nText.") ==
        std::vector<Split>{{"Only title", "Its lead.\nText."}});
}

TEST_CASE("bullets within an article are its text") {
  CHECK(
      split(
          "What we know\n\nThe truce has three parts.\n\n  • Fighting stops\n\n    At midnight.\n\n"
          "  • Aid comes\n\n    By road.\n")
          .size() == 1);
  const auto points = split("What we know\n\n• Fighting stops\n• Aid comes\n• Talks go on\n");
  REQUIRE(points.size() == 1);
  CHECK(points[0].title == "What we know");
  CHECK(points[0].body == "• Fighting stops\n• Aid comes\n• Talks go on");
  CHECK(split("  • First\n\n    Text.\n\n    • a point\n\n    • Another point\n\n    Text.\n\n  • "
              "Second\n\n    Text.")
            .size() == 2);
}

TEST_CASE("a section label above the headline is no title") {
  CHECK(split("World Media\n\nTruce holds in Syria\n\n\nThe truce held.") ==
        std::vector<Split>{{"Truce holds in Syria", "The truce held."}});
  CHECK(split("World news\n\nThe truce held.\n\nAid came.") ==
        std::vector<Split>{{"World news", "The truce held.\nAid came."}});
  CHECK(split("Syria war\n\nTruce holds for second day\n\nThe truce held.") ==
        std::vector<Split>{{"Syria war", "Truce holds for second day\nThe truce held."}});
}

TEST_CASE("another article's headline below the text goes; a caption or a name stays") {
  const std::string page =
      "Kerry to meet Lavrov for Syria talks\n\nThe talks will be on Friday.\n\n";
  const auto body_with = [&page](const char* last) { return split(page + last).at(0).body; };
  const std::string kText = "The talks will be on Friday.";
  CHECK(body_with("Officials unsure of deal as Russia seeks Syria cease-fire") == kText);
  CHECK(body_with("Syria talks near, Kerry says\n\nShells hit Aleppo as Kerry flies home") ==
        kText);
  for (const char* kept : {"Kerry was in Geneva for the talks on Friday", "Syria talks go on",
                           "John Smith, foreign correspondent, Geneva bureau",
                           "Kerry and Lavrov shake hands before Syria talks."}) {
    CAPTURE(kept);
    CHECK(body_with(kept) == kText + '\n' + kept);
  }
}

TEST_CASE("articles know where they begin") {
  std::string page = "Share\n\nTitle\n\nText.";
  CHECK(split_page(page).at(0).line_number == 3);
}
