#include "base/thread_pool.h"

#include <doctest/doctest.h>

#include <atomic>
#include <latch>
#include <stdexcept>
#include <thread>
#include <vector>

using newsidx::ThreadPool;

namespace {

// Takes numbers until there are none, as callers' work does.
std::uint64_t sum_with(ThreadPool& pool, unsigned helpers, std::uint64_t count) {
  std::atomic<std::uint64_t> next = 0;
  std::atomic<std::uint64_t> sum = 0;
  pool.run(helpers, [&](unsigned) {
    for (;;) {
      const std::uint64_t number = next++;
      if (number >= count) return;
      sum += number;
    }
  });
  return sum;
}

TEST_CASE("work is done once, with helpers and without") {
  ThreadPool pool;
  for (const unsigned helpers : {0u, 1u, 2u, 7u, 1u, 0u}) {
    for (const std::uint64_t count : {0u, 1u, 3u, 1'000u}) {
      CHECK(sum_with(pool, helpers, count) == (count == 0 ? 0 : count * (count - 1) / 2));
    }
  }
}

TEST_CASE("helpers work beside the caller, each with a number of its own") {
  ThreadPool pool;
  std::latch all(3);
  std::atomic<unsigned> seen = 0;
  pool.run(2, [&](unsigned worker) {
    seen |= 1u << worker;
    all.arrive_and_wait();  // would hang if the calls came one after the other
  });
  CHECK(seen == 7);
}

TEST_CASE("a caller whose helpers are busy works alone") {
  ThreadPool pool;
  std::latch begun(1);
  std::latch end(1);
  std::jthread other([&] {
    pool.run(1, [&](unsigned worker) {
      if (worker == 1) {
        begun.count_down();
        end.wait();
      } else {
        begun.wait();
      }
    });
  });
  begun.wait();
  CHECK(sum_with(pool, 1, 1'000) == 499'500);
  end.count_down();
}

TEST_CASE("many callers share the helpers") {
  ThreadPool pool;
  std::atomic<unsigned> wrong = 0;
  std::vector<std::jthread> callers;
  for (unsigned caller = 0; caller < 4; ++caller) {
    callers.emplace_back([&, caller] {
      for (int round = 0; round < 200; ++round) {
        if (sum_with(pool, caller, 100) != 4'950) ++wrong;
      }
    });
  }
  callers.clear();
  CHECK(wrong == 0);
}

TEST_CASE("what is thrown reaches the caller, once all have returned") {
  ThreadPool pool;
  for (const unsigned thrower : {0u, 1u}) {
    std::latch both(2);
    CHECK_THROWS_AS(pool.run(1,
                             [&](unsigned worker) {
                               both.arrive_and_wait();
                               if (worker == thrower) throw std::runtime_error("no memory");
                             }),
                    std::runtime_error);
    CHECK(sum_with(pool, 1, 10) == 45);
  }
}

}  // namespace
