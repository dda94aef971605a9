#include "analysis/languages.h"

#include <unicode/uloc.h>

#include <array>
#include <set>
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
  std::array<std::string_view, 4> codes;  // ISO 639-1, 639-2/T, 639-2/B and others in use
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
    {"norwegian", Script::latin, kBoth, {"no", "nor", "nb", "nob"}},
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

// The English names of all languages that ICU knows, in small letters; ASCII ones only.
std::set<std::string> names_elsewhere() {
  std::set<std::string> names;
  for (const char* const* code = uloc_getISOLanguages(); *code != nullptr; ++code) {
    std::array<char16_t, 64> name{};
    UErrorCode error = U_ZERO_ERROR;
    const std::int32_t size = uloc_getDisplayLanguage(
        *code, "en", name.data(), static_cast<std::int32_t>(name.size()), &error);
    if (U_FAILURE(error) != 0) continue;
    std::string lower;
    for (const char16_t letter : std::u16string_view(name.data(), static_cast<std::size_t>(size))) {
      const bool is_capital = letter >= 'A' && letter <= 'Z';
      lower.push_back(letter >= 0x80 ? '\0'
                                     : static_cast<char>(is_capital ? letter | 0x20 : letter));
    }
    if (lower.find('\0') == std::string::npos) names.insert(std::move(lower));
  }
  return names;
}

// Is it a language of the world at all? ICU knows the codes and their English names.
bool is_known_elsewhere(const std::string& code, const std::string& whole) {
  for (const std::string_view nothing : {"und", "mul", "mis", "zxx"}) {
    if (code == nothing) return false;
  }
  if (code.size() <= 3 && *uloc_getISO3Language(code.c_str()) != '\0') return true;
  static const std::set<std::string> kNames = names_elsewhere();  // 0.6 ms, and asked for each tag
  return kNames.contains(whole);
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
  for (LanguageId id = 0; id < language_count(); ++id) {
    if (primary == kLanguages[id].name) return id;
    for (const std::string_view known : kLanguages[id].codes) {
      if (!known.empty() && primary == known) return id;
    }
  }
  if (is_known_elsewhere(primary, whole)) return kNoStemmer;
  return std::nullopt;
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
