// A word's hash is a product over its characters; that of a shingle is a polynomial in the hashes
// of its words, which goes on from one shingle to the next in constant time, and is mixed at last,
// so that the low and the high ones are as frequent.
#include "copies/shingles.h"

#include <algorithm>
#include <array>
#include <utility>

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
  using Take = std::function<void(std::span<const std::uint64_t>)>;

  explicit Window(const Take& take) : take_(take) {}

  void add(std::uint64_t character) noexcept {
    word_ = (word_ + character) * kCharFactor;
    has_word_ = true;
  }
  void end_word() {
    if (!has_word_) return;
    const std::uint64_t word = mixed(word_);
    std::uint64_t& oldest = last_[word_count_ % kShingleWords];
    sum_ = sum_ * kWordFactor + word - oldest * kOldestFactor;
    oldest = word;
    word_ = 0;
    has_word_ = false;
    if (++word_count_ < kShingleWords) return;
    hashes_[size_++] = mixed(sum_);
    if (size_ == hashes_.size()) hand_out();
  }
  // @return how many words there were
  std::uint32_t finish() {
    end_word();
    hand_out();
    return word_count_;
  }

 private:
  static constexpr std::uint64_t kOldestFactor = power(kWordFactor, kShingleWords);

  void hand_out() {
    if (size_ > 0) take_(std::span(hashes_).first(std::exchange(size_, 0)));
  }

  const Take& take_;
  std::array<std::uint64_t, 256> hashes_;  // that wait, the first size_
  std::size_t size_ = 0;
  std::uint32_t word_count_ = 0;
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

std::uint32_t read_shingles(std::string_view text,
                            const std::function<void(std::span<const std::uint64_t>)>& take) {
  Window window(take);
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
  return window.finish();
}

Shingles shingles_of(std::string_view text) {
  Shingles shingles;
  std::vector<std::uint64_t>& hashes = shingles.hashes;
  const auto tidy = [&] {
    std::ranges::sort(hashes);
    const auto again = std::ranges::unique(hashes);
    hashes.erase(again.begin(), again.end());
    if (hashes.size() <= kMaxShingles) return;
    hashes.resize(kMaxShingles);
    shingles.limit = hashes.back();
  };
  shingles.word_count = read_shingles(text, [&](std::span<const std::uint64_t> some) {
    if (hashes.size() + some.size() > 2 * kMaxShingles) tidy();
    for (const std::uint64_t hash : some) {
      if (hash <= shingles.limit) hashes.push_back(hash);
    }
  });
  tidy();
  return shingles;
}

ShingleCounts compare(const Shingles& a, const Shingles& b) noexcept {
  const std::uint64_t limit = std::min(a.limit, b.limit);
  const auto end_of = [limit](const Shingles& shingles) {
    return limit == shingles.limit ? shingles.hashes.end()
                                   : std::ranges::upper_bound(shingles.hashes, limit);
  };
  const auto end_a = end_of(a);
  const auto end_b = end_of(b);
  ShingleCounts counts{static_cast<std::size_t>(end_a - a.hashes.begin()),
                       static_cast<std::size_t>(end_b - b.hashes.begin()), 0};
  auto in_a = a.hashes.begin();
  auto in_b = b.hashes.begin();
  while (in_a != end_a && in_b != end_b) {
    const std::uint64_t first = *in_a;
    const std::uint64_t second = *in_b;
    counts.common += first == second ? 1u : 0u;
    if (first <= second) ++in_a;
    if (second <= first) ++in_b;
  }
  return counts;
}

}  // namespace newsidx::copies
