#include "analysis/shouting.h"

#include "analysis/unicode.h"
#include "base/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace newsidx::analysis {
namespace {

bool is_ascii_capital(char byte) noexcept { return byte >= 'A' && byte <= 'Z'; }

// First bytes of the letters with case beyond ASCII: Latin, Greek, Cyrillic, Armenian.
bool is_cased_lead(char byte) noexcept {
  const auto value = static_cast<unsigned char>(byte);
  return value >= 0xc3 && value <= 0xd6;
}

// May a word of capitals begin or go on at `at`?
bool is_trigger(std::string_view line, std::size_t at) noexcept {
  if (is_cased_lead(line[at])) return true;
  return is_ascii_capital(line[at]) && at + 1 < line.size() && is_ascii_capital(line[at + 1]);
}

// The first place at or after `at` where two ASCII capitals stand side by side, or a letter that
// may be a capital of another script.
std::size_t next_trigger(std::string_view line, std::size_t at) noexcept {
#ifdef __SSE2__
  const auto in_range = [](__m128i bytes, char first, char count) {
    const __m128i offset = _mm_sub_epi8(bytes, _mm_set1_epi8(first));
    return static_cast<unsigned>(
        _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(offset, _mm_set1_epi8(count)), offset)));
  };
  for (; at + 17 <= line.size(); at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(line.data() + at));
    const unsigned capitals = in_range(bytes, 'A', 25);
    const unsigned next = is_ascii_capital(line[at + 16]) ? 1u << 15 : 0;
    unsigned found = capitals & (capitals >> 1 | next);
    if (_mm_movemask_epi8(bytes) != 0) {
      found |= in_range(bytes, static_cast<char>(0xc3), 0xd6 - 0xc3);
    }
    if (found != 0) return at + static_cast<std::size_t>(__builtin_ctz(found));
  }
#endif
  while (at < line.size() && !is_trigger(line, at)) ++at;
  return at;
}

bool is_blank(char byte) noexcept { return byte == ' ' || byte == '\t'; }

// What stands between two blanks.
struct Word {
  std::size_t end = 0;
  unsigned capitals = 0;
  bool has_other_letters = false;
  bool ends_run = false;  // with a comma, or a sign that parts sentences
};

Word read_word(std::string_view line, std::size_t at) noexcept {
  Word word;
  while (at < line.size() && !is_blank(line[at])) {
    const CodePoint point = decode_utf8(line, at);
    const CharKind kind = kind_of(point.value);
    if (kind == CharKind::upper) ++word.capitals;
    if (kind == CharKind::lower || kind == CharKind::letter) {
      word.has_other_letters = true;  // the rest of the word does not matter
      break;
    }
    const std::size_t next = at + point.size;
    const char byte = line[at];
    word.ends_run = byte == ',' || byte == ';' || byte == '/' || byte == '|';
    at = next;
  }
  word.end = at;
  return word;
}

// The end of the shouting that begins with the word at `begin`, or `begin`; `at` is where to go on.
std::size_t stretch_end(std::string_view line, std::size_t begin, std::size_t& at) noexcept {
  unsigned words = 0;
  std::size_t end = begin;
  for (at = begin; at < line.size();) {
    const Word word = read_word(line, at);
    if (word.has_other_letters) {
      at = std::max(word.end, at + 1);
      break;
    }
    if (word.capitals >= 2) ++words;
    at = end = word.end;
    if (word.ends_run) break;
    if (at + 1 >= line.size() || line[at] != ' ' || is_blank(line[at + 1])) break;
    ++at;
  }
  return words >= kShoutedWords ? end : begin;
}

// The start of the word that `at` is in.
std::size_t word_begin(std::string_view line, std::size_t at, std::size_t limit) noexcept {
  while (at > limit && !is_blank(line[at - 1])) --at;
  return at;
}

}  // namespace

bool is_all_capitals_line(std::string_view line) noexcept {
  for (const char byte : line) {  // nearly every line ends here, after a letter or two
    if (byte >= 'a' && byte <= 'z') return false;
  }
  unsigned words = 0;
  unsigned run = 0;  // letters side by side
  for (std::size_t at = 0; at < line.size();) {
    const CodePoint point = decode_utf8(line, at);
    at += point.size;
    const CharKind kind = kind_of(point.value);
    if (kind == CharKind::lower || kind == CharKind::letter) return false;
    if (kind == CharKind::upper) {
      if (++run == 2) ++words;
    } else if (kind != CharKind::mark) {
      run = 0;
    }
  }
  return words >= 2;
}

void find_shouting(std::string_view line, std::vector<Span>& stretches) {
  stretches.clear();
  if (is_all_capitals_line(line)) {
    stretches.push_back({0, static_cast<std::uint32_t>(line.size())});
    return;
  }
  std::size_t done = 0;  // what is before belongs to no further stretch
  for (std::size_t at = 0; (at = next_trigger(line, at)) < line.size();) {
    const std::size_t begin = word_begin(line, at, done);
    const std::size_t end = stretch_end(line, begin, at);
    if (end > begin) {
      stretches.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }
    // the rest of the word at which it ended
    while (at < line.size() && !is_blank(line[at])) ++at;
    done = at;
  }
}

}  // namespace newsidx::analysis
