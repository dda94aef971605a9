#include "analysis/word_table.h"

#include <algorithm>

#include "base/assert.h"
#include "base/hash.h"

namespace newsidx::analysis {
namespace {

constexpr std::size_t kFirstSlots = 256;  // a power of two, as all sizes are
constexpr std::size_t kBlockBytes = std::size_t{64} << 10;

std::uint32_t hash_of(std::string_view term, std::string_view surface, TermKind kind,
                      bool is_stop_word) {
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15u;
  const unsigned flags = static_cast<unsigned>(kind) | (is_stop_word ? 2u : 0u);
  const std::uint64_t mixed = (hash64(term) * kOdd) ^ hash64(surface) ^ flags;
  return static_cast<std::uint32_t>((mixed * kOdd) >> 32);
}

}  // namespace

WordTable::WordTable(std::size_t max_words)
    : max_words_(max_words), slots_(kFirstSlots, Token::kNoWord) {}

const char* WordTable::keep(std::string_view term, std::string_view surface) {
  const std::size_t size = term.size() + surface.size();
  if (size > block_rest_) {
    if ((blocks_.size() + 1) * kBlockBytes > kMaxTextBytes) return nullptr;
    blocks_.push_back(std::make_unique<char[]>(kBlockBytes));
    block_next_ = blocks_.back().get();
    block_rest_ = kBlockBytes;
  }
  char* const bytes = block_next_;
  std::ranges::copy(surface, std::ranges::copy(term, bytes).out);
  block_next_ += size;
  block_rest_ -= size;
  return bytes;
}

std::size_t WordTable::memory_bytes() const noexcept {
  return words_.capacity() * sizeof(Word) + blocks_.size() * kBlockBytes +
         (hashes_.capacity() + slots_.capacity()) * sizeof(std::uint32_t);
}

void WordTable::grow() {
  std::vector<std::uint32_t> slots(slots_.size() * 2, Token::kNoWord);
  const std::size_t mask = slots.size() - 1;
  for (std::uint32_t word = 0; word < words_.size(); ++word) {
    std::size_t at = hashes_[word] & mask;
    while (slots[at] != Token::kNoWord) at = (at + 1) & mask;
    slots[at] = word;
  }
  slots_ = std::move(slots);
}

std::uint32_t WordTable::intern(std::string_view term, std::string_view surface, TermKind kind,
                                bool is_stop_word) {
  NEWSIDX_CHECK(term.size() <= UINT8_MAX && surface.size() <= UINT8_MAX);
  const std::uint32_t hash = hash_of(term, surface, kind, is_stop_word);
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at] != Token::kNoWord; at = (at + 1) & mask) {
    const std::uint32_t known = slots_[at];
    const Word& word = words_[known];
    if (hashes_[known] == hash && word.kind == kind && word.is_stop_word == is_stop_word &&
        word.term() == term && word.surface() == surface) {
      return known;
    }
  }
  if (words_.size() >= max_words_) return Token::kNoWord;
  const char* const bytes = keep(term, surface);
  if (bytes == nullptr) return Token::kNoWord;
  const auto number = static_cast<std::uint32_t>(words_.size());
  words_.push_back({bytes, static_cast<std::uint8_t>(term.size()),
                    static_cast<std::uint8_t>(surface.size()), kind, is_stop_word});
  hashes_.push_back(hash);
  slots_[at] = number;
  if (words_.size() * 2 > slots_.size()) grow();
  return number;
}

}  // namespace newsidx::analysis
