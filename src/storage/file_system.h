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

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "storage/index_folder.h"
#include "storage/log_end.h"
#include "storage/mark.h"

namespace newsidx::storage {

/// What a log was found to hold that is not as it was written. A power failure leaves such a thing
/// behind the last record that was synced; elsewhere it is damage. So it is for the caller to
/// compare what is found with what was committed (committed.h).
struct LogDamage {
  std::mutex mutex;
  std::string log;   ///< its name; empty: all are whole
  std::string what;  ///< "000012.log: record at byte 123: wrong checksum"
};

/// For reading the index at `path`. Of a mark that is whole only its logs are shown: a secondary
/// instance replays all that are there.
/// @param damage  a damaged log is read as if it ended in front of the damage, and later ones as if
///                they were empty: what is found was there once. It must outlive the environment
[[nodiscard]] std::unique_ptr<rocksdb::Env> reader_env(const std::string& path,
                                                       const MarkText& mark, LogDamage& damage);

/// For writing to `index`, which must outlive it, as must the others.
/// @param written_bytes  grows by what is written to files
/// @param damage  null: damage is an error
[[nodiscard]] std::unique_ptr<rocksdb::Env> writer_env(IndexFolder& index, LogEnd& log_end,
                                                       std::atomic<std::uint64_t>& written_bytes,
                                                       LogDamage* damage = nullptr);

}  // namespace newsidx::storage
