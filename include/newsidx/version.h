// newsidx/version.h
#pragma once

#include <newsidx/export.h>

namespace newsidx {

/// The library's version, "0.1.0".
[[nodiscard]] NEWSIDX_EXPORT const char* version() noexcept;

}  // namespace newsidx
