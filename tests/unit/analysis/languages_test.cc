#include "analysis/languages.h"

#include <doctest/doctest.h>
#include <libstemmer.h>

#include <algorithm>
#include <set>
#include <string>

#include "analysis/analyzer.h"
#include "analysis/language_choice.h"

using namespace newsidx::analysis;

TEST_CASE("codes and names of languages") {
  struct Row {
    std::string code;
    std::string name;
  };
  const Row kRows[] = {
      {"en", "english"},
      {"en-GB", "english"},
      {"en_US", "english"},
      {"EN", "english"},
      {"eng", "english"},
      {"English", "english"},
      {"english", "english"},
      {"fr-CA", "french"},
      {"fre", "french"},
      {"fra", "french"},
      {"ger", "german"},
      {"deu", "german"},
      {"nb", "norwegian"},
      {"no", "norwegian"},
      {"nn", "norwegian"},
      {"nno", "norwegian"},
      {"nn-NO", "norwegian"},
      {"Norwegian Nynorsk", "norwegian"},
      {"Deutsch", "german"},
      {"DEUTSCH", "german"},
      {"German", "german"},
      {"français", "french"},
      {"Francais", "french"},
      {"Español", "spanish"},
      {"Русский", "russian"},
      {"Ελληνικά", "greek"},
      {"العربية", "arabic"},
      {"हिन्दी", "hindi"},
      {"pt-BR", "portuguese"},
      {"sr-Latn", "serbian"},
      {"el", "greek"},
      {"yi", "yiddish"},
      {"zh", ""},
      {"zh-Hant-TW", ""},
      {"zho", ""},
      {"Chinese", ""},
      {"ja", ""},
      {"th", ""},
      {"he", ""},
      {"none", ""},
      {"", ""},
      {"und", ""},
      {"xx", ""},
      {"porter", ""},
      {"klingonese", ""},
      {"e\xff", ""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.code);
    CHECK(language_name(row.code) == row.name);
  }
}

TEST_CASE("a language without a stemmer is told from no language") {
  for (const std::string code :
       {"zh", "zh-CN", "zho", "ja", "th", "heb", "Chinese", "Hebrew", "none"}) {
    CAPTURE(code);
    CHECK(find_language(code) == kNoStemmer);
  }
  for (const std::string code : {"", "und", "mul", "xx", "qqq", "??", "-", "klingonese"}) {
    CAPTURE(code);
    CHECK_FALSE(find_language(code).has_value());
  }
}

TEST_CASE("a language that somebody chooses is one that is written today") {
  for (const std::string name :
       {"english", "de", "Deutsch", "pt-BR", "vietnamese", "polish", "zh-Hant-TW", "Chinese", "ja",
        "heb", "Esperanto", "none", "None"}) {
    CAPTURE(name);
    CHECK(check_language(name).has_value());
  }
  struct Row {
    std::string name;
    std::string near;
  };
  const Row kRows[] = {{"englisch", "english"},
                       {"Polsh", "polish"},
                       {"japaneese", "japanese"},
                       {"grmean", "german"},
                       {"klingon", "arabic, a"},
                       {"tlh", "arabic, a"},
                       {"e\xff", ""}};
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const auto checked = check_language(row.name);
    REQUIRE_FALSE(checked.has_value());
    CHECK(checked.error().code == newsidx::ErrorCode::invalid_argument);
    CHECK(checked.error().to_string().starts_with("unknown language '" + row.name +
                                                  "' (try: " + row.near));
  }
}

TEST_CASE("the table names all languages of the Snowball that is installed") {
  std::set<std::string> installed;
  for (const char** name = sb_stemmer_list(); *name != nullptr; ++name) installed.insert(*name);
  for (const std::string algorithm :
       {"porter", "lovins", "kraaij_pohlmann", "german2", "dutch_porter"}) {
    installed.erase(algorithm);
  }
  const std::vector<std::string> names = language_names();
  CHECK(std::ranges::is_sorted(names));
  CHECK(std::set<std::string>(names.begin(), names.end()) == installed);
  for (const std::string& name : names) CHECK(name_of(find_language(name).value()) == name);
}
