#include <doctest/doctest.h>

#include "base/bytes.h"
#include "base/hash.h"
#include "segment/record_digest.h"
#include "segment/segment_info.h"
#include "unit/codec/random_values.h"

using namespace newsidx;
using namespace newsidx::segment;

namespace {

Manifest two_segments() {
  Manifest manifest;
  manifest.generation = 5;
  manifest.next_segment = 9;
  manifest.next_sequence = std::uint64_t{1} << 40;
  manifest.settings = {"plain", "french", "fingerprint 1", 3, false};
  for (const std::uint32_t id : {7u, 8u}) {
    SegmentInfo segment;
    segment.id = id;
    segment.document_count = id * 1000;
    segment.first_sequence = id * 1'000'000ull;
    std::uint64_t number = id;
    for (FieldInfo& field : segment.fields) {
      field.document_count = static_cast<std::uint32_t>(++number);
      field.total_length = number << 33;
      field.token_count = number << 32;
      field.term_count = number << 7;
      field.posting_count = number << 14;
    }
    segment.languages = {{"english", id}, {"russian", 1}};
    for (std::uint64_t& digest : segment.digests) digest = ++number * 0x9e3779b97f4a7c15u;
    manifest.segments.push_back(segment);
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
  CHECK(two_segments().document_count() == 15'000);
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
  const auto older = parse_manifest(of_version(kFormatVersion - 1));
  REQUIRE_FALSE(older);
  CHECK(older.error().code == ErrorCode::unsupported);
  CHECK(older.error().to_string() == "the index has format version " +
                                         std::to_string(kFormatVersion - 1) +
                                         ", this newsidx reads " + std::to_string(kFormatVersion) +
                                         " (try: build it again with another index_path)");
  const auto newer = parse_manifest(of_version(kFormatVersion + 1));
  REQUIRE_FALSE(newer);
  CHECK(newer.error().code == ErrorCode::unsupported);
  CHECK(newer.error().to_string() ==
        "the index has format version " + std::to_string(kFormatVersion + 1) +
            ", this newsidx reads " + std::to_string(kFormatVersion) +
            " (try: a newer newsidx, or build it again with another index_path)");
}

TEST_CASE("damage is not another version") {
  const std::string bytes = serialize_manifest(two_segments());
  std::string magic = bytes;
  magic[0] = 'M';
  std::string digest = bytes;
  digest[digest.size() - 6] ^= 1;
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
  };
  for (const Row& row : kRows) {
    const auto parsed = parse_manifest(row.bytes);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == ErrorCode::corruption);
    CHECK(parsed.error().to_string() ==
          "manifest: " + std::string(row.message) + " (try: build the index again)");
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

TEST_CASE("a digest depends on the key, the value, and which is which") {
  CHECK(record_digest("a", "b") != record_digest("b", "a"));
  CHECK(record_digest("a", "b") != record_digest("a", "c"));
  CHECK(record_digest("ab", "") != record_digest("a", "b"));
}
