#include "storage/mark.h"

#include <doctest/doctest.h>

#include <set>

#include "unit/storage/index_folder.h"

using namespace newsidx;
using namespace newsidx::storage;
using newsidx::testing::TemporaryFolder;

namespace {

using Names = std::set<std::string>;

std::string text_of(const Folder& folder) { return need(folder.read(kMarkName, 1 << 20)); }

}  // namespace

TEST_CASE("a mark names what was added and not removed, to whoever reads it") {
  const TemporaryFolder place;
  const Folder folder = need(Folder::open(place.file("")));
  {
    Mark mark = need(Mark::make(folder, {"CURRENT"}));
    need(mark.add("000001.sst"));
    need(mark.add("000002.sst"));
    need(mark.add("000002.sst"));  // twice is once
    mark.remove("000001.sst");
    mark.remove("never there");
    CHECK(mark.names() == Names{"000002.sst", "CURRENT"});
    CHECK(mark.has("CURRENT"));
    CHECK_FALSE(mark.has("000001.sst"));
    // Until it is on disk that the file is gone, it may come back.
    CHECK(need(read_mark(folder)).names == Names{"000001.sst", "000002.sst", "CURRENT"});
    mark.cross_out();
    CHECK(need(read_mark(folder)).names == mark.names());
    mark.remove("000002.sst");
    need(mark.add("000002.sst"));  // made anew before it was crossed out
    mark.cross_out();
    CHECK(need(read_mark(folder)).names == mark.names());
    need(mark.rewrite({"000002.sst"}));
    need(mark.add("000003.sst"));
  }
  const MarkText read = need(read_mark(folder));
  CHECK(read.is_whole);
  CHECK(read.names == Names{"000002.sst", "000003.sst"});
  CHECK(need(folder.names()) == std::vector<std::string>{kMarkName});  // nothing beside it
}

TEST_CASE("a mark whose end is cut off is told from one that is damaged") {
  const TemporaryFolder place;
  const Folder folder = need(Folder::open(place.file("")));
  {
    Mark mark = need(Mark::make(folder, {"CURRENT"}));
    need(mark.add_all({"000001.sst", "000002.sst"}));
  }
  const std::string text = need(folder.read(kMarkName, 1 << 20));
  CHECK_FALSE(need(parse_mark(text)).is_cut);
  const std::size_t last = text.rfind("+000002");
  const std::string zeros(20, '\0');
  for (const std::string& cut : {text.substr(0, text.size() - 1), text.substr(0, last + 1),
                                 text.substr(0, last) + zeros, text + zeros, text + "+x"}) {
    const MarkText mark = need(parse_mark(cut));
    CHECK(mark.is_cut);
    CHECK_FALSE(mark.is_whole);
    CHECK(mark.names.contains("000001.sst"));
  }
  const MarkText inside = need(parse_mark(text + zeros + "\n" + text.substr(last)));
  CHECK_FALSE(inside.is_whole);
  CHECK_FALSE(inside.is_cut);
}

TEST_CASE("one writer has the mark") {
  const TemporaryFolder place;
  const Folder folder = need(Folder::open(place.file("")));
  CHECK(Mark::take(folder).error().code == ErrorCode::not_found);
  {
    Mark mark = need(Mark::make(folder, {}));
    CHECK(Mark::make(folder, {}).error().code == ErrorCode::busy);
    CHECK(Mark::take(folder).error().code == ErrorCode::busy);
    need(mark.rewrite({"000001.sst"}));  // another file, and locked as the one before
    CHECK(Mark::take(folder).error().code == ErrorCode::busy);
  }
  CHECK(need(Mark::take(folder)).names() == Names{"000001.sst"});
}

TEST_CASE("what is not a mark is none, and damaged lines name nothing") {
  const TemporaryFolder place;
  const Folder folder = need(Folder::open(place.file("")));
  need(Mark::make(folder, {"000001.sst", "000002.sst"}));
  const std::string text = text_of(folder);
  const std::size_t title = text.find('\n') + 1;
  for (const std::string& other : {std::string(), std::string("text\n"), text.substr(0, 20)}) {
    CAPTURE(other);
    CHECK(parse_mark(other).error().code == ErrorCode::unsupported);
  }
  for (std::size_t offset = 0; offset < text.size(); ++offset) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      CAPTURE(offset);
      CAPTURE(bit);
      std::string damaged = text;
      damaged[offset] = static_cast<char>(damaged[offset] ^ (1 << bit));
      const MarkText mark = need(parse_mark(damaged));  // the rest says that it is one
      CHECK_FALSE(mark.is_whole);
      if (offset < title) CHECK(mark.names.contains("000002.sst"));
      for (const std::string& name : mark.names) {
        CHECK((name == "000001.sst" || name == "000002.sst"));
      }
    }
  }
  for (std::size_t size = title; size < text.size(); ++size) {
    const MarkText cut = need(parse_mark(text.substr(0, size)));
    CHECK(cut.is_whole == (size == title || text[size - 1] == '\n'));
  }
}

TEST_CASE("a large file with the mark's name is not read") {
  const TemporaryFolder place;
  const Folder folder = need(Folder::open(place.file("")));
  const std::string mark = [&] {
    need(Mark::make(folder, {"000001.sst"}));
    return text_of(folder);
  }();
  const auto read_bytes = [] {
    std::ifstream counts("/proc/self/io");
    std::string name;
    std::uint64_t count = 0;
    counts >> name >> count;
    return count;
  };
  constexpr std::uint64_t kLarge = 1u << 30;
  fs::resize_file(place.file(kMarkName), kLarge);
  CHECK(read_mark(folder).error().code == ErrorCode::limit);
  CHECK(Mark::take(folder).error().code == ErrorCode::limit);
  write_file(place.file(kMarkName), "text\n");
  fs::resize_file(place.file(kMarkName), kLarge);
  const std::uint64_t before = read_bytes();
  CHECK(read_mark(folder).error().code == ErrorCode::unsupported);
  CHECK(read_bytes() - before < 1u << 20);
  write_file(place.file(kMarkName), mark + std::string(100'000, 'x') + '\n');
  CHECK(need(read_mark(folder)).names == Names{"000001.sst"});
}

TEST_CASE("a mark does not become longer than one that is read") {
  const TemporaryFolder place;
  const Folder folder = need(Folder::open(place.file("")));
  Mark mark = need(Mark::make(folder, {"000001.sst"}));
  const std::string long_name(200, 'x');
  std::uint32_t count = 0;
  Status added;
  std::vector<std::string> names;
  for (; added && count < 1'000'000; count += 1000) {
    names.clear();
    for (unsigned i = 1; i <= 1000; ++i) names.push_back(long_name + std::to_string(count + i));
    added = mark.add_all(names);
  }
  count -= 1000;  // of which none was added
  added = {};
  while (added && count < 1'000'000) added = mark.add(long_name + std::to_string(++count));
  CHECK(added.error().code == ErrorCode::limit);
  CHECK(need(read_mark(folder)).names.size() == count);  // with the first, without the last
  mark.remove("000001.sst");
  CHECK_FALSE(mark.has("000001.sst"));
  need(mark.rewrite({"000002.sst"}));
  CHECK(need(read_mark(folder)).names == Names{"000002.sst"});
}

TEST_CASE("a mark names files of its own folder only") {
  const TemporaryFolder place;
  const Folder folder = need(Folder::open(place.file("")));
  const MarkText mark = [&] {
    need(Mark::make(folder, {"../outside", "inside"}));
    return need(read_mark(folder));
  }();
  CHECK(mark.names == Names{"inside"});
  CHECK_FALSE(mark.is_whole);
}

TEST_CASE("a mark does not grow with the number of builds") {
  const TemporaryFolder place;
  const std::string path = place.file("index");
  for (int build = 0; build < 80; ++build) make_index(path);
  CHECK(fs::file_size(path + "/" + kMarkName) < 20'000);
  const Folder folder = need(Folder::open(path));
  for (const std::string& name : need(folder.names())) {
    if (name != kMarkName) CHECK(need(read_mark(folder)).names.contains(name));
  }
}
