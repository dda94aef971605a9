#include "source/walk/folder_watch.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "../source_fixture.h"

using namespace newsidx;
using namespace newsidx::source;
using namespace std::chrono_literals;

namespace {

using Woken = FolderWatch::Woken;

struct Watched {
  Watched() : stop(StopEvent::create(source.get_token()).value()), watch({folder.path()}) {
    CHECK_FALSE(watch.update());
    CHECK(watch.is_complete());
    CHECK_FALSE(watch.needs_update());
  }
  // A change wakes at once; what wakes nobody is not waited for.
  [[nodiscard]] bool is_woken() { return watch.wait(*stop, 100ms) == Woken::by_change; }
  void take_all() {
    while (is_woken()) {
    }
  }

  TempFolder folder;
  std::stop_source source;
  std::unique_ptr<StopEvent> stop;
  FolderWatch watch;
};

}  // namespace

TEST_CASE("files that come, change, move and go are told of") {
  Watched it;
  CHECK_FALSE(it.is_woken());
  const std::string path = it.folder.write("a.txt", "x");
  CHECK(it.is_woken());
  it.take_all();
  std::ofstream(path, std::ios::app) << "y";
  CHECK(it.is_woken());
  it.take_all();
  std::filesystem::rename(path, path + "2");
  CHECK(it.is_woken());
  it.take_all();
  std::filesystem::remove(path + "2");
  CHECK(it.is_woken());
  CHECK_FALSE(it.watch.needs_update());
}

TEST_CASE("folders that come are watched after an update, and below them, too") {
  Watched it;
  it.folder.write("b/c/a.txt", "x");
  CHECK(it.is_woken());
  CHECK(it.watch.needs_update());
  CHECK_FALSE(it.watch.update());
  CHECK_FALSE(it.is_woken());  // what is there before is for the caller to look at
  it.folder.write("b/c/d.txt", "x");
  CHECK(it.is_woken());
  it.take_all();
  std::filesystem::remove_all(it.folder.path() + "/b");
  CHECK(it.is_woken());
  CHECK(it.watch.needs_update());
  CHECK_FALSE(it.watch.update());
  CHECK(it.watch.is_complete());
}

TEST_CASE("what the walk passes over wakes nobody") {
  Watched it;
  it.folder.write(".hidden", "x");
  CHECK_FALSE(it.is_woken());
  it.folder.write("index/NEWSIDX", "x");
  it.take_all();
  CHECK_FALSE(it.watch.update());
  it.folder.write("index/CURRENT", "x");
  CHECK_FALSE(it.is_woken());
  it.folder.write(".newsidxignore", "x");
  CHECK(it.is_woken());
}

TEST_CASE("links are followed, and loops end") {
  TempFolder elsewhere;
  const std::string file = elsewhere.write("in/a.txt", "x");
  Watched it;
  std::filesystem::create_directory_symlink(elsewhere.path() + "/in", it.folder.path() + "/link");
  std::filesystem::create_directory_symlink(it.folder.path(), it.folder.path() + "/loop");
  it.take_all();
  CHECK_FALSE(it.watch.update());
  elsewhere.write("in/b.txt", "x");
  CHECK(it.is_woken());
}

TEST_CASE("a folder that is gone leaves the watch incomplete until it is there again") {
  Watched it;
  const std::string path = it.folder.path();
  std::filesystem::rename(path, path + "-away");
  CHECK(it.is_woken());
  CHECK(it.watch.needs_update());
  CHECK_FALSE(it.watch.update());
  CHECK_FALSE(it.watch.is_complete());
  std::filesystem::rename(path + "-away", path);
  CHECK_FALSE(it.watch.update());
  CHECK(it.watch.is_complete());
  it.folder.write("a.txt", "x");
  CHECK(it.is_woken());
}

TEST_CASE("a stop ends the waiting") {
  Watched it;
  it.source.request_stop();
  CHECK(it.watch.wait(*it.stop, std::nullopt) == Woken::by_stop);
}
