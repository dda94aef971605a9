// What others publish for testing: Unicode's word breaks, and Snowball's vocabularies with their
// stems (Debian's unicode-data and snowball-data). Every difference is by a rule of
// src/analysis/README.md, which is named with its count.
#include <doctest/doctest.h>
#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "analysis/folding.h"
#include "analysis/languages.h"
#include "analysis/scripts.h"
#include "analysis/segmenter_icu.h"
#include "analysis/stemmer.h"
#include "analysis/stop_words.h"
#include "analysis/unicode.h"
#include "base/utf8.h"
#include "unit/analysis/token_text.h"

using namespace newsidx;
using namespace newsidx::analysis;

namespace {

using Counts = std::map<std::string, std::size_t>;

std::string to_string(const Counts& counts) {
  std::string text;
  for (const auto& [rule, count] : counts) {
    text.append(text.empty() ? "" : ", ").append(rule).append(" ").append(std::to_string(count));
  }
  return text;
}

// ---- word breaks --------------------------------------------------------------------------------

struct BreakTest {
  std::string text;
  std::vector<Span> words;  // segments with a letter or digit, from the first to the last of them
};

void add_word(const std::string& text, std::size_t begin, std::size_t end,
              std::vector<Span>& words) {
  std::size_t first = end, last = end;
  for (std::size_t at = begin; at < end;) {
    const CodePoint point = decode_utf8(text, at);
    const CharKind kind = kind_of(point.value);
    if (is_letter_or_digit(kind) && first == end) first = at;
    at += point.size;
    if (is_letter_or_digit(kind) || (kind == CharKind::mark && first != end)) last = at;
  }
  if (first == end) return;
  words.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)});
}

// A line of WordBreakTest.txt: "÷ 0061 × 0308 ÷ 0062 ÷ # ...".
BreakTest read_break_test(const std::string& line) {
  BreakTest test;
  std::size_t begin = 0;
  std::istringstream parts(line.substr(0, line.find('#')));
  for (std::string part; parts >> part;) {
    if (part == "÷") {
      if (!test.text.empty()) add_word(test.text, begin, test.text.size(), test.words);
      begin = test.text.size();
    } else if (part != "×") {
      append_utf8(test.text, static_cast<char32_t>(std::stoul(part, nullptr, 16)));
    }
  }
  return test;
}

std::string break_rule(const std::string& text) {
  bool has_unit = false, has_blank = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    at += point.size;
    has_unit = has_unit || is_unit_letter(point.value);
    has_blank = has_blank || point.value == 0x202f;
  }
  if (has_unit) return "scripts without blanks are cut into units";
  if (has_blank) return "U+202F is a blank";
  if (text.find(':') != std::string::npos) return "ICU has no letters joined by a colon";
  return "none";
}

// ---- vocabularies -------------------------------------------------------------------------------

std::vector<std::string> read_lines(const std::filesystem::path& folder, const char* name) {
  std::string path = folder / name;
  if (!std::filesystem::exists(path)) path += ".gz";
  std::vector<std::string> lines;
  gzFile file = gzopen(path.c_str(), "rb");  // reads files that are not compressed, too
  REQUIRE_MESSAGE(file != nullptr, path);
  std::string line;
  for (char buffer[4096]; gzgets(file, buffer, sizeof buffer) != nullptr;) {
    line += buffer;
    if (!line.ends_with('\n')) continue;
    line.pop_back();
    lines.push_back(std::exchange(line, {}));
  }
  gzclose(file);
  return lines;
}

std::string without_accents(std::string_view text) {
  std::string plain;
  fold_diacritics(text, plain);
  return plain;
}

std::string first_letter_to_last(const std::string& word) {
  std::vector<Span> words;
  add_word(word, 0, word.size(), words);
  return words.empty() ? "" : std::string(words[0].of(word));
}

class Vocabulary {
 public:
  explicit Vocabulary(const std::string& language)
      : language_(language),
        stemmer_(language),
        analyzer_(make_analyzer({.kind = AnalyzerKind::news, .language = language})) {}

  // By which rule our term of the word is another than Snowball's stem; "same" where it is not.
  std::string rule_of(const std::string& word, const std::string& stem) {
    const std::vector<KeptToken> tokens = analyze(analyzer_, word);
    const std::string ours = tokens.size() == 1 ? tokens[0].term : "";
    std::string folded, cased;
    fold_case(word, cased);
    fold_case(stem, folded);
    if (ours == without_accents(folded)) return "same";
    if (first_letter_to_last(word) != word) return "from the first letter to the last";
    if (tokens.size() == 1 && is_stop_word(find_language(language_).value(), tokens[0].surface)) {
      return "function words are not stemmed";
    }
    if (stemmer_.stem(word) != stem) return "another version of Snowball";
    if (tokens.size() != 1) return "signs inside, possessives, elided words";
    if (ours == without_accents(std::string(stemmer_.stem(cased)))) return "letters unified";
    if (ours + "s" == folded) return "plural of consonants";
    constexpr std::size_t kConjunction = 2;  // bytes of the letter before an article
    if (language_ == "arabic" &&
        ours == without_accents(std::string(stemmer_.stem(cased.substr(kConjunction))))) {
      return "a conjunction before the article goes";
    }
    if (language_ == "arabic" && cased.ends_with("\u0649")) return "alef maksura at the end is ya";
    if (ours == stemmer_.stem(without_accents(cased))) return "accents go before stemming";
    if (word.find('\'') != std::string::npos) return "signs inside, possessives, elided words";
    return "none";
  }

 private:
  std::string language_;
  Stemmer stemmer_;
  Analyzer analyzer_;
};

}  // namespace

TEST_CASE("words are those of Unicode's WordBreakTest, but for rules that are named") {
  std::ifstream file("/usr/share/unicode/auxiliary/WordBreakTest.txt");
  REQUIRE_MESSAGE(file, "no WordBreakTest.txt (try: apt install unicode-data)");
  auto icu = IcuSegmenter::open();
  REQUIRE(icu.has_value());
  Counts counts;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("÷")) continue;
    const BreakTest test = read_break_test(line);
    std::vector<Span> words;
    icu->segment(test.text, words);
    const std::string rule = words == test.words ? "same" : break_rule(test.text);
    ++counts[rule];
    CAPTURE(line);
    CHECK(rule != "none");
  }
  MESSAGE(to_string(counts));
  CHECK(counts["same"] > 1000);
}

TEST_CASE("stems are those of Snowball's vocabularies, but for rules that are named") {
  const std::filesystem::path root = "/usr/share/snowball/data";
  REQUIRE_MESSAGE(std::filesystem::is_directory(root),
                  "no vocabularies (try: apt install snowball-data)");
  for (const std::string& language : language_names()) {
    if (!std::filesystem::is_directory(root / language)) continue;
    CAPTURE(language);
    const std::vector<std::string> words = read_lines(root / language, "voc.txt");
    const std::vector<std::string> stems = read_lines(root / language, "output.txt");
    REQUIRE(words.size() == stems.size());
    // Of the largest, every so-many-th word: all of Arabic takes a minute.
    const std::size_t step = std::max<std::size_t>(1, words.size() / 20'000);
    Vocabulary vocabulary(language);
    Counts counts;
    std::size_t shown = 0;
    for (std::size_t at = 0; at < words.size(); at += step) {
      const std::string rule = vocabulary.rule_of(words[at], stems[at]);
      ++counts[rule];
      if (rule != "none" || ++shown > 5) continue;
      CAPTURE(words[at]);
      CHECK(rule != "none");
    }
    MESSAGE(language << ": " << to_string(counts));
    CHECK(counts["none"] == 0);
  }
}
