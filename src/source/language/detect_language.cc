#include "source/language/detect_language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "base/utf8.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kSeenBytes = 4096;
constexpr int kMinPercent = 60;    // of the text that is in the language
constexpr int kMinTextBytes = 24;  // letters that CLD2 used; fewer are names and numbers

// CLD2 writes codes of its own time for some.
std::string code_of(CLD2::Language language) {
  const std::string code = CLD2::LanguageCode(language);
  if (code == "iw") return "he";
  if (code == "jw") return "jv";
  if (code == "zh-Hant") return "zh";
  if (code == "un" || code.starts_with("xx")) return {};
  return code;
}

}  // namespace

std::string detect_language(std::string_view text) {
  text = text.substr(0, utf8_floor(text, kSeenBytes));
  if (text.empty()) return {};
  const CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int percents[3];
  double scores[3];
  int text_bytes = 0;
  bool is_reliable = false;
  int valid_bytes = 0;
  CLD2::ExtDetectLanguageSummaryCheckUTF8(text.data(), static_cast<int>(text.size()), true, &hints,
                                          0, languages, percents, scores, nullptr, &text_bytes,
                                          &is_reliable, &valid_bytes);
  if (!is_reliable || percents[0] < kMinPercent || text_bytes < kMinTextBytes) return {};
  return code_of(languages[0]);
}

}  // namespace newsidx::source
