// analysis/boundary.h: what may begin at a word of a text.
#pragma once

#include <cstdint>

namespace newsidx::analysis {

enum class Boundary : std::uint8_t {
  none,
  sentence,
  paragraph,  ///< and a sentence with it
};

}  // namespace newsidx::analysis
