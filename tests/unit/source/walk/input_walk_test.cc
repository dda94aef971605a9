#include "source/walk/input_walk.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "../source_fixture.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

std::vector<std::string> names_in(const std::vector<std::string>& inputs) {
  auto list = walk_inputs(inputs);
  REQUIRE(list.has_value());
  std::vector<std::string> names;
  for (const InputFile& file : list->files) names.push_back(file.name);
  return names;
}

std::string error_of(const std::vector<std::string>& inputs) {
  const auto list = walk_inputs(inputs);
  REQUIRE_FALSE(list.has_value());
  return std::string(name_of(list.error().code)) + ": " + list.error().to_string();
}

}  // namespace

TEST_CASE("a folder is walked in the byte order of its paths") {
  const TempFolder folder;
  for (const char* name :
       {"b.txt", "a/z.txt", "a.txt", "a-b.txt", "B.txt", "a/b/c.jsonl", "é.txt"}) {
    folder.write(name, "x");
  }
  const std::vector<std::string> kNames = {"B.txt",   "a-b.txt", "a.txt", "a/b/c.jsonl",
                                           "a/z.txt", "b.txt",   "é.txt"};
  CHECK(names_in({folder.path()}) == kNames);
  CHECK(names_in({folder.path() + "/"}) == kNames);
}

TEST_CASE("hidden entries, pipes and other files are passed over; all but the first are counted") {
  const TempFolder folder;
  folder.write("a.txt", "12345");
  folder.write("README.md", "x");
  folder.write("sub/photo.jpg", "x");
  folder.write(".hidden.txt", "x");
  folder.write(".git/b.txt", "x");
  REQUIRE(::mkfifo(folder.path("pipe.txt").c_str(), 0600) == 0);
  const auto list = walk_inputs({folder.path()});
  REQUIRE(list.has_value());
  CHECK(names_in({folder.path()}) == std::vector<std::string>{"a.txt"});
  CHECK(list->ignored_kinds == std::map<std::string, std::uint64_t>{
                                   {"picture", 1}, {"pipe", 1}, {"readme or licence file", 1}});
  CHECK(list->total_bytes == 5);
  CHECK(list->problems.empty());
}

TEST_CASE("links are followed, but not in circles and not to what is there anyway") {
  namespace fs = std::filesystem;
  const TempFolder folder;
  const TempFolder elsewhere;
  folder.write("real/x.txt", "x");
  elsewhere.write("y.txt", "y");
  elsewhere.write("z.txt", "z");
  fs::create_symlink(folder.path("real"), folder.path("a_link_to_real"));
  fs::create_symlink(folder.path("real/x.txt"), folder.path("a_link_to_x.txt"));
  fs::create_symlink(folder.path(), folder.path("real/up"));
  fs::create_symlink(elsewhere.path(), folder.path("far"));
  fs::create_symlink(elsewhere.path(), folder.path("far_again"));
  fs::create_symlink(folder.path(), elsewhere.path("back"));
  fs::create_symlink("me.txt", folder.path("me.txt"));
  fs::create_symlink("nowhere.jsonl", folder.path("lost.jsonl"));
  fs::create_symlink("nowhere", folder.path("lost_folder"));
  fs::create_symlink("nowhere", folder.path("no_article.jpg"));
  const auto list = walk_inputs({folder.path()});
  REQUIRE(list.has_value());
  CHECK(names_in({folder.path()}) ==
        std::vector<std::string>{"far/y.txt", "far/z.txt", "real/x.txt"});
  REQUIRE(list->problems.size() == 3);
  CHECK(list->problems[0].file == folder.path("lost.jsonl"));
  CHECK(list->problems[1].file == folder.path("lost_folder"));
  CHECK(list->problems[2].file == folder.path("me.txt"));
}

TEST_CASE("names keep the files of several inputs apart") {
  const TempFolder first;
  const TempFolder second;
  first.write("a.txt", "1");
  first.write("b.txt", "2");
  second.write("a.txt", "3");
  CHECK(names_in({first.path(), second.path()}) ==
        std::vector<std::string>{"a.txt", "b.txt", second.path("a.txt")});
  CHECK(names_in({first.path(), first.path("b.txt"), first.path()}) ==
        std::vector<std::string>{"a.txt", "b.txt"});
  CHECK(names_in({first.path("b.txt"), "-"}) == std::vector<std::string>{"b.txt", "-"});
  CHECK(walk_inputs({first.path(), "-"})->total_bytes == 0);
}

TEST_CASE("inputs that cannot be read at all are errors that say what was found") {
  const TempFolder folder;
  folder.write("full/LICENSE", "x");
  folder.write("full/b.jpg", "x");
  folder.write("full/c.png", "x");
  folder.write("one/c.py", "x");
  folder.write("a.txt", "x");
  std::filesystem::create_directories(folder.path("empty/sub"));
  const std::string kTry = " (try: a folder that holds articles)";
  CHECK(error_of({}) == "invalid_argument: no inputs (try: a folder, a file, or - )");
  CHECK(error_of({folder.path("a.txt"), folder.path("none")}) ==
        "not_found: cannot read '" + folder.path("none") + "': No such file or directory");
  CHECK(error_of({folder.path("a.txt/b")}) ==
        "not_found: cannot read '" + folder.path("a.txt/b") + "': Not a directory");
  CHECK(error_of({folder.path("full")}) == "invalid_argument: nothing to index in '" +
                                               folder.path("full") +
                                               "': 2 pictures, 1 readme or licence file" + kTry);
  CHECK(error_of({folder.path("one")}) == "invalid_argument: nothing to index in '" +
                                              folder.path("one") + "': 1 program file" + kTry);
  CHECK(error_of({folder.path("empty")}) == "invalid_argument: nothing to index in '" +
                                                folder.path("empty") + "': the folder is empty" +
                                                kTry);
  folder.write("hidden/.a.txt", "x");
  CHECK(error_of({folder.path("hidden")}) == "invalid_argument: nothing to index in '" +
                                                 folder.path("hidden") +
                                                 "': the folder has hidden files alone" + kTry);
  REQUIRE(::mkfifo(folder.path("hidden/pipe").c_str(), 0600) == 0);
  CHECK(error_of({folder.path("hidden")}) ==
        "invalid_argument: nothing to index in '" + folder.path("hidden") + "': 1 pipe" + kTry);
}

TEST_CASE("what may not be read is a problem in a folder and an error by name") {
  if (::geteuid() == 0) {
    MESSAGE("not shown: root may read everything");
    return;
  }
  const TempFolder folder;
  folder.write("a.txt", "x");
  folder.write("secret/b.txt", "x");
  const std::string secret_file = folder.write("c.txt", "x");
  REQUIRE(::chmod(folder.path("secret").c_str(), 0) == 0);
  REQUIRE(::chmod(secret_file.c_str(), 0) == 0);
  const Reading reading = read_all({folder.path()});
  CHECK(ids_of(reading) == std::vector<std::string>{"a.txt"});
  CHECK(problems_of(reading, folder) ==
        std::vector<std::string>{
            "unreadable_file secret: the folder cannot be read: Permission denied",
            "unreadable_file c.txt: Permission denied"});
  CHECK(reading.counts.files_skipped == 2);
  CHECK(error_of({secret_file}) == "io: cannot read '" + secret_file + "': Permission denied");
  CHECK(error_of({folder.path("secret")}) ==
        "io: cannot read '" + folder.path("secret") + "': Permission denied");
  REQUIRE(::chmod(folder.path("secret").c_str(), 0700) == 0);
}
