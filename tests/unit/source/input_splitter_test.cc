#include "source/input_splitter.h"

#include <doctest/doctest.h>

#include "source_fixture.h"
#include "support/packed.h"

using namespace newsidx;
using namespace newsidx::source;

using Strings = std::vector<std::string>;
using Kinds = std::map<std::string, std::uint64_t>;

namespace {

std::string record(const std::string& title) {
  return "{\"title\": \"" + title + "\", \"body\": \"The port is open.\"}\n";
}

// In this order, of names that tar and zip programs write.
std::string tar_with_links() {
  std::string out(1 << 16, '\0');
  std::size_t size = 0;
  archive* writer = archive_write_new();
  REQUIRE(archive_write_set_format(writer, ARCHIVE_FORMAT_TAR_USTAR) == ARCHIVE_OK);
  REQUIRE(archive_write_open_memory(writer, out.data(), out.size(), &size) == ARCHIVE_OK);
  const auto add = [writer](const char* name, auto&& change) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_perm(entry, 0644);
    change(entry);
    REQUIRE(archive_write_header(writer, entry) == ARCHIVE_OK);
    archive_entry_free(entry);
  };
  const std::string text = record("A");
  add("a.jsonl", [&](archive_entry* entry) {
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
  });
  REQUIRE(archive_write_data(writer, text.data(), text.size()) > 0);
  add("soft.jsonl", [](archive_entry* entry) {
    archive_entry_set_filetype(entry, AE_IFLNK);
    archive_entry_set_symlink(entry, "a.jsonl");
  });
  add("hard.jsonl", [](archive_entry* entry) {
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_hardlink(entry, "a.jsonl");
  });
  add("pipe", [](archive_entry* entry) { archive_entry_set_filetype(entry, AE_IFIFO); });
  REQUIRE(archive_write_close(writer) == ARCHIVE_OK);
  archive_write_free(writer);
  out.resize(size);
  return out;
}

}  // namespace

TEST_CASE("members of archives are read whatever way their names go, or counted") {
  const TempFolder folder;
  const PackedFiles members = {{"./", ""},
                               {"./a.jsonl", record("A")},
                               {"./news/./b.jsonl", record("B")},
                               {"../c.jsonl", record("C")},
                               {"/abs/d.jsonl", record("D")},
                               {"x/../../e.jsonl", record("E")},
                               {"./.git/f.jsonl", record("F")},
                               {"._g.jsonl", record("G")},
                               {"__MACOSX/h.jsonl", record("H")},
                               {"./i.jpg", "x"}};
  const std::string windows =
      packed(ARCHIVE_FORMAT_TAR_USTAR, {{".\\a.jsonl", record("A")}, {".\\.b", record("B")}});
  CHECK(ids_of(read_all({folder.write("w", windows)})) == Strings{"=A"});
  const int kFormats[] = {ARCHIVE_FORMAT_ZIP, ARCHIVE_FORMAT_TAR_USTAR,
                          ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, ARCHIVE_FORMAT_7ZIP};
  for (const int format : kFormats) {
    CAPTURE(format);
    const std::string path = folder.write("x", packed(format, members));
    const Reading reading = read_all({path});
    CHECK(ids_of(reading) == Strings{"=A", "=B", "=C", "=D", "=E"});
    CHECK(reading.counts.ignored_kinds == Kinds{{"hidden file", 3}, {"picture", 1}});
    CHECK(reading.problems.empty());
  }
}

TEST_CASE("links and devices in archives are counted") {
  const TempFolder folder;
  const Reading reading = read_all({folder.write("x.tar", tar_with_links())});
  CHECK(ids_of(reading) == Strings{"=A"});
  CHECK(reading.counts.ignored_kinds == Kinds{{"link", 2}, {"pipe", 1}});
}
