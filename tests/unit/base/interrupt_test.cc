#include "base/interrupt.h"

#include <doctest/doctest.h>

#include "support/counting_clock.h"

using newsidx::Interrupt;
using newsidx::PacedInterrupt;
using newsidx::testing::CountingClock;

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

TEST_CASE("a paced interrupt asks by the work that was done, and stays over") {
  CountingClock clock;
  const Interrupt third({}, clock.deadline_at(3), CountingClock::now);
  PacedInterrupt pace(third);
  std::uint64_t work = 0;
  while (!pace.ends_after(100)) work += 100;
  CHECK(clock.questions() == 3);
  CHECK(work >= 3 * (PacedInterrupt::kWorkPerQuestion - 100));
  CHECK(work <= 3 * (PacedInterrupt::kWorkPerQuestion + 100));
  CHECK(pace.ends_after(0));
  CHECK(pace.is_over());
  for (int i = 0; i < 1'000; ++i) CHECK(pace.ends_after(PacedInterrupt::kWorkPerQuestion));
  CHECK(clock.questions() == 3);  // it has been told
  CHECK(third.was_late());
}
