// storage/state.h (private): what Store, WriteStore and Iterator share.
#pragma once

#include <rocksdb/cache.h>
#include <rocksdb/db.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "storage/block_cache.h"
#include "storage/file_system.h"
#include "storage/index_folder.h"
#include "storage/store.h"

namespace newsidx::storage {

struct BlockCache::State {
  std::shared_ptr<rocksdb::Cache> rocks;
};

struct Store::State {
  std::string path;
  std::unique_ptr<IndexFolder> folder;     // of a WriteStore
  LogDamage log_damage;                    // that this opening has met
  LogEnd log_end;                          // of a WriteStore
  std::unique_ptr<rocksdb::Env> env;       // goes after the database
  std::optional<std::uint64_t> committed;  // the last generation that is known to be on disk
  // Of a WriteStore:
  std::atomic<std::uint64_t> written_bytes = 0;  // to files of the index
  std::atomic<std::uint64_t> staged_count = 0;   // files that were made in the staging folder
  std::atomic<bool> made_files = false;          // since the log was looked at
  std::atomic<bool> is_manifest_in_log = false;  // one that this writer committed
  std::string seen_file_list;                    // by files_changed()
  std::unique_ptr<rocksdb::DB> db;
  std::array<rocksdb::ColumnFamilyHandle*, kFamilyNames.size()> families{};

  ~State();
  /// Takes over what DB::Open and its kin gave.
  void take(rocksdb::DB* opened, const std::vector<rocksdb::ColumnFamilyHandle*>& handles);
  [[nodiscard]] rocksdb::ColumnFamilyHandle* handle(Family family) const {
    return families[index_of(family)];
  }
};

/// Which file is RocksDB's list of live files, and how long it is. It grows until
/// a new one takes its place, and a change is written to it before a file is deleted: while this
/// stays the same, what is opened is one state of the index, with all its files and no commit of
/// later ones. Costs two looks at small files.
/// @param out_of_files  whether it could not be read because the process has too many files open
[[nodiscard]] std::string file_list(const std::string& path, bool& out_of_files);

/// Descriptors of all families in the order of Family, for DB::Open and its kin.
[[nodiscard]] std::vector<rocksdb::ColumnFamilyDescriptor> descriptors(const BlockCache& cache);

[[nodiscard]] inline rocksdb::Slice slice(std::string_view bytes) {
  return {bytes.data(), bytes.size()};
}
[[nodiscard]] inline std::string_view view(const rocksdb::Slice& bytes) {
  return {bytes.data(), bytes.size()};
}

}  // namespace newsidx::storage
