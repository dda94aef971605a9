#include "analysis/languages.h"

#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analyzer.h"
#include "analysis/folding.h"
#include "base/assert.h"

namespace newsidx::analysis {
namespace {

struct Language {
  std::string_view name;                  // of the Snowball algorithm
  Script script;                          // Serbian is written in Latin, too
  std::uint8_t rules;                     // LanguageRule, or-ed
  std::array<std::string_view, 6> codes;  // ISO 639-1, 639-2/T, 639-2/B and others in use
};

constexpr auto kBlanks = static_cast<std::uint8_t>(LanguageRule::groups_digits_by_blank);
constexpr auto kDots = static_cast<std::uint8_t>(LanguageRule::groups_digits_by_dot);
constexpr auto kAccents = static_cast<std::uint8_t>(LanguageRule::keeps_accents);
constexpr std::uint8_t kBoth = kBlanks | kDots;

// The languages of Snowball 2.2, sorted by name (its "porter" is an older English, not a language),
// then others with rules.
constexpr std::size_t kStemmedLanguages = 28;
constexpr Language kLanguages[] = {
    {"arabic", Script::arabic, 0, {"ar", "ara", "arb"}},
    {"armenian", Script::armenian, kBlanks, {"hy", "hye", "arm"}},
    {"basque", Script::latin, kDots, {"eu", "eus", "baq"}},
    {"catalan", Script::latin, kDots, {"ca", "cat"}},
    {"danish", Script::latin, kDots, {"da", "dan"}},
    {"dutch", Script::latin, kDots, {"nl", "nld", "dut"}},
    {"english", Script::latin, 0, {"en", "eng"}},
    {"finnish", Script::latin, kBlanks, {"fi", "fin"}},
    {"french", Script::latin, kBlanks, {"fr", "fra", "fre"}},
    {"german", Script::latin, kDots, {"de", "deu", "ger"}},
    {"greek", Script::greek, kDots, {"el", "ell", "gre"}},
    {"hindi", Script::devanagari, 0, {"hi", "hin"}},
    {"hungarian", Script::latin, kBlanks, {"hu", "hun"}},
    {"indonesian", Script::latin, kDots, {"id", "ind", "in"}},
    {"irish", Script::latin, 0, {"ga", "gle"}},
    {"italian", Script::latin, kDots, {"it", "ita"}},
    {"lithuanian", Script::latin, kBlanks, {"lt", "lit"}},
    {"nepali", Script::devanagari, 0, {"ne", "nep", "npi"}},
    {"norwegian", Script::latin, kBoth, {"no", "nor", "nb", "nob", "nn", "nno"}},
    {"portuguese", Script::latin, kBoth, {"pt", "por"}},
    {"romanian", Script::latin, kDots, {"ro", "ron", "rum", "mo"}},
    {"russian", Script::cyrillic, kBlanks, {"ru", "rus"}},
    {"serbian", Script::cyrillic, kDots, {"sr", "srp", "scc"}},
    {"spanish", Script::latin, kBoth, {"es", "spa"}},
    {"swedish", Script::latin, kBlanks, {"sv", "swe"}},
    {"tamil", Script::tamil, 0, {"ta", "tam"}},
    {"turkish", Script::latin, kDots, {"tr", "tur"}},
    {"yiddish", Script::hebrew, 0, {"yi", "yid", "ji"}},
    {"vietnamese", Script::latin, kDots | kAccents, {"vi", "vie"}},
};
static_assert(std::size(kLanguages) < kNoStemmer);

// Of the many languages that are none of these, most that group digits do so by blanks (Polish,
// Czech, Ukrainian).
constexpr std::uint8_t kOtherRules = kBlanks;

consteval LanguageId number_of(std::string_view name) {
  LanguageId number = 0;
  while (kLanguages[number].name != name) ++number;
  return number;
}
constexpr LanguageId kArabic = number_of("arabic"), kArmenian = number_of("armenian"),
                     kEnglish = number_of("english"), kGreek = number_of("greek"),
                     kHindi = number_of("hindi"), kRussian = number_of("russian"),
                     kTamil = number_of("tamil");

std::string folded(std::string_view text) {
  std::string lower, plain;
  fold_case(text, lower);
  fold_diacritics(lower, plain);
  return plain;
}

std::string display_name(const char* code, const char* in_language) {
  std::array<char16_t, 64> name{};
  UErrorCode error = U_ZERO_ERROR;
  const std::int32_t size = uloc_getDisplayLanguage(code, in_language, name.data(),
                                                    static_cast<std::int32_t>(name.size()), &error);
  std::string utf8;
  if (U_SUCCESS(error) == 0) return utf8;
  icu::UnicodeString(name.data(), size).toUTF8String(utf8);
  return utf8;
}

// The codes of all languages that ICU knows, by their names in English and in themselves
// ("German", "Deutsch"), folded.
const std::map<std::string, std::string>& codes_by_name() {
  static const std::map<std::string, std::string> kCodes = [] {  // some ms
    std::map<std::string, std::string> codes;
    for (const char* const* code = uloc_getISOLanguages(); *code != nullptr; ++code) {
      for (const char* in_language : {"en", *code}) {
        codes.try_emplace(folded(display_name(*code, in_language)), *code);
      }
    }
    return codes;
  }();
  return kCodes;
}

std::optional<LanguageId> language_with_rules(std::string_view code) {
  for (std::size_t i = 0; i < std::size(kLanguages); ++i) {
    const auto is_code = [code](std::string_view known) { return !known.empty() && code == known; };
    if (code == kLanguages[i].name || std::ranges::any_of(kLanguages[i].codes, is_code)) {
      return static_cast<LanguageId>(i);
    }
  }
  return std::nullopt;
}

// Of constructed and dead languages ICU knows no likely script.
bool has_script(const char* code) {
  std::array<char, ULOC_FULLNAME_CAPACITY> likely{};
  UErrorCode error = U_ZERO_ERROR;
  uloc_addLikelySubtags(code, likely.data(), static_cast<std::int32_t>(likely.size()), &error);
  return U_SUCCESS(error) != 0 && std::string_view(likely.data()).find('_') != std::string::npos;
}

bool is_no_language(std::string_view code) {
  return code == "und" || code == "mul" || code == "mis" || code == "zxx";
}

}  // namespace

LanguageId language_count() { return static_cast<LanguageId>(std::size(kLanguages)); }

bool has_rule(LanguageId language, LanguageRule rule) noexcept {
  const std::uint8_t rules =
      language < std::size(kLanguages) ? kLanguages[language].rules : kOtherRules;
  return (rules & static_cast<std::uint8_t>(rule)) != 0;
}

LanguageId language_of_word(Script script, LanguageId of_article,
                            LanguageId default_language) noexcept {
  if (script == Script::none || script == Script::other) return kNoStemmer;
  const auto writes = [script](LanguageId language) {
    if (language >= std::size(kLanguages)) return language == kNoStemmer;
    const bool is_serbian = kLanguages[language].name == "serbian";
    return kLanguages[language].script == script || (is_serbian && script == Script::latin);
  };
  if (writes(of_article)) return of_article;
  if (default_language != kNoStemmer && writes(default_language)) return default_language;
  switch (script) {
    case Script::latin: return kEnglish;
    case Script::cyrillic: return kRussian;
    case Script::greek: return kGreek;
    case Script::arabic: return kArabic;
    case Script::armenian: return kArmenian;
    case Script::devanagari: return kHindi;
    case Script::tamil: return kTamil;
    default: return kNoStemmer;  // Hebrew: Yiddish is rare
  }
}

std::string_view tag_of(LanguageId language) {
  return language < std::size(kLanguages) ? kLanguages[language].codes[0] : "-";
}

std::string_view name_of(LanguageId language) {
  if (language == kNoStemmer) return kNoStemmerName;
  NEWSIDX_CHECK(language < language_count());
  return kLanguages[language].name;
}

std::optional<LanguageId> find_language(std::string_view code) {
  constexpr std::size_t kLongestName = 64;
  if (code.empty() || code.size() > kLongestName) return std::nullopt;
  std::string whole;
  fold_case_ascii(code, whole);
  const std::string primary = whole.substr(0, whole.find_first_of("-_"));
  if (primary == kNoStemmerName) return kNoStemmer;
  if (const auto language = language_with_rules(primary)) return language;
  if (is_no_language(primary)) return std::nullopt;
  if (primary.size() <= 3 && *uloc_getISO3Language(primary.c_str()) != '\0') return kNoStemmer;
  const auto named = codes_by_name().find(folded(code));
  if (named == codes_by_name().end()) return std::nullopt;
  return language_with_rules(named->second).value_or(kNoStemmer);
}

bool is_in_use(std::string_view code) {
  const std::optional<LanguageId> language = find_language(code);
  if (!language) return false;
  if (*language != kNoStemmer) return true;
  std::string primary;
  fold_case_ascii(code.substr(0, code.find_first_of("-_")), primary);
  if (primary == kNoStemmerName) return true;
  const auto named = codes_by_name().find(folded(code));
  return has_script(named == codes_by_name().end() ? primary.c_str() : named->second.c_str());
}

std::vector<std::string> names_in_use() {
  std::vector<std::string> names;
  for (const char* const* code = uloc_getISOLanguages(); *code != nullptr; ++code) {
    if (has_script(*code)) names.push_back(folded(display_name(*code, "en")));
  }
  return names;
}

std::vector<std::string> language_names() {
  std::vector<std::string> names;
  for (std::size_t id = 0; id < kStemmedLanguages; ++id) names.emplace_back(kLanguages[id].name);
  return names;
}

std::string language_name(std::string_view code) {
  const std::optional<LanguageId> language = find_language(code);
  return !language || *language >= kStemmedLanguages ? std::string()
                                                     : std::string(name_of(*language));
}

}  // namespace newsidx::analysis
