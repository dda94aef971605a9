#include "segment/manifest.h"

#include <doctest/doctest.h>

#include "base/bytes.h"
#include "base/hash.h"
#include "segment/record_digest.h"
#include "segment/sealed_record.h"
#include "unit/codec/random_values.h"

using namespace newsidx;
using namespace newsidx::segment;

namespace {

SegmentInfo segment_info(std::uint32_t id) {
  SegmentInfo segment;
  segment.id = id;
  segment.document_count = id * 1000;
  segment.is_reordered = id % 2 == 1;
  segment.impact_parameters = {1.5f, 0.5f};
  std::uint64_t number = id;
  for (FieldInfo& field : segment.fields) {
    field.document_count = static_cast<std::uint32_t>(++number);
    field.total_length = number << 33;
    field.token_count = number << 32;
    field.term_count = number << 7;
    field.posting_count = number << 14;
    field.list_bytes = number << 20;
  }
  segment.languages = {{"english", id}, {"russian", 1}};
  segment.stores = {3, id};
  for (std::uint64_t& digest : segment.digests) digest = ++number * 0x9e3779b97f4a7c15u;
  segment.live = {0, segment.document_count};
  return segment;
}

// The segments as a manifest alone tells of them.
Manifest two_segments() {
  Manifest manifest;
  manifest.generation = 5;
  manifest.next_segment = 9;
  manifest.next_store = 10;
  manifest.settings = {"plain", "french", "fingerprint 1", 3, false};
  manifest.written_bytes = std::uint64_t{5} << 40;
  manifest.stores = {{3, 1000, 999, 17}, {7, 100, 0, std::uint64_t{1} << 60}, {8, 1, 1, 0}};
  for (const std::uint32_t id : {7u, 8u}) {
    SegmentInfo& segment = manifest.segments.emplace_back();
    segment.id = id;
    segment.live = {id == 8 ? 4u : 0u, id * 1000 - 1};
  }
  return manifest;
}

// A manifest whose checksum is right, whatever its bytes.
std::string sealed(std::string bytes) {
  append_le(bytes, checksum32(bytes));
  return bytes;
}

std::string unsealed(const Manifest& manifest) {
  std::string bytes = serialize_manifest(manifest);
  bytes.resize(bytes.size() - 4);
  return bytes;
}

std::string of_version(std::uint32_t version) {
  std::string bytes = serialize_manifest(two_segments());
  store_le(bytes.data() + 4, version);
  return bytes;
}

}  // namespace

TEST_CASE("manifests come back") {
  for (const Manifest& manifest : {Manifest{}, two_segments()}) {
    const auto back = parse_manifest(serialize_manifest(manifest));
    REQUIRE(back);
    CHECK(*back == manifest);
  }
  CHECK(two_segments().live_document_count() == 14'998);
  CHECK(two_segments().find_store(7)->article_count == 100);
  CHECK(two_segments().find_store(6) == nullptr);
}

TEST_CASE("the average length of a field is that of the documents that have it") {
  FieldInfo field;
  CHECK(field.average_length() == 1.0);
  field.document_count = 4;
  CHECK(field.average_length() == 1.0);
  field.total_length = 10;
  CHECK(field.average_length() == 2.5);
}

TEST_CASE("another version is not damage") {
  const std::string readable =
      std::to_string(kOldestFormatVersion) + " to " + std::to_string(kFormatVersion);
  const auto older = parse_manifest(of_version(kOldestFormatVersion - 1));
  REQUIRE_FALSE(older);
  CHECK(older.error().code == ErrorCode::unsupported);
  CHECK(older.error().to_string() ==
        "the index has format version " + std::to_string(kOldestFormatVersion - 1) +
            ", this newsidx reads " + readable + " (try: build it again with another index_path)");
  const auto newer = parse_manifest(of_version(kFormatVersion + 1));
  REQUIRE_FALSE(newer);
  CHECK(newer.error().code == ErrorCode::unsupported);
  CHECK(newer.error().to_string() ==
        "the index has format version " + std::to_string(kFormatVersion + 1) +
            ", this newsidx reads " + readable +
            " (try: a newer newsidx, or build it again with another index_path)");
}

TEST_CASE("damage is not another version") {
  const std::string bytes = serialize_manifest(two_segments());
  std::string magic = bytes;
  magic[0] = 'M';
  std::string digest = bytes;
  digest[digest.size() - 6] ^= 1;
  Manifest unordered = two_segments();
  std::swap(unordered.stores[0], unordered.stores[1]);
  Manifest too_live = two_segments();
  too_live.stores[0].live_count = 1001;
  struct Row {
    std::string bytes;
    const char* message;
  };
  const Row kRows[] = {
      {"", "bad magic"},
      {"NIDX", "bad magic"},
      {magic, "bad magic"},
      {digest, "bad checksum"},
      {bytes.substr(0, bytes.size() - 1), "bad checksum"},
      {sealed(unsealed(two_segments()) + "x"), "broken body"},
      {sealed(unsealed(two_segments()).substr(0, 40)), "broken body"},
      {serialize_manifest(unordered), "broken body"},
      {serialize_manifest(too_live), "broken body"},
  };
  for (const Row& row : kRows) {
    const auto parsed = parse_manifest(row.bytes);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == ErrorCode::corruption);
    CHECK(parsed.error().to_string() ==
          "manifest: " + std::string(row.message) + " (try: repair())");
  }
}

TEST_CASE("every flipped bit is noticed") {
  const std::string bytes = serialize_manifest(two_segments());
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string other = bytes;
    other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << (bit % 8)));
    REQUIRE_FALSE(parse_manifest(other));
  }
}

TEST_CASE("damage under a right checksum gives an error or a manifest, and never a crash") {
  constexpr std::uint64_t kSeed = 16;
  CAPTURE(kSeed);
  codec::Random random(kSeed);
  const std::string bytes = unsealed(two_segments());
  int refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    refused += !parse_manifest(sealed(codec::damaged(random, bytes)));
  }
  CHECK(refused > 5'000);
}

TEST_CASE("records of segments come back, and damage to them is refused") {
  for (const SegmentInfo& info : {SegmentInfo{}, segment_info(7), segment_info(8)}) {
    CHECK(parse_segment_info(serialize_segment_info(info)).value() == info);
  }
  const std::string bytes = serialize_segment_info(segment_info(7));
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string other = bytes;
    other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << (bit % 8)));
    REQUIRE_FALSE(parse_segment_info(other));
  }
  CHECK(parse_segment_info(serialize_manifest(two_segments())).error().to_string() ==
        "segment record: bad magic (try: repair())");
}

TEST_CASE("what later versions may add is read over") {
  const SegmentInfo info = segment_info(7);
  std::string bytes = serialize_segment_info(info);
  bytes.resize(bytes.size() - 4 - 1);  // checksum, no parts
  const std::size_t digests = bytes.size() - info.digests.size() * 8 - 1;
  REQUIRE(bytes[digests] == static_cast<char>(info.digests.size()));
  bytes[digests] = static_cast<char>(bytes[digests] + 1);
  bytes += "8 bytes.";
  bytes += std::string("\1\x63\3new", 6);
  append_le(bytes, checksum32(bytes));
  CHECK(parse_segment_info(bytes).value() == info);

  std::string with_field = serialize_segment_info(info);
  constexpr std::size_t kFields = 20;  // where the record says how many there are
  REQUIRE(with_field[kFields] == static_cast<char>(kFieldCount));
  with_field.resize(with_field.size() - 4);
  ++with_field[kFields];
  const std::size_t languages = with_field.find("\7english") - 1;
  with_field.insert(languages, std::string("\x63\0\0\0\1\2\x2a", 7));
  append_le(with_field, checksum32(with_field));
  SegmentInfo expected = info;
  expected.unknown_list_bytes = 42;
  CHECK(parse_segment_info(with_field).value() == expected);

  Manifest expected_manifest = two_segments();
  expected_manifest.written_bytes = 0;  // no part
  std::string manifest = unsealed(expected_manifest);
  manifest.pop_back();
  CHECK(parse_manifest(sealed(manifest + std::string("\2\x63\3new\x64\0", 8))).value() ==
        expected_manifest);
}

TEST_CASE("a digest depends on the key, the value, and which is which") {
  CHECK(record_digest("a", "b") != record_digest("b", "a"));
  CHECK(record_digest("a", "b") != record_digest("a", "c"));
  CHECK(record_digest("ab", "") != record_digest("a", "b"));
}
