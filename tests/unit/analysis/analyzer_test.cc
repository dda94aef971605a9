// The requirements of architecture.md, section 6, and what follows from them: one row each.
#include "analysis/analyzer.h"

#include <doctest/doctest.h>

#include <set>

#include "unit/analysis/token_text.h"

using namespace newsidx;
using namespace newsidx::analysis;

namespace {

struct Row {
  std::string name;
  std::string text;
  std::string tokens;   // see to_text()
  std::string written;  // the bytes that each token covers
};

void check_rows(const std::vector<Row>& rows, const char* language) {
  Analyzer analyzer = make_analyzer();
  for (const Row& row : rows) {
    CAPTURE(row.name);
    for (const std::string pass : {"new", "remembered"}) {
      CAPTURE(pass);
      const auto tokens = analyze(analyzer, row.text, language);
      CHECK(to_text(tokens) == row.tokens);
      CHECK(written(row.text, tokens) == row.written);
    }
  }
}

}  // namespace

TEST_CASE("English news is analysed as section 6 of the architecture says") {
  check_rows(
      {
          {"empty", "", "", ""},
          {"nothing but punctuation", " -- \"...\" * ", "", ""},
          {"stems", "Evacuations of the cities", "evacu of the citi",
           "[Evacuations] [of] [the] [cities]"},
          // apostrophes
          {"possessive", "Syria's army", "syria armi", "[Syria's] [army]"},
          {"possessive with U+2019", "Syria’s army", "syria armi", "[Syria’s] [army]"},
          {"possessive with U+2018", "Syria‘s army", "syria armi", "[Syria‘s] [army]"},
          {"possessive with U+02BC", "Syriaʼs army", "syria armi", "[Syriaʼs] [army]"},
          {"possessive with U+FF07", "Syria＇s army", "syria armi", "[Syria＇s] [army]"},
          {"quoted word", "‘Syria’ 'army'", "syria armi", "[Syria] [army]"},
          {"plural possessive", "the rebels’ camp", "the rebel camp", "[the] [rebels] [camp]"},
          {"negation", "don’t", "don't", "[don’t]"},
          {"name", "O’Brien", "o'brien", "[O’Brien]"},
          // acronyms
          {"acronym", "the U.S. army", "the us|^us armi", "[the] [U.S.] [U.S.] [army]"},
          {"acronym without dots", "the US army", "the us|^us armi", "[the] [US] [US] [army]"},
          {"acronym without the last dot", "the U.S army", "the us|^us armi",
           "[the] [U.S] [U.S] [army]"},
          {"acronym in lower case", "the u.s. army", "the us armi", "[the] [u.s.] [army]"},
          {"acronym of three letters", "in U.S.A. and", "in usa|^usa and",
           "[in] [U.S.A.] [U.S.A.] [and]"},
          {"acronym at the end of a sentence", "left the U.S. He", "left the us|^us he",
           "[left] [the] [U.S.] [U.S.] [He]"},
          {"acronym before punctuation", "(in the U.S.), \"U.N.\"", "in the us|^us un|^un",
           "[in] [the] [U.S.] [U.S.] [U.N.] [U.N.]"},
          {"acronym with possessive", "the U.S.’s and U.S.'s", "the us|^us and us|^us",
           "[the] [U.S.’s] [U.S.’s] [and] [U.S.'s] [U.S.'s]"},
          {"acronym in a compound", "a U.S.-led raid", "a us|^us|usl+2 led raid",
           "[a] [U.S.] [U.S.] [U.S.-led] [led] [raid]"},
          {"no acronym: one letter", "Plan B. He", "plan b he", "[Plan] [B] [He]"},
          {"no acronym: a word", "xom.n said.", "xom.n said", "[xom.n] [said]"},
          // capitals
          {"all capitals in mixed text", "the ISIS group", "the isi|^isis group",
           "[the] [ISIS] [ISIS] [group]"},
          {"the same in lower case", "the isis group", "the isi group", "[the] [isis] [group]"},
          {"another word of the same stem", "isi", "isi", "[isi]"},
          {"capitals with possessive", "and ISIS’s men", "and isi|^isis men",
           "[and] [ISIS’s] [ISIS’s] [men]"},
          {"capitals with a digit", "an F16 and B2B", "an f16 and b2b|^b2b",
           "[an] [F16] [and] [B2B] [B2B]"},
          {"case apart", "US us IS is", "us|^us us is|^is is", "[US] [US] [us] [IS] [IS] [is]"},
          {"mixed case is not capitals", "MPs met", "mps met", "[MPs] [met]"},
          {"one letter is not capitals", "A man", "a man", "[A] [man]"},
          {"a field of one word", "NATO", "nato|^nato", "[NATO] [NATO]"},
          {"a line of capitals", "ISIS ATTACKS RAQQA", "isi attack raqqa",
           "[ISIS] [ATTACKS] [RAQQA]"},
          {"each line by itself", "ISIS ATTACKS\nthe IS\nIS ATTACKS",
           "isi attack the is|^is is attack", "[ISIS] [ATTACKS] [the] [IS] [IS] [IS] [ATTACKS]"},
          {"capitals beside digits only", "NATO 2016", "nato|^nato 2016", "[NATO] [NATO] [2016]"},
          // numbers
          {"digit groups", "100,000 or 100000", "100000 or 100000", "[100,000] [or] [100000]"},
          {"digit groups and fraction", "$1,234,567.89.", "1234567.89", "[1,234,567.89]"},
          {"blank between groups", "600 000", "600 000", "[600] [000]"},
          {"not a group", "1,5 2010,2011", "1,5 2010,2011", "[1,5] [2010,2011]"},
          {"full width", "１００，０００", "100000", "[１００，０００]"},
          // compounds
          {"compound", "the cease-fire holds", "the ceas|ceasefir+2 fire hold",
           "[the] [cease] [cease-fire] [fire] [holds]"},
          {"compound with U+2010 and U+2011", "cease‐fire cease‑fire",
           "ceas|ceasefir+2 fire ceas|ceasefir+2 fire",
           "[cease] [cease‐fire] [fire] [cease] [cease‑fire] [fire]"},
          {"the same in one word", "the ceasefire", "the ceasefir", "[the] [ceasefire]"},
          {"compound with possessive", "cease-fire’s end", "ceas|ceasefir+2 fire end",
           "[cease] [cease-fire’s] [fire’s] [end]"},
          {"letter and number", "G-20 and G20", "g|g20+2 20 and g20",
           "[G] [G-20] [20] [and] [G20]"},
          {"name with article", "al-Nusra", "al|alnusra+2 nusra", "[al] [al-Nusra] [Nusra]"},
          {"capitals in a compound", "US-backed", "us|^us|usback+2 back",
           "[US] [US] [US-backed] [backed]"},
          {"three parts", "al-Qaeda-linked", "al|alqaeda+2|alqaedalink+3 qaeda|qaedalink+2 link",
           "[al] [al-Qaeda] [al-Qaeda-linked] [Qaeda] [Qaeda-linked] [linked]"},
          {"four parts", "a-b-c-d", "a|ab+2|abcd+4 b|bc+2 c|cd+2 d",
           "[a] [a-b] [a-b-c-d] [b] [b-c] [c] [c-d] [d]"},
          {"five parts: neighbours only", "a-b-c-d-e", "a|ab+2 b|bc+2 c|cd+2 d|de+2 e",
           "[a] [a-b] [b] [b-c] [c] [c-d] [d] [d-e] [e]"},
          {"digits on both sides", "2010-2012", "2010 2012", "[2010] [2012]"},
          {"a date", "2016-08-27", "2016 08 27", "[2016] [08] [27]"},
          {"number and word", "20,000-strong", "20000|20000strong+2 strong",
           "[20,000] [20,000-strong] [strong]"},
          {"blank before the hyphen", "USA -backed", "usa|^usa back", "[USA] [USA] [backed]"},
          {"blank after the hyphen", "two- or", "two or", "[two] [or]"},
          {"two hyphens", "war--it", "war it", "[war] [it]"},
          {"hyphen at the end of a line", "cease-\nfire", "ceas fire", "[cease] [fire]"},
          // accents and the rest
          {"accents", "Erdoğan erdogan", "erdogan erdogan", "[Erdoğan] [erdogan]"},
          {"accents apart from their letters", "Erdog\u0306an", "erdogan", "[Erdog\u0306an]"},
          {"accent and no accent stem alike", "cafés cafes", "cafe cafe", "[cafés] [cafes]"},
          {"strokes", "Łódź Ørsted Đinđić ısı", "lodz orst dindic isi",
           "[Łódź] [Ørsted] [Đinđić] [ısı]"},
          {"underscores and at signs", "_The Times_ @user", "the time user",
           "[The] [Times] [user]"},
          {"newspaper punctuation", "“war”—and…peace – • now\u00a0then", "war and peac now then",
           "[war] [and] [peace] [now] [then]"},
      },
      "en");
}

TEST_CASE("other languages and scripts") {
  struct LanguageRow {
    const char* language;
    Row row;
  };
  const LanguageRow kRows[] = {
      {"de", {"umlauts", "Die Häuser Müllers", "die haus mull", "[Die] [Häuser] [Müllers]"}},
      {"de", {"sharp s", "Straße Strasse", "strass strass", "[Straße] [Strasse]"}},
      {"fr",
       {"elision", "l’état d'urgence qu'il", "etat urgenc il", "[l’état] [d'urgence] [qu'il]"}},
      {"fr", {"accents after the stem", "libérée", "liber", "[libérée]"}},
      {"it", {"elision", "dell'Italia", "ital", "[dell'Italia]"}},
      {"es", {"accents", "naciones nación", "nacion nacion", "[naciones] [nación]"}},
      {"tr", {"name with endings", "Türkiye'nin", "turki", "[Türkiye'nin]"}},
      {"tr", {"dotted capital", "İstanbul", "istanbul", "[İstanbul]"}},
      {"ru",
       {"Russian keeps its short i", "Путин сказал: мой край", "путин сказа мо кра",
        "[Путин] [сказал] [мой] [край]"}},
      {"ru", {"io and stress marks", "ёлка Москва\u0301", "елк москв", "[ёлка] [Москва\u0301]"}},
      {"ru",
       {"Cyrillic acronym", "в С.Ш.А. и США", "в сша|^сша и сша|^сша",
        "[в] [С.Ш.А.] [С.Ш.А.] [и] [США] [США]"}},
      {"el", {"Greek", "Αθήνα", "αθην", "[Αθήνα]"}},
      {"ar", {"Arabic without vowel signs", "مُحَمَّد محمد", "محمد محمد", "[مُحَمَّد] [محمد]"}},
      {"he", {"Hebrew without points", "שָׁלוֹם שלום", "שלום שלום", "[שָׁלוֹם] [שלום]"}},
      {"he", {"Hebrew acronym", "צה\"ל אמר \"שלום\"", "צה\"ל אמר שלום", "[צה\"ל] [אמר] [שלום]"}},
      {"zh",
       {"Chinese", "中国总理访问北京。", "中国 总理 访问 北京", "[中国] [总理] [访问] [北京]"}},
      {"zh",
       {"acronym in Chinese", "北约 NATO 和 ISIS", "北约 nato|^nato 和 isis|^isis",
        "[北约] [NATO] [NATO] [和] [ISIS] [ISIS]"}},
      {"ja",
       {"Japanese", "日本の首相は東京で", "日本 の 首相 は 東京 で",
        "[日本] [の] [首相] [は] [東京] [で]"}},
      {"th", {"Thai", "ไปกรุงเทพ", "ไป กรุงเทพ", "[ไป] [กรุงเทพ]"}},
      {"hi", {"Hindi vowel signs stay", "दिल्ली", "दिल्ल", "[दिल्ली]"}},
  };
  for (const LanguageRow& row : kRows) check_rows({row.row}, row.language);
}

TEST_CASE("a surface is the word before stemming") {
  Analyzer analyzer = make_analyzer();
  struct SurfaceRow {
    std::string text;
    std::vector<std::string> surfaces;
  };
  const SurfaceRow kRows[] = {
      {"Evacuation", {"evacuation"}}, {"Syria’s", {"syria"}},
      {"Erdoğan’s", {"erdogan"}},     {"the ISIS", {"the", "isis", "isis"}},
      {"U.S.", {"us", "us"}},         {"cease-fire", {"cease", "ceasefire", "fire"}},
      {"100,000", {"100000"}},
  };
  for (const SurfaceRow& row : kRows) {
    CAPTURE(row.text);
    std::vector<std::string> surfaces;
    for (const KeptToken& token : analyze(analyzer, row.text)) surfaces.push_back(token.surface);
    CHECK(surfaces == row.surfaces);
  }
}

TEST_CASE("a long compound has parts but no joined form") {
  Analyzer analyzer = make_analyzer();
  const std::string a(40, 'a'), b(24, 'b');
  CHECK(analyze(analyzer, a + "-" + b).size() == 3);
  CHECK(analyze(analyzer, a + "-" + b + "b").size() == 2);
}

TEST_CASE("a word has one number for each term, surface and kind, whatever was analysed between") {
  Analyzer analyzer = make_analyzer();
  TokenKeeper first, second;
  analyzer.analyze("The ISIS group’s attacks; attack, attacked. U.S.-led", "en", first);
  analyzer.analyze("something else", "de", second);
  second = {};
  analyzer.analyze("The ISIS group's attacks; \"attack\", attacked: US-led", "en", second);
  REQUIRE(first.words.size() == second.words.size());
  std::set<std::uint32_t> distinct;
  for (std::size_t at = 0; at < first.words.size(); ++at) {
    CHECK(first.words[at] == second.words[at]);
    distinct.insert(first.words[at]);
  }
  CHECK(distinct.size() == first.words.size());  // attack, attacks and attacked have one term
  CHECK(*distinct.rbegin() < 20);                // dense
}

TEST_CASE("the language of an article decides, the default stands in for it") {
  Analyzer analyzer = make_analyzer({.kind = AnalyzerKind::news, .language = "german"});
  CHECK(to_text(analyze(analyzer, "Regierungen")) == "regier");
  CHECK(to_text(analyze(analyzer, "Regierungen", "??")) == "regier");
  CHECK(to_text(analyze(analyzer, "evacuations", "en-GB")) == "evacu");
  CHECK(to_text(analyze(analyzer, "evacuations", "zh")) == "evacuations");
  CHECK(analyzer.resolved_language("") == "german");
  CHECK(analyzer.resolved_language("xx") == "german");
  CHECK(analyzer.resolved_language("eng") == "english");
  CHECK(analyzer.resolved_language("th") == "none");
}

TEST_CASE("an analyser that cannot be made says why") {
  const auto analyzer = Analyzer::create({.kind = AnalyzerKind::news, .language = "englich"});
  REQUIRE_FALSE(analyzer.has_value());
  CHECK(analyzer.error().code == ErrorCode::invalid_argument);
  CHECK(analyzer.error().message == "no stemmer for language 'englich' (try: english)");
}

TEST_CASE("the fingerprint names what decides the tokens") {
  const std::string news = make_analyzer().fingerprint();
  CAPTURE(news);
  CHECK(news.starts_with("news/2 english icu-"));
  CHECK(news.find(" unicode-") != std::string::npos);
  CHECK(news.find(" snowball-") != std::string::npos);
  CHECK(make_analyzer().fingerprint() == news);
  CHECK(make_analyzer({.kind = AnalyzerKind::news, .language = "french"}).fingerprint() != news);
  CHECK(make_analyzer({.kind = AnalyzerKind::plain, .language = "english"}).fingerprint() != news);
}
