// record := magic version:u32 body part_count:varint (number:varint bytes:prefixed)*
//           checksum:u32(all before)

#include "segment/sealed_record.h"

#include "base/hash.h"

namespace newsidx::segment {
namespace {

constexpr std::size_t kHeadBytes = 8;
constexpr std::size_t kChecksumBytes = 4;

std::string readable_versions() {
  const std::string newest = std::to_string(kFormatVersion);
  return kOldestFormatVersion == kFormatVersion
             ? newest
             : std::to_string(kOldestFormatVersion) + " to " + newest;
}

Failure other_version(std::uint32_t version) {
  return fail(ErrorCode::unsupported,
              "the index has format version " + std::to_string(version) + ", this newsidx reads " +
                  readable_versions() +
                  (version > kFormatVersion ? " (try: a newer newsidx, or" : " (try:") +
                  " build it again with another --index)");
}

}  // namespace

std::string start_record(std::string_view magic) {
  std::string record(magic);
  append_le(record, kFormatVersion);
  return record;
}

std::string finish_record(std::string record) {
  append_varint(record, 0);
  append_le(record, checksum32(record));
  return record;
}

Failure broken_record(const char* what, const char* how) {
  return fail(ErrorCode::corruption,
              std::string(what) + ": " + how + " (try: build the index again)");
}

Result<ByteReader> open_record(std::string_view bytes, std::string_view magic, const char* what) {
  if (bytes.size() < kHeadBytes + kChecksumBytes || !bytes.starts_with(magic)) {
    return broken_record(what, "bad magic");
  }
  // The version comes before the checksum: another version may have another one.
  const auto version = load_le<std::uint32_t>(bytes.data() + magic.size());
  if (version < kOldestFormatVersion || version > kFormatVersion) return other_version(version);
  const auto checksum = load_le<std::uint32_t>(bytes.data() + bytes.size() - kChecksumBytes);
  bytes.remove_suffix(kChecksumBytes);
  if (checksum32(bytes) != checksum) return broken_record(what, "bad checksum");
  return ByteReader(bytes.substr(kHeadBytes));
}

Status finish_reading(ByteReader& in, const char* what) {
  const std::uint64_t parts = in.varint();
  for (std::uint64_t i = 0; i < parts && in.ok(); ++i) {
    in.varint();
    in.prefixed();
  }
  if (!in.ok() || !in.at_end()) return broken_record(what, "broken body");
  return {};
}

}  // namespace newsidx::segment
