// storage/live_files.h (private)
//
// The files of one state of an index, held open: what a copy of the index is made of.
//
// An index changes under a writer in another process, so these are taken as Store::open takes them:
// while RocksDB's list of files stays the same, its tables are there, and its logs only grow. Of
// these and of the list the whole records are kept, as bytes: a log that is cut between two records
// is a state that the index has been in. Tables are open, and outlive their deletion.
//
// Threads: one.   Cost: an opening of the index, a descriptor a table, and a read of its logs.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "storage/folder.h"

namespace newsidx::storage {

struct LiveFiles {
  struct Table {
    std::string name;
    Descriptor file;
    std::uint64_t bytes = 0;
  };
  std::vector<Table> tables;
  /// CURRENT last: what is made in this order is no index before its end.
  std::vector<std::pair<std::string, std::string>> contents;
  std::uint64_t generation = 0;  ///< that the index has, or an earlier one; 0: of a broken index
};

/// What RocksDB's file CURRENT names, and how long that is: the same before and after something was
/// read, it was read of one state. Empty: it cannot be told.
[[nodiscard]] std::string list_state(const Folder& folder);

/// Takes no lock and writes nothing. When a writer commits meanwhile, they are taken again.
/// @errors as Store::open; corruption  a file of it is missing or damaged
[[nodiscard]] Result<LiveFiles> take_live_files(const std::string& index_path);

}  // namespace newsidx::storage
