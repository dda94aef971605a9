// What may stand at the path of an index, and the one clear line that each gives.

#include "storage/directory.h"

#include <doctest/doctest.h>
#include <rocksdb/db.h>

#include <algorithm>
#include <memory>

#include "storage/file_names.h"
#include "storage/mark.h"
#include "unit/storage/index_folder.h"

using namespace newsidx;
using namespace newsidx::storage;
using newsidx::testing::TemporaryFolder;

namespace {

class SilentLogger : public rocksdb::Logger {
 public:
  using Logger::Logv;
  void Logv(const char*, va_list) override {}
};

bool is_one_line(const std::string& text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; });
}

void check_error(const Error& error, ErrorCode code, std::string_view part) {
  CAPTURE(error.message);
  CHECK(error.code == code);
  CHECK(error.to_string().find(part) != std::string::npos);
  CHECK(is_one_line(error.message));
}

}  // namespace

TEST_CASE("nothing or an empty folder is no index, and is made one by a writer") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  SUBCASE("missing") {}
  SUBCASE("empty") { fs::create_directory(path); }
  SUBCASE("a new disk") { fs::create_directories(path + "/lost+found"); }
  const auto store = Store::open(path);
  REQUIRE_FALSE(store);
  check_error(store.error(), ErrorCode::not_found, "no index at '" + path + "'");
  CHECK(need(look_at(path)).what == Standing::What::nothing);
  make_index(path);
  CHECK(need(look_at(path)).what == Standing::What::marked);
  CHECK(value_of(need(Store::open(path)), Family::terms, "key") == "value");
}

TEST_CASE("something else is refused by readers and writers, and left as it was") {
  struct Row {
    std::string name;
    std::string file;
  };
  const Row kRows[] = {
      {"articles", "page.txt"},
      {"somebody's logs", "access.log"},
      {"a log book", "LOGBOOK"},
      {"locks", "LOCKSMITHS"},
      {"hidden", ".bashrc"},
      {"a table of another make", "data.sst"},
      {"a manifest", "MANIFEST-of-the-party"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const TemporaryFolder folder;
    const std::string path = folder.file("index");
    fs::create_directory(path);
    write_file(path + "/" + row.file, "text");
    const std::string message = "is not an index: it holds '" + row.file + "'";
    const auto reader = Store::open(path);
    const auto writer = WriteStore::open(path);
    REQUIRE_FALSE(reader);
    REQUIRE_FALSE(writer);
    check_error(reader.error(), ErrorCode::unsupported, message);
    check_error(writer.error(), ErrorCode::unsupported, message);
    CHECK(std::distance(fs::directory_iterator(path), fs::directory_iterator()) == 1);
  }
}

TEST_CASE("what is not the index's own is not read, nor a file that is too long for what it is") {
  const auto read_bytes = [] {  // by this process so far
    std::ifstream counts("/proc/self/io");
    std::string name;
    std::uint64_t count = 0;
    counts >> name >> count;
    REQUIRE(name == "rchar:");
    return count;
  };
  constexpr std::uint64_t kLarge = 64u << 20;
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  make_index(path);
  const auto make_large = [&path](const std::string& name) {
    std::ofstream(path + '/' + name).close();
    fs::resize_file(path + '/' + name, kLarge);
  };
  const std::uint64_t before = read_bytes();
  SUBCASE("another's file in an index without a mark") {
    fs::remove(path + '/' + kMarkName);
    make_large("page.txt");
    need(WriteStore::open(path));
    CHECK(fs::file_size(path + "/page.txt") == kLarge);
    CHECK_FALSE(need(read_mark(need(Folder::open(path)))).names.contains("page.txt"));
  }
  SUBCASE("CURRENT") {
    make_large("CURRENT");
    CHECK(Store::open(path).error().code == ErrorCode::corruption);
    CHECK(WriteStore::open(path).error().code == ErrorCode::corruption);
    fs::remove(path + '/' + kMarkName);
    CHECK(Store::open(path).error().code == ErrorCode::corruption);
  }
  CHECK(read_bytes() - before < kLarge / 4);
}

TEST_CASE("links in a folder are not followed; a path may lead through one") {
  const TemporaryFolder place;
  write_file(place.file("file"), "text");
  fs::create_symlink("file", place.file("link"));
  fs::create_symlink("nowhere", place.file("broken"));
  const Folder folder = need(Folder::open(place.file("")));
  CHECK(need(folder.read("file", 10)) == "text");
  CHECK(folder.read("file", 3).error().code == ErrorCode::limit);
  CHECK(need(folder.read("file", 4)) == "text");
  CHECK(folder.read("link", 10).error().code == ErrorCode::unsupported);
  CHECK(folder.read("broken", 10).error().code == ErrorCode::unsupported);
  CHECK(need(read_file(place.file("link"), 10)) == "text");
  CHECK(read_file(place.file("broken"), 10).error().code == ErrorCode::not_found);
}

TEST_CASE("a file is not an index") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  write_file(path, "text");
  const auto reader = Store::open(path);
  const auto writer = WriteStore::open(path);
  REQUIRE_FALSE(reader);
  REQUIRE_FALSE(writer);
  check_error(reader.error(), ErrorCode::unsupported, "is a file, not an index");
  check_error(writer.error(), ErrorCode::unsupported, "is a file, not an index");
}

TEST_CASE("another RocksDB database is refused, and left as it was") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  const auto with_database = [&](auto use) {
    rocksdb::Options options;
    options.create_if_missing = true;
    rocksdb::DB* opened = nullptr;
    REQUIRE(rocksdb::DB::Open(options, path, &opened).ok());
    const std::unique_ptr<rocksdb::DB> database(opened);
    use(*database);
  };
  SUBCASE("with data in a file") {
    with_database([](rocksdb::DB& database) {
      CHECK(database.Put({}, "key", "value").ok());
      CHECK(database.Flush({}).ok());
    });
  }
  SUBCASE("with data in the log") {
    with_database([](rocksdb::DB& database) { CHECK(database.Put({}, "key", "value").ok()); });
  }
  const auto reader = Store::open(path);
  const auto writer = WriteStore::open(path);
  REQUIRE_FALSE(reader);
  REQUIRE_FALSE(writer);
  CHECK(reader.error().code == ErrorCode::unsupported);
  check_error(writer.error(), ErrorCode::unsupported, "is a database, but not an index");
  with_database([](rocksdb::DB& database) {  // opens only when there is no other family
    std::string value;
    CHECK(database.Get({}, "key", &value).ok());
  });
}

TEST_CASE("an index that was killed while its families were made is made on") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  {
    rocksdb::Options options;
    options.create_if_missing = true;
    options.info_log = std::make_shared<SilentLogger>();
    rocksdb::DB* opened = nullptr;
    REQUIRE(rocksdb::DB::Open(options, path, &opened).ok());
    const std::unique_ptr<rocksdb::DB> database(opened);
    rocksdb::ColumnFamilyHandle* terms = nullptr;
    REQUIRE(database->CreateColumnFamily({}, "terms", &terms).ok());
    CHECK(database->DestroyColumnFamilyHandle(terms).ok());
  }
  {
    const Folder opened = need(Folder::open(path));
    const auto names = need(opened.names());
    need(Mark::make(opened, {names.begin(), names.end()}));
  }
  const auto reader = Store::open(path);
  REQUIRE_FALSE(reader);
  check_error(reader.error(), ErrorCode::not_found, "no index was finished at '" + path + "'");
  make_index(path);
  CHECK(value_of(need(Store::open(path)), Family::terms, "key") == "value");
}

TEST_CASE("an index without its CURRENT file is damaged, and nothing is built over it") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  make_index(path);
  fs::remove(path + "/CURRENT");
  const auto reader = Store::open(path);
  const auto writer = WriteStore::open(path);
  REQUIRE_FALSE(reader);
  REQUIRE_FALSE(writer);
  check_error(reader.error(), ErrorCode::corruption, "its file CURRENT is missing");
  check_error(writer.error(), ErrorCode::corruption, "its file CURRENT is missing");
}

TEST_CASE("a damaged index is to be repaired, what is not newsidx's to be moved away before") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  make_index(path);
  CHECK(repair_hint(path).to_string() == "repair()");
  fs::create_directory(path + "/lost+found");
  CHECK(repair_hint(path).to_string() == "repair()");
  write_file(path + "/two\nlines.txt", "text");
  CHECK(repair_hint(path).to_string() ==
        "move 'two?lines.txt' away, which is not newsidx's, and repair()");
  fs::remove(path + '/' + kMarkName);
  CHECK(repair_hint(path).to_string() == "move away what is not newsidx's, and repair()");
  CHECK(repair_hint(folder.file("missing")).to_string() == "another index_path");
  CHECK(repair_hint("").to_string() == "another index_path");
}

TEST_CASE("readers and writers advise the same for an index that nothing can be built over") {
  struct Row {
    std::string name;
    void (*damage)(const std::string& path);
  };
  const Row kRows[] = {
      {"no CURRENT", [](const std::string& path) { fs::remove(path + "/CURRENT"); }},
      {"no list of files",
       [](const std::string& path) {
         for (const auto& entry : fs::directory_iterator(path)) {
           if (is_list_name(entry.path().filename().string())) fs::remove(entry.path());
         }
       }},
      {"a broken list of files",
       [](const std::string& path) {
         for (const auto& entry : fs::directory_iterator(path)) {
           if (is_list_name(entry.path().filename().string())) write_file(entry.path(), "text");
         }
       }},
  };
  for (const Row& row : kRows) {
    for (const bool has_stranger : {false, true}) {
      CAPTURE(row.name);
      CAPTURE(has_stranger);
      const TemporaryFolder folder;
      const std::string path = folder.file("index");
      make_index(path);
      if (has_stranger) write_file(path + "/page.txt", "text");
      row.damage(path);
      const auto reader = Store::open(path);
      const auto writer = WriteStore::open(path);
      REQUIRE_FALSE(reader);
      REQUIRE_FALSE(writer);
      for (const Error& error : {reader.error(), writer.error()}) {
        CAPTURE(error.message);
        CHECK(error.code == ErrorCode::corruption);
        CHECK(error.hint == repair_hint(path));
        CHECK((error.to_string().find("(try: move 'page.txt'") != std::string::npos) ==
              has_stranger);
      }
    }
  }
}

TEST_CASE("an index whose mark has a damaged title is made on, one whose mark is none is not") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  make_index(path);
  const std::string mark = need(need(Folder::open(path)).read(kMarkName, 1 << 20));
  write_file(path + '/' + kMarkName, "t" + mark.substr(1));
  CHECK(value_of(need(Store::open(path)), Family::terms, "key") == "value");
  need(WriteStore::open(path));
  CHECK(need(look_at(path)).mark.is_whole);
  write_file(path + '/' + kMarkName, std::string(mark.size(), '\0'));
  CHECK(value_of(need(Store::open(path)), Family::terms, "key") == "value");
  check_error(WriteStore::open(path).error(), ErrorCode::unsupported,
              "its file NEWSIDX is damaged, or somebody else's (try: another index_path; or move "
              "that file away");
  fs::rename(path + '/' + kMarkName, folder.file("moved"));
  need(WriteStore::open(path));
  CHECK(need(look_at(path)).mark.is_whole);
}

TEST_CASE("damaged files of RocksDB's own give one line") {
  struct Row {
    std::string name;
    const char* start;  // of the file's name
    const char* text;
  };
  const Row kRows[] = {
      {"CURRENT that names nothing", "CURRENT", "MANIFEST-999999\n"},
      {"CURRENT of several lines", "CURRENT", "one\ntwo\nthree\n"},
      {"empty CURRENT", "CURRENT", ""},
      {"list of files overwritten", "MANIFEST-", "line\nline\nline\n"},
      {"empty list of files", "MANIFEST-", ""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const TemporaryFolder folder;
    const std::string path = folder.file("index");
    make_index(path);
    for (const auto& entry : fs::directory_iterator(path)) {
      if (entry.path().filename().string().starts_with(row.start))
        write_file(entry.path(), row.text);
    }
    const auto store = Store::open(path);
    REQUIRE_FALSE(store);
    CAPTURE(store.error().to_string());
    CHECK(is_one_line(store.error().to_string()));
    CHECK(store.error().to_string().find(path) != std::string::npos);
    CHECK(store.error().code == ErrorCode::corruption);
  }
}

TEST_CASE("an index that may only be read is read, and nothing is written to it") {
  const TemporaryFolder folder;
  fs::permissions(folder.file(""), fs::perms(0755));
  const std::string path = folder.file("index");
  make_index(path);
  fs::permissions(path, fs::perms(0555));
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    fs::permissions(entry.path(), fs::perms(entry.is_directory() ? 0555 : 0444));
  }
  const auto names = [&] {
    std::vector<std::string> result;
    for (const auto& entry : fs::directory_iterator(path)) result.push_back(entry.path());
    std::sort(result.begin(), result.end());
    return result;
  };
  const std::vector<std::string> before = names();
  {
    const AsNobody nobody;
    const Store store = need(Store::open(path));
    CHECK(value_of(store, Family::terms, "key") == "value");
    CHECK(store.verify_checksums());
    const auto writer = WriteStore::open(path);
    REQUIRE_FALSE(writer);
    check_error(writer.error(), ErrorCode::io, "Permission denied");
    CHECK(writer.error().to_string().find("in use") == std::string::npos);
  }
  CHECK(names() == before);
  fs::permissions(path, fs::perms(0755));
}

TEST_CASE("an index that may not be read is an io error, not a missing index") {
  const TemporaryFolder folder;
  fs::permissions(folder.file(""), fs::perms(0755));
  const std::string path = folder.file("index");
  make_index(path);
  for (const unsigned mode : {0000u, 0311u, 0444u}) {
    CAPTURE(mode);
    fs::permissions(path, fs::perms(mode));
    const AsNobody nobody;
    const auto store = Store::open(path);
    REQUIRE_FALSE(store);
    check_error(store.error(), ErrorCode::io, "cannot open the index at '" + path + "'");
    check_error(store.error(), ErrorCode::io, "Permission denied");
  }
  fs::permissions(path, fs::perms(0755));
}
