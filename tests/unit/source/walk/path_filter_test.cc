#include "source/walk/path_filter.h"

#include <doctest/doctest.h>

#include "../source_fixture.h"
#include "source/walk/input_walk.h"

using namespace newsidx;
using namespace newsidx::source;

using Strings = std::vector<std::string>;

namespace {

PathRules rules_of(const Strings& includes, const Strings& excludes) {
  auto rules = parse_path_rules(includes, excludes);
  REQUIRE(rules.has_value());
  return *std::move(rules);
}

Strings walked(const TempFolder& folder, const PathRules& rules) {
  const auto list = walk_inputs({folder.path()}, {rules, false});
  REQUIRE(list.has_value());
  Strings names;
  for (const InputFile& file : list->files) names.push_back(file.name);
  return names;
}

}  // namespace

TEST_CASE("includes and excludes choose the files of a folder") {
  const TempFolder folder;
  for (const char* name :
       {"a.txt", "b.jsonl", "README.md", "drafts/c.txt", "drafts/d.jsonl", "x/drafts/e.txt"}) {
    folder.write(name, "x");
  }
  CHECK(walked(folder, {}) ==
        Strings{"a.txt", "b.jsonl", "drafts/c.txt", "drafts/d.jsonl", "x/drafts/e.txt"});
  CHECK(walked(folder, rules_of({"*.txt"}, {})) ==
        Strings{"a.txt", "drafts/c.txt", "x/drafts/e.txt"});
  CHECK(walked(folder, rules_of({}, {"drafts/"})) == Strings{"a.txt", "b.jsonl"});
  CHECK(walked(folder, rules_of({}, {"/drafts", "*.jsonl"})) == Strings{"a.txt", "x/drafts/e.txt"});
  CHECK(walked(folder, rules_of({"*.txt", "*.jsonl", "!b.*"}, {"e.txt"})) ==
        Strings{"a.txt", "drafts/c.txt", "drafts/d.jsonl"});
  CHECK(walked(folder, rules_of({"README.md", "a.*"}, {})) == Strings{"README.md", "a.txt"});
}

TEST_CASE("a .newsidxignore leaves out what it names, the nearest one first") {
  const TempFolder folder;
  for (const char* name :
       {"a.txt", "old/b.txt", "old/keep.txt", "old/deep/c.txt", "new/b.txt", "new/tmp/d.txt"}) {
    folder.write(name, "x");
  }
  folder.write(".newsidxignore", "# old things\nold/*.txt\ntmp/\r\n/new/b.txt\n");
  folder.write("old/.newsidxignore", "!keep.txt\nc.txt\n");
  CHECK(walked(folder, {}) == Strings{"a.txt", "old/keep.txt"});
  const auto list = walk_inputs({folder.path()});
  REQUIRE(list.has_value());
  CHECK(list->ignored_kinds ==
        std::map<std::string, std::uint64_t>{{"unselected file", 3}, {"unselected folder", 1}});
}

TEST_CASE("what is no pattern is said") {
  const auto rules = parse_path_rules({"*.txt"}, {"/"});
  REQUIRE_FALSE(rules.has_value());
  CHECK(rules.error().to_string() == "'/' is no pattern of paths (try: '*.html' or 'drafts/')");
}
