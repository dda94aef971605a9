// copies/sketch.h
//
// What is kept of an article's shingles, so that its copies can be found without its text: the
// hashes below 2^64 / 16, and at least the 32 least. Of two articles the sketches have the same
// sample of the shingles below the lower of their limits, so they tell about how much is common.
//
// Format: segment/FORMAT.md, "Sketches".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::copies {

struct Sketch {
  std::uint32_t word_count = 0;
  bool is_correction = false;         ///< its headline says so
  bool is_whole = true;               ///< it has all shingles
  std::vector<std::uint32_t> hashes;  ///< the upper halves, ascending, each once

  /// All shingles up to this one are in it.
  [[nodiscard]] std::uint32_t limit() const noexcept;
  friend bool operator==(const Sketch&, const Sketch&) = default;
};

inline constexpr std::size_t kMinSketchHashes = 32;
/// Of an article of 16,000 words and more these are enough.
inline constexpr std::size_t kMaxSketchHashes = 1024;
inline constexpr std::uint32_t kSketchLimit = (1u << 28) - 1;

/// Whether a headline says that the article corrects another: it begins with "CORRECTED",
/// "CORRECTION", "Corrected:", "Correction:", "(Corrects", in any case, also behind other such
/// words in capitals ("REFILE-CORRECTED-").
[[nodiscard]] bool is_correction(std::string_view title) noexcept;

/// Cost: as shingles_of() without sorting. @param body  UTF-8
[[nodiscard]] Sketch sketch_of(std::string_view title, std::string_view body);

void append_sketch(std::string& out, const Sketch& sketch);
/// Nothing where the bytes are none that append_sketch() makes.
[[nodiscard]] std::optional<Sketch> parse_sketch(std::string_view bytes);

}  // namespace newsidx::copies
