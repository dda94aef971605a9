#include "segment/source_file.h"

#include <doctest/doctest.h>

#include "base/bytes.h"
#include "base/hash.h"
#include "segment/sealed_record.h"

using namespace newsidx;
using namespace newsidx::segment;

namespace {

SourceFile some_file() {
  SourceFile file;
  file.number = 7;
  file.path = "/news/2026/a.jsonl";
  file.size_bytes = std::uint64_t{1} << 40;
  file.modified_ns = -5;
  file.digest = 0x9e3779b97f4a7c15u;
  file.numbers_before = {1, 5};
  file.end = SourceFileEnd{SourceFileEnd::Kind::lines, 300, 4, 0, 0x1122334455667788u};
  return file;
}

}  // namespace

TEST_CASE("a source file is read as it was written") {
  SourceFile file = some_file();
  CHECK(parse_source_file(serialize_source_file(file)).value() == file);
  file.modified_ns = kUnsureTime;
  file.numbers_before.clear();
  file.end = SourceFileEnd{SourceFileEnd::Kind::table, 1u << 20, 17, 0x0123456789abcdefu, 42};
  CHECK(parse_source_file(serialize_source_file(file)).value() == file);
}

TEST_CASE("every cut and every flipped bit of a source file is seen") {
  const std::string bytes = serialize_source_file(some_file());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    CHECK(!parse_source_file(std::string_view(bytes).substr(0, length)));
  }
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    CHECK(!parse_source_file(flipped));
  }
}

TEST_CASE("an end of a kind that is not known is none") {
  SourceFile file = some_file();
  file.end = SourceFileEnd{static_cast<SourceFileEnd::Kind>(9), 100, 1, 2, 3};
  const SourceFile read = parse_source_file(serialize_source_file(file)).value();
  CHECK_FALSE(read.end);
  file.end.reset();
  CHECK(read == file);
}

TEST_CASE("a source file without a number or a path is none") {
  for (const bool has_number : {false, true}) {
    SourceFile file = some_file();
    (has_number ? file.path.clear() : void(file.number = 0));
    CHECK(parse_source_file(serialize_source_file(file)).error().code == ErrorCode::corruption);
  }
}
