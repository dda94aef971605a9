#include "base/ordered_pool.h"

#include <doctest/doctest.h>

#include <atomic>
#include <new>
#include <string>

using namespace newsidx;

namespace {

struct Number {
  int value = 0;
  std::size_t bytes = 10;
};
using Pool = OrderedPool<Number, std::string>;

// Takes the longer the smaller the last digit is, so that results are ready in another order.
std::string shown(Number&& number) {
  volatile int work = 0;
  for (int i = 0; i < (10 - number.value % 10) * 10'000; ++i) work = work + 1;
  return std::to_string(number.value);
}

std::vector<Pool::Worker> workers(unsigned count) {
  return std::vector<Pool::Worker>(count, shown);
}

}  // namespace

TEST_CASE("results come in the order of the batches") {
  for (const unsigned count : {1u, 2u, 5u}) {
    CAPTURE(count);
    Pool pool(workers(count));
    CHECK(pool.threads() == (count == 1 ? 0 : count));
    CHECK(!pool.take().has_value());
    int expected = 0;
    const auto take_all = [&](bool wait) {
      while (const auto result = pool.take(wait)) CHECK(*result == std::to_string(expected++));
    };
    for (int i = 0; i < 200; ++i) {
      pool.submit({i});
      CHECK(pool.batches_under_way() == static_cast<std::size_t>(i + 1 - expected));
      CHECK(pool.bytes_under_way() == 10 * pool.batches_under_way());
      if (i % 3 == 0) take_all(false);
    }
    take_all(true);
    CHECK(expected == 200);
    CHECK(pool.bytes_under_way() == 0);
  }
}

TEST_CASE("what a worker throws is thrown by take, and nothing is begun behind it") {
  for (const unsigned count : {1u, 3u}) {
    CAPTURE(count);
    std::atomic<int> begun = 0;
    Pool pool(std::vector<Pool::Worker>(count, [&begun](Number&& number) {
      ++begun;
      if (number.value == 2) throw std::bad_alloc();
      return std::to_string(number.value);
    }));
    for (int i = 0; i < 3; ++i) pool.submit({i});
    CHECK(pool.take() == "0");
    CHECK(pool.take() == "1");
    CHECK_THROWS_AS(static_cast<void>(pool.take()), std::bad_alloc);
    for (int i = 3; i < 50; ++i) pool.submit({i});
    for (int i = 3; i < 50; ++i) CHECK_THROWS_AS(static_cast<void>(pool.take()), std::bad_alloc);
    CHECK(!pool.take().has_value());
    CHECK(begun == 3);
  }
}

TEST_CASE("a failure is not that of a batch handed over before") {
  for (int round = 0; round < 500; ++round) {
    std::atomic<int> begun = 0;
    Pool pool(std::vector<Pool::Worker>(3, [&begun](Number&& number) {
      ++begun;
      if (number.value == 2) throw std::bad_alloc();
      return std::to_string(number.value);
    }));
    for (int i = 0; i < 3; ++i) pool.submit({i});
    REQUIRE(pool.take() == "0");
    REQUIRE(pool.take() == "1");
    REQUIRE_THROWS_AS(static_cast<void>(pool.take()), std::bad_alloc);
    REQUIRE(begun == 3);
  }
}

TEST_CASE(
    "the caller's thread works on a batch while nothing is under way, and fails as others do") {
  for (const unsigned count : {1u, 3u}) {
    CAPTURE(count);
    Pool pool(workers(count));
    for (int i = 0; i < 40; i += 2) {
      CHECK(pool.do_here({i}) == std::to_string(i));
      pool.submit({i + 1});
      CHECK(pool.take() == std::to_string(i + 1));
    }
    Pool failing(
        std::vector<Pool::Worker>(count, [](Number&&) -> std::string { throw std::bad_alloc(); }));
    CHECK_THROWS_AS(static_cast<void>(failing.do_here({1})), std::bad_alloc);
    failing.submit({2});
    CHECK_THROWS_AS(static_cast<void>(failing.take()), std::bad_alloc);
  }
}

TEST_CASE("a pool goes with its work undone") {
  Pool pool(workers(2));
  for (int i = 0; i < 4; ++i) pool.submit({i});
}
