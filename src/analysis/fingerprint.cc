#include "analysis/fingerprint.h"

#include <unicode/uchar.h>
#include <unicode/uversion.h>

#include <cstdio>

#include "analysis/stemmer.h"
#include "base/hash.h"

namespace newsidx::analysis {
namespace {

// Raised whenever the same text gives other tokens than before.
constexpr std::string_view kNewsRules = "news/5 ";
constexpr std::string_view kPlainRules = "plain/1 ";

std::string dotted(const UVersionInfo version) {
  return std::to_string(version[0]) + "." + std::to_string(version[1]);
}

// Words on which the rules of the stemmers act. Few: they are stemmed whenever an index is opened.
struct Probe {
  std::string_view language;
  std::string_view word;
};
constexpr Probe kProbes[] = {
    {"arabic", "والطالبات"},
    {"arabic", "المستشفيات"},
    {"armenian", "հայաստանի"},
    {"basque", "zaharretan"},
    {"catalan", "nacionalitats"},
    {"danish", "undersøgelse"},
    {"dutch", "lichaamsziekten"},
    {"english", "evacuations"},
    {"english", "nationally"},
    {"english", "generously"},
    {"english", "skies"},
    {"english", "organization"},
    {"english", "running"},
    {"finnish", "edeltäjiinsä"},
    {"french", "continuellement"},
    {"french", "majestueux"},
    {"german", "häusern"},
    {"german", "auffälligen"},
    {"greek", "αθλητισμός"},
    {"greek", "κυβερνήσεις"},
    {"hindi", "लड़कियों"},
    {"hungarian", "babakocsi"},
    {"indonesian", "pembangunan"},
    {"irish", "bhfearaibh"},
    {"italian", "nazionale"},
    {"italian", "abbandonata"},
    {"lithuanian", "nekilnojamojo"},
    {"nepali", "नेपालीहरू"},
    {"norwegian", "havnedistrikter"},
    {"portuguese", "quilométricas"},
    {"romanian", "copiilor"},
    {"russian", "важнейшими"},
    {"russian", "организации"},
    {"serbian", "заједницама"},
    {"spanish", "nacionalidad"},
    {"spanish", "corriendo"},
    {"swedish", "jaktkarlarne"},
    {"tamil", "அரசாங்கத்தின்"},
    {"turkish", "kitaplarımızdan"},
    {"yiddish", "פארשטייען"},
};

// libstemmer has no version: what it does to the probes stands for one.
std::string snowball_identity() {
  StreamingHash hash;
  for (const Probe& probe : kProbes) {
    hash.add(probe.language);
    hash.add(Stemmer(probe.language).stem(probe.word));
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
