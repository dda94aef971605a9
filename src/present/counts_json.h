// present/counts_json.h: what was counted beside the hits, as JSON lines (json_renderer.cc).
#pragma once

#include <newsidx/answer.h>

#include <string>

namespace newsidx::present {

/// "" where nothing was asked for.
[[nodiscard]] std::string counts_json(const Answer& answer);

}  // namespace newsidx::present
