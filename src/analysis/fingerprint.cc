#include "analysis/fingerprint.h"

#include <unicode/uchar.h>
#include <unicode/uversion.h>

#include <cstdio>

#include "analysis/stemmer.h"
#include "base/hash.h"

namespace newsidx::analysis {
namespace {

// Raised whenever the same text gives other tokens than before.
constexpr std::string_view kNewsRules = "news/2 ";
constexpr std::string_view kPlainRules = "plain/1 ";

std::string dotted(const UVersionInfo version) {
  return std::to_string(version[0]) + "." + std::to_string(version[1]);
}

// Words on which the rules of many stemmers act, in the scripts that Snowball knows.
constexpr std::string_view kProbes[] = {
    "evacuations",     "nationally",      "ceasefire",     "generously",      "agreement",
    "running",         "skies",           "organization",  "regierung",       "häusern",
    "auffälligen",     "continuellement", "majestueux",    "nacionalidad",    "corriendo",
    "nazionale",       "abbandonata",     "quilométricas", "jaktkarlarne",    "undersøgelse",
    "havnedistrikter", "edeltäjiinsä",    "babakocsi",     "kitaplarımızdan", "важнейшими",
    "организации",     "αθλητισμός",      "κυβερνήσεις",   "والطالبات",       "المستشفيات",
    "लड़कियों",          "नेपालीहरू",         "அரசாங்கத்தின்",    "հայաստանի",       "פארשטייען",
    "pembangunan",     "bhfearaibh",      "nekilnojamojo", "заједницама",     "copiilor",
    "zaharretan",      "lichaamsziekten",
};

// libstemmer has no version: what it does to the probes in every language stands for one.
std::string snowball_identity() {
  StreamingHash hash;
  for (LanguageId language = 0; language < language_count(); ++language) {
    Stemmer stemmer(name_of(language));
    for (const std::string_view probe : kProbes) hash.add(stemmer.stem(probe));
  }
  char digits[9];
  std::snprintf(digits, sizeof digits, "%08x", static_cast<std::uint32_t>(hash.digest()));
  return digits;
}

}  // namespace

std::string fingerprint_of(AnalyzerKind kind, LanguageId default_language) {
  static const std::string snowball = snowball_identity();
  UVersionInfo icu, unicode;
  u_getVersion(icu);
  u_getUnicodeVersion(unicode);
  std::string fingerprint(kind == AnalyzerKind::news ? kNewsRules : kPlainRules);
  fingerprint += name_of(default_language);
  return fingerprint + " icu-" + dotted(icu) + " unicode-" + dotted(unicode) + " snowball-" +
         snowball;
}

}  // namespace newsidx::analysis
