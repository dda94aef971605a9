#include "analysis/word_table.h"

#include <algorithm>

#include "base/assert.h"
#include "base/hash.h"

namespace newsidx::analysis {
namespace {

std::uint32_t hash_of(std::string_view term, std::string_view surface, TermKind kind,
                      bool is_stop_word) {
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15u;
  const unsigned flags = static_cast<unsigned>(kind) | (is_stop_word ? 2u : 0u);
  const std::uint64_t mixed = (hash64(term) * kOdd) ^ hash64(surface) ^ flags;
  return static_cast<std::uint32_t>((mixed * kOdd) >> 32);
}

}  // namespace

WordTable::WordTable(std::size_t max_words) : max_words_(max_words) {}

const char* WordTable::keep(std::string_view term, std::string_view surface) {
  const std::size_t size = term.size() + surface.size();
  const bool needs_block = !texts_.has_room(size);
  if (needs_block && texts_.memory_bytes() + TextBlocks::kBlockBytes > kMaxTextBytes)
    return nullptr;
  char* const bytes = texts_.take(size);
  std::ranges::copy(surface, std::ranges::copy(term, bytes).out);
  return bytes;
}

std::size_t WordTable::memory_bytes() const noexcept {
  return words_.capacity() * sizeof(Word) + texts_.memory_bytes() + slots_.memory_bytes();
}

std::uint32_t WordTable::intern(std::string_view term, std::string_view surface, TermKind kind,
                                bool is_stop_word) {
  NEWSIDX_CHECK(term.size() <= UINT8_MAX && surface.size() <= UINT8_MAX);
  const std::uint32_t hash = hash_of(term, surface, kind, is_stop_word);
  const std::uint32_t known = slots_.find(hash, [&](std::uint32_t number) {
    const Word& word = words_[number];
    return word.kind == kind && word.is_stop_word == is_stop_word && word.term() == term &&
           word.surface() == surface;
  });
  if (known != HashSlots::kNone) return known;
  if (words_.size() >= max_words_) return Token::kNoWord;
  const char* const bytes = keep(term, surface);
  if (bytes == nullptr) return Token::kNoWord;
  const auto number = static_cast<std::uint32_t>(words_.size());
  words_.push_back({bytes, static_cast<std::uint8_t>(term.size()),
                    static_cast<std::uint8_t>(surface.size()), kind, is_stop_word});
  slots_.add(hash);
  return number;
}

}  // namespace newsidx::analysis
