// query/operator/all.h: every document, with score 0.
#pragma once

#include <string>

namespace newsidx::query {

struct AllNode {};

[[nodiscard]] inline std::string to_string(const AllNode&) { return "*"; }

}  // namespace newsidx::query
