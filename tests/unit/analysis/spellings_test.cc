#include "analysis/spellings.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace newsidx::analysis;

namespace {

bool has(const std::vector<std::string>& spellings, const char* spelling) {
  return std::ranges::find(spellings, spelling) != spellings.end();
}

}  // namespace

TEST_CASE("British and American spellings find each other") {
  const std::pair<const char*, const char*> kRows[] = {
      {"colour", "color"},
      {"colourful", "colorful"},
      {"neighbours", "neighbors"},
      {"organise", "organize"},
      {"organisation", "organization"},
      {"analysed", "analyzed"},
      {"paralysing", "paralyzing"},
      {"centre", "center"},
      {"centred", "centered"},
      {"kilometres", "kilometers"},
      {"theatre", "theater"},
      {"travelled", "traveled"},
      {"cancelling", "canceling"},
      {"fuelled", "fueled"},
      {"labelling", "labeling"},
      {"counsellor", "counselor"},
      {"defence", "defense"},
      {"catalogue", "catalog"},
      {"programmes", "programs"},
      {"grey", "gray"},
      {"haemorrhage", "hemorrhage"},
      {"manoeuvred", "maneuvered"},
  };
  for (const auto& [british, american] : kRows) {
    CAPTURE(british);
    CHECK(has(other_spellings(british), american));
    CHECK(has(other_spellings(american), british));
  }
}

TEST_CASE("words that both write alike have no other spelling") {
  for (const char* word :
       {"call", "called", "filling", "filing", "size", "rise", "prize", "wise", "hour", "four",
        "after", "meter's", "failing", "oil", "", "Colour", "siège", "her", "tree"}) {
    CAPTURE(word);
    CHECK(other_spellings(word).empty());
  }
}
