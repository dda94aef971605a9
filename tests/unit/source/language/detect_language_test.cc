#include "source/language/detect_language.h"

#include <doctest/doctest.h>

using namespace newsidx::source;

TEST_CASE("the language of a text is told by its script and words") {
  struct Row {
    std::string text;
    std::string language;
  };
  const Row kRows[] = {
      {"The storm reached the coast on Monday and left many houses without power.", "en"},
      {"Der Sturm erreichte am Montag die Küste und viele Häuser waren ohne Strom.", "de"},
      {"La tempête a atteint la côte lundi et de nombreuses maisons sont sans courant.", "fr"},
      {"La tormenta llegó a la costa el lunes y dejó muchas casas sin electricidad.", "es"},
      {"A tempestade chegou à costa na segunda-feira e deixou muitas casas sem luz.", "pt"},
      {"La tempesta ha raggiunto la costa lunedì e molte case sono rimaste senza luce.", "it"},
      {"De storm bereikte maandag de kust en veel huizen zitten nu zonder stroom.", "nl"},
      {"Буря достигла побережья в понедельник, и многие дома остались без света.", "ru"},
      {"Буря досягла узбережжя в понеділок, і багато будинків залишилися без світла.", "uk"},
      {"وصلت العاصفة إلى الساحل يوم الاثنين وتركت منازل كثيرة بلا كهرباء.", "ar"},
      {"הסערה הגיעה אל החוף ביום שני והשאירה בתים רבים ללא חשמל.", "he"},
      {"風暴於星期一抵達海岸，許多房屋沒有電力供應，學校也關閉了。", "zh"},
      {"风暴于星期一抵达海岸，许多房屋没有电力供应，学校也关闭了。", "zh"},
      {"嵐は月曜日に海岸に達し、多くの家が停電になりました。", "ja"},
      {"폭풍이 월요일에 해안에 도달하여 많은 집이 정전되었습니다.", "ko"},
      {"พายุมาถึงชายฝั่งในวันจันทร์และบ้านหลายหลังไม่มีไฟฟ้าใช้", "th"},
      {"Η καταιγίδα έφτασε στην ακτή τη Δευτέρα και πολλά σπίτια έμειναν χωρίς ρεύμα.", "el"},
      {"", ""},
      {"12 345 678,90 -- 17:05", ""},
      {"OK", ""},
      {"\xff\xfe\xfd not UTF-8 \xc3", ""},
      {"http://e.org/a/b?c=d", ""},
      {"Der Sturm\x01 erreichte am Montag\xc2\x93 die Küste und viele Häuser waren ohne Strom.",
       "de"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(detect_language(row.text) == row.language);
  }
}

TEST_CASE("English that is told by its function words alone is what CLD2 calls English") {
  const std::string english =
      "The storm reached the coast on Monday and left many houses without power, said the head of "
      "the weather service. People from the villages by the sea were taken to schools that had "
      "been "
      "made ready for them, with food and water for a week. ";
  const std::string german =
      "Der Sturm erreichte am Montag die Westseite und viele Wohnungen waren ohne Strom, sagte der "
      "Leiter des Wetterdienstes. Menschen aus den Orten am Meer kamen in Schulen, die man in der "
      "Nacht bereit gemacht hatte, mit Essen und Wasser an jedem Tag. ";
  CHECK(detect_language(english + english) == "en");
  CHECK(detect_language(german + german) == "de");
  CHECK(detect_language(english + german + german + german) != "en");
}

TEST_CASE("a long text costs no more than its beginning") {
  std::string text;
  while (text.size() < 20'000'000) text += "Der Sturm erreichte am Montag die Küste. ";
  CHECK(detect_language(text) == "de");
}
