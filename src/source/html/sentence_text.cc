#include "source/html/sentence_text.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/sentence_signs.h"
#include "base/utf8.h"
#include "source/html/text_blocks.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kNoteBytes = 80;  // of a source or a note in brackets
constexpr std::size_t kMostNotes = 4;
constexpr std::size_t kNoteDigits = 3;  // of the number of a note
// Of the word before a full stop; that of an abbreviation or an initial is shorter.
constexpr std::uint32_t kWordLetters = 3;

char32_t last_point(std::string_view text, std::size_t& size) {
  const std::size_t at = utf8_floor(text, text.size() - 1);
  size = text.size() - at;
  return decode_utf8(text, at).value;
}

// That of a page may be one that introduces, or of a script that the index cuts at blanks only.
bool is_stop(char32_t c) {
  constexpr std::u32string_view kOthers =
      U":｡‼‽⁇⁈⁉︒﹒﹖﹗\u055c\u055e\u07f9\u0f0d\u0f0e\u17d5\u1367"
      U"\u1368\u166e\u1803\u1809\u1c7e\ua4ff\uabeb";
  return sentence_stop_of(c) != SentenceStop::none || kOthers.find(c) != std::u32string_view::npos;
}

bool is_blank(char32_t c) {
  return c <= ' ' || c == 0xa0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200f) || c == 0xfeff;
}

// Marks of the end, dashes, arrows, stars, emoji.
bool is_ornament(char32_t c) {
  constexpr std::u32string_view kOfAscii = U"*#|~_-+=<>·§¶–—‒―•†‡";
  return kOfAscii.find(c) != std::u32string_view::npos || (c >= 0x2190 && c < 0x2c00) ||
         (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0x1f000 && c < 0x20000);
}

bool closes(char32_t c) {
  constexpr std::u32string_view kOthers = U"“«‹›〉》】〕〗﹂﹄｝］｣}‘";
  return closes_sentence(c) || kOthers.find(c) != std::u32string_view::npos;
}

template <typename Is>
std::string_view without_end(std::string_view text, Is is_left_out) {
  std::size_t size = 0;
  while (!text.empty() && is_left_out(last_point(text, size))) text.remove_suffix(size);
  return text;
}

std::string_view without_signs(std::string_view text) {
  return without_end(text, [](char32_t c) { return is_blank(c) || is_ornament(c) || closes(c); });
}

bool ends_in_stop(std::string_view text) {
  std::size_t size = 0;
  return !text.empty() && is_stop(last_point(text, size));
}

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

bool is_note_digit(char32_t c) {
  return is_digit(c) || c == 0xb9 || c == 0xb2 || c == 0xb3 || (c >= 0x2070 && c <= 0x2079);
}

// "(dpa)", "[1]" and "[2]" at the end. @return the same text where there is none
std::string_view without_notes(std::string_view text) {
  struct Pair {
    std::string_view opening, closing;
  };
  constexpr std::array<Pair, 5> kPairs = {
      {{"(", ")"}, {"[", "]"}, {"（", "）"}, {"【", "】"}, {"［", "］"}}};
  for (std::size_t count = 0; count < kMostNotes; ++count) {
    text = without_end(text, [](char32_t c) { return is_blank(c) || is_ornament(c); });
    const auto pair = std::ranges::find_if(
        kPairs, [text](const Pair& each) { return text.ends_with(each.closing); });
    if (pair == kPairs.end()) break;
    const std::size_t begin = text.size() - std::min(text.size(), kNoteBytes);
    const std::size_t opening = text.substr(begin).rfind(pair->opening);
    if (opening == std::string_view::npos) break;
    text = text.substr(0, begin + opening);
  }
  return text;
}

// The number of a note behind a stop: "It is open.1", and not "It costs 3.5".
std::string_view without_note_number(std::string_view text) {
  std::string_view rest = text;
  std::size_t size = 0;
  for (std::size_t count = 0; count < kNoteDigits && !rest.empty(); ++count) {
    if (!is_note_digit(last_point(rest, size))) break;
    rest.remove_suffix(size);
  }
  const std::string_view before = without_signs(rest);
  if (rest.size() == text.size() || !ends_in_stop(before)) return text;
  static_cast<void>(last_point(before, size));
  const std::string_view word = before.substr(0, before.size() - size);
  return !word.empty() && is_digit(last_point(word, size)) ? text : before;
}

bool is_unstopped(char32_t c) { return c >= 0x0e00 && c < 0x0f00; }  // Thai, Lao

// May a sentence end with the full stop in front of `at`?
bool is_end_behind_stop(std::string_view text, std::size_t at) {
  if (at >= text.size()) return true;
  const char32_t next = decode_utf8(text, at).value;
  return is_blank(next) || closes(next) || next == '(' || next == '[' || is_note_digit(next);
}

}  // namespace

bool ends_as_sentence(std::string_view text) {
  if (ends_in_stop(without_signs(text))) return true;
  const std::string_view rest = without_notes(text);
  return ends_in_stop(without_signs(rest)) || ends_in_stop(without_note_number(rest));
}

bool holds_sentence(std::string_view text, std::uint32_t least_letters) {
  std::uint32_t letters = 0, unstopped = 0, word_letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    const char32_t c = point.value;
    at += point.size;
    const bool is_full = c == '.' ? word_letters >= kWordLetters : c != ':' && is_stop(c);
    if (is_full && letters >= least_letters) {
      if (sentence_stop_of(c) == SentenceStop::anywhere || is_end_behind_stop(text, at))
        return true;
    }
    const bool is_letter = !is_blank(c) && c != '.';
    word_letters = is_letter && !is_digit(c) ? word_letters + 1 : 0;
    if (!is_blank(c)) letters += letter_weight(c);
    if (is_unstopped(c)) ++unstopped;
  }
  return unstopped >= 2 * least_letters && unstopped * 2 >= letters;
}

}  // namespace newsidx::source
