#include <doctest/doctest.h>

#include "unit/analysis/token_text.h"

using namespace newsidx::analysis;

namespace {

// "{ceasefir} {ceas fire}" for each word, with "/" between words; "^isis" of a word in capitals,
// with
// "!" behind it where it would be a function word; pairs of units in brackets.
std::string to_text(const std::vector<QueryWord>& words) {
  std::string text;
  for (const QueryWord& word : words) {
    if (!text.empty()) text += " /";
    for (const TermSequence& sequence : word.alternatives) {
      text += text.empty() ? "{" : " {";
      for (const QueryTerm& term : sequence) {
        if (&term != &sequence.front()) text += ' ';
        if (term.kind == TermKind::caps) text += '^';
        text += term.term;
      }
      text += '}';
    }
    if (!word.capitals.empty()) text += " ^" + word.capitals;
    if (word.is_function_word_otherwise) text += '!';
    if (word.pairs.empty()) continue;
    text += " [";
    for (const QueryTerm& pair : word.pairs)
      text += (&pair == word.pairs.data() ? "" : " ") + pair.term;
    text += ']';
  }
  return text;
}

}  // namespace

TEST_CASE("words of a query and the ways in which they may stand in a text") {
  struct Row {
    std::string name;
    std::string text;
    std::vector<std::string> languages;
    bool all_capitals;
    std::string words;
  };
  const Row kRows[] = {
      {"nothing", " - ", {"english"}, false, ""},
      {"words", "Daraya sieges", {"english"}, false, "{daraya} / {sieg}"},
      {"possessive", "Syria’s", {"english"}, false, "{syria}"},
      {"accents", "Erdoğan", {"english"}, false, "{erdogan}"},
      {"digit groups", "600,000", {"english"}, false, "{600000}"},
      {"acronym", "U.S.", {"english"}, false, "{us} ^us"},
      {"capitals that stemming keeps", "NATO", {"english"}, false, "{nato} ^nato"},
      {"capitals that stemming loses", "ISIS", {"english"}, false, "{isi} ^isis"},
      {"the same in lower case", "isis", {"english"}, false, "{isi}"},
      {"the same in a query of capitals", "ISIS", {"english"}, true, "{isi} ^isis"},
      {"capitals in two languages", "ISIS", {"none", "english"}, false, "{isis/-} {isi} ^isis"},
      {"plural of an acronym", "MPs", {"english"}, false, "{mp}"},
      {"with a vowel", "NGOs", {"english"}, false, "{ngos} {ngo}"},
      {"one that stemming knows", "ASEANs", {"english"}, false, "{asean}"},
      {"the same in small letters", "mps", {"english"}, false, "{mp}"},
      {"no plural", "US's MPS", {"english"}, false, "{us} ^us / {mp} ^mps"},
      {"another language", "MPs", {"german"}, false, "{mps/de}"},
      {"compound", "cease-fire", {"english"}, false, "{ceasefir} {ceas fire}"},
      {"compound in a phrase",
       "the cease-fire deal",
       {"english"},
       false,
       "{the} / {ceasefir} {ceas fire} / {deal}"},
      {"compound with capitals", "US-backed", {"english"}, false, "{usback} {us back}"},
      {"compound with acronym", "U.S.-led", {"english"}, false, "{usl} {us led}"},
      {"four parts", "a-b-c-d", {"english"}, false, "{abcd} {a b c d}"},
      {"five parts", "a-b-c-d-e", {"english"}, false, "{a b c d e}"},
      {"numbers", "2010-2012", {"english"}, false, "{2010 2012}"},
      {"a Thai name that a text cuts otherwise", "ผยง", {"english"}, false, "{ผยง} {ผ ยง}"},
      {"a Thai word within another", "สมบัติ", {"english"}, false, "{สมบัติ}"},
      {"Thai words in a row", "ไปกรุงเทพ", {"english"}, false, "{ไป} / {กรุงเทพ}"},
      {"blank before the hyphen", "USA -backed", {"english"}, false, "{usa} ^usa / {back}"},
      {"several languages",
       "nations",
       {"english", "french", "none"},
       false,
       "{nation} {nation/fr} {nations/-}"},
      {"numbers in several languages", "2016", {"english", "french"}, false, "{2016}"},
      {"compound in several languages",
       "cease-fires",
       {"english", "none"},
       false,
       "{ceasefir} {ceas fire} {ceasefires/-} {cease/- fires/-}"},
      {"unknown languages: the default", "nations", {"??"}, false, "{nation}"},
      {"no languages: the default", "nations", {}, false, "{nation}"},
      {"Chinese", "中国总理", {"english", "none"}, false, "{中国} [中国 国总] / {总理} [总理]"},
      {"Chinese, an odd number", "图书馆", {"none"}, false, "{图书} [图书 书馆] / {馆}"},
      {"Japanese long vowel",
       "コンピューター",
       {"none"},
       false,
       "{コン ピュ ータ} [コン ンピ ピュ ュー ータ ター]"},
      {"Korean particle", "대통령은", {"none"}, false, "{대통 령은} {대통 령} [대통 통령 령은]"},
      {"Korean without a particle", "고양", {"none"}, false, "{고양} [고양]"},
      {"digit groups of some language", "10 000", {"english", "french"}, false, "{10000} {10 000}"},
      {"no digit groups", "10 000", {"english"}, false, "{10} / {000}"},
      {"the script tells the language", "выборы", {"english"}, false, "{выбор/ru}"},
      {"an elided article", "l'état", {"french"}, false, "{etat/fr}"},
      {"one in one of two languages",
       "l'état",
       {"english", "french"},
       false,
       "{letat} {l etat} {etat/fr}"},
      {"two words in one piece", "alpha/beta", {"english"}, false, "{alpha} / {beta}"},
      {"capitals that would be a stop word", "WHO", {"english"}, false, "{who} ^who!"},
      {"the same in a query of capitals", "WHO", {"english"}, true, "{who}"},
      {"capitals that are no stop word", "US", {"english"}, false, "{us} ^us"},
  };
  Analyzer analyzer = make_analyzer();
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(to_text(analyze_query(analyzer, row.text, row.languages, row.all_capitals)) == row.words);
  }
}

TEST_CASE("query words know where they stand") {
  Analyzer analyzer = make_analyzer();
  const std::string text = "the U.S.-led cease‑fire, Erdoğan’s";
  std::string words;
  for (const QueryWord& word : analyze_query(analyzer, text, {"english"}, false)) {
    words.append("[").append(text, word.begin, word.end - word.begin).append("]");
  }
  CHECK(words == "[the][U.S.-led][cease‑fire][Erdoğan’s]");
}

TEST_CASE("a query finds the words of articles by some alternative") {
  struct Row {
    std::string query;
    std::string text;
    bool found;
  };
  const Row kRows[] = {
      {"ceasefire", "the cease-fire", true},
      {"cease-fire", "the ceasefire", true},
      {"cease-fire", "cease fire", true},
      {"Syrias", "Syria’s", true},
      {"G20", "the G-20", true},
      {"G-20", "the G20", true},
      {"alnusra", "al-Nusra", true},
      {"U.S.", "the US", true},
      {"us", "the U.S.", true},
      {"erdogan", "Erdoğan", true},
      {"100000", "100,000", true},
      {"ISIS", "the ISIS", true},
      {"isis", "the ISIS", true},
      {"NATO", "Nato", true},
      {"café", "cafe", true},
  };
  Analyzer analyzer = make_analyzer();
  for (const Row& row : kRows) {
    CAPTURE(row.query);
    CAPTURE(row.text);
    const auto tokens = analyze(analyzer, row.text);
    const auto has = [&](const TermSequence& sequence) {  // all of its terms, in whatever order
      for (const QueryTerm& term : sequence) {
        bool there = false;
        for (const KeptToken& token : tokens) {
          there = there || (token.term == term.term && token.kind == term.kind);
        }
        if (!there) return false;
      }
      return true;
    };
    for (const QueryWord& word : analyze_query(analyzer, row.query, {"english"}, false)) {
      bool found = false;
      for (const TermSequence& sequence : word.alternatives) found = found || has(sequence);
      CHECK(found == row.found);
    }
  }
}

TEST_CASE("queries all in capitals") {
  struct Row {
    std::string query;
    bool all_capitals;
  };
  const Row kRows[] = {
      {"", false},           {"ISIS", false},          {"U.S.", false},      {"ISIS ATTACK", true},
      {"US IS", true},       {"ISIS attack", false},   {"ISIS 2016", false}, {"A B", true},
      {"CEASE-FIRE", false}, {"ÉTAT D'URGENCE", true}, {"ИГИЛ США", true},   {"NATO 北约", false},
      {"2016 2017", false},  {"U.S. NATO", true},
  };
  Analyzer analyzer = make_analyzer();
  for (const Row& row : kRows) {
    CAPTURE(row.query);
    CHECK(is_all_capitals_query(analyzer, row.query) == row.all_capitals);
  }
}

TEST_CASE("plain queries are runs of letters and digits") {
  Analyzer analyzer = make_analyzer({.kind = AnalyzerKind::plain, .language = "english"});
  CHECK(to_text(analyze_query(analyzer, "ISIS cease-fires", {"english"}, false)) ==
        "{isis} / {cease} / {fires}");
}
