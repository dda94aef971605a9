// Hangs on purpose: that the watchdog of doctest_main.cc ends it, and says where, is a test.
#include <doctest/doctest.h>

#include <atomic>

TEST_CASE("ends at once") {}

TEST_CASE("hangs on purpose") {
  SUBCASE("in a loop") {
    std::atomic<bool> over = false;
    while (!over) {
    }
  }
}
