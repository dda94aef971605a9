// base/cpu_features.h: which kernels this machine can run.
#pragma once

namespace newsidx {

/// This processor has AVX2, BMI, BMI2 and POPCNT.
[[nodiscard]] bool has_avx2() noexcept;

/// Whether to run code for it: it has these, and NEWSIDX_PORTABLE is not set in the environment
/// (which makes the portable kernels run anywhere, for tests). Does not change while the program
/// runs.
[[nodiscard]] bool use_avx2() noexcept;

}  // namespace newsidx
