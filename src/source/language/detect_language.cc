#include "source/language/detect_language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

#include "base/utf8.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kSeenBytes = 1024;
constexpr std::size_t kPaddingBytes = 16;
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

// Languages of a script that no other has: a score that is too low for CLD2 tells them all the
// same.
bool has_own_script(std::string_view code) {
  constexpr std::string_view kCodes = " ja ko th el hy ka km lo my he ta te kn ml si gu pa ";
  return kCodes.find(' ' + std::string(code) + ' ') != std::string_view::npos;
}

// Galician is told from short Spanish or Portuguese by chance only.
bool is_told_by_chance(std::string_view code, int text_bytes) {
  constexpr int kLongBytes = 600;
  return code == "gl" && text_bytes < kLongBytes;
}

// CLD2 stops at control characters (those of Windows-1252 that was read as Latin-1, for example),
// and it reads a character beyond the end, which must be one.
std::string padded_text(std::string_view text) {
  std::string clean;
  clean.reserve(text.size() + kPaddingBytes);
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    const bool is_control = point.value < 0x20 || (point.value >= 0x7f && point.value < 0xa0) ||
                            (point.value >= 0xfdd0 && point.value <= 0xfdef) ||
                            (point.value & 0xfffe) == 0xfffe || !point.well_formed;
    if (is_control) {
      clean += ' ';
    } else {
      clean += text.substr(at, point.size);
    }
    at += point.size;
  }
  clean.append(kPaddingBytes, ' ');
  return clean;
}

struct Verdict {
  std::string code;
  int percent = 0;
  int text_bytes = 0;
  bool is_reliable = false;
};

Verdict ask(const std::string& padded) {
  const auto size = static_cast<int>(padded.size() - kPaddingBytes);
  const CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  // Of a text that it does not look at, CLD2 sets none of these.
  CLD2::Language languages[3] = {CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE,
                                 CLD2::UNKNOWN_LANGUAGE};
  int percents[3] = {};
  double scores[3] = {};
  int valid_bytes = 0;
  Verdict verdict;
  CLD2::ExtDetectLanguageSummaryCheckUTF8(padded.data(), size, true, &hints, 0, languages, percents,
                                          scores, nullptr, &verdict.text_bytes,
                                          &verdict.is_reliable, &valid_bytes);
  verdict.code = code_of(languages[0]);
  verdict.percent = percents[0];
  return verdict;
}

// Most news without a language is English, and asking CLD2 takes a fifth of the time in which an
// article is indexed. ASCII text is told to be English here by function words that hardly another
// language writes: there are four different ones, every eighth word is one, and in no stretch of 32
// words are there less than two (a text may be English in part).
class EnglishWords {
 public:
  void add(std::string_view word) {
    ++words_;
    if (word.size() <= kLongest) look_up(word);
    if (words_ % kStretch == 0) {
      is_in_all_ = is_in_all_ && in_stretch_ >= kInStretch;
      in_stretch_ = 0;
    }
  }
  [[nodiscard]] bool are_all() const {
    constexpr unsigned kFewWords = 40, kShare = 8;
    constexpr int kDifferent = 4;
    return words_ >= kFewWords && is_in_all_ && function_words_ * kShare >= words_ &&
           std::popcount(seen_) >= kDifferent;
  }

 private:
  static constexpr std::string_view kWords[] = {"the",  "and",  "that", "with",  "from", "by", "of",
                                                "this", "have", "has",  "which", "for",  "to"};
  static constexpr std::size_t kLongest = 5;
  static constexpr unsigned kStretch = 32, kInStretch = 2;

  void look_up(std::string_view word) {
    for (std::size_t i = 0; i < std::size(kWords); ++i) {
      if (word[0] != kWords[i][0] || word != kWords[i]) continue;
      ++function_words_;
      ++in_stretch_;
      seen_ |= 1u << i;
      return;
    }
  }

  unsigned words_ = 0;
  unsigned function_words_ = 0;
  unsigned in_stretch_ = 0;
  unsigned seen_ = 0;  // a bit for each of kWords
  bool is_in_all_ = true;
};

bool is_plainly_english(std::string_view text) {
  EnglishWords words;
  constexpr std::size_t kLongest = 8;
  std::array<char, kLongest> word{};
  std::size_t size = 0;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
    const char small = static_cast<char>(c | 0x20);
    if (small >= 'a' && small <= 'z') {
      if (size < kLongest) word[size] = small;
      ++size;
    } else if (size > 0) {
      words.add({word.data(), std::min(size, kLongest)});
      size = 0;
    }
  }
  return words.are_all();
}

}  // namespace

std::string detect_language(std::string_view text) {
  text = text.substr(0, utf8_floor(text, kSeenBytes));
  if (text.empty()) return {};
  if (is_plainly_english(text)) return "en";
  const Verdict verdict = ask(padded_text(text));
  const bool is_sure = verdict.is_reliable || has_own_script(verdict.code);
  if (!is_sure || verdict.percent < kMinPercent || verdict.text_bytes < kMinTextBytes ||
      is_told_by_chance(verdict.code, verdict.text_bytes)) {
    return {};
  }
  return verdict.code;
}

}  // namespace newsidx::source
