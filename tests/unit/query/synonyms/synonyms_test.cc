// The reader of lists of synonyms, and which words of a query meet their forms.
#include <doctest/doctest.h>

#include "query/synonyms/synonym_map.h"
#include "query/synonyms/synonym_rules.h"
#include "support/segmented_index.h"

namespace newsidx::query {
namespace {

std::string to_text(const std::vector<SynonymForm>& forms) {
  std::string text;
  for (const SynonymForm& form : forms) {
    text += (text.empty() ? "" : "|") + form.text;
    if (form.weight != 1) text += "^" + std::to_string(form.weight).substr(0, 4);
  }
  return text;
}

// The rules in one line each, or what is wrong.
std::string read(std::string_view text) {
  SynonymRules rules;
  const Status status = add_synonyms(text, "f", rules);
  if (!status) return status.error().message;
  std::string lines;
  for (const SynonymRule& rule : rules.rules) {
    const bool is_one_way = rule.asked != rule.found;
    lines += to_text(rule.asked) + (is_one_way ? ">" + to_text(rule.found) : "") + "\n";
  }
  return lines;
}

struct Row {
  const char* text;
  const char* wanted;
};

const Row kRows[] = {
    {"", ""},
    {"\n  \t\r\n# only = a comment\n", ""},
    {"US = USA = United  States\r\n", "US|USA|United States\n"},
    {"\xEF\xBB\xBFus, usa ,u.s.", "us|usa|u.s.\n"},
    {"a=b # c = d\nC#=d", "a|b\nC#|d\n"},
    {"a => b", "a>b\n"},
    {"a, b=>c = d^0.5", "a|b>c|d^0.50\n"},
    {"a => a", "a\n"},
    {"a \\= b = c\\,d = \\#e", "a = b|c,d|#e\n"},
    {"a^2 = b^.25 = \\^c", "a^2.00|b^0.25|^c\n"},
    {"\xC3\xA9t\xC3\xA9 = summer", "\xC3\xA9t\xC3\xA9|summer\n"},
    {"a = b\nc", "synonyms: f: line 2: 'c' stands alone"},
    {"a = = b", "synonyms: f: line 1: it has nothing beside a '=', ',' or '=>'"},
    {"a =", "synonyms: f: line 1: it has nothing beside a '=', ',' or '=>'"},
    {"= a", "synonyms: f: line 1: it has nothing beside a '=', ',' or '=>'"},
    {"=> a", "synonyms: f: line 1: it has nothing beside a '=', ',' or '=>'"},
    {"a => b => c", "synonyms: f: line 1: it has two '=>'"},
    {"a = -", "synonyms: f: line 1: '-' has no letters"},
    {"a = b^", "synonyms: f: line 1: '^' is no weight"},
    {"a = b^0", "synonyms: f: line 1: '^0' is no weight"},
    {"a = b^-1", "synonyms: f: line 1: '^-1' is no weight"},
    {"a = b^1e9", "synonyms: f: line 1: '^1e9' is no weight"},
    {"\n\na = \xff", "synonyms: f: line 3: it is no UTF-8 text"},
    {"a = 1 2 3 4 5 6 7 8 9",
     "synonyms: f: line 1: '1 2 3 4 5 6 7 8 9...' has more than 8 words or 256 bytes"},
};

struct Analysed {
  explicit Analysed(std::string_view text, const char* kind = "news")
      : options(testing::analyzer_options(kind)),
        analyzer(testing::need(analysis::Analyzer::create(options)), options, {"english"}) {
    SynonymRules rules;
    testing::need(add_synonyms(text, "f", rules));
    map.emplace(rules, analyzer, options);
  }

  // "US 2: USA, United States": the form, its words, and its synonyms.
  std::string match(std::string_view text, std::size_t least = 1) {
    const analysis::QueryWords words = analyzer.analyze(text, false);
    std::vector<AskedWord> asked;
    for (const analysis::QueryWord& word : *words) asked.push_back(map->asked(text, word));
    const SynonymMatch match = map->match(asked, least);
    if (match.words == 0) return "";
    std::string line = match.written + ' ' + std::to_string(match.words) + ':';
    for (const Synonym* const synonym : match.synonyms) line += ' ' + synonym->text + ',';
    return line;
  }

  analysis::AnalyzerOptions options;
  analysis::QueryAnalyzer analyzer;
  std::optional<SynonymMap> map;
};

}  // namespace

TEST_CASE("a list of synonyms is read line by line") {
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(read(row.text) == row.wanted);
  }
}

TEST_CASE("a list of synonyms has limits") {
  std::string text;
  for (int line = 0; line < 32'768; ++line) text += "a=b\n";
  CHECK(read(text).size() == std::size_t{32'768} * 4);
  CHECK(read(text + "a=b\n") == "synonyms: f: line 32769: more than 65,536 forms");
  CHECK(read(std::string(kMaxSynonymBytes, ' ')) == "");
  CHECK(read(std::string(kMaxSynonymBytes + 1, ' ')) ==
        "synonyms: f: the file is larger than 1 MiB");
  CHECK(read(std::string(300, 'a') + "=b").find("256 bytes") != std::string::npos);
}

TEST_CASE("files are told apart, and add up") {
  SynonymRules one, other, both;
  testing::need(add_synonyms("a = b", "f", one));
  testing::need(add_synonyms("a = c", "f", other));
  CHECK(one.fingerprint != other.fingerprint);
  testing::need(add_synonyms("a = b", "f", both));
  CHECK(both.fingerprint == one.fingerprint);
  testing::need(add_synonyms("a = c", "g", both));
  CHECK(both.rules.size() == 2);
  CHECK(both.fingerprint != one.fingerprint);
}

TEST_CASE("the lists that are shipped are sound") {
  for (const char* const name : {"news", "spelling"}) {
    SynonymRules rules;
    testing::need(add_synonyms(shipped_synonyms(name), name, rules));
    CHECK(rules.rules.size() > 50);
  }
  CHECK(shipped_synonyms("other").empty());
}

TEST_CASE("words of a query meet forms by their stems and capitals") {
  Analysed names(
      "US = USA = United States\nUnited States of America = US\nAIDS = acquired immune deficiency "
      "syndrome\norganise = organize\ncease-fire = truce\nWHO = World Health Organization");
  CHECK(names.match("US") == "US 1: USA, United States, United States of America,");
  CHECK(names.match("U.S.") == names.match("US"));
  CHECK(names.match("us") == "");
  CHECK(names.match("who") == "");
  CHECK(names.match("WHO") == "WHO 1: World Health Organization,");
  CHECK(names.match("usa") == "USA 1: US, United States,");
  CHECK(names.match("U.S.A.") == "USA 1: US, United States,");
  CHECK(names.match("aids") == "AIDS 1: acquired immune deficiency syndrome,");
  CHECK(names.match("AIDS") == "AIDS 1: acquired immune deficiency syndrome,");
  CHECK(names.match("aid") == "");
  CHECK(names.match("organising") == "organise 1: organize,");
  CHECK(names.match("ceasefire") == "cease-fire 1: truce,");
  CHECK(names.match("united states president") == "United States 2: US, USA,");
  CHECK(names.match("United States of America today") == "United States of America 4: US,");
  CHECK(names.match("states united") == "");
  CHECK(names.match("US", 2) == "");
  CHECK(names.match("") == "");
}

TEST_CASE("where capitals are not known, short names in capitals are no forms") {
  Analysed names("US = united states\nbig = large", "plain");
  CHECK(names.match("us") == "");
  CHECK(names.match("united states") == "united states 2:");
  CHECK(names.match("Big") == "big 1: large,");
}

TEST_CASE("a form has no more than so many synonyms, and lines do not chain") {
  std::string text = "word";
  for (int i = 0; i < 40; ++i) text += " = w" + std::to_string(i) + "x";
  Analysed many(text + "\na = b\nb = c\nc = a");
  const analysis::QueryWords words = many.analyzer.analyze("word", false);
  const AskedWord asked = many.map->asked("word", words->front());
  const SynonymMatch match = many.map->match({&asked, 1});
  CHECK(match.synonyms.size() == SynonymMap::kMaxSynonyms);
  CHECK(match.left_out == 8);
  CHECK(many.match("b") == "b 1: a, c,");
}

}  // namespace newsidx::query
