// record := magic version:u32 body parts checksum:u32(all before)     parts: further_parts.h

#include "segment/sealed_record.h"

#include "base/status_macros.h"
#include "segment/checksum.h"

namespace newsidx::segment {
namespace {

constexpr std::size_t kHeadBytes = 8;

std::string readable_versions() {
  const std::string newest = std::to_string(kFormatVersion);
  return kOldestFormatVersion == kFormatVersion
             ? newest
             : std::to_string(kOldestFormatVersion) + " to " + newest;
}

Failure other_version(std::uint32_t version) {
  return fail(ErrorCode::unsupported,
              "the index has format version " + std::to_string(version) + ", this newsidx reads " +
                  readable_versions(),
              Hint(version > kFormatVersion ? "a newer newsidx, or " : "",
                   "build it again with another ", HintName::index_path));
}

}  // namespace

std::string start_record(std::string_view magic) {
  std::string record(magic);
  append_le(record, kFormatVersion);
  return record;
}

std::string finish_record(std::string record, const FurtherParts& parts) {
  append_parts(record, parts);
  append_checksum(record);
  return record;
}

Failure broken_record(const char* what, const char* how) {
  return fail(ErrorCode::corruption, std::string(what) + ": " + how, HintName::repair);
}

std::uint32_t version_of(std::string_view record) noexcept {
  return load_le<std::uint32_t>(record.data() + kHeadBytes - sizeof(std::uint32_t));
}

Result<ByteReader> open_record(std::string_view bytes, std::string_view magic, const char* what) {
  if (bytes.size() < kHeadBytes + kChecksumBytes || !bytes.starts_with(magic)) {
    return broken_record(what, "bad magic");
  }
  // The version comes before the checksum: another version may have another one.
  const std::uint32_t version = version_of(bytes);
  if (version < kOldestFormatVersion || version > kFormatVersion) return other_version(version);
  const auto body = without_checksum(bytes);
  if (!body) return broken_record(what, "bad checksum");
  return ByteReader(body->substr(kHeadBytes));
}

Result<FurtherParts> read_further_parts(ByteReader& in, const char* what) {
  FurtherParts parts;
  read_parts(
      in, [&parts](std::uint64_t number, std::string_view bytes) { parts.emplace(number, bytes); });
  if (!in.ok() || !in.at_end()) return broken_record(what, "broken body");
  return parts;
}

Status finish_reading(ByteReader& in, const char* what) {
  NEWSIDX_RETURN_IF_ERROR(read_further_parts(in, what));
  return {};
}

}  // namespace newsidx::segment
