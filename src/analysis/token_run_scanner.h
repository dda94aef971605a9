// analysis/token_run_scanner.h
//
// Cuts a line at the characters that always separate words, whatever stands beside them: blanks and
// most punctuation. What is between is a token run ("U.S.-led", "Syria’s"), which can be analysed
// by itself: its words are those that ICU finds in the whole line (differential_test.cc proves it).
// Two kinds of separators are kept inside: a newline behind a hyphen that cuts a word, and blanks
// between groups of digits.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "analysis/ascii_run.h"
#include "analysis/span.h"
#include "analysis/unicode.h"

namespace newsidx::analysis {

namespace token_run_scanner {

enum class Byte : std::uint8_t {
  separator,
  word,     // letter or digit
  inside,   // may stand within a word or join two: ' ` , ; . - _ @ &
  quote,    // ": joins two Hebrew letters, separates all others
  special,  // first byte of the dashes, quotation marks, bullets and no-break blanks of newspapers
  high,     // any other byte that is not ASCII
};

inline constexpr std::array<Byte, 256> kBytes = [] {
  std::array<Byte, 256> table{};
  for (std::size_t byte = '0'; byte <= '9'; ++byte) table[byte] = Byte::word;
  for (std::size_t byte = 'a'; byte <= 'z'; ++byte) table[byte] = Byte::word;
  for (std::size_t byte = 'A'; byte <= 'Z'; ++byte) table[byte] = Byte::word;
  for (std::size_t byte = 0x80; byte <= 0xff; ++byte) table[byte] = Byte::high;
  for (const char byte : {'\'', '`', ',', ';', '.', '-', '_', '@', '&'}) {
    table[static_cast<unsigned char>(byte)] = Byte::inside;
  }
  table['"'] = Byte::quote;
  table[0xe2] = table[0xc2] = Byte::special;
  return table;
}();

[[nodiscard]] inline Byte byte_at(std::string_view text, std::size_t at) noexcept {
  return kBytes[static_cast<unsigned char>(text[at])];
}

/// Bytes of the non-ASCII separator that starts at `at`: – — “ ” • … and the no-break blank; or 0.
[[nodiscard]] inline std::size_t special_separator(std::string_view text, std::size_t at) noexcept {
  if (text.substr(at, 2) == "\xc2\xa0") return 2;
  if (text.substr(at, 2) != "\xe2\x80" || at + 2 >= text.size()) return 0;
  switch (static_cast<unsigned char>(text[at + 2])) {
    case 0x93:  // U+2013 en dash
    case 0x94:  // U+2014 em dash
    case 0x9c:  // U+201C left double quotation mark
    case 0x9d:  // U+201D right double quotation mark
    case 0xa2:  // U+2022 bullet
    case 0xa6:  // U+2026 ellipsis
      return 3;
    default: return 0;
  }
}

}  // namespace token_run_scanner

class TokenRunScanner {
 public:
  /// Scans the line text[begin, end). REQUIRES that it ends where the text does or before a
  /// newline.
  /// @param blanks_group_digits  the language writes "10 000" with ordinary blanks
  TokenRunScanner(std::string_view text, std::size_t begin, std::size_t end,
                  bool blanks_group_digits) noexcept
      : text_(text), at_(begin), end_(end), blanks_group_digits_(blanks_group_digits) {}

  /// A token run may be as long as the text: so often it is asked whether to go on [bytes].
  static constexpr std::size_t kStretchBytes = std::size_t{16} << 10;

  /// The next token run of the line, without punctuation at its edges that does not belong to a
  /// word.
  /// @param wants_more  () -> bool, asked within long token runs alone
  /// @return false at the end of the line, or where no more is wanted
  template <class WantsMore>
  [[nodiscard]] bool next(Span& run, WantsMore wants_more) {
    using token_run_scanner::Byte;
    while (true) {
      while (at_ < end_ && byte() != Byte::word) {
        if (!skip_before_run()) break;
      }
      if (at_ >= end_) return false;
      const std::size_t begin = at_;
      at_ = ascii_run_end(text_, at_);
      if (at_ < end_ && text_[at_] == ' ' && text_[at_ - 1] > '9') {  // nearly all: a word alone
        run = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
        ++at_;
        return true;
      }
      std::size_t stretch_end = std::min(at_ + kStretchBytes, end_);
      while (at_ < stretch_end && goes_on()) {
        at_ = ascii_run_end(text_, at_ + 1);
        if (at_ < stretch_end) continue;
        if (at_ < end_ && !wants_more()) return false;
        stretch_end = std::min(at_ + kStretchBytes, end_);
      }
      std::size_t end = at_;
      if (token_run_scanner::byte_at(text_, end - 1) == Byte::inside) end = trimmed_end(begin, end);
      if (begin == end) continue;
      run = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
      return true;
    }
  }

 private:
  [[nodiscard]] token_run_scanner::Byte byte() const noexcept {
    return token_run_scanner::byte_at(text_, at_);
  }

  // Passes over what can stand before a token run and not start it. False at the start of a token
  // run.
  [[nodiscard]] bool skip_before_run() noexcept {
    using token_run_scanner::Byte;
    std::size_t size = 0;
    switch (byte()) {
      case Byte::separator:
      case Byte::quote: size = 1; break;
      case Byte::inside: size = text_[at_] != '_' && text_[at_] != '@' ? 1 : 0; break;
      case Byte::special: size = token_run_scanner::special_separator(text_, at_); break;
      default: break;
    }
    at_ += size;
    return size != 0;
  }

  // Inside a token run: does it go on with this byte, which is no letter or digit?
  [[nodiscard]] bool goes_on() const noexcept {
    using token_run_scanner::Byte;
    switch (byte()) {
      case Byte::separator: return is_inner_separator();
      case Byte::quote: return static_cast<unsigned char>(text_[at_ - 1]) >= 0x80;
      case Byte::special:
        return token_run_scanner::special_separator(text_, at_) == 0 || is_inner_separator();
      default: return true;
    }
  }

  [[nodiscard]] bool has_digits(std::size_t begin, std::size_t count) const noexcept {
    for (std::size_t at = begin; at < begin + count; ++at) {
      if (at >= end_ || text_[at] < '0' || text_[at] > '9') return false;
    }
    return true;
  }

  // A separator between digits, three of them behind it, or the end of a line that cuts a word:
  // a line holds a newline in no other place.
  [[nodiscard]] bool is_inner_separator() const noexcept {
    if (text_[at_] == ' ' && at_ > 0 && text_[at_ - 1] > '9') return false;
    if (text_[at_] == '\n') return true;
    if (text_[at_] == '\r') return at_ + 1 < end_ && text_[at_ + 1] == '\n';
    if (at_ == 0 || text_[at_ - 1] < '0' || text_[at_ - 1] > '9') return false;
    const std::size_t size = group_blank_size(text_, at_, blanks_group_digits_);
    constexpr std::size_t kGroup = 3;
    const std::size_t next = at_ + size + kGroup;
    return size != 0 && has_digits(at_ + size, kGroup) &&
           (next >= end_ ||
            (token_run_scanner::byte_at(text_, next) != token_run_scanner::Byte::word &&
             token_run_scanner::byte_at(text_, next) != token_run_scanner::Byte::high));
  }

  // Takes , ; ' ` - . & off the end, as long as an ASCII character stands before them, but leaves
  // the dot of what may be an acronym: after one letter or digit alone.
  [[nodiscard]] std::size_t trimmed_end(std::size_t begin, std::size_t end) const noexcept {
    using token_run_scanner::Byte;
    while (end > begin) {
      const char last = text_[end - 1];
      if (token_run_scanner::byte_at(text_, end - 1) != Byte::inside || last == '_' ||
          last == '@') {
        return end;
      }
      if (end - begin > 1 && static_cast<unsigned char>(text_[end - 2]) >= 0x80) return end;
      if (last == '.' && end - begin >= 2 &&
          token_run_scanner::byte_at(text_, end - 2) == Byte::word &&
          (end - begin == 2 || token_run_scanner::byte_at(text_, end - 3) != Byte::word)) {
        return end;
      }
      --end;
    }
    return end;
  }

  std::string_view text_;
  std::size_t at_;
  std::size_t end_;
  bool blanks_group_digits_;
};

}  // namespace newsidx::analysis
