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
  Analyzer analyzer = make_analyzer({.kind = AnalyzerKind::news, .language = language});
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
          {"name", "O’Brien", "o|obrien+2 brien", "[O] [O’Brien] [Brien]"},
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
          {"no acronym: a word", "xom.n said.", "xom|xomn+2 n said", "[xom] [xom.n] [n] [said]"},
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
          {"mixed case is not capitals", "McD met", "mcd met", "[McD] [met]"},
          {"plural of an acronym", "MPs met", "mp|^mp met", "[MPs] [MPs] [met]"},
          {"one that the stemmer does not know", "NGOs met", "ngos|ngo|^ngo met",
           "[NGOs] [NGOs] [NGOs] [met]"},
          {"plural in small letters", "mps, dvds; mrs gas", "mp dvd mrs gas",
           "[mps] [dvds] [mrs] [gas]"},
          {"one letter is not capitals", "A man", "a man", "[A] [man]"},
          {"a field of one word", "NATO", "nato|^nato", "[NATO] [NATO]"},
          {"a line of capitals", "ISIS ATTACKS", "isi|^isis attack|^attacks",
           "[ISIS] [ISIS] [ATTACKS] [ATTACKS]"},
          {"each line by itself", "ISIS ATTACKS\nthe IS", "isi|^isis attack|^attacks the is|^is",
           "[ISIS] [ISIS] [ATTACKS] [ATTACKS] [the] [IS] [IS]"},
          {"capitals beside digits only", "NATO 2016", "nato|^nato 2016", "[NATO] [NATO] [2016]"},
          // numbers
          {"digit groups", "100,000 or 100000", "100000 or 100000", "[100,000] [or] [100000]"},
          {"digit groups and fraction", "$1,234,567.89.", "1234567.89", "[1,234,567.89]"},
          {"blank between groups", "600 000", "600 000", "[600] [000]"},
          {"no-break blank between groups", "600\u202f000", "600|600000+2 000",
           "[600] [600\u202f000] [000]"},
          {"Swiss apostrophe", "1'000’000", "1000000", "[1'000’000]"},
          {"no group: a fraction", "0,125", "0,125", "[0,125]"},
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
          {"hyphen at the end of a line", "north-\nern", "north|northern+2 ern",
           "[north] [north-\nern] [ern]"},
          {"the same with a carriage return", "north-\r\nern", "north|northern+2 ern",
           "[north] [north-\r\nern] [ern]"},
          {"soft hyphen at the end of a line", "north\u00ad\nern", "north|northern+2 ern",
           "[north] [north\u00ad\nern] [ern]"},
          {"a name behind a hyphen at the end of a line", "talks -\nKerry", "talk // kerri",
           "[talks] [Kerry]"},
          // signs inside
          {"domain", "Amazon.com", "amazon|amazoncom+2 com", "[Amazon] [Amazon.com] [com]"},
          {"address", "www.bbc.co.uk", "www|wwwbbc+2|wwwbbccouk+4 bbc|bbcco+2 co|couk+2 uk",
           "[www] [www.bbc] [www.bbc.co.uk] [bbc] [bbc.co] [co] [co.uk] [uk]"},
          {"ticker", "AMZN.O", "amzn|^amzn|amzno+2 o", "[AMZN] [AMZN] [AMZN.O] [O]"},
          {"glued sentences", "is done.Obama left", "is done|doneobama+2 obama left",
           "[is] [done] [done.Obama] [Obama] [left]"},
          {"degree", "Ph.D. PhD", "ph|phd+2 d phd", "[Ph] [Ph.D] [D] [PhD]"},
          {"mail", "a_b@c.org", "a|ab+2|abcorg+4 b|bc+2 c|corg+2 org",
           "[a] [a_b] [a_b@c.org] [b] [b@c] [c] [c.org] [org]"},
          {"ampersand", "AT&T", "at|^at|att+2 t", "[AT] [AT] [AT&T] [T]"},
          {"name with an apostrophe inside", "Sana'a Sanaa", "sana|sanaa+2 a sanaa",
           "[Sana] [Sana'a] [a] [Sanaa]"},
          {"grave and acute accents as apostrophes", "O`Neill O´Neill",
           "o|oneil+2 neill o|oneil+2 neill", "[O] [O`Neill] [Neill] [O] [O´Neill] [Neill]"},
          {"contractions", "they'll can't we've", "they'll can't we've",
           "[they'll] [can't] [we've]"},
          {"below the line", "CO₂ and PM₂.₅", "co2|^co2 and pm2.5|^pm2.5",
           "[CO₂] [CO₂] [and] [PM₂.₅] [PM₂.₅]"},
          {"above the line", "5 m² word¹", "5 m2 word", "[5] [m²] [word]"},
          {"narrow no-break blank", "20\u202fkm", "20 km", "[20] [km]"},
          {"a number stays one", "2.5 3.14 v2.0.1", "2.5 3.14 v2.0.1", "[2.5] [3.14] [v2.0.1]"},
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
      {"fr", {"elision", "l’état d'urgence qu'il", "etat urgenc il", "[état] [urgence] [il]"}},
      {"fr", {"accents after the stem", "libérée", "liber", "[libérée]"}},
      {"fr",
       {"digit groups", "10 000 et 1 234 567",
        "10|10000+2 000 et 1|1234+2|1234567+3 234|234567+2 567",
        "[10] [10 000] [000] [et] [1] [1 234] [1 234 567] [234] [234 567] [567]"}},
      {"fr", {"no digit group: a year", "en 2016 000", "en 2016 000", "[en] [2016] [000]"}},
      {"fr",
       {"glued sentences", "députés.Les", "deput|deputesl+2 les", "[députés] [députés.Les] [Les]"}},
      {"it", {"elision", "dell'Italia", "ital", "[Italia]"}},
      {"es", {"accents", "naciones nación", "nacion nacion", "[naciones] [nación]"}},
      {"de",
       {"digit groups", "600.000 und 1.234,5", "600000 und 1234.5", "[600.000] [und] [1.234,5]"}},
      {"tr", {"name with endings", "Türkiye'nin", "turki", "[Türkiye]"}},
      {"tr", {"dotted capital", "İstanbul", "istanbul", "[İstanbul]"}},
      {"tr", {"dotless capital", "IRAK ırak", "irak|^irak irak", "[IRAK] [IRAK] [ırak]"}},
      {"ro", {"comma and cedilla", "știri ştiri", "stir stir", "[știri] [ştiri]"}},
      {"vi", {"tones are letters", "Việt Nam", "việt nam", "[Việt] [Nam]"}},
      {"ru",
       {"Russian keeps its short i", "Путин сказал: мой край", "путин сказа мой кра",
        "[Путин] [сказал] [мой] [край]"}},
      {"ru", {"io and stress marks", "ёлка Москва\u0301", "елк москв", "[ёлка] [Москва\u0301]"}},
      {"ru",
       {"Cyrillic acronym", "в С.Ш.А. и США", "в сша|^сша и сша|^сша",
        "[в] [С.Ш.А.] [С.Ш.А.] [и] [США] [США]"}},
      {"el", {"Greek", "Αθήνα", "αθην", "[Αθήνα]"}},
      {"ar", {"Arabic without vowel signs", "مُحَمَّد محمد", "محمد محمد", "[مُحَمَّد] [محمد]"}},
      {"ar", {"forms of alef", "إيران ايران", "ايران ايران", "[إيران] [ايران]"}},
      {"fa", {"Persian letters", "ایران کتاب", "ايران كتاب", "[ایران] [کتاب]"}},
      {"ar", {"digits", "٢٠١٦ ۲۰۱۶", "2016 2016", "[٢٠١٦] [۲۰۱۶]"}},
      {"he", {"Hebrew without points", "שָׁלוֹם שלום", "שלום שלום", "[שָׁלוֹם] [שלום]"}},
      {"he",
       {"Hebrew acronym", "צה\"ל צה״ל אמר \"שלום\"", "צהל צהל אמר שלום",
        "[צה\"ל] [צה״ל] [אמר] [שלום]"}},
      {"zh", {"Chinese", "中国人", "中|中国+2 国|国人+2 人", "[中] [中国] [国] [国人] [人]"}},
      {"zh", {"traditional", "國會，", "国|国会+2 会", "[國] [國會] [會]"}},
      {"zh",
       {"acronym in Chinese", "北约NATO", "北|北约+2 约 nato|^nato",
        "[北] [北约] [约] [NATO] [NATO]"}},
      {"ja", {"Japanese", "東京で", "东|东京+2 京|京で+2 で", "[東] [東京] [京] [京で] [で]"}},
      {"ko", {"Korean", "한국은", "한|한국+2 국|국은+2 은", "[한] [한국] [국] [국은] [은]"}},
      {"th", {"Thai", "ไปกรุงเทพ", "ไป กรุงเทพ", "[ไป] [กรุงเทพ]"}},
      {"km", {"Khmer clusters", "ថ្នាំ", "ថ្នាំ", "[ថ្នាំ]"}},
      {"my", {"Burmese syllables", "မြန်မာ", "မြန်|မြန်မာ+2 မာ", "[မြန်] [မြန်မာ] [မာ]"}},
      {"hi", {"Hindi vowel signs stay", "दिल्ली", "दिल्ल", "[दिल्ली]"}},
      {"hi", {"nasal signs", "हिंदी हिन्दी", "हिंद हिंद", "[हिंदी] [हिन्दी]"}},
  };
  for (const LanguageRow& row : kRows) check_rows({row.row}, row.language);
}

TEST_CASE("a term tells its language, but for the default one and words that no stemmer knows") {
  Analyzer analyzer = make_analyzer();
  struct TagRow {
    const char* name;
    const char* language;
    const char* text;
    std::string tokens;
  };
  const TagRow kRows[] = {
      {"the default language", "", "talks", "talk"},
      {"another language", "es", "para París", "para/es par/es"},
      {"a language without a stemmer", "pl", "par", "par/-"},
      {"numbers are of no language", "es", "2016", "2016"},
      {"Chinese is of no language", "zh", "中", "中"},
      {"the script tells where no language is named", "", "выборах", "выбор/ru"},
      {"and in an article of another script", "fr", "выборах talks", "выбор/ru talk/fr"},
      {"words of the default language's script", "ru", "talks выборах", "talk выбор/ru"},
      {"a language of that script without a stemmer", "uk", "виборах", "виборах/-"},
  };
  for (const TagRow& row : kRows) {
    CAPTURE(row.name);
    CHECK(to_text(analyze(analyzer, row.text, row.language)) == row.tokens);
  }
}

TEST_CASE("where a phrase ends: an empty position") {
  Analyzer analyzer = make_analyzer();
  struct GapRow {
    const char* name;
    const char* text;
    const char* tokens;
  };
  const GapRow kRows[] = {
      {"blank line", "a b\n\nc", "a b // c"},
      {"blank line with blanks", "a b\n \t\r\nc", "a b // c"},
      {"several blank lines", "a\n\n\n\nb", "a // b"},
      {"nothing before", "\n\na", "a"},
      {"nothing behind", "a\n\n", "a"},
      {"a sentence's end", "a b.\nc d", "a b // c d"},
      {"a sentence's end in quotes", "\"a b.\"\nc d", "a b // c d"},
      {"a small letter goes on", "a b\nc d", "a b c d"},
      {"a capital does not", "a b\nC d", "a b // c d"},
      {"but in wrapped text", "a b\nc d\nE f", "a b c d e f"},
      {"a list", "a\n- b\n- c", "a // b // c"},
      {"a list of bullets", "a\n• b", "a // b"},
      {"a list of numbers", "a\n1. b\n2) c", "a // 1 b // 2 c"},
  };
  for (const GapRow& row : kRows) {
    CAPTURE(row.name);
    CHECK(to_text(analyze(analyzer, row.text)) == row.tokens);
  }
}

TEST_CASE("among capitals that are no names words are ordinary") {
  Analyzer analyzer = make_analyzer();
  struct ShoutingRow {
    const char* name;
    const char* text;
    std::string shouted;  // the surfaces of such words
  };
  const ShoutingRow kRows[] = {
      {"mixed", "the WHO said", ""},
      {"a line of capitals", "WHO SAID", "who who said said"},
      {"a line of one word", "NATO", ""},
      {"a run", "Bernie WANTS TO TAX CHURCHES now", "wants wants to to tax tax churches churches"},
      {"a short run", "the NEW YORK TIMES says", ""},
      {"names with commas", "on CNN, BBC, NBC, ABC, CBS today", ""},
      {"single capitals count for nothing", "x A B C D E y", ""},
      {"numbers go along", "x ALL 10 OF THE y", ""},
      {"Cyrillic", "он СКАЗАЛ ЧТО ЭТО ВОЙНА вчера", "сказал сказал что что это это война война"},
  };
  for (const ShoutingRow& row : kRows) {
    CAPTURE(row.name);
    std::string shouted;
    for (const KeptToken& token : analyze(analyzer, row.text)) {
      if (token.is_shouted) shouted += (shouted.empty() ? "" : " ") + token.surface;
    }
    CHECK(shouted == row.shouted);
  }
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
  CHECK(to_text(analyze(analyzer, "evacuations", "en-GB")) == "evacu/en");
  CHECK(to_text(analyze(analyzer, "evacuations", "zh")) == "evacuations/-");
  CHECK(analyzer.resolved_language("") == "german");
  CHECK(analyzer.resolved_language("xx") == "german");
  CHECK(analyzer.resolved_language("eng") == "english");
  CHECK(analyzer.resolved_language("th") == "none");
}

TEST_CASE("an analyser that cannot be made says why") {
  const auto analyzer = Analyzer::create({.kind = AnalyzerKind::news, .language = "englich"});
  REQUIRE_FALSE(analyzer.has_value());
  CHECK(analyzer.error().code == ErrorCode::invalid_argument);
  CHECK(analyzer.error().to_string() == "unknown language 'englich' (try: english)");
}

TEST_CASE("the fingerprint names what decides the tokens") {
  const std::string news = make_analyzer().fingerprint();
  CAPTURE(news);
  CHECK(news.starts_with("news/5 english icu-"));
  CHECK(news.find(" unicode-") != std::string::npos);
  CHECK(news.find(" snowball-") != std::string::npos);
  CHECK(make_analyzer().fingerprint() == news);
  CHECK(make_analyzer({.kind = AnalyzerKind::news, .language = "french"}).fingerprint() != news);
  CHECK(make_analyzer({.kind = AnalyzerKind::plain, .language = "english"}).fingerprint() != news);
}
