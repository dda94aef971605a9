#include "storage/replaced_index.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "storage/directory.h"
#include "storage/live_files.h"
#include "unit/storage/index_folder.h"

using namespace newsidx;
using namespace newsidx::storage;
using newsidx::testing::TemporaryFolder;

namespace {

struct Folders {
  TemporaryFolder folder;
  std::string top = folder.file("top");
  std::string path = folder.file("top/index");
  std::string other = folder.file("other");

  Folders() {
    make_index(path);
    WriteStore store = need(WriteStore::open(other));
    put_manifest(store, "other");
  }

  [[nodiscard]] std::vector<std::string> names() const {
    return need(need(Folder::open(top)).names());
  }
  [[nodiscard]] IndexCopy copy_to(const std::string& to) const {
    const LiveFiles files = need(take_live_files(other));
    return need(IndexCopy::make(files, to, {}));
  }
};

}  // namespace

TEST_CASE("an index takes the place of another, which goes") {
  Folders folders;
  const Store reader = need(Store::open(folders.path));
  {
    ReplacedIndex replaced = need(ReplacedIndex::take(folders.path));
    IndexCopy copy = folders.copy_to(replaced.path_beside());
    CHECK(manifest_value(need(Store::open(folders.path))) == "manifest 1");
    need(replaced.replace_by(copy));
  }
  CHECK(folders.names() == std::vector<std::string>{"index"});
  CHECK(manifest_value(need(Store::open(folders.path))) == "other");
  CHECK(value_of(reader, Family::terms, "key") == "value");  // it has the old one open
  WriteStore writer = need(WriteStore::open(folders.path));
  put_manifest(writer, "next");
}

TEST_CASE("behind a link to a folder the folder is replaced") {
  Folders folders;
  const std::string link = folders.folder.file("link");
  fs::create_directory_symlink(folders.path, link);
  {
    ReplacedIndex replaced = need(ReplacedIndex::take(link));
    IndexCopy copy = folders.copy_to(replaced.path_beside());
    need(replaced.replace_by(copy));
  }
  CHECK(fs::is_symlink(link));
  CHECK(manifest_value(need(Store::open(folders.path))) == "other");
}

TEST_CASE("until it is replaced, an index is as it was, and locked") {
  Folders folders;
  {
    const ReplacedIndex replaced = need(ReplacedIndex::take(folders.path));
    const auto second = ReplacedIndex::take(folders.path);
    REQUIRE_FALSE(second);
    CHECK(second.error().code == ErrorCode::busy);
    const auto writer = WriteStore::open(folders.path);
    REQUIRE_FALSE(writer);
    CHECK(writer.error().code == ErrorCode::busy);
    const IndexCopy copy = folders.copy_to(replaced.path_beside());
  }
  CHECK(folders.names() == std::vector<std::string>{"index"});
  WriteStore writer = need(WriteStore::open(folders.path));
  CHECK(manifest_value(writer) == "manifest 1");
}

TEST_CASE("a damaged index is replaced, and one with somebody's file is not") {
  Folders folders;
  SUBCASE("without its list of files") {
    fs::remove(folders.path + "/CURRENT");
    {
      ReplacedIndex replaced = need(ReplacedIndex::take(folders.path));
      IndexCopy copy = folders.copy_to(replaced.path_beside());
      need(replaced.replace_by(copy));
    }
    CHECK(folders.names() == std::vector<std::string>{"index"});
    CHECK(manifest_value(need(Store::open(folders.path))) == "other");
  }
  SUBCASE("with a page") {
    write_file(folders.path + "/page.txt", "hello");
    const auto replaced = ReplacedIndex::take(folders.path);
    REQUIRE_FALSE(replaced);
    CHECK(replaced.error().code == ErrorCode::unsupported);
    CHECK(replaced.error().message.find("page.txt") != std::string::npos);
    CHECK(manifest_value(need(Store::open(folders.path))) == "manifest 1");
    CHECK(fs::exists(folders.path + "/page.txt"));
  }
}

TEST_CASE("what killed restores left beside an index goes; what others have there stays") {
  Folders folders;
  IndexCopy killed = folders.copy_to(folders.path + ".restoring-123");
  need(killed.keep());
  IndexCopy others = folders.copy_to(folders.path + ".restoring-mine");
  need(others.keep());
  fs::create_directories(folders.path + ".restoring-456");
  fs::create_directories(folders.path + ".restoring-789");
  write_file(folders.path + ".restoring-789/page.txt", "hello");
  {
    // It is locked: the restore is still at work.
    const ReplacedIndex replaced = need(ReplacedIndex::take(folders.path));
    CHECK(fs::exists(folders.path + ".restoring-123"));
    CHECK_FALSE(fs::exists(folders.path + ".restoring-456"));
  }
  { const IndexCopy ended = std::move(killed); }
  { const ReplacedIndex replaced = need(ReplacedIndex::take(folders.path)); }
  CHECK(folders.names() ==
        std::vector<std::string>{"index", "index.restoring-789", "index.restoring-mine"});
}

TEST_CASE("two folders change their names, at once or in steps") {
  const TemporaryFolder folder;
  fs::create_directories(folder.file("top/a/from a"));
  fs::create_directories(folder.file("top/b/from b"));
  const Folder parent = need(Folder::open(folder.file("top")));
  REQUIRE(exchange_in_steps(parent, "a", "b", "c"));
  CHECK(fs::exists(folder.file("top/a/from b")));
  CHECK(fs::exists(folder.file("top/b/from a")));
  CHECK(need(parent.names()) == std::vector<std::string>{"a", "b"});
  CHECK_FALSE(exchange_in_steps(parent, "a", "missing", "c"));
  CHECK(errno == ENOENT);
  CHECK(fs::exists(folder.file("top/a/from b")));
  CHECK(need(parent.names()) == std::vector<std::string>{"a", "b"});
  if (!exchange(parent, "a", "b")) return;  // not on this file system
  CHECK(fs::exists(folder.file("top/a/from a")));
  CHECK(fs::exists(folder.file("top/b/from b")));
}

TEST_CASE("an index that is made beside takes the place, and the old one stays or goes") {
  for (const bool is_discarded : {false, true}) {
    CAPTURE(is_discarded);
    Folders folders;
    fs::create_directory(folders.path + ".damaged-1");  // of an earlier time
    std::string kept;
    {
      ReplacedIndex replaced = need(ReplacedIndex::take(folders.path));
      {
        WriteStore made = need(WriteStore::open(replaced.path_beside()));
        put_manifest(made, "made");
      }
      kept = need(replaced.replace_and_keep());
      CHECK(kept == folders.path + ".damaged-2");
      if (is_discarded) replaced.discard();
    }
    CHECK(manifest_value(need(Store::open(folders.path))) == "made");
    std::vector<std::string> names = {"index", "index.damaged-1"};
    if (!is_discarded) {
      names.emplace_back("index.damaged-2");
      CHECK(manifest_value(need(Store::open(kept))) == "manifest 1");
    }
    CHECK(folders.names() == names);
  }
}

TEST_CASE("what is made beside and given up goes, and so does what a killed process left") {
  Folders folders;
  {
    ReplacedIndex replaced = need(ReplacedIndex::take(folders.path));
    {
      WriteStore made = need(WriteStore::open(replaced.path_beside()));
      put_manifest(made, "made");
    }
    CHECK(folders.names().size() == 2);
    SUBCASE("given up") {
      replaced.give_up_beside();
      CHECK(folders.names() == std::vector<std::string>{"index"});
    }
    SUBCASE("killed") {}
  }
  { const ReplacedIndex replaced = need(ReplacedIndex::take(folders.path)); }
  CHECK(folders.names() == std::vector<std::string>{"index"});
  CHECK(manifest_value(need(Store::open(folders.path))) == "manifest 1");
}
