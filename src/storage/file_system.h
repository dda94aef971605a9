// storage/file_system.h (private)
//
// The file system as RocksDB sees it. What it reads before it checks is checked here: CURRENT, the
// list of files and the logs are read whole, and handed on without the torn end that a writer may
// leave. What it would wait for (a pipe) is an error. And in the folder of an index it sees, writes
// and removes our own files only.
//
// Threads: any number, as RocksDB has several.
#pragma once

#include <rocksdb/env.h>

#include <memory>
#include <set>
#include <string>

#include "storage/index_folder.h"
#include "storage/mark.h"

namespace newsidx::storage {

/// For reading the index at `path`. Of a mark that is whole only its logs are shown: a secondary
/// instance replays all that are there.
[[nodiscard]] std::unique_ptr<rocksdb::Env> reader_env(const std::string& path,
                                                       const MarkText& mark);

/// For writing to `index`, which must outlive it.
[[nodiscard]] std::unique_ptr<rocksdb::Env> writer_env(IndexFolder& index);

}  // namespace newsidx::storage
