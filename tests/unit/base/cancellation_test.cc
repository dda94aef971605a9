#include "base/cancellation.h"

#include <doctest/doctest.h>

#include "support/counting_clock.h"

using newsidx::CancellationToken;
using newsidx::PacedCancellation;
using newsidx::testing::CountingClock;

TEST_CASE("an cancellation says whether it was asked for or late") {
  const auto now = CancellationToken::Clock::now();
  const CancellationToken never;
  CHECK_FALSE(never.requested());

  std::stop_source source;
  const CancellationToken asked(source.get_token(), now + std::chrono::hours(1));
  CHECK_FALSE(asked.requested());
  source.request_stop();
  CHECK(asked.requested());
  CHECK_FALSE(asked.timed_out());

  const CancellationToken late({}, now);
  CHECK_FALSE(late.timed_out());  // nobody was told
  CHECK(late.requested());
  CHECK(late.timed_out());

  const CancellationToken both(source.get_token(), now);
  CHECK(both.requested());
  CHECK_FALSE(both.timed_out());
}

TEST_CASE("a paced cancellation asks by the work that was done, and stays over") {
  CountingClock clock;
  const CancellationToken third({}, clock.deadline_at(3), CountingClock::now);
  PacedCancellation pace(third);
  std::uint64_t work = 0;
  while (!pace.ends_after(100)) work += 100;
  CHECK(clock.questions() == 3);
  CHECK(work >= 3 * (PacedCancellation::kWorkPerQuestion - 100));
  CHECK(work <= 3 * (PacedCancellation::kWorkPerQuestion + 100));
  CHECK(pace.ends_after(0));
  CHECK(pace.is_over());
  for (int i = 0; i < 1'000; ++i) CHECK(pace.ends_after(PacedCancellation::kWorkPerQuestion));
  CHECK(clock.questions() == 3);  // it has been told
  CHECK(third.timed_out());
}
