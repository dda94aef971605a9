#include "analysis/sentences.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "analysis/ascii_run.h"
#include "analysis/text_lines.h"
#include "analysis/unicode.h"
#include "base/sentence_signs.h"
#include "base/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace newsidx::analysis {
namespace {

// Whether a stop may begin at `at`. It looks at the next byte, too: in English nearly all bytes
// beyond ASCII are those of apostrophes, quotation marks and dashes.
bool may_be_stop(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t index) {
    return index < text.size() ? static_cast<unsigned char>(text[index]) : 0u;
  };
  switch (byte(at)) {
    case '.':
    case '!':
    case '?': return true;
    case 0xd6: return byte(at + 1) == 0x89;
    case 0xd8: return byte(at + 1) == 0x9f;
    case 0xdb: return byte(at + 1) == 0x94;
    case 0xe0: return byte(at + 1) == 0xa5;
    case 0xe1: return true;
    case 0xe2: return byte(at + 1) == 0x80 && byte(at + 2) == 0xa6;
    case 0xe3: return byte(at + 1) == 0x80;
    case 0xef: return byte(at + 1) == 0xbc;
    default: return false;
  }
}

bool can_begin_sentence(char32_t point) {
  constexpr std::u32string_view kOpening = U"\"'([“”‘«„¿¡";
  constexpr char32_t kSigns = 0x2000, kSignsEnd = 0x2c00;  // dashes, bullets, arrows, ...
  if (kOpening.find(point) != std::u32string_view::npos) return true;
  const CharKind kind = kind_of(point);
  if (kind == CharKind::upper || kind == CharKind::digit) return true;
  return point >= 0x100 && kind != CharKind::lower && !closes_sentence(point) &&
         (point < kSigns || point >= kSignsEnd);
}

// The word before a full stop is short for something: "U", "U.S", "Ph.D", "Mr", "Gen".
bool is_abbreviation(std::string_view word) {
  constexpr std::size_t kLongestPart = 2;
  constexpr std::size_t kLongest = 4;
  constexpr std::string_view kLonger[] = {"Apr", "Aug", "Capt", "Col",  "Dec", "Feb", "Gen",
                                          "Gov", "Jan", "Maj",  "Mrs",  "Nov", "Oct", "Prof",
                                          "Rep", "Rev", "Sen",  "Sept", "Sgt"};
  if (word.empty() || kind_of(decode_utf8(word, 0).value) != CharKind::upper) return false;
  if (word.size() > kLongestPart && word.size() <= kLongest &&
      std::ranges::find(kLonger, word) != std::end(kLonger)) {
    return true;
  }
  for (;;) {
    const std::size_t dot = std::min(word.find('.'), word.size());
    if (dot > kLongestPart) return false;
    if (dot == word.size()) return true;
    word.remove_prefix(dot + 1);
  }
}

bool is_item_number(std::string_view word) {
  constexpr std::size_t kMaxDigits = 3;
  return word.size() <= kMaxDigits &&
         std::ranges::all_of(word, [](char byte) { return byte >= '0' && byte <= '9'; });
}

bool stands_before_word(char byte) { return byte == ' ' || byte == '\t' || byte == '('; }

std::size_t first_not_blank(std::string_view text, Span line) {
  std::size_t at = line.begin;
  while (at < line.end) {
    const CodePoint next = decode_utf8(text, at);
    if (!is_blank(next.value)) break;
    at += next.size;
  }
  return at;
}

}  // namespace

// The first place at or after at_ where a stop may begin, or `end`.
std::size_t SentenceFinder::next_stop(std::size_t end) const {
  std::size_t at = at_;
#ifdef __SSE2__
  for (; at < end && at + 16 <= text_.size(); at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text_.data() + at));
    const __m128i stops = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('.')),
                                       _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('!')),
                                                    _mm_cmpeq_epi8(bytes, _mm_set1_epi8('?'))));
    // with all bytes beyond ASCII, whose highest bit is set
    auto mask = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(bytes, stops)));
    for (; mask != 0; mask &= mask - 1) {
      const std::size_t candidate = at + static_cast<std::size_t>(__builtin_ctz(mask));
      if (may_be_stop(text_, candidate)) return std::min(candidate, end);
    }
  }
#endif
  while (at < end && !may_be_stop(text_, at)) ++at;
  return std::min(at, end);
}

// @param stop  where a stop may begin
// @return where the next sentence begins, or kNone; at_ is behind what was looked at
std::size_t SentenceFinder::sentence_behind(std::size_t stop) {
  const auto is_word = [this](std::size_t at) {
    return at < end_ && is_ascii_letter_or_digit(text_[at]);
  };
  if (text_[stop] == '.' && is_word(stop + 1)) {  // 3.5, U.S.
    at_ = stop + 1;
    return kNone;
  }
  const CodePoint first = decode_utf8(text_, stop);
  SentenceStop kind = sentence_stop_of(first.value);
  at_ = stop + first.size;
  if (kind == SentenceStop::none) return kNone;
  const bool is_full_stop = first.value == '.';
  CodePoint next{};
  for (; at_ < end_; at_ += next.size) {
    next = decode_utf8(text_, at_);
    const SentenceStop more = sentence_stop_of(next.value);
    if (more == SentenceStop::none && !closes_sentence(next.value)) break;
    kind = std::max(kind, more);
  }
  const std::size_t closed = at_;
  for (; at_ < end_; at_ += next.size) {
    next = decode_utf8(text_, at_);
    if (!is_blank(next.value)) break;
  }
  if (at_ >= end_) return kNone;
  if (kind == SentenceStop::anywhere) return at_;
  if (at_ == closed || !can_begin_sentence(next.value)) return kNone;
  if (is_full_stop && is_short_form(stop)) return kNone;
  return at_;
}

// What stands before the full stop is an abbreviation, or the number of an item at the line's
// start.
bool SentenceFinder::is_short_form(std::size_t stop) const {
  constexpr std::size_t kLongest = 12, kMaxIndent = 64;
  const std::size_t least = std::max(line_, stop - std::min(stop, kLongest));
  std::size_t word = stop;
  while (word > least && !stands_before_word(text_[word - 1])) --word;
  if (word == least && word != line_) return false;  // longer
  const std::string_view before = text_.substr(word, stop - word);
  if (is_abbreviation(before)) return true;
  if (!is_item_number(before) || word - line_ > kMaxIndent) return false;
  return std::ranges::all_of(text_.substr(line_, word - line_), stands_before_word);
}

std::size_t SentenceFinder::next(std::size_t limit) {
  limit = std::min(limit, end_);
  while (at_ < limit) {
    at_ = next_stop(limit);
    if (at_ == limit) break;
    const std::size_t sentence = sentence_behind(at_);
    if (sentence != kNone) return sentence;
  }
  return kNone;
}

std::vector<std::uint32_t> sentence_begins(std::string_view text, PacedCancellation* pace) {
  constexpr std::size_t kPartBytes = 16 << 10;
  std::vector<std::uint32_t> begins;
  std::string buffer;
  text = with_newlines(text.substr(0, UINT32_MAX), buffer);
  TextLines lines(text);
  bool is_apart = true;  // the next character that is not blank begins a sentence
  for (TextLines::Line line; lines.next(line);) {
    is_apart = is_apart || line.begins != Boundary::none;
    const std::size_t begin = first_not_blank(text, line.bytes);
    if (begin == line.bytes.end) continue;
    if (is_apart) begins.push_back(static_cast<std::uint32_t>(begin));
    is_apart = false;
    SentenceFinder finder(text, begin, line.bytes.end);
    for (std::size_t limit = begin; limit < line.bytes.end;) {
      if (pace != nullptr && pace->ends_after(kPartBytes)) return begins;
      limit = std::min<std::size_t>(line.bytes.end, limit + kPartBytes);
      for (std::size_t at = finder.next(limit); at != SentenceFinder::kNone;
           at = finder.next(limit)) {
        begins.push_back(static_cast<std::uint32_t>(at));
      }
    }
  }
  return begins;
}

}  // namespace newsidx::analysis
