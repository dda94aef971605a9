// storage/open_tables.h (private)
//
// The tables that this process has open. A writer, a reader and the readers before it that are
// still held open the same tables, each by itself: with one descriptor for each table and each of
// them a process comes to the limit of its descriptors (1,024 by default) after a few hundred
// commits.
//
// Threads: any number.
#pragma once

#include <rocksdb/file_system.h>

#include <memory>
#include <string>

namespace newsidx::storage {

/// Opens a table, or hands on the one that is open: the same file, whatever its name is by now.
/// It is closed when the last who has it lets it go. One that is opened is looked at first
/// (table_end.h).
/// @param path  a regular file; looked up once, or twice where it is opened
[[nodiscard]] rocksdb::IOStatus open_table(rocksdb::FileSystem& file_system,
                                           const std::string& path,
                                           const rocksdb::FileOptions& options,
                                           std::unique_ptr<rocksdb::FSRandomAccessFile>& result,
                                           rocksdb::IODebugContext* debug);

}  // namespace newsidx::storage
