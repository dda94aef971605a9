#include "storage/index_copy.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <set>
#include <stop_token>
#include <thread>

#include "storage/committed.h"
#include "storage/directory.h"
#include "unit/storage/index_folder.h"

using namespace newsidx;
using namespace newsidx::storage;
using newsidx::testing::TemporaryFolder;

namespace {

// Tables, and a log that has more than they.
void make_mixed_index(const std::string& path) {
  WriteStore store = need(WriteStore::open(path));
  ingest(store, Family::terms, {{"key", "value"}});
  ingest(store, Family::docs, {{doc_key(1, 0), "an article"}});
  put_manifest(store, "manifest 1");
  put_manifest(store, "manifest 2");
}

IndexCopy copied(const std::string& source, const std::string& path) {
  const LiveFiles files = need(take_live_files(source));
  return need(IndexCopy::make(files, path, {}));
}

void copy_and_keep(const std::string& source, const std::string& path) {
  IndexCopy copy = copied(source, path);
  need(copy.keep());
}

ino_t inode_of(const std::string& path) {
  struct stat found {};
  return stat(path.c_str(), &found) == 0 ? found.st_ino : 0;
}

std::vector<std::string> names_in(const std::string& path) {
  return need(need(Folder::open(path)).names());
}

}  // namespace

TEST_CASE("a copy is an index with the same records") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  const std::string copy_path = folder.file("deep/er/copy");
  make_mixed_index(path);
  {
    IndexCopy copy = copied(path, copy_path);
    CHECK(copy.files_linked() == 2);
    CHECK(copy.files_copied() == 4);  // log, list of files, GENERATION, CURRENT
    need(copy.keep());
  }
  const Store store = need(Store::open(copy_path));
  CHECK(manifest_value(store) == "manifest 2");
  CHECK(value_of(store, Family::terms, "key") == "value");
  CHECK(value_of(store, Family::docs, doc_key(1, 0)) == "an article");
  CHECK(read_committed(copy_path) == 2);
  // Its mark names all that is in it, and no more.
  std::set<std::string> names = need(read_mark(need(Folder::open(copy_path)))).names;
  names.insert(kMarkName);
  CHECK(std::ranges::equal(names, names_in(copy_path)));
}

TEST_CASE("a copy shares its tables with the index, and nothing that a writer writes to") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  const std::string copy_path = folder.file("copy");
  make_mixed_index(path);
  copy_and_keep(path, copy_path);
  std::size_t shared = 0;
  for (const std::string& name : names_in(copy_path)) {
    const bool is_shared = inode_of(path + '/' + name) == inode_of(copy_path + '/' + name);
    CHECK_MESSAGE(is_shared == name.ends_with(".sst"), name);
    shared += is_shared;
  }
  CHECK(shared == 2);

  const auto contents_of = [](const std::string& index) {
    std::map<std::string, std::string> contents;
    const Folder opened = need(Folder::open(index));
    for (const std::string& name : names_in(index)) {
      contents[name] = need(opened.read(name, 1u << 30));
    }
    return contents;
  };
  const auto before = contents_of(path);
  {
    WriteStore writer = need(WriteStore::open(copy_path));
    ingest(writer, Family::docs, {{doc_key(2, 0), "another"}});
    put_manifest(writer, "manifest 3");
    need(writer.drop_keys(Family::docs, doc_key(1, 0), doc_key(2, 0)));
    writer.bound_log();
  }
  CHECK(contents_of(path) == before);
  CHECK(manifest_value(need(Store::open(path))) == "manifest 2");
  CHECK(value_of(need(Store::open(path)), Family::docs, doc_key(1, 0)) == "an article");
  const Store changed = need(Store::open(copy_path));
  CHECK(manifest_value(changed) == "manifest 3");
  CHECK(value_of(changed, Family::docs, doc_key(1, 0)) == "nothing");
}

TEST_CASE("a copy that is not kept goes, with the folders that were made for it") {
  const TemporaryFolder folder;
  make_mixed_index(folder.file("index"));
  { const IndexCopy copy = copied(folder.file("index"), folder.file("deep/er/copy")); }
  CHECK_FALSE(fs::exists(folder.file("deep")));
  fs::create_directories(folder.file("there"));
  { const IndexCopy copy = copied(folder.file("index"), folder.file("there")); }
  CHECK(fs::is_empty(folder.file("there")));
}

TEST_CASE("what is not empty is no place for a copy, and stays as it is") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  make_mixed_index(path);
  const LiveFiles files = need(take_live_files(path));
  fs::create_directories(folder.file("full"));
  write_file(folder.file("full/page.txt"), "hello");
  make_index(folder.file("other"));
  write_file(folder.file("file"), "hello");
  for (const char* name : {"full", "other", "file", "index"}) {
    CAPTURE(name);
    const auto made = IndexCopy::make(files, folder.file(name), {});
    REQUIRE_FALSE(made);
    CHECK(made.error().code == ErrorCode::unsupported);
  }
  CHECK(names_in(folder.file("full")) == std::vector<std::string>{"page.txt"});
  CHECK(manifest_value(need(Store::open(folder.file("other")))) == "manifest 1");
  fs::create_directories(folder.file("disk/lost+found"));
  copy_and_keep(path, folder.file("disk"));
  CHECK(manifest_value(need(Store::open(folder.file("disk")))) == "manifest 2");
}

TEST_CASE("a copy that was not finished is nobody's index") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  const std::string copy_path = folder.file("copy");
  make_mixed_index(path);
  copy_and_keep(path, copy_path);
  {
    const Folder opened = need(Folder::open(copy_path));
    Mark mark = need(Mark::take(opened));
    need(mark.add(kUnfinishedName));
  }
  const auto is_refused = [&](const auto& result) {
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::corruption);
    CHECK(result.error().to_string() == "'" + copy_path +
                                            "' is a copy of an index that was not finished (try: "
                                            "remove the folder '" +
                                            copy_path + "')");
  };
  const auto names = names_in(copy_path);
  is_refused(Store::open(copy_path));
  is_refused(WriteStore::open(copy_path));
  is_refused(take_live_files(copy_path));
  is_refused(IndexCopy::make(need(take_live_files(path)), copy_path, {}));
  fs::remove(copy_path + "/CURRENT");
  is_refused(Store::open(copy_path));
  is_refused(WriteStore::open(copy_path));
  CHECK(names_in(copy_path).size() == names.size() - 1);
}

TEST_CASE("an index that lost its list of files is not copied") {
  const TemporaryFolder folder;
  for (const char* ending : {"CURRENT", "MANIFEST-"}) {
    CAPTURE(ending);
    const std::string path = folder.file(std::string("index-") + ending);
    make_mixed_index(path);
    for (const std::string& name : names_in(path)) {
      if (name.find(ending) != std::string::npos) fs::remove(path + '/' + name);
    }
    const auto files = take_live_files(path);
    REQUIRE_FALSE(files);
    CHECK(files.error().code == ErrorCode::corruption);
    CHECK_FALSE(files.error().hint.empty());
  }
}

TEST_CASE("a log is copied as far as its records are whole") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  make_mixed_index(path);
  std::string log;
  for (const std::string& name : names_in(path)) {
    if (name.ends_with(".log")) log = path + '/' + name;
  }
  const auto whole = fs::file_size(log);
  std::ofstream(log, std::ios::app) << std::string("\x01\x02\x03\x04\x05\x00\x01", 7);
  copy_and_keep(path, folder.file("copy"));
  CHECK(fs::file_size(folder.file("copy/") + fs::path(log).filename().string()) == whole);
  CHECK(manifest_value(need(Store::open(folder.file("copy")))) == "manifest 2");
}

TEST_CASE("a copy that cannot link has the bytes") {
  const TemporaryFolder folder;
  const std::string elsewhere = "/dev/shm/newsidx-copy-" + std::to_string(getpid());
  if (!fs::exists("/dev/shm")) return;
  const std::string path = folder.file("index");
  make_mixed_index(path);
  struct stat here {};
  struct stat there {};
  REQUIRE(stat(path.c_str(), &here) == 0);
  REQUIRE(stat("/dev/shm", &there) == 0);
  if (here.st_dev == there.st_dev) return;
  {
    IndexCopy copy = copied(path, elsewhere);
    CHECK(copy.files_linked() == 0);
    CHECK(copy.files_copied() == 6);
    const Store store = need(Store::open(elsewhere));
    CHECK(value_of(store, Family::docs, doc_key(1, 0)) == "an article");
    need(store.verify_checksums());
    std::stop_source stop;
    stop.request_stop();
    const auto stopped =
        IndexCopy::make(need(take_live_files(path)), elsewhere + "-2", stop.get_token());
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == ErrorCode::cancelled);
    CHECK_FALSE(fs::exists(elsewhere + "-2"));
  }
  CHECK_FALSE(fs::exists(elsewhere));
}

TEST_CASE("copies beside a writer are states that it has committed") {
  // Between two commits a copy has to find the time to read the list of files and the logs.
#ifdef NEWSIDX_SANITIZED
  constexpr std::chrono::milliseconds kPause(500);
#else
  constexpr std::chrono::milliseconds kPause(10);
#endif
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  {
    WriteStore writer = need(WriteStore::open(path));
    put_manifest(writer, "1");
  }
  std::atomic<bool> failed = false;
  std::jthread thread([&](const std::stop_token& stop) {
    try {
      WriteStore writer = need(WriteStore::open(path));
      for (std::uint32_t number = 2; !stop.stop_requested(); ++number) {
        const std::string text = std::to_string(number);
        const auto sink = number % 3 == 0 ? writer.make_files() : writer.make_batch();
        need(sink->put(Family::docs, doc_key(number, 0), text));
        need(writer.ingest(need(sink->finish())));
        put_manifest(writer, text);
        need(writer.drop_keys(Family::docs, doc_key(0, 0), doc_key(number, 0)));
        if (number % 5 == 0) writer.bound_log();
        std::this_thread::sleep_for(kPause);
      }
    } catch (const std::exception& error) {
      failed = true;
      MESSAGE(error.what());
    }
  });
  std::set<std::string> seen;
  for (unsigned number = 0; number < 20; ++number) {
    const std::string copy_path = folder.file("copy-" + std::to_string(number));
    IndexCopy copy = copied(path, copy_path);
    const Store store = need(Store::open(copy_path));
    const std::string generation = manifest_value(store);
    seen.insert(generation);
    CHECK(std::stoull(generation) >= read_committed(copy_path).value_or(0));
    if (generation == "1") continue;
    const auto key = doc_key(static_cast<std::uint32_t>(std::stoul(generation)), 0);
    CHECK(value_of(store, Family::docs, key) == generation);
    need(store.verify_checksums());
  }
  thread.request_stop();
  thread.join();
  CHECK_FALSE(failed);
  CHECK(seen.size() >= 2);
}
