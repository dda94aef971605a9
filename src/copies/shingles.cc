// A word's hash is a product over its characters; that of a shingle is a polynomial in the hashes
// of its words, which goes on from one shingle to the next in constant time, and is mixed at last,
// so that the low and the high ones are as frequent.
#include "copies/shingles.h"

#include <algorithm>
#include <array>

#include "analysis/scripts.h"
#include "analysis/unicode.h"
#include "base/utf8.h"

namespace newsidx::copies {
namespace {

using analysis::CharKind;

constexpr std::uint64_t kCharFactor = 0x9e3779b97f4a7c15;
constexpr std::uint64_t kWordFactor = 0xd6e8feb86659fd93;

// The end of what splitmix64 does (Steele, Lea, Flood 2014): a bijection.
constexpr std::uint64_t mixed(std::uint64_t x) noexcept {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

constexpr std::uint64_t power(std::uint64_t factor, std::size_t exponent) {
  std::uint64_t result = 1;
  for (std::size_t i = 0; i < exponent; ++i) result *= factor;
  return result;
}

// Of ASCII: the character in lower case, or 0 where it is of no word.
constexpr std::array<std::uint8_t, 128> kWordChars = [] {
  std::array<std::uint8_t, 128> chars{};
  for (std::size_t c = 0; c < chars.size(); ++c) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    const bool is_word = is_capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    if (is_word) chars[c] = static_cast<std::uint8_t>(is_capital ? c + 32 : c);
  }
  return chars;
}();

// The last words, and what is made of them.
class Window {
 public:
  explicit Window(Shingles& shingles) : shingles_(shingles) {}

  void add(std::uint64_t character) noexcept {
    word_ = (word_ + character) * kCharFactor;
    has_word_ = true;
  }
  void end_word() {
    if (!has_word_) return;
    const std::uint64_t word = mixed(word_);
    std::uint64_t& oldest = last_[shingles_.word_count % kShingleWords];
    sum_ = sum_ * kWordFactor + word - oldest * kOldestFactor;
    oldest = word;
    if (++shingles_.word_count >= kShingleWords) shingles_.hashes.push_back(mixed(sum_));
    word_ = 0;
    has_word_ = false;
  }

 private:
  static constexpr std::uint64_t kOldestFactor = power(kWordFactor, kShingleWords);

  Shingles& shingles_;
  std::array<std::uint64_t, kShingleWords> last_{};
  std::uint64_t sum_ = 0;
  std::uint64_t word_ = 0;
  bool has_word_ = false;
};

// A character beyond ASCII.
void add_long(char32_t character, Window& window) {
  const CharKind kind = analysis::kind_beyond_ascii(character);
  switch (kind) {
    case CharKind::other: return window.end_word();
    case CharKind::letter:
      // Its marks, which follow, belong to it.
      if (analysis::is_written_without_blanks(character)) window.end_word();
      return window.add(character);
    case CharKind::upper: return window.add(analysis::lower_case(character));
    case CharKind::lower:
    case CharKind::digit:
    case CharKind::mark: return window.add(character);
  }
}

}  // namespace

void append_shingles(std::string_view text, Shingles& shingles) {
  Window window(shingles);
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<std::uint8_t>(text[at]);
    if (byte < 0x80) {
      ++at;
      if (const std::uint8_t character = kWordChars[byte]; character != 0) {
        window.add(character);
      } else {
        window.end_word();
      }
      continue;
    }
    const CodePoint point = decode_utf8(text, at);
    at += point.size;
    add_long(point.value, window);
  }
  window.end_word();
}

Shingles shingles_of(std::string_view text) {
  Shingles shingles;
  append_shingles(text, shingles);
  std::ranges::sort(shingles.hashes);
  const auto again = std::ranges::unique(shingles.hashes);
  shingles.hashes.erase(again.begin(), again.end());
  return shingles;
}

std::size_t common_count(const Shingles& a, const Shingles& b) noexcept {
  std::size_t count = 0;
  auto in_a = a.hashes.begin();
  auto in_b = b.hashes.begin();
  while (in_a != a.hashes.end() && in_b != b.hashes.end()) {
    const std::uint64_t first = *in_a;
    const std::uint64_t second = *in_b;
    count += first == second ? 1u : 0u;
    if (first <= second) ++in_a;
    if (second <= first) ++in_b;
  }
  return count;
}

}  // namespace newsidx::copies
