#include "base/interrupt.h"

#include <doctest/doctest.h>

using newsidx::Interrupt;

TEST_CASE("an interrupt says whether it was asked for or late") {
  const auto now = Interrupt::Clock::now();
  const Interrupt never;
  CHECK_FALSE(never.requested());

  std::stop_source source;
  const Interrupt asked(source.get_token(), now + std::chrono::hours(1));
  CHECK_FALSE(asked.requested());
  source.request_stop();
  CHECK(asked.requested());
  CHECK_FALSE(asked.was_late());

  const Interrupt late({}, now);
  CHECK_FALSE(late.was_late());  // nobody was told
  CHECK(late.requested());
  CHECK(late.was_late());

  const Interrupt both(source.get_token(), now);
  CHECK(both.requested());
  CHECK_FALSE(both.was_late());
}
