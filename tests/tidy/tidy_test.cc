// The layers and shapes hold in this tree, and the checkers find what they should find in made-up
// ones.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "tidy/include_rules.h"
#include "tidy/shape_rules.h"

namespace newsidx::tidy {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = NEWSIDX_SOURCE_DIR;

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE_MESSAGE(in, "cannot read " << path);
  return {std::istreambuf_iterator<char>(in), {}};
}

IncludeRules project_rules() {
  std::vector<std::string> problems;
  IncludeRules rules = parse_rules(content_of(kRoot / "tests/tidy/layers.txt"), problems);
  for (const std::string& problem : problems) FAIL_CHECK(problem);
  return rules;
}

bool is_source(const fs::path& path) {
  return path.extension() == ".h" || path.extension() == ".cc";
}

TEST_CASE("every include keeps the layers") {
  const IncludeRules rules = project_rules();
  std::size_t files = 0;
  for (const char* const top : {"src", "include"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / top)) {
      if (!entry.is_regular_file() || !is_source(entry.path())) continue;
      ++files;
      const std::string path = entry.path().lexically_relative(kRoot).generic_string();
      for (const std::string& line : forbidden_includes(rules, path, content_of(entry.path()))) {
        FAIL_CHECK(line);
      }
    }
  }
  CHECK(files > 20);  // or the walk went wrong, and nothing was checked
}

TEST_CASE("what reads a segment includes nothing that writes one") {
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(kRoot / "src/segment")) {
    const std::string name = entry.path().filename().string();
    if (!is_source(entry.path()) || name.find("writer") != std::string::npos) continue;
    ++files;
    std::istringstream lines(content_of(entry.path()));
    for (std::string line; std::getline(lines, line);) {
      const bool is_writer = line.starts_with("#include") && line.ends_with("_writer.h\"");
      const bool is_bulk = name.starts_with("segment_records") && line.find("sst_") != line.npos;
      CHECK_MESSAGE((!is_writer || is_bulk), name << ": " << line);
    }
  }
  CHECK(files > 20);
}

// What the library says names its own options, in hints; a command line has other words for them.
TEST_CASE("nothing that the library says is in the words of the command line") {
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "src")) {
    const std::string path = entry.path().lexically_relative(kRoot).generic_string();
    if (!is_source(entry.path()) || path.starts_with("src/apps/")) continue;
    ++files;
    std::istringstream lines(content_of(entry.path()));
    for (std::string line; std::getline(lines, line);) {
      const std::size_t comment = line.find("//");
      const std::string code = line.substr(0, comment);
      for (const char* const words :
           {"(try", "newsidx build", "newsidx query", "newsidx check", "--index", "--memory",
            "--literal", "--map", "--max-record", "--no-store", "--bigrams", "--reorder",
            "--segment-articles", "--threads", "--title-weight", "--language"}) {
        const bool is_said = code.find('"') < code.find(words) && code.find(words) != line.npos;
        CHECK_MESSAGE(!is_said, path << ": " << line);
      }
    }
  }
  CHECK(files > 100);
}

TEST_CASE("every module's CMake dependencies keep the layers") {
  const IncludeRules rules = project_rules();
  std::size_t modules = 0;
  for (const auto& [name, module] : rules.modules) {
    const fs::path file = kRoot / "src" / name / "CMakeLists.txt";
    if (!fs::exists(file)) continue;
    ++modules;
    for (const std::string& line : forbidden_dependencies(rules, name, content_of(file))) {
      FAIL_CHECK(line);
    }
  }
  CHECK(modules > 5);
}

TEST_CASE("the rules lead downwards only, and name every public header") {
  const IncludeRules rules = project_rules();
  for (const std::string& edge : upward_edges(rules)) FAIL_CHECK(edge);
  for (const auto& entry : fs::directory_iterator(kRoot / "include/newsidx")) {
    CHECK_MESSAGE(rules.public_headers.contains(entry.path().filename()), entry.path());
  }
}

TEST_CASE("files and functions are short, and comments name files that are there") {
  std::set<std::string> names;
  std::vector<fs::path> sources;
  for (const char* const top : {"src", "include", "tests", "bench"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / top)) {
      if (!entry.is_regular_file()) continue;
      names.insert(entry.path().filename().string());
      const bool is_checked = top != std::string_view("tests") && is_source(entry.path());
      if (is_checked) sources.push_back(entry.path());
    }
  }
  CHECK(sources.size() > 100);
  for (const fs::path& source : sources) {
    const std::string path = source.lexically_relative(kRoot).generic_string();
    const std::string text = content_of(source);
    for (const std::string& line : long_parts(path, text)) FAIL_CHECK(line);
    for (const std::string& line : stale_file_names(path, text, names)) FAIL_CHECK(line);
  }
}

TEST_CASE("made-up shapes") {
  const auto lines = [](std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += "  a();\n";
    return text;
  };
  const std::string before = "int f(int a,\n      int b);\nint g() { return 1; }\n";
  CHECK(long_parts("a.cc", before + "int h() {\n" + lines(58) + "}\n").empty());
  CHECK(long_parts("a.cc", before + "int h(int a,\n      int b) {\n" + lines(58) + "}\n") ==
        std::vector<std::string>{"a.cc:4: 61 lines in a function (at most 60)"});
  CHECK(long_parts("a.cc", "const Row kRows[f(1)] = {\n" + lines(90) + "};\n").empty());
  CHECK(long_parts("a.cc", "class A {\n" + lines(90) + "};\n").empty());
  CHECK(long_parts("a.cc", lines(401)) ==
        std::vector<std::string>{"a.cc:401: 401 lines in a file (at most 400)"});

  const std::set<std::string> files = {"a.h", "b.py"};
  const std::string text =
      "// see a.h, x/a.h and b.py, *.cc, NAME.cc\n#include \"c.h\"\nf();  // as c.h and d.hh say\n";
  CHECK(stale_file_names("a.h", text, files) ==
        std::vector<std::string>{"a.h:3: names c.h, and there is no such file"});
}

constexpr const char* kMadeUpRules = R"(
module 0 base:
module 1 codec: base
module 1 storage: base
module 2 segment: base codec
module 7 apps:
public result.h: any
public index.h: apps
library rocksdb/: storage
library CLI/: apps
system sys/
)";

struct Row {
  const char* name;
  const char* path;
  const char* include;
  const char* complaint;  // part of it; empty: allowed
};

constexpr Row kRows[] = {
    {"standard library", "src/base/a.h", "#include <vector>", ""},
    {"system", "src/codec/a.cc", "#include <sys/stat.h>", ""},
    {"own file", "src/codec/a.cc", "#include \"codec/a.h\"", ""},
    {"lower layer", "src/segment/a.cc", "#include \"codec/a.h\"", ""},
    {"upper layer", "src/codec/a.cc", "#include \"segment/a.h\"", "codec may include base"},
    {"same layer", "src/codec/a.cc", "#include \"storage/a.h\"", "codec may include base"},
    {"lower, but no edge", "src/segment/a.h", "#include \"storage/a.h\"", "segment may include"},
    {"in a sub-folder", "src/codec/x/a.cc", "#include \"segment/a.h\"", "codec may include base"},
    {"angle brackets hide nothing", "src/codec/a.cc", "#include <segment/a.h>",
     "not in layers.txt"},
    {"spaces hide nothing", "src/codec/a.cc", "  #  include \"segment/a.h\"", "codec may include"},
    {"in a comment", "src/codec/a.cc", "// #include \"segment/a.h\"", ""},
    {"without its module", "src/codec/a.cc", "#include \"a.h\"", "name it from its module"},
    {"relative", "src/codec/a.cc", "#include \"../storage/a.h\"", "name it from its module"},
    {"library at home", "src/storage/a.cc", "#include <rocksdb/db.h>", ""},
    {"library abroad", "src/segment/a.cc", "#include <rocksdb/db.h>", "confined to storage"},
    {"library in quotes", "src/segment/a.cc", "#include \"rocksdb/db.h\"", "segment may include"},
    {"unknown library", "src/base/a.cc", "#include <zstd.h>", "not in layers.txt"},
    {"unknown module", "src/extra/a.cc", "#include <vector>", "'extra' is not in layers.txt"},
    {"public for all", "src/base/a.h", "#include <newsidx/result.h>", ""},
    {"public for apps", "src/apps/cli/a.cc", "#include <newsidx/index.h>", ""},
    {"public, not for it", "src/codec/a.h", "#include <newsidx/index.h>", "of apps only"},
    {"public, unknown", "src/apps/cli/a.cc", "#include <newsidx/nope.h>", "no such public header"},
    {"app, own file", "src/apps/cli/a.cc", "#include \"cli/a.h\"", ""},
    {"app, other app", "src/apps/cli/a.cc", "#include \"server/a.h\"", "apps may include nothing"},
    {"app, inside", "src/apps/cli/a.cc", "#include \"base/hash.h\"", "apps may include nothing"},
    {"app, its library", "src/apps/cli/a.cc", "#include <CLI/CLI.hpp>", ""},
    {"app's library abroad", "src/base/a.cc", "#include <CLI/CLI.hpp>", "confined to apps"},
    {"public header, standard", "include/newsidx/a.h", "#include <string>", ""},
    {"public header, public", "include/newsidx/a.h", "#include <newsidx/result.h>", ""},
    {"public header, module", "include/newsidx/a.h", "#include \"base/hash.h\"", "public headers"},
    {"public header, library", "include/newsidx/a.h", "#include <rocksdb/db.h>", "public headers"},
    {"public header, system", "include/newsidx/a.h", "#include <sys/stat.h>", "public headers"},
};

TEST_CASE("made-up trees") {
  std::vector<std::string> problems;
  const IncludeRules rules = parse_rules(kMadeUpRules, problems);
  REQUIRE(problems.empty());
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const std::string text = "// a file\n" + std::string(row.include) + "\n";
    const std::vector<std::string> found = forbidden_includes(rules, row.path, text);
    if (*row.complaint == '\0') {
      CHECK(found.empty());
      continue;
    }
    REQUIRE(found.size() == 1);
    CHECK(found.front().starts_with(std::string(row.path) + ":2: #include "));
    CHECK(found.front().find(row.complaint) != std::string::npos);
  }
}

TEST_CASE("made-up rules and dependencies") {
  std::vector<std::string> problems;
  const IncludeRules rules =
      parse_rules("module 1 a: b\nmodule 1 b:\nmodule 2 c: a d\nnonsense\n", problems);
  CHECK(problems == std::vector<std::string>{"not a rule: nonsense"});
  CHECK(upward_edges(rules) == std::vector<std::string>{"a -> b", "c -> d"});
  CHECK(forbidden_dependencies(rules, "c", "newsidx_module(c\n  DEPENDS a\n  PACKAGES X)").empty());
  CHECK(forbidden_dependencies(rules, "c", "newsidx_module(c DEPENDS a b)").size() == 1);
}

}  // namespace
}  // namespace newsidx::tidy
