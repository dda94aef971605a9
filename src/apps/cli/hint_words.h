// cli/hint_words.h: what the names in the library's hints are called on the command line.
#pragma once

#include <newsidx/hint.h>

#include <string_view>

namespace newsidx::cli {

/// HintName::memory_bytes is "--memory".
[[nodiscard]] std::string_view words_of(HintName name);

}  // namespace newsidx::cli
