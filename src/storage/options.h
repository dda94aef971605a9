// storage/options.h (private): RocksDB's settings, the same for readers, writers and bulk files.
#pragma once

#include <newsidx/result.h>
#include <rocksdb/options.h>

#include <memory>
#include <string>
#include <string_view>

#include "storage/family.h"

namespace newsidx::storage {

[[nodiscard]] rocksdb::DBOptions db_options();
[[nodiscard]] rocksdb::ColumnFamilyOptions family_options(
    Family family, const std::shared_ptr<rocksdb::Cache>& cache);

/// RocksDB's name of the family: meta lives in the default family.
[[nodiscard]] std::string rocksdb_name(Family family);

/// The process or the system has no file descriptor left.
[[nodiscard]] bool is_out_of_files(std::string_view message);

/// A RocksDB status as one of our errors; `what` says what was being done.
/// @param index_path  of the index that is damaged, if the status says so: what can be done about
/// it
///                    follows from what stands there; empty: it is none
[[nodiscard]] Failure storage_error(std::string_view what, const rocksdb::Status& status,
                                    const std::string& index_path);

}  // namespace newsidx::storage
