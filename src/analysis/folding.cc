#include "analysis/folding.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uscript.h>

#include "analysis/letter_variants.h"
#include "analysis/unicode.h"
#include "base/assert.h"
#include "base/utf8.h"

namespace newsidx::analysis {
namespace {

// Both are singletons of ICU, made of data compiled into its library: they cannot fail to load.
const icu::Normalizer2& case_folder() {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* instance = icu::Normalizer2::getNFKCCasefoldInstance(error);
  NEWSIDX_CHECK(U_SUCCESS(error));
  return *instance;
}

const icu::Normalizer2& decomposer() {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* instance = icu::Normalizer2::getNFKDInstance(error);
  NEWSIDX_CHECK(U_SUCCESS(error));
  return *instance;
}

bool within(char32_t point, char32_t first, char32_t last) {
  return point >= first && point <= last;
}

// Signs that a writer adds for readers' convenience: the same word is mostly written without.
// Called on composed text, so the marks of letters like й and آ are not seen here.
bool is_optional_mark(char32_t point, char32_t previous) {
  if (within(point, 0x300, 0x301)) return within(previous, 0x400, 0x52f);  // Cyrillic stress
  if (point == 0x307) return previous == 'i';                              // of a folded İ
  if (within(point, 0x591, 0x5c7)) {                                       // Hebrew points
    return kind_of(point) == CharKind::mark;
  }
  if (point == 0x640 || point == 0x670 || within(point, 0x64b, 0x65f)) return true;  // Arabic
  return within(point, 0x6d6, 0x6ed) && kind_of(point) == CharKind::mark;
}

// Letters that Unicode does not decompose but readers leave the stroke, dot or ligature out of.
std::string_view plain_letter(char32_t point) {
  switch (point) {
    case U'ı': return "i";
    case U'ł': return "l";
    case U'ø': return "o";
    case U'đ':
    case U'ð': return "d";
    case U'ħ': return "h";
    case U'ŧ': return "t";
    case U'æ': return "ae";
    case U'œ': return "oe";
    case U'þ': return "th";
    case U'ё': return "е";
    default: return {};
  }
}

bool takes_accents(char32_t point) {
  UErrorCode error = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(static_cast<UChar32>(point), &error);
  return script == USCRIPT_LATIN || script == USCRIPT_GREEK;
}

}  // namespace

void straighten_apostrophes(std::string_view text, std::string& out) {
  out.clear();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t apostrophe = apostrophe_size(text, at);
    out.push_back(apostrophe == 0 ? text[at] : '\'');
    at += apostrophe == 0 ? 1 : apostrophe;
  }
}

void fold_case_ascii(std::string_view text, std::string& out) {
  out.assign(text);
  for (char& byte : out) {
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte | 0x20);
  }
}

void fold_case(std::string_view text, std::string& out) {
  std::string folded;
  icu::StringByteSink<std::string> sink(&folded);
  UErrorCode error = U_ZERO_ERROR;
  case_folder().normalizeUTF8(0,
                              icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())),
                              sink, nullptr, error);
  NEWSIDX_CHECK(U_SUCCESS(error));
  std::string spelled;
  char32_t previous = 0;
  for (std::size_t at = 0; at < folded.size();) {
    const CodePoint point = decode_utf8(folded, at);
    if (!is_optional_mark(point.value, previous)) {
      spelled.append(folded, at, point.size);
      previous = point.value;
    }
    at += point.size;
  }
  unify_letters(spelled, out);
}

void fold_diacritics(std::string_view text, std::string& out) {
  out.clear();
  bool accents_go = false;  // the letter before takes accents
  const auto append = [&](char32_t point) {
    if (kind_of(point) == CharKind::mark) {
      if (accents_go) return;
    } else {
      accents_go = takes_accents(point);
    }
    append_utf8(out, point);
  };
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    const std::string_view written = text.substr(at, point.size);
    at += point.size;
    icu::UnicodeString parts;
    if (point.value < 0x80) {
      out.push_back(static_cast<char>(point.value));
      accents_go = true;
    } else if (const std::string_view plain = plain_letter(point.value); !plain.empty()) {
      out.append(plain);
      accents_go = point.value != U'ё';
    } else if (decomposer().getDecomposition(static_cast<UChar32>(point.value), parts) != 0 &&
               takes_accents(static_cast<char32_t>(parts.char32At(0)))) {
      for (std::int32_t part = 0; part < parts.length(); part = parts.moveIndex32(part, 1)) {
        append(static_cast<char32_t>(parts.char32At(part)));
      }
    } else if (kind_of(point.value) == CharKind::mark) {
      if (!accents_go) out.append(written);
    } else {
      append_utf8(out, unified_arabic_letter(point.value));
      accents_go = takes_accents(point.value);
    }
  }
}

}  // namespace newsidx::analysis
