#include "base/cpu_features.h"

#include <cstdlib>
#include <string_view>

namespace newsidx {

bool has_avx2() noexcept {
#if defined(__x86_64__) && defined(__GNUC__)
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
         __builtin_cpu_supports("bmi2") != 0 && __builtin_cpu_supports("popcnt") != 0;
#else
  return false;
#endif
}

namespace {

bool is_portable_wanted() noexcept {
  const char* portable = std::getenv("NEWSIDX_PORTABLE");
  return portable != nullptr && std::string_view(portable) != "0";
}

}  // namespace

bool use_avx2() noexcept {
  static const bool use = has_avx2() && !is_portable_wanted();
  return use;
}

}  // namespace newsidx
