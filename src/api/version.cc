#include <newsidx/version.h>

namespace newsidx {

const char* version() noexcept { return NEWSIDX_VERSION; }

}  // namespace newsidx
