#include "storage/store.h"

#include <rocksdb/metadata.h>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <vector>

#include "base/status_macros.h"
#include "storage/committed.h"
#include "storage/directory.h"
#include "storage/file_names.h"
#include "storage/file_system.h"
#include "storage/keys.h"
#include "storage/options.h"
#include "storage/state.h"

namespace newsidx::storage {
namespace {

constexpr unsigned kOpenAttempts = 50;
constexpr int kFewFiles = 32;

// The first build makes the families one by one; it is at it, or was killed then.
bool lacks_families(const rocksdb::Status& status) {
  return status.IsInvalidArgument() &&
         status.ToString().find("Column family not found") != std::string::npos;
}

// RocksDB opens all files at once and keeps them open: a reader that has only some of them would
// lose the others to the next writer.
Failure too_many_files(const std::string& path) {
  constexpr std::uint64_t kBeside = 64;  // logs, standard streams, what the program has open
  std::uint64_t count = 0;
  std::error_code ignored;
  std::filesystem::directory_iterator entry(path, ignored);
  for (; entry != std::filesystem::directory_iterator(); entry.increment(ignored)) {
    if (entry->path().extension() == ".sst") ++count;
  }
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  std::string message = "the index at '" + path + "' ";
  message += count > 0 ? "has " + std::to_string(count) + " files" : "cannot be opened";
  return fail(
      ErrorCode::limit,
      message + ", and this process may have " + std::to_string(limit.rlim_cur) + " files open",
      Hint("ulimit -n ", std::to_string(count + kBeside), ", or build it with a larger ",
           HintName::segment_articles));
}

// Of an index whose log was cut: whether no generation is missing that was committed. What says
// which it is is made before the first commit, so where there is neither it nor a manifest, a power
// failure met the first build.
bool has_all(const Store& store, std::optional<std::uint64_t> committed) {
  const auto key = store.last_key(Family::meta, manifest_prefix());
  if (!key) return false;
  if (!committed) return !key->has_value();
  return (*key ? parse_manifest_key(**key).value_or(0) : 0) >= *committed;
}

}  // namespace

std::string file_list(const std::string& path, bool& out_of_files) {
  const auto current = read_file(path + "/CURRENT", kMaxShortBytes);
  out_of_files = !current && is_out_of_files(current.error().message);
  std::string name = current ? *current : std::string();
  if (!is_current(name)) return name;  // opening it says what is wrong
  name.pop_back();
  std::error_code ignored;
  return name + ' ' + std::to_string(std::filesystem::file_size(path + '/' + name, ignored));
}

struct PinnedValue::Pin {
  rocksdb::PinnableSlice slice;
};

PinnedValue::PinnedValue() noexcept = default;
PinnedValue::PinnedValue(PinnedValue&&) noexcept = default;
PinnedValue& PinnedValue::operator=(PinnedValue&&) noexcept = default;
PinnedValue::~PinnedValue() = default;

PinnedValue PinnedValue::own(std::string bytes) {
  PinnedValue value;
  value.pin_ = std::make_unique<Pin>();
  *value.pin_->slice.GetSelf() = std::move(bytes);
  value.pin_->slice.PinSelf();
  value.bytes_ = view(value.pin_->slice);
  return value;
}

struct Iterator::State {
  std::string upper_bound;  // RocksDB keeps a pointer to the slice
  rocksdb::Slice upper_bound_slice;
  std::unique_ptr<rocksdb::Iterator> rocks;
  std::string what;
  std::string path;  // of the index
};

Iterator::Iterator(std::unique_ptr<State> state) : state_(std::move(state)) {}
Iterator::Iterator(Iterator&&) noexcept = default;
Iterator& Iterator::operator=(Iterator&&) noexcept = default;
Iterator::~Iterator() = default;

void Iterator::seek(std::string_view key) { state_->rocks->Seek(slice(key)); }
void Iterator::next() { state_->rocks->Next(); }
bool Iterator::valid() const { return state_->rocks->Valid(); }
std::string_view Iterator::key() const { return view(state_->rocks->key()); }
std::string_view Iterator::value() const { return view(state_->rocks->value()); }
Status Iterator::status() const {
  const rocksdb::Status status = state_->rocks->status();
  if (!status.ok()) return storage_error(state_->what, status, state_->path);
  return {};
}

std::vector<rocksdb::ColumnFamilyDescriptor> descriptors(const BlockCache& cache) {
  std::vector<rocksdb::ColumnFamilyDescriptor> result;
  for (std::size_t i = 0; i < kFamilyNames.size(); ++i) {
    const auto family = static_cast<Family>(i);
    result.emplace_back(rocksdb_name(family), family_options(family, cache.state().rocks));
  }
  return result;
}

Store::State::~State() {
  for (rocksdb::ColumnFamilyHandle* handle : families) {
    if (handle != nullptr) db->DestroyColumnFamilyHandle(handle);
  }
  db.reset();  // before its files may go with the folder
}

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

void Store::State::take(rocksdb::DB* opened,
                        const std::vector<rocksdb::ColumnFamilyHandle*>& handles) {
  db.reset(opened);
  std::copy(handles.begin(), handles.end(), families.begin());
}

Result<Store> Store::open(const std::string& path, OpenFiles files,
                          std::shared_ptr<const BlockCache> cache) {
  if (cache == nullptr) cache = std::make_shared<const BlockCache>();
  for (unsigned attempt = 0; attempt < kOpenAttempts; ++attempt) {
    bool out_of_files = false;
    const std::string before = file_list(path, out_of_files);
    if (out_of_files) return too_many_files(path);
    NEWSIDX_ASSIGN_OR_RETURN(const Standing standing, look_at(path));
    NEWSIDX_RETURN_IF_ERROR(find_index(standing, path));
    const bool is_marked = standing.what == Standing::What::marked;
    auto state = std::make_unique<State>();
    state->path = path;
    state->committed = read_committed(path);  // a commit that comes now may be seen, or not
    state->env = reader_env(path, standing.mark, state->log_damage);
    rocksdb::DBOptions options = db_options();
    options.env = state->env.get();
    if (files == OpenFiles::few) options.max_open_files = kFewFiles;
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* db = nullptr;
    // The second path would hold RocksDB's log; ours is silent, so nothing is made there.
    const rocksdb::Status status = rocksdb::DB::OpenAsSecondary(options, path, path + "/secondary",
                                                                descriptors(*cache), &handles, &db);
    if (status.ok()) state->take(db, handles);
    const bool is_same = file_list(path, out_of_files) == before;
    if (out_of_files || is_out_of_files(status.ToString())) {
      state.reset();  // or its files could not be counted
      return too_many_files(path);
    }
    if (!is_same) continue;
    if (lacks_families(status)) {
      if (!is_marked) return another_database(path);
      return fail(ErrorCode::not_found, "no index was finished at '" + path + "'",
                  Hint(HintName::build_at, " '", path, "'"));
    }
    if (!status.ok()) {
      return storage_error("cannot open the index at '" + path + "'", status, path);
    }
    Store store(std::move(state));
    const LogDamage& damage = store.state_->log_damage;
    // Where no mark names the log, it may be somebody else's file, and the log be lost.
    if (damage.log.empty() || (is_marked && has_all(store, store.state_->committed))) return store;
    return storage_error("cannot open the index at '" + path + "'",
                         rocksdb::Status::Corruption(damage.what), path);
  }
  return fail(ErrorCode::io, "the index at '" + path + "' changes faster than it can be opened",
              "again");
}

Result<std::optional<PinnedValue>> Store::get(Family family, std::string_view key) const {
  PinnedValue value;
  value.pin_ = std::make_unique<PinnedValue::Pin>();
  rocksdb::ReadOptions options;
  const rocksdb::Status status =
      state_->db->Get(options, state_->handle(family), slice(key), &value.pin_->slice);
  if (status.IsNotFound()) return std::optional<PinnedValue>();
  if (!status.ok()) {
    return storage_error("cannot read " + std::string(name_of(family)), status, state_->path);
  }
  value.bytes_ = view(value.pin_->slice);
  return std::optional<PinnedValue>(std::move(value));
}

Iterator Store::iterate(Family family, std::string_view prefix, Access access) const {
  auto state = std::make_unique<Iterator::State>();
  state->path = state_->path;
  state->what = "cannot read " + std::string(name_of(family));
  rocksdb::ReadOptions options;
  if (access == Access::scan) {
    options.fill_cache = false;
    options.readahead_size = 2 << 20;
  }
  state->upper_bound = prefix_end(prefix);
  if (!state->upper_bound.empty()) {
    state->upper_bound_slice = state->upper_bound;
    options.iterate_upper_bound = &state->upper_bound_slice;
  }
  state->rocks.reset(state_->db->NewIterator(options, state_->handle(family)));
  state->rocks->Seek(slice(prefix));
  return Iterator(std::move(state));
}

Result<std::optional<std::string>> Store::last_key(Family family, std::string_view prefix) const {
  const std::string end = prefix_end(prefix);
  const rocksdb::Slice upper_bound = slice(end);
  rocksdb::ReadOptions options;
  if (!end.empty()) options.iterate_upper_bound = &upper_bound;
  const std::unique_ptr<rocksdb::Iterator> it(
      state_->db->NewIterator(options, state_->handle(family)));
  it->SeekToLast();
  if (it->Valid()) {
    if (!view(it->key()).starts_with(prefix)) return std::optional<std::string>();
    return std::optional(it->key().ToString());
  }
  if (!it->status().ok()) {
    return storage_error("cannot read " + std::string(name_of(family)), it->status(), state_->path);
  }
  return std::optional<std::string>();
}

Status Store::verify_checksums() const {
  const rocksdb::Status status = state_->db->VerifyChecksum(rocksdb::ReadOptions());
  // It opens files anew by their names. One that could be opened before and is gone was dropped by
  // a writer meanwhile; reading still works through what is open.
  if (status.IsPathNotFound()) return {};
  if (!status.ok()) {
    return storage_error("checksums of '" + state_->path + "'", status, state_->path);
  }
  return {};
}

KeyRanges Store::key_ranges(Family family) const {
  rocksdb::ColumnFamilyMetaData metadata;
  state_->db->GetColumnFamilyMetaData(state_->handle(family), &metadata);
  KeyRanges result;
  std::vector<KeyRanges::Range>& ranges = result.ranges_;
  for (const rocksdb::LevelMetaData& level : metadata.levels) {
    for (const rocksdb::SstFileMetaData& file : level.files) {
      ranges.push_back({file.smallestkey, file.largestkey});
    }
  }
  std::ranges::sort(ranges, {}, &KeyRanges::Range::first);
  for (std::size_t i = 1; i < ranges.size(); ++i) {
    ranges[i].last = std::max(ranges[i].last, ranges[i - 1].last);
  }
  return result;
}

bool KeyRanges::has_between(std::string_view begin, std::string_view end) const {
  const auto behind =
      end.empty() ? ranges_.end() : std::ranges::lower_bound(ranges_, end, {}, &Range::first);
  return behind != ranges_.begin() && std::prev(behind)->last >= begin;
}

std::set<std::string> Store::data_files() const {
  std::vector<rocksdb::LiveFileMetaData> files;
  state_->db->GetLiveFilesMetaData(&files);
  std::set<std::string> names;
  for (const rocksdb::LiveFileMetaData& file : files) names.insert(file.relative_filename);
  return names;
}

std::uint64_t Store::disk_bytes(Family family) const {
  rocksdb::ColumnFamilyMetaData metadata;
  state_->db->GetColumnFamilyMetaData(state_->handle(family), &metadata);
  return metadata.size;
}

std::uint64_t Store::committed_generation() const noexcept { return state_->committed.value_or(0); }

const std::string& Store::path() const noexcept { return state_->path; }

Hint Store::repair_hint() const { return storage::repair_hint(state_->path); }

}  // namespace newsidx::storage
