// Any bytes as a manifest and as the records of a segment and of a source file: refused, or written
// as they were read, but for what later versions add. The target repairs the checksum, which would
// otherwise keep every input out.
#include <string>

#include "base/bytes.h"
#include "base/hash.h"
#include "fuzz.h"
#include "segment/manifest.h"
#include "segment/sealed_record.h"
#include "segment/source_file.h"

using namespace newsidx;

namespace {

// The input as the body of a record, in a sound frame.
std::string sealed(std::string_view magic, std::string_view input) {
  constexpr std::size_t kHeaderBytes = 8, kChecksumBytes = 4;
  if (input.starts_with(magic) && input.size() > kHeaderBytes + kChecksumBytes) {  // a whole one
    input.remove_prefix(kHeaderBytes);
    input.remove_suffix(kChecksumBytes);
  }
  std::string bytes(magic);
  append_le(bytes, segment::kFormatVersion);
  bytes += input;
  append_le(bytes, checksum32(bytes));
  return bytes;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text(data, size);
  static_cast<void>(segment::parse_manifest(input));
  static_cast<void>(segment::parse_segment_info(input));
  if (const auto manifest = segment::parse_manifest(sealed(segment::kManifestMagic, input))) {
    const auto again = segment::parse_manifest(segment::serialize_manifest(*manifest));
    NEWSIDX_CHECK(again && *again == *manifest);
  }
  if (auto info = segment::parse_segment_info(sealed(segment::kSegmentMagic, input))) {
    info->unknown_list_bytes = 0;  // of what later versions add
    const auto again = segment::parse_segment_info(segment::serialize_segment_info(*info));
    NEWSIDX_CHECK(again && *again == *info);
  }
  if (const auto file = segment::parse_source_file(sealed(segment::kSourceFileMagic, input))) {
    const auto again = segment::parse_source_file(segment::serialize_source_file(*file));
    NEWSIDX_CHECK(again && *again == *file);
  }
  return 0;
}
