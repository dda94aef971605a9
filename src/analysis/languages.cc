#include "analysis/languages.h"

#include <unicode/uloc.h>

#include <array>
#include <string>
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

// Is it a language of the world at all? ICU knows the codes and their English names.
bool is_known_elsewhere(const std::string& code, const std::string& whole) {
  for (const std::string_view nothing : {"und", "mul", "mis", "zxx"}) {
    if (code == nothing) return false;
  }
  if (code.size() <= 3 && *uloc_getISO3Language(code.c_str()) != '\0') return true;
  for (const char* const* other = uloc_getISOLanguages(); *other != nullptr; ++other) {
    std::array<char16_t, 64> name{};
    UErrorCode error = U_ZERO_ERROR;
    const std::int32_t size = uloc_getDisplayLanguage(
        *other, "en", name.data(), static_cast<std::int32_t>(name.size()), &error);
    if (U_FAILURE(error) != 0 || static_cast<std::size_t>(size) != whole.size()) continue;
    bool equal = true;
    for (std::size_t at = 0; equal && at < whole.size(); ++at) {
      const char16_t letter = name[at] < 0x80 && name[at] >= 'A' && name[at] <= 'Z'
                                  ? static_cast<char16_t>(name[at] | 0x20)
                                  : name[at];
      equal = letter == static_cast<unsigned char>(whole[at]);
    }
    if (equal) return true;
  }
  return false;
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
