#include "source/page/boilerplate.h"

#include <doctest/doctest.h>

#include <string>

using namespace newsidx;
using namespace newsidx::source;

namespace {

struct Stripped {
  std::vector<std::string> lines;
  std::string published;
};

Stripped strip(std::string page) {
  const auto lines = split_lines(page);
  const PageContent content = strip_boilerplate(lines);
  Stripped stripped;
  for (const PageLine& line : content.lines) stripped.lines.emplace_back(line.text);
  if (content.published) stripped.published = content.published->to_string();
  return stripped;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("boilerplate and lines without a word go") {
  CHECK(strip("Title\n\nShare\n\nText one.\nAdvertisement\n* * *\nText two.\n\nRead more").lines ==
        Lines{"Title", "Text one.", "Text two."});
}

TEST_CASE("link lists go from two links on; one link could be text") {
  CHECK(strip("-\nTips for boxers - May 6, 2020\n-\nDogs - May 5, 2020\nTitle here\nText.").lines ==
        Lines{"Title here", "Text."});
  CHECK(strip("Title\n\nThe Battle of Hastings - October 14, 1066\n\nText.").lines.size() == 3);
  CHECK(strip("Title\n\nA day of truce - May 6, 2020\n\nText.").lines.size() == 3);
}

TEST_CASE("a teaser block goes with its heading, and the text behind it stays") {
  const std::string block =
      "Related stories\n\nTruce holds in Aleppo\n\nThe truce held.\n\nRead more\n"
      "Last update: Fri, 26/08/2016 - 23:12\n\nAid reaches Daraya\n\nAid was...\n\n";
  CHECK(strip("Title\n\nText one.\n\n" + block).lines == Lines{"Title", "Text one."});
  CHECK(strip("Title\n\nText one.\n\n" + block + "Text two.\n\nText three.").lines ==
        Lines{"Title", "Text one.", "Text two.", "Text three."});
  // The headline right above the text could be a sub-head: it stays.
  CHECK(strip("Text one.\n\nRead also\n\nFirst link\n\nSecond link\n\nText two.\n\nText three.")
            .lines == Lines{"Text one.", "Second link", "Text two.", "Text three."});
  // Nothing but text below the words: they are a sub-head.
  CHECK(strip("Text one.\n\nTop stories\n\nThe tower has nine storeys.\n\nText three.").lines ==
        Lines{"Text one.", "Top stories", "The tower has nine storeys.", "Text three."});
}

TEST_CASE("teasers without a heading need a neighbour") {
  const std::string teaser = "Truce holds in Aleppo\n\nThe truce held.\n\nRead more\n\n";
  const std::string other = "Aid reaches Daraya\n\nTrucks came.\n\nRead more\n\n";
  CHECK(strip("Text one.\n\nText two.\n\n" + teaser + other + "Text three.").lines ==
        Lines{"Text one.", "Text two.", "Text three."});
  // One alone could as well be a sub-head and a paragraph above a link.
  CHECK(strip("Text one.\n\nText two.\n\n" + teaser + "Text three.").lines ==
        Lines{"Text one.", "Text two.", "Truce holds in Aleppo", "The truce held.", "Text three."});
}

TEST_CASE("a page of nothing but teasers keeps them") {
  const std::string page =
      "Truce holds\n\nThe truce held.\n\nRead more\n\nAid arrives\n\nTrucks came.\n\nRead more";
  CHECK(strip(page).lines ==
        Lines{"Truce holds", "The truce held.", "Aid arrives", "Trucks came."});
  const std::string links = "Links\n\nFirst thing - May 6, 2020\nSecond thing - May 5, 2020";
  CHECK(strip(links).lines.size() == 3);
}

TEST_CASE("the page's own date is found, others are not taken for it") {
  struct Row {
    const char* name;
    const char* page;
    const char* published;
  };
  const Row kRows[] = {
      {"last update", "T\n\nText.\n\nLast update: Sat, 27/08/2016 - 02:17", "2016-08-27T02:17"},
      {"behind a teaser's",
       "T\n\nText.\n\nText.\n\nIn depth coverage\n\nOther\n\nTeaser.\n\nRead more\n"
       "Last update: Thu, 18/08/2016 - 10:16\nLast update: Sat, 27/08/2016 - 02:17",
       "2016-08-27T02:17"},
      {"only a teaser's",
       "T\n\nText.\n\nIn depth coverage\n\nOther\n\nTeaser.\n\nRead more\n"
       "Last update: Thu, 18/08/2016 - 10:16",
       ""},
      {"published before updated", "T\n\nPublished: 2016-08-26\nUpdated: 2016-08-27\n\nText.",
       "2016-08-26"},
      {"bare, at the top", "Title\n\nAugust 27, 2016\n\nText.", "2016-08-27"},
      {"bare, in the text", "T\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nAugust 27, 2016\n\nFive.", ""},
      {"in a sentence", "T\n\nThe war began on August 27, 2016.", ""},
      {"in a link list", "One thing - May 6, 2020\nOther thing - May 5, 2020\nT\n\nText. Text.",
       ""},
      {"none", "T\n\nText.", ""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(strip(row.page).published == row.published);
  }
}
