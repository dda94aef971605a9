#include "analysis/letter_variants.h"

#include <unicode/translit.h>
#include <unicode/uchar.h>

#include <memory>
#include <vector>

#include "analysis/unicode.h"
#include "base/utf8.h"

namespace newsidx::analysis {
namespace {

bool within(char32_t point, char32_t first, char32_t last) {
  return point >= first && point <= last;
}

// ---- Chinese ------------------------------------------------------------------------------------

// The simplified form of each character that is written with one code unit.
class SimplifiedForms {
 public:
  SimplifiedForms() : forms_(kEnd - kBegin) {
    for (char16_t point = kBegin; point < kEnd; ++point) forms_[point - kBegin] = point;
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> simplify(
        icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, error));
    if (U_FAILURE(error) != 0) return;  // a library of ICU without this data
    // Each by itself, a newline between them: some rules look at the neighbours.
    icu::UnicodeString text;
    for (const char16_t point : forms_) text.append(point).append(u'\n');
    simplify->transliterate(text);
    if (text.length() != static_cast<std::int32_t>(2 * forms_.size())) return;
    for (std::size_t at = 0; at < forms_.size(); ++at) {
      forms_[at] = text[static_cast<std::int32_t>(2 * at)];
    }
  }

  /// REQUIRES is_covered(point).
  [[nodiscard]] char32_t of(char32_t point) const noexcept { return forms_[point - kBegin]; }
  [[nodiscard]] static bool is_covered(char32_t point) noexcept {
    return within(point, kBegin, kEnd - 1);
  }

 private:
  static constexpr char16_t kBegin = 0x3400;
  static constexpr char16_t kEnd = 0xa000;
  std::vector<char16_t> forms_;
};

char32_t simplified(char32_t point) {
  if (!SimplifiedForms::is_covered(point)) return point;
  static const SimplifiedForms forms;
  return forms.of(point);
}

// ---- Devanagari ---------------------------------------------------------------------------------

constexpr char32_t kCandrabindu = 0x901;
constexpr char32_t kAnusvara = 0x902;
constexpr char32_t kNukta = 0x93c;
constexpr char32_t kVirama = 0x94d;

// Consonants stand in rows of five by where they are spoken, the nasal at the end; न has a second
// form behind it.
constexpr char32_t kFirstConsonant = 0x915;
constexpr char32_t kSecondN = 0x929;
constexpr char32_t kLastStop = 0x92e;

struct Stop {
  char32_t row = 0;
  bool is_nasal = false;
};

Stop stop_of(char32_t point) {
  if (!within(point, kFirstConsonant, kLastStop) || point == kSecondN) return {99, false};
  const char32_t number = point - kFirstConsonant - (point > kSecondN ? 1 : 0);
  return {number / 5, number % 5 == 4};
}

// Is `point`, with a virama and `next` behind it, what anusvara stands for?
bool is_nasal_of(char32_t point, char32_t next) {
  const Stop nasal = stop_of(point), stop = stop_of(next);
  return nasal.is_nasal && !stop.is_nasal && nasal.row == stop.row;
}

// ---- Hebrew -------------------------------------------------------------------------------------

bool is_hebrew_letter(char32_t point) { return within(point, 0x5d0, 0x5f2); }

bool is_abbreviation_sign(char32_t point) {
  return point == U'"' || point == U'\'' || point == 0x5f3 || point == 0x5f4;
}

char32_t persian_as_arabic(char32_t point) {
  switch (point) {
    case 0x6cc: return 0x64a;  // yeh
    case 0x6a9: return 0x643;  // kaf
    case 0x6c0:
    case 0x6c2:
    case 0x6d5: return 0x647;  // heh with a yeh above it, ae
    default: return point;
  }
}

// A text as code points, with a look ahead.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  char32_t take() {
    const CodePoint point = decode_utf8(text_, at_);
    at_ += point.size;
    return point.value;
  }
  /// What stands `count` code points further; 0 beyond the end.
  [[nodiscard]] char32_t peek(std::size_t count = 0) const {
    std::size_t at = at_;
    for (; at < text_.size(); --count) {
      const CodePoint point = decode_utf8(text_, at);
      if (count == 0) return point.value;
      at += point.size;
    }
    return 0;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

char32_t ascii_digit(char32_t point) {
  const std::int32_t value = u_charDigitValue(static_cast<UChar32>(point));
  return value < 0 ? point : U'0' + static_cast<char32_t>(value);
}

}  // namespace

void unify_letters(std::string_view text, std::string& out) {
  out.clear();
  char32_t last = 0;
  for (Reader reader(text); !reader.at_end();) {
    char32_t point = reader.take();
    if (is_abbreviation_sign(point) && is_hebrew_letter(last) && is_hebrew_letter(reader.peek())) {
      continue;
    }
    last = point;
    if (point < 0x80) {
      out.push_back(static_cast<char>(point));
      continue;
    }
    if (point == kNukta) continue;
    if (point == kCandrabindu) point = kAnusvara;
    if (reader.peek() == kVirama && is_nasal_of(point, reader.peek(1))) {
      reader.take();
      point = kAnusvara;
    }
    if (kind_of(point) == CharKind::digit) point = ascii_digit(point);
    append_utf8(out, simplified(persian_as_arabic(point)));
  }
}

char32_t unified_arabic_letter(char32_t point) noexcept {
  switch (point) {
    case 0x622:
    case 0x623:
    case 0x625:
    case 0x671: return 0x627;  // alef
    case 0x649: return 0x64a;  // alef maksura: yeh
    case 0x629: return 0x647;  // teh marbuta: heh
    default: return point;
  }
}

}  // namespace newsidx::analysis
