#include "segment/record_digest.h"

#include "base/hash.h"

namespace newsidx::segment {

std::uint64_t record_digest(std::string_view key, std::string_view value) {
  return hash64(key) * 0x9e3779b97f4a7c15u + hash64(value);
}

}  // namespace newsidx::segment
