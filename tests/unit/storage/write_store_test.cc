#include "storage/write_store.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "storage/folder.h"
#include "unit/storage/index_folder.h"

using namespace newsidx;
using namespace newsidx::storage;
using newsidx::testing::TemporaryFolder;

namespace {

std::string article_key(std::uint64_t number) {
  return doc_key(1, static_cast<std::uint32_t>(number));
}

Records numbered(unsigned begin, unsigned end, const std::string& value) {
  Records records;
  for (unsigned i = begin; i < end; ++i) records.emplace_back(article_key(i), value);
  return records;
}

}  // namespace

TEST_CASE("what is committed is there when the index is opened again") {
  const TemporaryFolder folder;
  const std::string path = folder.file("deep/er/index");
  {
    WriteStore writer = need(WriteStore::open(path));
    CHECK(manifest_value(writer) == "nothing");
    const auto sink = writer.make_files();
    for (const auto& [key, value] : numbered(0, 20, "a")) need(sink->put(Family::docs, key, value));
    need(sink->put(Family::ids, "id", "0"));
    need(writer.ingest(need(sink->finish())));
    need(writer.ingest(StagedRecords()));
    put_manifest(writer, "manifest 1");
    CHECK(fs::is_empty(writer.staging_path()));  // taken over, not copied
    CHECK(keys_of(writer, Family::docs).size() == 20);
  }
  const Store store = need(Store::open(path));
  CHECK(manifest_value(store) == "manifest 1");
  CHECK(keys_of(store, Family::docs).size() == 20);
  CHECK(value_of(store, Family::docs, article_key(15)) == "a");
  CHECK(value_of(store, Family::ids, "id") == "0");
}

TEST_CASE("what is staged goes with the writer, or with the next one") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  make_index(path);
  const auto staging_folders = [&] {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(path)) {
      if (entry.is_directory()) found.push_back(entry.path());
    }
    return found;
  };
  CHECK(staging_folders().empty());
  const pid_t killed = fork();
  if (killed == 0) {
    const auto writer = WriteStore::open(path);
    if (writer) write_file(writer->staging_path() + "/segment-7-terms.sst", "half written");
    _exit(writer ? 0 : 1);
  }
  int status = 1;
  REQUIRE(waitpid(killed, &status, 0) == killed);
  REQUIRE(status == 0);
  REQUIRE(staging_folders().size() == 1);
  CHECK_FALSE(fs::is_empty(staging_folders()[0]));
  {
    const WriteStore writer = need(WriteStore::open(path));
    CHECK(staging_folders() == std::vector{writer.staging_path()});
    CHECK(fs::is_empty(writer.staging_path()));
    write_file(writer.staging_path() + "/segment-8-terms.sst", "not taken over");
  }
  CHECK(staging_folders().empty());
}

TEST_CASE("one writer at a time") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index with a lock in its name");
  make_index(path);
  const auto is_refused = [&] {
    const auto second = WriteStore::open(path);
    REQUIRE_FALSE(second);
    CHECK(second.error().code == ErrorCode::busy);
    CHECK(second.error().to_string() ==
          "index '" + path + "' is in use by another writer, process " + std::to_string(getpid()) +
              " (try: wait for it to end, or give another index_path)");
  };
  SUBCASE("in this process") {
    const WriteStore first = need(WriteStore::open(path));
    is_refused();
  }
  SUBCASE("in another process") {
    int ready[2];
    REQUIRE(pipe(ready) == 0);
    const pid_t other = fork();
    if (other == 0) {
      struct flock lock = {};
      lock.l_type = F_WRLCK;
      const int file = open((path + "/LOCK").c_str(), O_RDWR);
      const char answer = fcntl(file, F_SETLK, &lock) == 0 ? 'y' : 'n';
      if (write(ready[1], &answer, 1) == 1) pause();
      _exit(1);
    }
    char answer = 'n';
    CHECK(read(ready[0], &answer, 1) == 1);
    CHECK(answer == 'y');
    is_refused();
    kill(other, SIGKILL);
    waitpid(other, nullptr, 0);
    close(ready[0]);
    close(ready[1]);
  }
  CHECK(WriteStore::open(path));
}

TEST_CASE("a failure to open that is no lock is not called one") {
  const TemporaryFolder folder;
  const std::string path = folder.file("block");
  make_index(path);
  write_file(path + "/CURRENT", "MANIFEST-999999\n");
  const auto writer = WriteStore::open(path);
  REQUIRE_FALSE(writer);
  CHECK(writer.error().to_string().find("in use") == std::string::npos);
  CHECK(writer.error().to_string().find('\n') == std::string::npos);
}

TEST_CASE("a reader beside a writer keeps the generation it opened") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  WriteStore writer = need(WriteStore::open(path));
  ingest(writer, Family::docs, numbered(0, 100, std::string(1000, 'a')));
  put_manifest(writer, "manifest 1");
  const Store first = need(Store::open(path));

  ingest(writer, Family::docs, numbered(100, 200, std::string(1000, 'b')));
  CHECK(manifest_value(need(Store::open(path))) == "manifest 1");
  put_manifest(writer, "manifest 2");
  need(writer.drop_keys(Family::docs, "", article_key(100)));
  const Store second = need(Store::open(path));

  CHECK(manifest_value(first) == "manifest 1");
  CHECK(keys_of(first, Family::docs).size() == 100);
  CHECK(value_of(first, Family::docs, article_key(50)) == std::string(1000, 'a'));
  CHECK(value_of(first, Family::docs, article_key(150)) == "nothing");
  CHECK(manifest_value(second) == "manifest 2");
  CHECK(value_of(second, Family::docs, article_key(50)) == "nothing");
  CHECK(keys_of(second, Family::docs).size() == 100);
}

TEST_CASE("whenever a reader opens, it finds the data that its manifest names") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  constexpr unsigned kCommits = 60;
  const auto commit = [&](WriteStore& writer, unsigned generation) {
    const std::string value = std::to_string(generation);
    for (const Family family : {Family::terms, Family::docs, Family::ids}) {
      ingest(writer, family, {{article_key(generation), value}});
    }
    put_manifest(writer, value);
    for (const Family family : {Family::terms, Family::docs, Family::ids}) {
      need(writer.drop_keys(family, "", article_key(generation)));
    }
  };
  {
    WriteStore writer = need(WriteStore::open(path));
    commit(writer, 0);
  }
  std::atomic<bool> is_over = false;
  std::thread other([&] {
    for (unsigned generation = 1; generation < kCommits; generation += 3) {
      WriteStore writer = need(WriteStore::open(path));
      for (unsigned i = generation; i < generation + 3; ++i) commit(writer, i);
    }
    is_over = true;
  });
  unsigned opened = 0;
  unsigned torn = 0;
  while (!is_over) {
    const auto store = Store::open(path);
    if (!store) {
      MESSAGE(store.error().to_string());
      ++torn;
      continue;
    }
    ++opened;
    const std::string generation = manifest_value(*store);
    for (const Family family : {Family::terms, Family::docs, Family::ids}) {
      if (value_of(*store, family, article_key(std::stoul(generation))) != generation) ++torn;
    }
  }
  other.join();
  CHECK(opened > 0);
  CHECK(torn == 0);
}

TEST_CASE("dropped keys are gone, their neighbours are not") {
  struct Row {
    std::string name;
    std::string begin;
    std::string end;
    std::size_t left;
  };
  const Row kRows[] = {
      {"a whole file", article_key(10), article_key(20), 20},
      {"part of a file", article_key(12), article_key(15), 27},
      {"across files", article_key(5), article_key(25), 10},
      {"from the beginning", "", article_key(10), 20},
      {"to the end", article_key(25), "", 25},
      {"everything", "", "", 0},
      {"nothing", article_key(30), article_key(99), 30},
      {"nothing behind the end", article_key(30), "", 30},
      {"an empty range", article_key(10), article_key(10), 30},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const TemporaryFolder folder;
    const std::string path = folder.file("index");
    {
      WriteStore writer = need(WriteStore::open(path));
      for (unsigned i = 0; i < 30; i += 10) {
        ingest(writer, Family::docs, numbered(i, i + 10, "value"));
      }
      need(writer.drop_keys(Family::docs, row.begin, row.end));
      need(writer.drop_keys(Family::docs, row.begin, row.end));  // twice is no harm
      CHECK(keys_of(writer, Family::docs).size() == row.left);
      put_manifest(writer, "manifest");
    }
    const Store store = need(Store::open(path));
    for (const std::string& key : keys_of(store, Family::docs)) {
      CHECK((key < row.begin || (!row.end.empty() && key >= row.end)));
    }
    CHECK(keys_of(store, Family::docs).size() == row.left);
  }
}

TEST_CASE("dropping a whole file gives its bytes back") {
  const TemporaryFolder folder;
  WriteStore writer = need(WriteStore::open(folder.file("index")));
  ingest(writer, Family::postings, {{"a", std::string(100'000, 'x')}});
  CHECK(writer.disk_bytes(Family::postings) > 100'000);
  need(writer.drop_keys(Family::postings, "a", "b"));
  CHECK(writer.disk_bytes(Family::postings) == 0);
}

TEST_CASE("small commits make no files, and the log does not grow for ever") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  const auto bytes_of = [&](const char* extension) {
    std::uintmax_t bytes = 0;
    for (const auto& entry : fs::directory_iterator(path)) {
      if (entry.path().extension() != extension) continue;
      std::error_code gone;  // a thread of RocksDB removes files that nothing names any more
      const std::uintmax_t size = entry.file_size(gone);
      if (!gone) bytes += size;
    }
    return bytes;
  };
  const std::string value(50'000, 'x');
  unsigned put_away = 0;
  for (unsigned commit = 0; commit < 40; ++commit) {
    WriteStore writer = need(WriteStore::open(path));  // a process each
    const auto sink = writer.make_sink();
    need(sink->put(Family::docs, article_key(commit), value));
    StagedRecords records = need(sink->finish());
    CHECK_FALSE(records.has_files());
    need(writer.ingest(std::move(records)));
    put_manifest(writer, std::to_string(commit));
    if (commit > 0) need(writer.drop_keys(Family::docs, "", article_key(commit)));
    if (commit == 3) CHECK(bytes_of(".sst") == 0);
    const auto before = bytes_of(".log");
    writer.bound_log();
    if (bytes_of(".log") < before) ++put_away;
    CHECK(bytes_of(".log") < 700'000);
    CHECK(bytes_of(".sst") < 1'000'000);
    const Store reader = need(Store::open(path));
    CHECK(manifest_value(reader) == std::to_string(commit));
    CHECK(keys_of(reader, Family::docs) == std::vector{article_key(commit)});
    CHECK(value_of(reader, Family::docs, article_key(commit)) == value);
  }
  CHECK(put_away > 2);
  CHECK(put_away < 10);
}

TEST_CASE("the list of files is begun anew before it is long") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  WriteStore writer = need(WriteStore::open(path));
  const auto list_name = [&] {
    std::string name = need(read_file(path + "/CURRENT", 100));
    name.pop_back();  // the end of the line
    return name;
  };
  const std::string first_list = list_name();
  std::uintmax_t longest = 0;
  for (unsigned commit = 0; commit < 250; ++commit) {
    const auto sink = writer.make_files();
    need(sink->put(Family::docs, article_key(commit), "article"));
    need(sink->put(Family::ids, std::to_string(commit), "id"));
    need(sink->put(Family::terms, "term " + std::to_string(commit), "list"));
    need(writer.ingest(need(sink->finish())));
    put_manifest(writer, std::to_string(commit));
    need(writer.drop_keys(Family::docs, "", article_key(commit)));
    need(writer.drop_keys(Family::terms, "", "term " + std::to_string(commit)));
    longest = std::max(longest, fs::file_size(path + '/' + list_name()));
    if (commit % 50 == 49) {
      const Store reader = need(Store::open(path));
      CHECK(manifest_value(reader) == std::to_string(commit));
      CHECK(keys_of(reader, Family::docs) == std::vector{article_key(commit)});
    }
  }
  CHECK(longest > 64u << 10);
  CHECK(longest < 160u << 10);
  CHECK(list_name() != first_list);
}

// A sector of the first log did not make it to the disk, one behind it did.
TEST_CASE("a first build that a power failure met is built over") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  const pid_t killed = fork();
  if (killed == 0) {
    bool is_written = false;
    if (auto writer = WriteStore::open(path)) {
      const auto sink = writer->make_batch();
      is_written = sink->put(Family::docs, article_key(1), std::string(3000, 'x')).has_value();
      auto records = sink->finish();
      is_written = is_written && records && writer->ingest(*std::move(records));
      _exit(is_written ? 0 : 1);
    }
    _exit(1);
  }
  int status = 1;
  REQUIRE(waitpid(killed, &status, 0) == killed);
  REQUIRE(status == 0);
  unsigned logs = 0;
  for (const auto& entry : fs::directory_iterator(path)) {
    if (entry.path().extension() != ".log") continue;
    ++logs;
    std::fstream log(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    log.write(std::string(512, '\0').data(), 512);
    REQUIRE(log.good());
  }
  REQUIRE(logs == 1);
  WriteStore writer = need(WriteStore::open(path));
  ingest(writer, Family::docs, {{article_key(2), "value"}});
  put_manifest(writer, "manifest 1");
  const Store reader = need(Store::open(path));
  CHECK(manifest_value(reader) == "manifest 1");
  CHECK(keys_of(reader, Family::docs) == std::vector{article_key(2)});
}

TEST_CASE("a folder that was moved away is not committed to") {
  const TemporaryFolder folder;
  WriteStore writer = need(WriteStore::open(folder.file("index")));
  const auto sink = writer.make_sink();
  need(sink->put(Family::docs, article_key(1), "value"));
  fs::rename(folder.file("index"), folder.file("moved"));
  const Status ingested = writer.ingest(need(sink->finish()));
  REQUIRE_FALSE(ingested);
  CHECK(ingested.error().message.find("moved away") != std::string::npos);
  const WriteStore::Record record{Family::meta, manifest_key(1), "manifest"};
  CHECK_FALSE(writer.commit(std::span(&record, 1)));
}

TEST_CASE("a commit to the log changes no files, tables and their dropping do") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  WriteStore writer = need(WriteStore::open(path));
  CHECK(writer.files_changed());  // not asked before
  CHECK_FALSE(writer.files_changed());
  const auto put = [&](std::unique_ptr<RecordSink> sink, std::uint64_t number) {
    need(sink->put(Family::docs, article_key(number), "a"));
    need(writer.ingest(need(sink->finish())));
    put_manifest(writer, std::to_string(number));
  };
  put(writer.make_sink(), 1);
  need(writer.drop_keys(Family::docs, article_key(1), article_key(2)));  // of the log
  CHECK_FALSE(writer.files_changed());
  put(writer.make_files(), 2);
  CHECK(writer.files_changed());
  CHECK_FALSE(writer.files_changed());
  need(writer.drop_keys(Family::docs, article_key(2), article_key(3)));
  CHECK(writer.files_changed());
}
