// bench/macro/generate/model.h
//
// What was learnt of a news set: its articles as numbers, in topic order. A second-order Markov
// chain is drawn from them by position (chain.h), which keeps case and punctuation for nothing.
//
// File, little-endian: magic "NXGENMD1"; then, in this order, each list as a 64-bit count and its
// elements: surfaces and separators (strings, each a 32-bit length and bytes), the tokens,
// separators and starts of titles, the same of bodies; at last the three laws of rare words.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "rare_words.h"

namespace newsidx::bench::generate {

/// Surface 0 ends an article; the next nine stand for a rare word of a kind and a case.
inline constexpr std::uint32_t kEnd = 0;
inline constexpr std::uint32_t kFirstRare = 1;
inline constexpr std::uint32_t kFirstSurface = kFirstRare + kRareKinds * kLetterCases;

constexpr std::uint32_t rare_surface(RareKind kind, LetterCase letter_case) {
  return kFirstRare + static_cast<std::uint32_t>(kind) * kLetterCases +
         static_cast<std::uint32_t>(letter_case);
}

/// All titles, or all bodies, one after the other, each ended by kEnd.
struct TextStream {
  std::vector<std::uint32_t> tokens;     // surfaces
  std::vector<std::uint8_t> separators;  // what stands before each
  std::vector<std::uint32_t> starts;     // first token of each article, and the end of the last

  std::uint32_t articles() const { return static_cast<std::uint32_t>(starts.size() - 1); }
};

struct Model {
  std::vector<std::string> surfaces;    // words as written, by id
  std::vector<std::string> separators;  // by id
  TextStream titles;
  TextStream bodies;
  std::array<RareLaw, kRareKinds> rare;
};

void save(const Model& model, const std::string& path);

/// @errors UsageError where the file is no model
Model load(const std::string& path);

}  // namespace newsidx::bench::generate
