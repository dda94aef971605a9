// analysis/ascii_run.h
//
// The hottest loop of analysis: to the end of a word of ASCII letters and digits. With SSE2 (which
// every x86-64 has) 16 bytes at a time and so without a mispredicted branch for each word.
#pragma once

#include <cstddef>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace newsidx::analysis {

[[nodiscard]] constexpr bool is_ascii_letter_or_digit(char byte) noexcept {
  const char lower = static_cast<char>(byte | 0x20);
  return (lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9');
}

/// The first place at or after `at` without an ASCII letter or digit, or the end of the text.
[[nodiscard]] inline std::size_t ascii_run_end(std::string_view text, std::size_t at) noexcept {
#ifdef __SSE2__
  constexpr unsigned kAll = 0xffff;
  for (; at + 16 <= text.size(); at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    const __m128i letters =
        _mm_sub_epi8(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
    const __m128i digits = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
    const __m128i inside =
        _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(letters, _mm_set1_epi8(25)), letters),
                     _mm_cmpeq_epi8(_mm_min_epu8(digits, _mm_set1_epi8(9)), digits));
    const unsigned outside = static_cast<unsigned>(_mm_movemask_epi8(inside)) ^ kAll;
    if (outside != 0) return at + static_cast<std::size_t>(__builtin_ctz(outside));
  }
#endif
  while (at < text.size() && is_ascii_letter_or_digit(text[at])) ++at;
  return at;
}

}  // namespace newsidx::analysis
