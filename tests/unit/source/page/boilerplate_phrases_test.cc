#include "source/page/boilerplate_phrases.h"

#include <doctest/doctest.h>

using namespace newsidx::source;

TEST_CASE("set phrases count only as whole lines") {
  struct Row {
    const char* line;
    bool boilerplate;
    bool teaser_heading;
  };
  const Row kRows[] = {
      {"Advertisement", true, false},
      {"ADVERTISEMENT", true, false},
      {"Share", true, false},
      {"» Read more...", true, false},
      {"Continue reading →", true, false},
      {"READ MORE: Turkey sends tanks into Syria", true, false},
      {"Tag: InternationalNews", true, false},
      {"Filed under: World, Syria", true, false},
      {"In depth coverage", false, true},
      {"More from World", false, true},
      {"Editor’s picks", false, true},
      {"You may also like:", false, true},
      {"Related", true, true},
      {"Share prices fall in Tokyo", false, false},
      {"Advertisement spending rose by a third last year.", false, false},
      {"Read more: he said it was the only way to learn.", false, false},
      {"Share this view, and you will be called names.", false, false},
      {"More from the minister was not to be had on Friday.", false, false},
      {"More in the north than in the south of the country", false, false},
      {"Tagged birds return", false, false},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.line);
    CHECK(is_boilerplate(row.line) == row.boilerplate);
    CHECK(is_teaser_heading(row.line) == row.teaser_heading);
  }
}

TEST_CASE("section labels are made of the names of sections") {
  for (const char* label :
       {"World Media", "WORLD", "Middle East", "Home > News > Asia", "Science & Technology"}) {
    CAPTURE(label);
    CHECK(is_section_label(label));
  }
  for (const char* text :
       {"Syria war", "World Cup final", "Media mogul dies", "News of the World closes"}) {
    CAPTURE(text);
    CHECK_FALSE(is_section_label(text));
  }
}

TEST_CASE("headlines lack the function words of prose") {
  CHECK_FALSE(has_function_word("Officials unsure of deal as US Russia seek Syria cease-fire"));
  CHECK(has_function_word("Daraya was home to a quarter of a million people before the war"));
  CHECK(has_function_word("None of those infected had traveled recently to Zika-affected areas"));
  CHECK(share_a_word("Talks on Syria’s future", "SYRIA’S war"));
  CHECK_FALSE(share_a_word("Talks on the UN", "The UN on war"));  // short words say nothing
}
