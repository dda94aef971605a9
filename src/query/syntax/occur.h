// query/syntax/occur.h: whether a clause of a boolean query has to match.
#pragma once

#include <cstdint>

namespace newsidx::query {

enum class Occur : std::uint8_t { should, must, must_not };

}  // namespace newsidx::query
