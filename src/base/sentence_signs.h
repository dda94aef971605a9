// base/sentence_signs.h
//
// The signs that end sentences, in all scripts that have some, and those that may stand behind
// them. What else makes a sentence is told by whoever asks: the index (analysis/sentences.h), which
// needs the place, and readers of pages, which need to know whether a line is one.
//
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsidx {

enum class SentenceStop : std::uint8_t { none, before_blank, anywhere };

[[nodiscard]] constexpr SentenceStop sentence_stop_of(char32_t point) noexcept {
  switch (point) {
    case U'.':
    case U'!':
    case U'?':
    case U'…':
    case 0x0589:  // Armenian
    case 0x061f:  // Arabic
    case 0x06d4:
    case 0x0964:  // Indic
    case 0x0965:
    case 0x104b:  // Burmese
    case 0x1362:  // Ethiopic
    case 0x17d4:  // Khmer
      return SentenceStop::before_blank;
    case U'。':
    case U'！':
    case U'？':
    case U'．': return SentenceStop::anywhere;
    default: return SentenceStop::none;
  }
}

/// Quotation marks and brackets that close.
[[nodiscard]] constexpr bool closes_sentence(char32_t point) noexcept {
  constexpr std::u32string_view kClosing = U"\"')]’”»」』）";
  return kClosing.find(point) != std::u32string_view::npos;
}

}  // namespace newsidx
