// Included by targets that read text: what is quadratic shows when a line, a word or a character
// comes ten thousand times, and libFuzzer by itself hardly ever writes such a text. Long texts are
// tried and not kept, so that most inputs stay short and fast:
//
//   int LLVMFuzzerTestOneInput(...) { ...; return fuzz::keep_if_short(size); }
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed);

namespace newsidx::fuzz {

/// @return what tells libFuzzer whether to keep the input, should it be of interest
inline int keep_if_short(std::size_t size) {
  constexpr std::size_t kMaxKeptBytes = 1024;
  return size <= kMaxKeptBytes ? 0 : -1;
}

/// One mutation of so many repeats a piece; large texts are slow.
inline constexpr unsigned kOneRepeatIn = 128;

/// Repeats a piece, mostly whole lines: to the limit, or as often as some power of two says.
inline std::size_t repeat_piece(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                std::minstd_rand& random) {
  constexpr std::size_t kLongestPiece = 80;
  const std::string text(reinterpret_cast<const char*>(data), size);
  std::size_t begin = random() % size;
  std::size_t end = begin + 1 + random() % std::min(kLongestPiece, size - begin);
  if (random() % 4 != 0) {  // any line, a short one as well as a long one
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    begin = 0;
    for (std::size_t line = random() % lines; line > 0; --line) begin = text.find('\n', begin) + 1;
    if (begin == size) begin = 0;  // there is nothing behind the last line break
    end = std::min(text.find('\n', begin), size - 1) + 1;
  }
  const std::size_t room = (max_size - size) / (end - begin);
  if (room == 0) return size;
  std::size_t times = room;
  if (random() % 2 == 0) {
    unsigned doublings = 0;
    while (room >> (doublings + 1) != 0) ++doublings;
    times = std::size_t{1} << random() % (doublings + 1);
  }
  std::string grown = text.substr(0, end);
  for (std::size_t i = 0; i < times; ++i) grown.append(text, begin, end - begin);
  grown.append(text, end);
  std::memcpy(data, grown.data(), grown.size());
  return grown.size();
}

}  // namespace newsidx::fuzz

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  std::minstd_rand random(seed);
  if (size > 0 && size < max_size && random() % newsidx::fuzz::kOneRepeatIn == 0) {
    return newsidx::fuzz::repeat_piece(data, size, max_size, random);
  }
  return LLVMFuzzerMutate(data, size, max_size);
}
