#include "storage/write_store.h"

#include <rocksdb/convenience.h>

#include <filesystem>
#include <map>
#include <vector>

#include "base/try.h"
#include "storage/keys.h"
#include "storage/options.h"
#include "storage/state.h"

namespace newsidx::storage {
namespace {

namespace fs = std::filesystem;

// Names in an index directory that RocksDB or we make.
bool is_index_file(const std::string& name) {
  for (const std::string_view start : {"CURRENT", "IDENTITY", "LOCK", "LOG", "MANIFEST-", "OPTIONS-", "staging"}) {
    if (name.starts_with(start)) return true;
  }
  return name.ends_with(".sst") || name.ends_with(".log") || name.ends_with(".dbtmp");
}

Failure lock_error(const std::string& path) {
  return fail(ErrorCode::io, "index '" + path +
                                 "' is in use by another writer (try: wait for it to end, or give "
                                 "another --index)");
}

}  // namespace

Result<bool> is_index_directory(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return false;
  if (error) return fail(ErrorCode::io, "cannot open '" + path + "': " + error.message());
  if (!fs::is_directory(status)) {
    return fail(ErrorCode::unsupported, "'" + path + "' is a file, not an index (try: another --index)");
  }
  fs::directory_iterator entries(path, error);
  if (error) return fail(ErrorCode::io, "cannot open '" + path + "': " + error.message());
  bool has_current = false;
  bool has_others = false;
  std::string stranger;
  for (const fs::directory_entry& entry : entries) {
    const std::string name = entry.path().filename().string();
    has_current |= name == "CURRENT";
    if (!is_index_file(name)) stranger = name;
    has_others = true;
  }
  if (has_current) return true;
  if (!has_others || stranger.empty()) return false;  // empty, or a build that ended before its start
  return fail(ErrorCode::unsupported, "'" + path + "' is not an index: it holds '" + stranger +
                                          "' (try: another --index)");
}

WriteStore::WriteStore(std::unique_ptr<State> state) : Store(std::move(state)) {}

Result<WriteStore> WriteStore::open(const std::string& path) {
  NEWSIDX_RETURN_IF_ERROR(is_index_directory(path));
  std::error_code error;
  fs::create_directories(path, error);
  if (error) {
    return fail(ErrorCode::io, "cannot make the index directory '" + path + "': " + error.message());
  }
  auto state = std::make_unique<State>();
  state->path = path;
  state->staging_path = path + "/staging";
  rocksdb::DBOptions options = db_options();
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status = rocksdb::DB::Open(options, path, descriptors(), &handles, &db);
  if (!status.ok()) {
    if (status.ToString().find("lock") != std::string::npos) return lock_error(path);
    return storage_error("cannot open the index at '" + path + "' for writing", status);
  }
  state->db.reset(db);
  std::copy(handles.begin(), handles.end(), state->families.begin());

  fs::remove_all(state->staging_path, error);  // left by a build that was killed
  if (!error) fs::create_directory(state->staging_path, error);
  if (error) return fail(ErrorCode::io, "cannot write to '" + state->staging_path + "': " + error.message());
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
  if (!status.ok()) return storage_error("cannot take new files into '" + state_->path + "'", status);
  return {};
}

Status WriteStore::put_manifest(std::string_view value) {
  rocksdb::WriteOptions options;
  options.sync = true;
  const rocksdb::Status status =
      state_->db->Put(options, state_->handle(Family::meta), slice(manifest_key()), slice(value));
  if (!status.ok()) return storage_error("cannot commit to '" + state_->path + "'", status);
  return {};
}

Status WriteStore::drop_keys(Family family, std::string_view begin, std::string_view end) {
  rocksdb::ColumnFamilyHandle* handle = state_->handle(family);
  const rocksdb::Slice first = slice(begin);
  const rocksdb::Slice last = slice(end);
  const auto error = [&](const rocksdb::Status& status) {
    return storage_error("cannot drop old data of '" + state_->path + "'", status);
  };
  // Whole files go at once; what shares a file with other keys needs a tombstone.
  rocksdb::Status status = rocksdb::DeleteFilesInRange(state_->db.get(), handle, &first,
                                                       end.empty() ? nullptr : &last, false);
  if (!status.ok()) return error(status);
  const std::unique_ptr<rocksdb::Iterator> rest(
      state_->db->NewIterator(rocksdb::ReadOptions(), handle));
  rest->Seek(first);
  if (!rest->status().ok()) return error(rest->status());
  if (!rest->Valid() || (!end.empty() && view(rest->key()) >= end)) return {};
  std::string behind(end);
  if (behind.empty()) {
    rest->SeekToLast();
    if (!rest->Valid()) return error(rest->status());
    behind = rest->key().ToString() + '\0';
  }
  status = state_->db->DeleteRange(rocksdb::WriteOptions(), handle, first, slice(behind));
  if (!status.ok()) return error(status);
  return {};
}

}  // namespace newsidx::storage
