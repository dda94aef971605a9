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
  std::array<std::string_view, 4> codes;  // ISO 639-1, 639-2/T, 639-2/B and others in use
};

// The languages of Snowball 2.2, sorted by name. Its "porter" is an older English, not a language.
constexpr Language kLanguages[] = {
    {"arabic", {"ar", "ara", "arb"}},
    {"armenian", {"hy", "hye", "arm"}},
    {"basque", {"eu", "eus", "baq"}},
    {"catalan", {"ca", "cat"}},
    {"danish", {"da", "dan"}},
    {"dutch", {"nl", "nld", "dut"}},
    {"english", {"en", "eng"}},
    {"finnish", {"fi", "fin"}},
    {"french", {"fr", "fra", "fre"}},
    {"german", {"de", "deu", "ger"}},
    {"greek", {"el", "ell", "gre"}},
    {"hindi", {"hi", "hin"}},
    {"hungarian", {"hu", "hun"}},
    {"indonesian", {"id", "ind", "in"}},
    {"irish", {"ga", "gle"}},
    {"italian", {"it", "ita"}},
    {"lithuanian", {"lt", "lit"}},
    {"nepali", {"ne", "nep", "npi"}},
    {"norwegian", {"no", "nor", "nb", "nob"}},
    {"portuguese", {"pt", "por"}},
    {"romanian", {"ro", "ron", "rum", "mo"}},
    {"russian", {"ru", "rus"}},
    {"serbian", {"sr", "srp", "scc"}},
    {"spanish", {"es", "spa"}},
    {"swedish", {"sv", "swe"}},
    {"tamil", {"ta", "tam"}},
    {"turkish", {"tr", "tur"}},
    {"yiddish", {"yi", "yid", "ji"}},
};
static_assert(std::size(kLanguages) < kNoStemmer);

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
  for (const Language& language : kLanguages) names.emplace_back(language.name);
  return names;
}

std::string language_name(std::string_view code) {
  const std::optional<LanguageId> language = find_language(code);
  return !language || *language == kNoStemmer ? std::string() : std::string(name_of(*language));
}

}  // namespace newsidx::analysis
