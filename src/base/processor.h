// base/processor.h: which kernels this machine can run.
#pragma once

namespace newsidx {

/// Whether to run code for AVX2, BMI, BMI2 and POPCNT: this processor has them, and
/// NEWSIDX_PORTABLE is not set in the environment (which makes the portable kernels run anywhere,
/// for tests). The answer does not change while the program runs.
[[nodiscard]] bool use_avx2() noexcept;

}  // namespace newsidx
