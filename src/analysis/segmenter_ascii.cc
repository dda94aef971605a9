#include "analysis/segmenter_ascii.h"

#include <array>
#include <cstdint>

#include "analysis/unicode.h"

namespace newsidx::analysis {
namespace {

// The Word_Break property as ICU 72 has it: "@" is a letter and ":" nothing special.
enum class WordBreak : std::uint8_t {
  other,
  letter,      // ALetter
  digit,       // Numeric
  extender,    // ExtendNumLet
  mid_both,    // MidNumLet and Single_Quote: between two letters or two digits
  mid_number,  // MidNum: between two digits
  not_ascii,
};

constexpr std::array<WordBreak, 256> kWordBreak = [] {
  std::array<WordBreak, 256> table{};
  for (std::size_t byte = 'a'; byte <= 'z'; ++byte) table[byte] = WordBreak::letter;
  for (std::size_t byte = 'A'; byte <= 'Z'; ++byte) table[byte] = WordBreak::letter;
  for (std::size_t byte = '0'; byte <= '9'; ++byte) table[byte] = WordBreak::digit;
  for (std::size_t byte = 0x80; byte <= 0xff; ++byte) table[byte] = WordBreak::not_ascii;
  table['@'] = WordBreak::letter;
  table['_'] = WordBreak::extender;
  table['\''] = table['`'] = table['.'] = WordBreak::mid_both;
  table[','] = table[';'] = WordBreak::mid_number;
  return table;
}();

struct Character {
  WordBreak property = WordBreak::other;
  std::size_t size = 1;  // bytes
};

Character character_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const WordBreak property = kWordBreak[static_cast<unsigned char>(text[at])];
  if (property != WordBreak::not_ascii) return {property, 1};
  const std::size_t size = apostrophe_size(text, at);
  return size == 0 ? Character{WordBreak::not_ascii, 1} : Character{WordBreak::mid_both, size};
}

bool is_word_character(WordBreak property) {
  return property == WordBreak::letter || property == WordBreak::digit ||
         property == WordBreak::extender;
}

// Rules WB6, WB7, WB11, WB12: does `mid` join the characters on both its sides?
bool joins(WordBreak before, WordBreak mid, WordBreak after) {
  if (mid == WordBreak::mid_both) {
    return before == after && (before == WordBreak::letter || before == WordBreak::digit);
  }
  return mid == WordBreak::mid_number && before == WordBreak::digit && after == WordBreak::digit;
}

// The end of the segment that starts with the word character at `at`.
std::size_t segment_end(std::string_view text, std::size_t at) {
  WordBreak last = character_at(text, at).property;
  ++at;
  while (true) {
    const Character here = character_at(text, at);
    if (is_word_character(here.property)) {  // WB5, WB8, WB9, WB10, WB13a, WB13b: all combinations
      last = here.property;
      ++at;
      continue;
    }
    const Character next = character_at(text, at + here.size);
    if (!joins(last, here.property, next.property)) return at;
    last = next.property;
    at += here.size + 1;
  }
}

bool is_letter_or_digit(char byte) {
  return byte != '@' && (kWordBreak[static_cast<unsigned char>(byte)] == WordBreak::letter ||
                         kWordBreak[static_cast<unsigned char>(byte)] == WordBreak::digit);
}

}  // namespace

bool segment_ascii(std::string_view text, std::vector<Span>& words) {
  const std::size_t words_before = words.size();
  for (std::size_t at = 0; at < text.size();) {
    const Character here = character_at(text, at);
    if (here.property == WordBreak::not_ascii) {
      words.resize(words_before);
      return false;
    }
    if (!is_word_character(here.property)) {
      at += here.size;
      continue;
    }
    std::size_t begin = at;
    std::size_t end = at = segment_end(text, at);
    while (begin < end && !is_letter_or_digit(text[begin])) ++begin;
    while (begin < end && !is_letter_or_digit(text[end - 1])) --end;
    if (begin < end) {
      words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }
  }
  return true;
}

}  // namespace newsidx::analysis
