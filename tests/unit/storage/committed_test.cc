#include "storage/committed.h"

#include <doctest/doctest.h>

#include "unit/storage/index_folder.h"

using namespace newsidx;
using namespace newsidx::storage;
using newsidx::testing::TemporaryFolder;

TEST_CASE("a number comes back, and nothing from what is not as it was written") {
  for (const std::uint64_t generation :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{12345}, UINT64_MAX}) {
    const std::string text = committed_text(generation);
    CHECK(text.size() == 41);
    CHECK(parse_committed(text) == generation);
    for (std::size_t size = 0; size < text.size(); ++size) {
      CHECK_FALSE(parse_committed(text.substr(0, size)));
    }
    CHECK_FALSE(parse_committed(text + "x"));
    for (std::size_t at = 0; at < text.size(); ++at) {
      std::string damaged = text;
      damaged[at] = static_cast<char>(damaged[at] ^ 1);
      CHECK_FALSE(parse_committed(damaged));
    }
  }
  CHECK(committed_text(7).starts_with("generation 00000000000000000007 "));
}

TEST_CASE("a commit notes its generation, and the next writer and all readers know it") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  CHECK(read_committed(path).value_or(0) == 0);
  make_index(path);
  CHECK(read_committed(path) == 1);
  {
    WriteStore writer = need(WriteStore::open(path));
    CHECK(writer.committed_generation() == 1);
    put_manifest(writer, "manifest 2");
  }
  CHECK(need(Store::open(path)).committed_generation() == 2);
  write_file(path + "/GENERATION", "");  // of a power failure
  CHECK(need(Store::open(path)).committed_generation() == 0);
  WriteStore writer = need(WriteStore::open(path));
  put_manifest(writer, "manifest 3");
  CHECK(read_committed(path) == 3);
}

TEST_CASE("a file of that name that is somebody else's stays as it is") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  WriteStore writer = need(WriteStore::open(path));
  write_file(path + "/GENERATION", "somebody's");
  put_manifest(writer, "manifest 1");
  CHECK(read_committed(path).value_or(0) == 0);
  CHECK(fs::file_size(path + "/GENERATION") == 10);
  CHECK(manifest_value(need(Store::open(path))) == "manifest 1");
}
