// tests/support/environment.h: how a test is told to run longer, or once more.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace newsidx::testing {

/// NEWSIDX_SEED=7, for example.
inline std::uint64_t number_of(const char* variable, std::uint64_t otherwise) {
  const char* const text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace newsidx::testing
