#include "storage/lock_holder.h"

#include <doctest/doctest.h>

using newsidx::storage::find_holder;

TEST_CASE("who holds a lock is read from the list of all") {
  constexpr const char* kLocks =
      "1: POSIX  ADVISORY  WRITE 7 fe:00:99 0 EOF\n"
      "2: FLOCK  ADVISORY  WRITE 12 fe:00:9988 0 EOF\n"
      "2: -> FLOCK  ADVISORY  WRITE 13 fe:00:99 0 EOF\n"
      "3: FLOCK  ADVISORY  WRITE 14 fe:00:99 0 EOF\n"
      "4: FLOCK  ADVISORY  WRITE 0 fe:00:100 0 EOF\n";
  CHECK(find_holder(kLocks, "fe:00:99") == 14);
  CHECK(find_holder(kLocks, "fe:00:9988") == 12);
  CHECK(!find_holder(kLocks, "fe:00:998"));
  CHECK(!find_holder(kLocks, "fe:00:100"));  // of a process that is none of this container's
  CHECK(!find_holder("", "fe:00:99"));
}
