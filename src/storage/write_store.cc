#include "storage/write_store.h"

#include <rocksdb/convenience.h>
#include <rocksdb/write_batch.h>

#include <cerrno>
#include <map>
#include <system_error>
#include <vector>

#include "base/try.h"
#include "storage/batch_sink.h"
#include "storage/file_system.h"
#include "storage/keys.h"
#include "storage/options.h"
#include "storage/sst_sink.h"
#include "storage/staged_records.h"
#include "storage/state.h"

namespace newsidx::storage {

StagedRecords::StagedRecords() noexcept = default;
StagedRecords::StagedRecords(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
StagedRecords::StagedRecords(StagedRecords&&) noexcept = default;
StagedRecords& StagedRecords::operator=(StagedRecords&&) noexcept = default;
StagedRecords::~StagedRecords() = default;

bool StagedRecords::has_files() const noexcept {
  return state_ != nullptr && !state_->files.empty();
}

bool StagedRecords::is_empty() const noexcept {
  return state_ == nullptr || (state_->files.empty() && state_->batch.Count() == 0);
}

namespace {

// So many bytes of a segment make a batch, more are files.
constexpr std::size_t kMaxBatchBytes = 1u << 20;

bool is_lock_held(const rocksdb::Status& status) {
  if (!status.IsIOError()) return false;
  const std::string text = status.ToString();  // RocksDB has no code for it
  const std::string busy = std::generic_category().message(EAGAIN);
  return text.find("lock hold by current process") != std::string::npos ||
         (text.find("While lock file") != std::string::npos && text.ends_with(busy));
}

rocksdb::Status ingest_files(const Store::State& store, std::span<const SstWriter> files) {
  std::map<Family, std::vector<std::string>> paths;
  for (const SstWriter& file : files) paths[file.family()].push_back(file.path());
  std::vector<rocksdb::IngestExternalFileArg> arguments;
  for (const auto& [family, names] : paths) {
    rocksdb::IngestExternalFileArg argument;
    argument.column_family = store.handle(family);
    argument.external_files = names;
    argument.options.move_files = true;
    argument.options.snapshot_consistency = false;
    argument.options.allow_global_seqno = true;
    argument.options.write_global_seqno = false;
    arguments.push_back(std::move(argument));
  }
  return store.db->IngestExternalFiles(arguments);
}

// Of no two sinks does a file have the same name.
std::unique_ptr<RecordSink> files_of(Store::State& store) {
  return std::make_unique<SstSink>([&store](Family family) {
    const std::string number = std::to_string(store.staged_count.fetch_add(1));
    return store.folder->staging_path() + '/' + number + '-' + std::string(name_of(family)) +
           ".sst";
  });
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

WriteStore::WriteStore(std::unique_ptr<State> state) : Store(std::move(state)) {}

Result<WriteStore> WriteStore::open(const std::string& path, std::size_t cache_bytes) {
  auto state = std::make_unique<State>();
  state->path = path;
  NEWSIDX_ASSIGN_OR_RETURN(state->folder, IndexFolder::claim(path));
  state->env = writer_env(*state->folder);
  rocksdb::DBOptions options = db_options();
  options.env = state->env.get();
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status =
      rocksdb::DB::Open(options, path, descriptors(BlockCache(cache_bytes)), &handles, &db);
  if (is_lock_held(status)) return in_use(path);
  if (!status.ok()) {
    return storage_error("cannot open the index at '" + path + "' for writing", status, path);
  }
  state->take(db, handles);
  NEWSIDX_RETURN_IF_ERROR(state->folder->make_staging());
  return WriteStore(std::move(state));
}

const std::string& WriteStore::staging_path() const noexcept {
  return state_->folder->staging_path();
}

std::unique_ptr<RecordSink> WriteStore::make_files() { return files_of(*state_); }

std::unique_ptr<RecordSink> WriteStore::make_batch() {
  return std::make_unique<BatchSink>(*state_);
}

std::unique_ptr<RecordSink> WriteStore::make_sink() {
  return std::make_unique<SpillingSink>(*state_, kMaxBatchBytes,
                                        [&state = *state_] { return files_of(state); });
}

Status WriteStore::ingest(StagedRecords records) {
  if (records.is_empty()) return {};
  const rocksdb::Status status =
      records.has_files() ? ingest_files(*state_, records.state_->files)
                          : state_->db->Write(rocksdb::WriteOptions(), &records.state_->batch);
  if (!status.ok()) {
    return storage_error("cannot take new records into '" + state_->path + "'", status,
                         state_->path);
  }
  return {};
}

Status WriteStore::commit(std::span<const Record> records, std::span<const Key> dropped) {
  state_->folder->keep();
  rocksdb::WriteBatch batch;
  rocksdb::Status status;
  for (const Record& record : records) {
    if (status.ok()) {
      status = batch.Put(state_->handle(record.family), slice(record.key), slice(record.value));
    }
  }
  for (const auto& [family, key] : dropped) {
    if (status.ok()) status = batch.Delete(state_->handle(family), slice(key));
  }
  rocksdb::WriteOptions options;
  options.sync = true;
  if (status.ok()) status = state_->db->Write(options, &batch);
  if (!status.ok()) {
    return storage_error("cannot commit to '" + state_->path + "'", status, state_->path);
  }
  // Committed. Now the write-ahead log is put away: a reader has less to replay, and a log that an
  // accident damaged does not outlive this commit. A failure costs no more than that.
  state_->db->Flush(rocksdb::FlushOptions(), state_->handle(Family::meta)).PermitUncheckedError();
  // Nor does what holds earlier manifests: a reader asks for all files of a family.
  state_->db
      ->CompactRange(rocksdb::CompactRangeOptions(), state_->handle(Family::meta), nullptr, nullptr)
      .PermitUncheckedError();
  return {};
}

void WriteStore::remove() && noexcept {
  state_->folder->give_up();
  state_.reset();
}

Status WriteStore::drop_keys(Family family, std::string_view begin, std::string_view end) {
  // Whole files go at once; what shares a file with other keys needs a tombstone.
  rocksdb::Status status = drop_files(*state_->db, state_->handle(family), begin, end);
  if (status.ok()) status = drop_rest(*state_->db, state_->handle(family), begin, end);
  if (!status.ok()) {
    return storage_error("cannot drop old data of '" + state_->path + "'", status, state_->path);
  }
  return {};
}

}  // namespace newsidx::storage
