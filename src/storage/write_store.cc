#include "storage/write_store.h"

#include <fcntl.h>
#include <rocksdb/convenience.h>
#include <rocksdb/write_batch.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <new>
#include <system_error>
#include <vector>

#include "base/status_macros.h"
#include "storage/batch_sink.h"
#include "storage/committed.h"
#include "storage/directory.h"
#include "storage/file_names.h"
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
  return state_ == nullptr || (state_->files.empty() && state_->batches.empty());
}

namespace {

// So many bytes of a segment and its articles make a batch, more are files; and a log that is
// longer after a commit is put away. Measured with BBC news, 3.8 KB of log an article: a build of
// 14 to 75 articles takes 0.6 to 0.7 of the time that files take, and a query in a fresh process as
// long as with files up to 100 articles. From there on it is slower: 2.5 ms a MB of log, against 1
// ms for files.
constexpr std::size_t kMaxBatchBytes = 256u << 10;
constexpr std::uint64_t kLongLogBytes = 512u << 10;
// With a commit that made files, a log that is longer than a manifest is put away: what is in it is
// likely to have been replaced, and one file more or less is nothing.
constexpr std::uint64_t kShortLogBytes = 16u << 10;
// Each writer begins a log of its own, and leaves it where it is short: so many programs that
// commit little one after the other have as many.
constexpr std::size_t kMaxLogs = 8;
// A tombstone over a range costs whoever reads the family: a get takes 14 us with ten of them in
// the log, and a millisecond with thousands. A small segment has a few dozen keys.
constexpr std::size_t kMaxSingleDeletes = 1024;
// RocksDB does so meanwhile, too.
constexpr std::uint64_t kMaxTotalLogBytes = 32u << 20;

// Whoever opens the index reads the list of files from its begin, with all that is in it no more.
constexpr std::size_t kMaxListBytes = 128u << 10;

bool is_lock_held(const rocksdb::Status& status) {
  if (!status.IsIOError()) return false;
  const std::string text = status.ToString();  // RocksDB has no code for it
  const std::string busy = std::generic_category().message(EAGAIN);
  return text.find("lock hold by current process") != std::string::npos ||
         (text.find("While lock file") != std::string::npos && text.ends_with(busy));
}

// A log that is open would follow a folder that was moved away: its commit would answer nobody.
rocksdb::Status in_place(const Store::State& store) {
  if (store.folder->is_in_place()) return {};
  return rocksdb::Status::IOError(store.path, "the folder was moved away or replaced meanwhile");
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

// That a file goes is noted in the list of files at once. The manifest that does not name it is not
// to be in the log alone then: where that is lost, the manifest before has lost its data, too. What
// holds earlier manifests goes with it: a reader asks for all files of a family. A failure (the
// disk is full) costs no more than that.
void put_manifest_away(Store::State& store) {
  rocksdb::ColumnFamilyHandle* const meta = store.handle(Family::meta);
  store.is_manifest_in_log = false;  // before, for another commit may come
  if (!store.db->Flush(rocksdb::FlushOptions(), meta).ok()) {
    store.is_manifest_in_log = true;
    return;
  }
  store.db->CompactRange(rocksdb::CompactRangeOptions(), meta, nullptr, nullptr)
      .PermitUncheckedError();
}

// All logs that an opening replays.
struct Logs {
  std::uint64_t bytes = 0;
  std::size_t count = 0;
};
Logs logs_of(const Store::State& store) {
  Logs logs;
  for (const std::string& name : store.folder->mark().names()) {
    struct stat found {};
    if (is_log_name(name) && fstatat(store.folder->folder().descriptor(), name.c_str(), &found,
                                     AT_SYMLINK_NOFOLLOW) == 0) {
      logs.bytes += static_cast<std::uint64_t>(found.st_size);
      ++logs.count;
    }
  }
  return logs;
}

// An empty `end` is the end of the family, here and below.
rocksdb::Status drop_files(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* family,
                           std::string_view begin, std::string_view end) {
  const rocksdb::Slice first = slice(begin);
  const rocksdb::Slice last = slice(end);
  const bool with_end = false;
  return rocksdb::DeleteFilesInRange(&db, family, &first, end.empty() ? nullptr : &last, with_end);
}

// Deletes the keys that are left, if any: few one by one, of many there is a tombstone over all.
rocksdb::Status drop_rest(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* family,
                          std::string_view begin, std::string_view end) {
  const std::unique_ptr<rocksdb::Iterator> keys(db.NewIterator(rocksdb::ReadOptions(), family));
  const auto is_in_range = [&] {
    return keys->Valid() && (end.empty() || view(keys->key()) < end);
  };
  keys->Seek(slice(begin));
  if (!is_in_range()) return keys->status();
  rocksdb::WriteBatch batch;
  rocksdb::Status status;
  for (std::size_t i = 0; i < kMaxSingleDeletes && is_in_range() && status.ok(); ++i) {
    status = batch.Delete(family, keys->key());
    keys->Next();
  }
  if (status.ok() && !keys->status().ok()) status = keys->status();
  if (!status.ok()) return status;
  if (!is_in_range()) return db.Write(rocksdb::WriteOptions(), &batch);
  std::string behind(end);
  if (end.empty()) {  // a range deletion needs an end: the least key behind the last one
    keys->SeekToLast();
    if (!keys->Valid()) return keys->status();
    behind = keys->key().ToString() + '\0';
  }
  return db.DeleteRange(rocksdb::WriteOptions(), family, slice(begin), slice(behind));
}

// RocksDB removes logs when it has put away what was in them; one that is damaged in front of all
// else has nothing, and stays. A reader would take the log behind it for lost, too.
Status remove_damaged_log(const Store::State& state) {
  const std::string path = state.path + '/' + state.log_damage.log;
  const rocksdb::Status status = state.env->DeleteFile(path);
  if (status.ok() || status.IsNotFound() || status.IsPathNotFound()) return {};
  return storage_error("cannot remove the damaged '" + path + "'", status, state.path);
}

// Of an index that cannot be opened as it is: whether a log is damaged where nothing was committed.
bool is_log_cut(const std::string& path) {
  return Store::open(path, Store::OpenFiles::few).has_value();
}

}  // namespace

WriteStore::WriteStore(std::unique_ptr<State> state) : Store(std::move(state)) {}

Result<WriteStore> WriteStore::open(const std::string& path, std::size_t cache_bytes) {
  auto state = std::make_unique<State>();
  state->path = path;
  const auto standing = look_at(path);
  const bool was_marked = standing && standing->what == Standing::What::marked;
  NEWSIDX_ASSIGN_OR_RETURN(state->folder, IndexFolder::claim(path));
  NEWSIDX_RETURN_IF_ERROR(state->folder->sync_logs());
  state->committed = read_committed(path);
  state->env = writer_env(*state->folder, state->log_end, state->written_bytes);
  rocksdb::DBOptions options = db_options();
  options.env = state->env.get();
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  // A log that is short stays: to put it away takes a file for each family that is in it.
  options.avoid_flush_during_recovery = true;
  options.max_total_wal_size = kMaxTotalLogBytes;
  options.max_manifest_file_size = kMaxListBytes;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  rocksdb::Status status =
      rocksdb::DB::Open(options, path, descriptors(BlockCache(cache_bytes)), &handles, &db);
  if (status.IsCorruption() && was_marked && is_log_cut(path)) {
    // What there is is put away, and the log removed, before another one is behind it.
    state->env =
        writer_env(*state->folder, state->log_end, state->written_bytes, &state->log_damage);
    options.env = state->env.get();
    options.avoid_flush_during_recovery = false;
    status = rocksdb::DB::Open(options, path, descriptors(BlockCache(cache_bytes)), &handles, &db);
  }
  if (is_lock_held(status)) return in_use(path);
  if (!status.ok()) {
    return storage_error("cannot open the index at '" + path + "' for writing", status, path);
  }
  state->take(db, handles);
  if (!state->log_damage.log.empty()) NEWSIDX_RETURN_IF_ERROR(remove_damaged_log(*state));
  NEWSIDX_RETURN_IF_ERROR(state->folder->make_staging());
  return WriteStore(std::move(state));
}

std::uint64_t WriteStore::written_bytes() const noexcept { return state_->written_bytes; }

const std::string& WriteStore::staging_path() const noexcept {
  return state_->folder->staging_path();
}

std::unique_ptr<RecordSink> WriteStore::make_files() { return files_of(*state_); }

std::unique_ptr<RecordSink> WriteStore::make_batch() {
  return std::make_unique<BatchSink>(*state_);
}

std::unique_ptr<RecordSink> WriteStore::make_sink() {
  const std::size_t max_bytes = logs_of(*state_).bytes <= kLongLogBytes ? kMaxBatchBytes : 0;
  return std::make_unique<SpillingSink>(*state_, max_bytes,
                                        [&state = *state_] { return files_of(state); });
}

Status WriteStore::ingest(StagedRecords records) {
  if (records.is_empty()) return {};
  rocksdb::Status status = in_place(*state_);
  if (status.ok() && records.has_files()) {
    state_->made_files = true;
    for (const SstWriter& file : records.state_->files) state_->written_bytes += file.bytes();
    status = ingest_files(*state_, records.state_->files);
  }
  for (rocksdb::WriteBatch& batch : records.state_->batches) {
    if (status.ok()) status = state_->db->Write(rocksdb::WriteOptions(), &batch);
  }
  if (!status.ok()) {
    return storage_error("cannot take new records into '" + state_->path + "'", status,
                         state_->path);
  }
  return {};
}

Status WriteStore::commit(std::span<const Record> records, std::span<const Key> dropped) {
  NEWSIDX_RETURN_IF_ERROR(state_->folder->keep());
  rocksdb::WriteBatch batch;
  rocksdb::Status status = in_place(*state_);
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
  if (status.ok()) {
    state_->log_end.begin();
    status = state_->db->Write(options, &batch);
    if (!status.ok()) state_->log_end.cut();
  }
  if (!status.ok()) {
    return storage_error("cannot commit to '" + state_->path + "'", status, state_->path);
  }
  state_->is_manifest_in_log = true;
  for (const Record& record : records) {
    if (const auto generation = parse_manifest_key(record.key)) {
      state_->folder->note_commit(*generation);
    }
  }
  return {};
}

void WriteStore::bound_log() noexcept try {
  const bool made_files = state_->made_files.exchange(false);
  const Logs logs = logs_of(*state_);
  const std::uint64_t most = made_files ? kShortLogBytes : kLongLogBytes;
  if (logs.bytes <= most && logs.count <= kMaxLogs) return;
  const std::vector<rocksdb::ColumnFamilyHandle*> all(state_->families.begin(),
                                                      state_->families.end());
  state_->db->Flush(rocksdb::FlushOptions(), all).PermitUncheckedError();
  put_manifest_away(*state_);
} catch (const std::bad_alloc&) {
}

bool WriteStore::files_changed() {
  bool out_of_files = false;
  std::string list = file_list(state_->path, out_of_files);
  const bool is_same = !out_of_files && list == state_->seen_file_list;
  state_->seen_file_list = std::move(list);
  return !is_same;
}

void WriteStore::remove() && noexcept {
  state_->folder->give_up();
  state_.reset();
}

Status WriteStore::drop_keys(Family family, std::string_view begin, std::string_view end) {
  // Whole files go at once; what shares a file with other keys needs a tombstone.
  if (state_->is_manifest_in_log && key_ranges(family).has_between(begin, end)) {
    put_manifest_away(*state_);
  }
  rocksdb::Status status = drop_files(*state_->db, state_->handle(family), begin, end);
  if (status.ok()) status = drop_rest(*state_->db, state_->handle(family), begin, end);
  if (!status.ok()) {
    return storage_error("cannot drop old data of '" + state_->path + "'", status, state_->path);
  }
  return {};
}

}  // namespace newsidx::storage
