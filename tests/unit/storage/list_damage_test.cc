// What RocksDB reads of an index before it checks anything (CURRENT, its list of files, its log),
// damaged byte by byte: an index is as it was, or the error says what is wrong. Nothing hangs.

#include <doctest/doctest.h>
#include <rocksdb/db.h>

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <iterator>
#include <map>
#include <mutex>
#include <thread>

#include "base/bytes.h"
#include "storage/file_names.h"
#include "storage/file_system.h"
#include "storage/options.h"
#include "storage/state.h"
#include "unit/storage/index_folder.h"

using namespace newsidx;
using namespace newsidx::storage;
using newsidx::testing::TemporaryFolder;

namespace {

// Ends the program where nothing moves on for a minute, and says at what it was.
class Watchdog {
 public:
  Watchdog() : thread_([this](const std::stop_token& stop) { watch(stop); }) {}

  void at(std::string what) {
    const std::lock_guard lock(mutex_);
    what_ = std::move(what);
    ++steps_;
  }

 private:
  void watch(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
      const unsigned before = steps_;
      woken_.wait_for(lock, stop, std::chrono::minutes(1), [] { return false; });
      if (stop.stop_requested() || steps_ != before) continue;
      std::fprintf(stderr, "hangs: %s\n", what_.c_str());
      std::abort();
    }
  }

  std::mutex mutex_;
  std::condition_variable_any woken_;
  std::string what_;
  unsigned steps_ = 0;
  std::jthread thread_;
};

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void put_content(const fs::path& path, std::string_view content) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

/// An index of three builds, the last of which is only in the log: it was killed before that was
/// put away.
void make_index_with_log(const std::string& path) {
  for (const char* const build : {"1", "2"}) {
    WriteStore store = need(WriteStore::open(path));
    ingest(store, Family::terms, {{std::string("term ") + build, "value"}});
    ingest(store, Family::docs, {{std::string("doc ") + build, std::string(5000, 'd')}});
    put_manifest(store, std::string("manifest ") + build);
    if (*build == '2') need(store.drop_keys(Family::docs, "doc 1", "doc 2"));
  }
  const auto folder = need(IndexFolder::claim(path));
  LogEnd log_end;
  std::atomic<std::uint64_t> written_bytes = 0;
  const auto env = writer_env(*folder, log_end, written_bytes);
  rocksdb::DBOptions options = db_options();
  options.env = env.get();
  options.avoid_flush_during_recovery = true;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  REQUIRE(
      rocksdb::DB::Open(options, path, descriptors(BlockCache(1u << 20)), &handles, &opened).ok());
  const std::unique_ptr<rocksdb::DB> db(opened);
  rocksdb::WriteOptions synced;
  synced.sync = true;
  const std::string key = manifest_key(3);
  CHECK(db->Put(synced, handles[0], "before", "it").ok());
  CHECK(db->Put(synced, handles[0], slice(key), "manifest 3").ok());
  folder->note_commit(3);
  for (rocksdb::ColumnFamilyHandle* const handle : handles) {
    CHECK(db->DestroyColumnFamilyHandle(handle).ok());
  }
}

/// What the index consists of, as it lies on disk.
std::string data_of(const std::string& path) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator(path)) {
    const std::string name = entry.path().filename();
    if (name != kMarkName) files[name] = content_of(entry.path());
  }
  std::string all;
  for (const auto& [name, content] : files) all += name + content;
  return all;
}

/// All keys and values, or the error.
std::string told(const Result<Store>& store) {
  if (!store) return "error: " + store.error().to_string();
  std::string told;
  for (std::size_t i = 0; i < kFamilyNames.size(); ++i) {
    Iterator it = store->iterate(static_cast<Family>(i), "", Access::scan);
    for (; it.valid(); it.next()) {
      told +=
          std::to_string(i) + ' ' + std::string(it.key()) + '=' + std::string(it.value()) + '\n';
    }
    if (!it.status()) return "error: " + it.status().error().to_string();
  }
  return told;
}

bool is_error(const std::string& told) {
  return told.starts_with("error: ") && told.find('\n') == std::string::npos &&
         told.find("(try: ") != std::string::npos;
}

/// Where the records of a log begin.
std::vector<std::size_t> record_starts(const std::string& file) {
  std::vector<std::size_t> starts;
  for (std::size_t at = 0; at + 7 <= file.size();
       at += 7u + load_le<std::uint16_t>(&file[at + 4])) {
    starts.push_back(at);
  }
  return starts;
}

struct Change {
  std::size_t offset;
  char value;
};

void add_flips(std::vector<Change>& changes, const std::string& file, std::size_t offset) {
  for (unsigned bit = 0; bit < 8; ++bit) {
    changes.push_back({offset, static_cast<char>(file[offset] ^ (1 << bit))});
  }
}

/// Of every record each type that there is and some that are not, the bits of the length, bits of
/// the checksum and of the payload; every bit of CURRENT, and some of other files.
std::vector<Change> changes_of(const std::string& name, const std::string& file) {
  std::vector<Change> changes;
  if (name == "CURRENT") {
    for (std::size_t offset = 0; offset < file.size(); ++offset) add_flips(changes, file, offset);
    return changes;
  }
  const bool is_log = is_list_name(name) || is_log_name(name);
  for (const std::size_t start : is_log ? record_starts(file) : std::vector<std::size_t>()) {
    for (int type = 0; type < 12; ++type) changes.push_back({start + 6, static_cast<char>(type)});
    for (const std::size_t byte : {4u, 5u}) add_flips(changes, file, start + byte);
    changes.push_back({start + 1, static_cast<char>(file[start + 1] ^ 4)});
    changes.push_back({start + 6, '\xff'});
  }
  for (std::size_t offset = 8; offset < file.size(); offset += 7) {
    changes.push_back({offset, static_cast<char>(file[offset] ^ (1 << offset % 8))});
  }
  return changes;
}

}  // namespace

TEST_CASE("a reader is told of damage in CURRENT, the list of files, the log and the mark") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  make_index_with_log(path);
  const std::string whole = told(Store::open(path));
  REQUIRE(whole.find("manifest 3") != std::string::npos);
  Watchdog watchdog;
  unsigned tried = 0;
  unsigned errors = 0;
  for (const auto& entry : fs::directory_iterator(path)) {
    const std::string name = entry.path().filename();
    const bool is_read = is_list_name(name) || is_log_name(name) || name == "CURRENT" ||
                         name == "IDENTITY" || name == kMarkName;
    if (!is_read) continue;
    const std::string content = content_of(entry.path());
    for (const Change change : changes_of(name, content)) {
      std::string damaged = content;
      damaged[change.offset] = change.value;
      if (damaged == content) continue;
      put_content(entry.path(), damaged);
      const std::string what = name + " at " + std::to_string(change.offset) + ": " +
                               std::to_string(static_cast<unsigned char>(change.value));
      watchdog.at(what);
      const std::string answer = told(Store::open(path));
      ++tried;
      errors += is_error(answer);
      if (answer != whole && !is_error(answer)) FAIL_CHECK(what << ": " << answer.substr(0, 300));
    }
    put_content(entry.path(), content);
  }
  MESSAGE(tried << " changes, " << errors << " errors");
  CHECK(tried > 1000);
  CHECK(errors > tried / 3);
  CHECK(told(Store::open(path)) == whole);
}

TEST_CASE("a writer is told of damage in the list of files and the log, and writes nothing") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  make_index_with_log(path);
  Watchdog watchdog;
  for (const auto& entry : fs::directory_iterator(path)) {
    const std::string name = entry.path().filename();
    if (!is_list_name(name) && !is_log_name(name)) continue;
    const std::string whole = content_of(entry.path());
    for (const std::size_t start : record_starts(whole)) {
      for (const Change change : {Change{start + 6, 5}, Change{start + 6, 8}, Change{start + 5, 70},
                                  Change{start, static_cast<char>(whole[start] ^ 1)}}) {
        std::string damaged = whole;
        damaged[change.offset] = change.value;
        put_content(entry.path(), damaged);
        watchdog.at(name + " at " + std::to_string(change.offset));
        const std::string before = data_of(path);
        const auto store = WriteStore::open(path);
        REQUIRE_FALSE(store);
        CAPTURE(store.error().to_string());
        CHECK(store.error().code == ErrorCode::corruption);
        CHECK(is_error("error: " + store.error().to_string()));
        CHECK(data_of(path) == before);
      }
    }
    put_content(entry.path(), whole);
  }
  CHECK(told(Store::open(path)).find("manifest 3") != std::string::npos);
}
