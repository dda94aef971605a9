#include "present/sentences.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "base/utf8.h"

namespace newsidx::present {
namespace {

bool is_stop(char32_t c) {  // needs a blank behind it
  return c == '.' || c == '!' || c == '?' || c == 0x061f || c == 0x06d4 || c == 0x0964 ||
         c == 0x2026;
}
bool is_wide_stop(char32_t c) {  // needs none
  return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0xff0e;
}

bool is_closing(char32_t c) {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x2019 || c == 0x201d || c == 0xbb ||
         c == 0x300d || c == 0x300f || c == 0xff09;
}

bool is_ascii_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_capital(char32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7);
}

// Small letters of Latin, Greek and Cyrillic; letters of other scripts have no case.
bool is_small(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 0xdf && c <= 0xff && c != 0xf7) ||
         (c >= 0x100 && c <= 0x17f && c % 2 == 1) || (c >= 0x3ac && c <= 0x3ce) ||
         (c >= 0x430 && c <= 0x45f);
}

bool can_begin_sentence(char32_t c) {
  constexpr std::u32string_view kOpening = U"\"'([“”‘«„¿¡0123456789";
  return is_capital(c) || kOpening.find(c) != std::u32string_view::npos ||
         (c >= 0x100 && !is_small(c) && !is_closing(c) && (c < 0x2000 || c > 0x2bff));
}

// Stays with the sentence before it even without a blank: the quote in 「好。」
bool is_wide_closing(char32_t c) { return c == 0x300d || c == 0x300f || c == 0xff09; }

// The word before a full stop is short for something: "U", "U.S", "Mr", "Gen".
bool is_abbreviation(std::string_view word) {
  if (word.empty() || !is_capital(decode_utf8(word, 0).value)) return false;
  if (word.size() <= 2 || word.find('.') != std::string_view::npos) return true;
  constexpr std::string_view kTitles[] = {"Capt", "Col", "Gen", "Gov", "Maj", "Mrs",
                                          "Prof", "Rep", "Rev", "Sen", "Sgt"};
  return std::ranges::find(kTitles, word) != std::end(kTitles);
}

// Reads characters and remembers whether the next one may begin a sentence.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::vector<std::uint32_t> run(PacedCancellation* pace) {
    constexpr std::size_t kPartBytes = 16 << 10;
    for (std::size_t at = 0; at < text_.size();) {
      if (pace != nullptr && pace->ends_after(kPartBytes)) break;
      const std::size_t part_end = std::min(text_.size(), at + kPartBytes);
      while (at < part_end) {
        if (state_ == State::within && is_ascii_alphanumeric(text_[at])) {  // the common case
          ++at;
          continue;
        }
        const CodePoint next = decode_utf8(text_, at);
        step(next.value, at, at + next.size);
        at += next.size;
      }
    }
    return std::move(begins_);
  }

 private:
  enum class State {
    within,   // a sentence
    stopped,  // behind a full stop and what closes
    parted,   // behind a full stop and a blank: a sentence begins if the character allows it
    fresh,    // a sentence begins at the next character that is not blank
  };

  void step(char32_t c, std::size_t at, std::size_t end) {
    if (c == '\n') {
      state_ = State::fresh;
      word_begin_ = end;
      return;
    }
    if (is_blank(c)) {
      if (state_ == State::stopped) state_ = State::parted;
      word_begin_ = end;
      return;
    }
    if (state_ == State::fresh && is_wide_closing(c)) return;
    if (state_ == State::fresh || (state_ == State::parted && can_begin_sentence(c))) {
      begins_.push_back(static_cast<std::uint32_t>(at));
      state_ = State::within;
    }
    if (is_wide_stop(c)) {
      state_ = State::fresh;
    } else if (is_stop(c)) {
      state_ = c == '.' && is_abbreviation(text_.substr(word_begin_, at - word_begin_))
                   ? State::within
                   : State::stopped;
    } else if (state_ != State::stopped || !is_closing(c)) {
      state_ = State::within;
    }
  }

  std::string_view text_;
  State state_ = State::fresh;
  std::size_t word_begin_ = 0;
  std::vector<std::uint32_t> begins_;
};

}  // namespace

bool is_blank(char32_t c) noexcept {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000;
}

bool is_written_without_blanks(char32_t c) noexcept {
  return (c >= 0x0e00 && c <= 0x0eff) || (c >= 0x1000 && c <= 0x109f) ||
         (c >= 0x1780 && c <= 0x17ff) || (c >= 0x2e80 && c <= 0x9fff) ||
         (c >= 0xf900 && c <= 0xfaff) || (c >= 0xff00 && c <= 0xff9f) ||
         (c >= 0x20000 && c <= 0x3fffd);
}

std::vector<std::uint32_t> sentence_begins(std::string_view text, PacedCancellation* pace) {
  return Scanner(text).run(pace);
}

}  // namespace newsidx::present
