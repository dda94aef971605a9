#include "source/archive/member_reader.h"

#include <doctest/doctest.h>

#include "../source_fixture.h"
#include "source/stream/decompressed_stream.h"
#include "support/packed.h"
#include "support/string_stream.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

struct Unpacked {
  PackedFiles files;
  std::vector<std::string> problems;
  std::string error;
};

std::string content_of(ByteStream& stream, std::string& error) {
  std::string text;
  char block[777];
  while (true) {
    const auto size = stream.read(block, sizeof block);
    if (!size) error = size.error().to_string();
    if (!size || *size == 0) return text;
    text.append(block, *size);
  }
}

Unpacked unpack(const std::string& bytes, ArchiveBudget budget = {},
                ContainerKind kind = ContainerKind::none) {
  Unpacked out;
  StringStream stream(bytes, 1000);
  ContainerOptions options;
  options.on_problem = [&](const Problem& problem) { out.problems.push_back(problem.to_string()); };
  if (kind == ContainerKind::none) kind = container_kind_of(bytes);
  auto reader = MemberReader::open(stream, kind, budget, "a", options);
  if (!reader) {
    out.error = reader.error().to_string();
    return out;
  }
  while (true) {
    auto member = (*reader)->next();
    if (!member) out.error = member.error().to_string();
    if (!member || !member->has_value()) return out;
    std::string error;
    std::string text = content_of(*(*member)->content, error);
    if (!error.empty()) out.problems.push_back((*member)->name + ": " + error);
    out.files.emplace_back((*member)->name, text);
  }
}

const int kFormats[] = {ARCHIVE_FORMAT_ZIP, ARCHIVE_FORMAT_TAR_USTAR,
                        ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, ARCHIVE_FORMAT_TAR_GNUTAR,
                        ARCHIVE_FORMAT_7ZIP};

}  // namespace

TEST_CASE("every member with its bytes, in order, and no folders") {
  const PackedFiles files = {{"a.html", "<p>one"}, {"news/b.txt", long_text(1)}, {"empty", ""}};
  PackedFiles with_folder = files;
  with_folder.insert(with_folder.begin(), {"news/", ""});
  for (const int format : kFormats) {
    CAPTURE(format);
    const std::string bytes = packed(format, with_folder);
    REQUIRE(!bytes.empty());
    Unpacked out = unpack(bytes);
    std::sort(out.files.begin(), out.files.end());  // 7z has the empty ones last
    PackedFiles expected = files;
    std::sort(expected.begin(), expected.end());
    CHECK(out.files == expected);
    CHECK(out.problems.empty());
    CHECK(out.error == "");
  }
}

TEST_CASE("a member that is not read, or not to its end, is passed over") {
  const std::string bytes = packed(ARCHIVE_FORMAT_ZIP, {{"a", long_text(1)}, {"b", "text"}});
  StringStream stream(bytes);
  ArchiveBudget budget;
  auto reader = MemberReader::open(stream, ContainerKind::zip, budget, "a", {});
  REQUIRE(reader.has_value());
  REQUIRE((*reader)->next()->has_value());
  const auto second = (*reader)->next();
  REQUIRE((second.has_value() && second->has_value()));
  std::string error;
  CHECK(content_of(*(*second)->content, error) == "text");
  CHECK(budget.members == 2);
  CHECK(budget.bytes_in == bytes.size());
}

TEST_CASE("an archive within an archive, packed") {
  const std::string inner = packed(ARCHIVE_FORMAT_TAR_USTAR, {{"b.txt", "text"}});
  const std::string outer = packed(ARCHIVE_FORMAT_ZIP, {{"a.tar.xz", compressed(inner, "xz")}});
  StringStream stream(outer);
  ArchiveBudget budget;
  auto reader = MemberReader::open(stream, ContainerKind::zip, budget, "a", {});
  REQUIRE(reader.has_value());
  const auto member = (*reader)->next();
  REQUIRE((member.has_value() && member->has_value()));
  auto content = DecompressedStream::open(*(*member)->content, (*member)->name);
  REQUIRE(content.has_value());
  REQUIRE(container_kind_of(content->head()) == ContainerKind::tar);
  auto second = MemberReader::open(*content, ContainerKind::tar, budget, "a!b", {}, false);
  REQUIRE(second.has_value());
  const auto nested = (*second)->next();
  REQUIRE((nested.has_value() && nested->has_value()));
  CHECK((*nested)->name == "b.txt");
  std::string error;
  CHECK(content_of(*(*nested)->content, error) == "text");
  CHECK(budget.bytes_in == outer.size());
  CHECK(budget.members == 2);
}

TEST_CASE("names are shown on one line, and are no paths") {
  const Unpacked out =
      unpack(packed(ARCHIVE_FORMAT_ZIP, {{"../../etc/passwd", "x"}, {"a\nb", "y"}}));
  CHECK(out.files == PackedFiles{{"../../etc/passwd", "x"}, {"a?b", "y"}});
}

TEST_CASE("names of any script, whatever the locale") {
  for (const int format :
       {ARCHIVE_FORMAT_ZIP, ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, ARCHIVE_FORMAT_TAR_USTAR}) {
    CAPTURE(format);
    const Unpacked out = unpack(packed(format, {{"caf\u00e9/\u4e2d\u56fd.html", "x"}}));
    CHECK(out.files == PackedFiles{{"caf\u00e9/\u4e2d\u56fd.html", "x"}});
  }
}

TEST_CASE("what is encrypted is told and passed over") {
  const std::string bytes =
      packed(ARCHIVE_FORMAT_ZIP, {{"a", "text"}}, "zip:encryption=traditional", "secret");
  REQUIRE(!bytes.empty());
  const Unpacked out = unpack(bytes);
  CHECK(out.files.empty());
  CHECK(out.problems == std::vector<std::string>{"a!a: it is encrypted"});
}

TEST_CASE("a damaged member costs itself") {
  const PackedFiles files = {{"a", "one"}, {"b", long_text(1, 5000)}, {"c", "three"}};
  std::string bytes = packed(ARCHIVE_FORMAT_ZIP, files);
  const std::size_t at = bytes.find("PK", 10) + 1000;
  bytes[at] = static_cast<char>(bytes[at] ^ 0x5a);
  const Unpacked out = unpack(bytes);
  REQUIRE(out.files.size() == 3);
  CHECK(out.files[0].second == "one");
  CHECK(out.files[2].second == "three");
  CHECK(out.problems.size() == 1);
  CHECK(out.error == "");
}

TEST_CASE("an archive that is cut off anywhere, or is none") {
  for (const int format : kFormats) {
    CAPTURE(format);
    const std::string bytes = packed(format, {{"a", long_text(1, 3000)}, {"b", "two"}});
    for (std::size_t size = 64; size < bytes.size(); size += 97) {
      CAPTURE(size);
      const Unpacked out = unpack(bytes.substr(0, size), {}, container_kind_of(bytes));
      CHECK((out.files.size() < 2 || out.files[1].second == "two" || !out.problems.empty()));
    }
    const Unpacked none = unpack("no archive at all", {}, container_kind_of(bytes));
    CHECK(none.files.empty());
    CHECK(none.error != "");
  }
}

TEST_CASE("bombs end at the budget") {
  const std::string zeros(3 << 20, '\0');
  ArchiveBudget small;
  small.max_ratio = 50;
  small.free_bytes = 1 << 20;
  for (const int format : {ARCHIVE_FORMAT_ZIP, ARCHIVE_FORMAT_7ZIP}) {
    const Unpacked out = unpack(packed(format, {{"a", zeros}, {"b", "x"}}), small);
    REQUIRE(!out.files.empty());
    CHECK(out.files[0].second.size() < zeros.size());
    CHECK(out.error == "it unpacks to more than 50 times its size");
  }
  ArchiveBudget few;
  few.max_members = 2;
  const Unpacked out = unpack(packed(ARCHIVE_FORMAT_ZIP, {{"a", ""}, {"b", ""}, {"c", ""}}), few);
  CHECK(out.files.size() == 2);
  CHECK(out.error == "more than 2 members");
  ArchiveBudget short_one;
  short_one.max_bytes = 1000;
  CHECK(unpack(packed(ARCHIVE_FORMAT_TAR_USTAR, {{"a", zeros}}), short_one).error ==
        "it unpacks to more than 1000 bytes");
  ArchiveBudget no_copy;
  no_copy.max_spool_bytes = 10;
  CHECK(unpack(packed(ARCHIVE_FORMAT_7ZIP, {{"a", "x"}}), no_copy).error ==
        "it is longer than 10 bytes");
}

TEST_CASE("a fault of the stream is told as it is") {
  const std::string bytes = packed(ARCHIVE_FORMAT_TAR_USTAR, {{"a", "one"}, {"b", "two"}});
  StringStream stream(std::vector<std::string>{bytes.substr(0, 700), bytes.substr(700)});
  ArchiveBudget budget;
  auto reader = MemberReader::open(stream, ContainerKind::tar, budget, "a", {});
  REQUIRE(reader.has_value());
  REQUIRE((*reader)->next()->has_value());
  const auto next = (*reader)->next();
  REQUIRE(!next.has_value());
  CHECK(next.error().to_string() == "damaged here");
}
