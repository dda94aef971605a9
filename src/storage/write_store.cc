#include "storage/write_store.h"

#include <rocksdb/convenience.h>

#include <cerrno>
#include <filesystem>
#include <map>
#include <system_error>
#include <vector>

#include "base/try.h"
#include "storage/directory.h"
#include "storage/keys.h"
#include "storage/options.h"
#include "storage/state.h"

namespace newsidx::storage {
namespace {

namespace fs = std::filesystem;

bool is_lock_held(const rocksdb::Status& status) {
  if (!status.IsIOError()) return false;
  const std::string text = status.ToString();  // RocksDB has no code for it
  const std::string busy = std::generic_category().message(EAGAIN);
  return text.find("lock hold by current process") != std::string::npos ||
         (text.find("While lock file") != std::string::npos && text.ends_with(busy));
}

Failure lock_error(const std::string& path) {
  return fail(ErrorCode::io, "index '" + path +
                                 "' is in use by another writer (try: wait for it to end, or give "
                                 "another --index)");
}

// An empty folder for files on their way in. What a killed build left there goes.
Status make_staging(const std::string& path) {
  std::error_code error;
  fs::remove_all(path, error);
  if (!error) fs::create_directory(path, error);
  if (error) return fail(ErrorCode::io, "cannot write to '" + path + "': " + error.message());
  return {};
}

// An empty `end` is the end of the family, here and below.
rocksdb::Status drop_files(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* family,
                           std::string_view begin, std::string_view end) {
  const rocksdb::Slice first = slice(begin);
  const rocksdb::Slice last = slice(end);
  const bool with_end = false;
  return rocksdb::DeleteFilesInRange(&db, family, &first, end.empty() ? nullptr : &last, with_end);
}

// Writes a tombstone over the keys that are left, if any.
rocksdb::Status drop_rest(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* family,
                          std::string_view begin, std::string_view end) {
  const std::unique_ptr<rocksdb::Iterator> keys(db.NewIterator(rocksdb::ReadOptions(), family));
  keys->Seek(slice(begin));
  if (!keys->Valid() || (!end.empty() && view(keys->key()) >= end)) return keys->status();
  std::string behind(end);
  if (end.empty()) {  // a range deletion needs an end: the least key behind the last one
    keys->SeekToLast();
    if (!keys->Valid()) return keys->status();
    behind = keys->key().ToString() + '\0';
  }
  return db.DeleteRange(rocksdb::WriteOptions(), family, slice(begin), slice(behind));
}

}  // namespace

Status refuse_other_database(const std::string& path) {
  std::vector<std::string> families;
  const rocksdb::Status listed = rocksdb::DB::ListColumnFamilies(db_options(), path, &families);
  if (!listed.ok()) return {};  // opening it says what is wrong
  if (families.size() >= kFamilyNames.size()) return {};
  std::error_code error;
  fs::directory_iterator entry(path, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const std::string kind = entry->path().extension().string();
    std::error_code ignored;
    if (kind == ".sst" || kind == ".ldb" || (kind == ".log" && entry->file_size(ignored) > 0)) {
      return fail(ErrorCode::unsupported,
                  "'" + path + "' is a database, but not an index (try: another --index)");
    }
  }
  return {};
}

WriteStore::WriteStore(std::unique_ptr<State> state) : Store(std::move(state)) {}

Result<WriteStore> WriteStore::open(const std::string& path, std::size_t cache_bytes) {
  NEWSIDX_ASSIGN_OR_RETURN(const bool exists, is_index_directory(path));
  if (exists) NEWSIDX_RETURN_IF_ERROR(refuse_other_database(path));
  std::error_code error;
  fs::create_directories(path, error);
  if (error) {
    return fail(ErrorCode::io,
                "cannot make the index directory '" + path + "': " + error.message());
  }
  auto state = std::make_unique<State>();
  state->path = path;
  rocksdb::DBOptions options = db_options();
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status = rocksdb::DB::Open(options, path, descriptors(cache_bytes), &handles, &db);
  if (is_lock_held(status)) return lock_error(path);
  if (!status.ok()) {
    return storage_error("cannot open the index at '" + path + "' for writing", status);
  }
  state->take(db, handles);
  state->staging_path = path + "/staging";  // only now: until the lock is ours it may be another's
  NEWSIDX_RETURN_IF_ERROR(make_staging(state->staging_path));
  return WriteStore(std::move(state));
}

const std::string& WriteStore::staging_path() const noexcept { return state_->staging_path; }

Status WriteStore::ingest(std::span<const SstWriter> files) {
  std::map<Family, std::vector<std::string>> paths;
  for (const SstWriter& file : files) paths[file.family()].push_back(file.path());
  std::vector<rocksdb::IngestExternalFileArg> arguments;
  for (const auto& [family, names] : paths) {
    rocksdb::IngestExternalFileArg argument;
    argument.column_family = state_->handle(family);
    argument.external_files = names;
    argument.options.move_files = true;
    argument.options.snapshot_consistency = false;
    argument.options.allow_global_seqno = true;
    argument.options.write_global_seqno = false;
    arguments.push_back(std::move(argument));
  }
  if (arguments.empty()) return {};
  const rocksdb::Status status = state_->db->IngestExternalFiles(arguments);
  if (!status.ok()) {
    return storage_error("cannot take new files into '" + state_->path + "'", status);
  }
  return {};
}

Status WriteStore::put_manifest(std::string_view value) {
  rocksdb::WriteOptions options;
  options.sync = true;
  const rocksdb::Status status =
      state_->db->Put(options, state_->handle(Family::meta), slice(manifest_key()), slice(value));
  if (!status.ok()) return storage_error("cannot commit to '" + state_->path + "'", status);
  // Committed. Now the write-ahead log is put away: a reader has less to replay, and a log that an
  // accident damaged does not outlive this commit. A failure costs no more than that.
  state_->db->Flush(rocksdb::FlushOptions(), state_->handle(Family::meta)).PermitUncheckedError();
  return {};
}

void WriteStore::remove() && noexcept {
  const std::string path = state_->path;
  state_.reset();
  const rocksdb::Options options(db_options(), rocksdb::ColumnFamilyOptions());
  rocksdb::DestroyDB(path, options, descriptors(0)).PermitUncheckedError();
}

Status WriteStore::drop_keys(Family family, std::string_view begin, std::string_view end) {
  // Whole files go at once; what shares a file with other keys needs a tombstone.
  rocksdb::Status status = drop_files(*state_->db, state_->handle(family), begin, end);
  if (status.ok()) status = drop_rest(*state_->db, state_->handle(family), begin, end);
  if (!status.ok()) return storage_error("cannot drop old data of '" + state_->path + "'", status);
  return {};
}

}  // namespace newsidx::storage
