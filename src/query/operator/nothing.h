// query/operator/nothing.h: no document.
#pragma once

#include <string>

namespace newsidx::query {

struct NothingNode {};

[[nodiscard]] inline std::string to_string(const NothingNode&) { return "nothing"; }

}  // namespace newsidx::query
