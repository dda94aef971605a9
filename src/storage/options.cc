#include "storage/options.h"

#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "storage/directory.h"

namespace newsidx::storage {
namespace {

// RocksDB's own log says nothing that a user of an index needs.
class SilentLogger : public rocksdb::Logger {
 public:
  using Logger::Logv;
  void Logv(const char*, va_list) override {}
};

// RocksDB quotes file contents in some messages; ours are one line.
std::string one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = ' ';
  }
  return text;
}

}  // namespace

rocksdb::DBOptions db_options() {
  rocksdb::DBOptions options;
  options.info_log = std::make_shared<SilentLogger>();
  // All files are opened at once and stay open: a reader keeps its generation though a writer
  // deletes it. One thread: with the default 16 a process spends its time making threads.
  options.max_open_files = -1;
  options.max_file_opening_threads = 1;
  options.skip_stats_update_on_db_open = true;
  options.skip_checking_sst_file_sizes_on_db_open = true;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  options.max_background_jobs = 2;
  options.paranoid_checks = true;
  return options;
}

rocksdb::ColumnFamilyOptions family_options(Family family,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.format_version = 5;
  table.checksum = rocksdb::kXXH3;
  table.block_cache = cache;
  // Of a large index only the parts that are used are read: opening one is not to depend on its
  // size. Parts stay in the block cache.
  table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  table.enable_index_compression = false;

  rocksdb::ColumnFamilyOptions options;
  options.compression = rocksdb::kNoCompression;
  options.write_buffer_size = 4 << 20;
  switch (family) {
    case Family::docs:
      // Articles compress three times better together than each alone.
      options.compression = rocksdb::kZSTD;
      options.compression_opts.level = 3;
      options.compression_opts.max_dict_bytes = 16 << 10;
      options.compression_opts.zstd_max_train_bytes = 256 << 10;
      options.compression_opts.max_dict_buffer_bytes = 1 << 20;  // held back for the training
      table.block_size = 16 << 10;
      break;
    case Family::terms:
      // A page of terms or 8 KiB of heads, each a block of its own.
      options.compression = rocksdb::kLZ4Compression;
      table.block_size = 8 << 10;
      break;
    case Family::columns: options.compression = rocksdb::kLZ4Compression; break;
    case Family::ids:
      // Alone among keys that are asked for, an id may be missing.
      table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
      table.partition_filters = true;
      options.compression = rocksdb::kLZ4Compression;
      table.block_size = 8 << 10;
      break;
    case Family::meta:
    case Family::postings:
    case Family::positions:
    case Family::norms:
    case Family::live: break;  // packed by our own codec, or tiny
  }
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

std::string rocksdb_name(Family family) {
  // RocksDB insists on a family "default"; the manifest lives there.
  return family == Family::meta ? "default" : std::string(name_of(family));
}

// RocksDB has no code for it; the text is that of the C library, in the language of the process.
bool is_out_of_files(std::string_view message) {
  return message.ends_with(std::strerror(EMFILE)) || message.ends_with(std::strerror(ENFILE));
}

Failure storage_error(std::string_view what, const rocksdb::Status& status,
                      const std::string& index_path) {
  ErrorCode code = ErrorCode::io;
  Hint hint;
  if (status.IsCorruption() || status.IsNotFound() || status.IsPathNotFound() ||
      status.IsTryAgain()) {  // CURRENT names a list of files that is not there
    code = ErrorCode::corruption;
    hint = repair_hint(index_path);
  } else if (is_out_of_files(status.ToString())) {
    code = ErrorCode::limit;
    hint = Hint("a larger ulimit -n, or a larger ", HintName::segment_articles,
                ": each segment has up to 10 files");
  } else if (status.IsNoSpace()) {
    code = ErrorCode::disk_full;
    hint = "free some disk space";
  } else if (status.IsInvalidArgument() || status.IsNotSupported()) {
    code = ErrorCode::unsupported;
    hint = repair_hint(index_path);
  }
  return fail(code, std::string(what) + ": " + one_line(status.ToString()), hint);
}

}  // namespace newsidx::storage
