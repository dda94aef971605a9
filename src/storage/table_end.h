// storage/table_end.h (private)
//
// The end of a table, checked before RocksDB reads it: the properties stand in the one block that
// RocksDB 7.8 looks at before it compares the checksum, and where bytes of it are others, a build
// with assertions, as Debian's is, ends the process.
//
// Source: RocksDB 7.8, how its block-based tables of format 5 are written and read.
#pragma once

#include <rocksdb/file_system.h>

#include <cstdint>
#include <string>

namespace newsidx::storage {

/// What cannot be followed to the properties is RocksDB's to tell: it checks the way there.
/// Cost: one read, or two where the properties are long.
/// @param name  for the message
[[nodiscard]] rocksdb::IOStatus check_table_end(rocksdb::FSRandomAccessFile& file,
                                                std::uint64_t size, const std::string& name);
[[nodiscard]] rocksdb::IOStatus check_table_end(const std::string& path);

}  // namespace newsidx::storage
