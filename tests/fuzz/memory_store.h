// fuzz/memory_store.h
//
// A store in memory: takes the place of storage/store.cc in the targets that are linked with
// memory_store.cc, so that a million damaged values can be read in the time that RocksDB takes to
// open one. It has what the readers of lists and columns ask for, and no more.
#pragma once

#include <string>

#include "storage/store.h"

namespace newsidx::fuzz {

class MemoryStore : public storage::Store {
 public:
  MemoryStore();
  void put(storage::Family family, std::string key, std::string value);
  /// The value of a key that was put. @return nullptr: there is none
  [[nodiscard]] std::string* find(storage::Family family, const std::string& key);
};

}  // namespace newsidx::fuzz
