// storage/written_file.h (private)
//
// Files that a writer of an index writes to, and what is to be known of them.
#pragma once

#include <rocksdb/file_system.h>

#include <atomic>
#include <cstdint>
#include <memory>

namespace newsidx::storage {

/// A file that sets `has_failed`, which must outlive it, when something could not be written to it.
[[nodiscard]] std::unique_ptr<rocksdb::FSWritableFile> with_failure(
    std::unique_ptr<rocksdb::FSWritableFile> file, std::atomic<bool>& has_failed);

/// A file that adds what is written to it to `bytes`, which must outlive it.
[[nodiscard]] std::unique_ptr<rocksdb::FSWritableFile> with_count(
    std::unique_ptr<rocksdb::FSWritableFile> file, std::atomic<std::uint64_t>& bytes);

}  // namespace newsidx::storage
