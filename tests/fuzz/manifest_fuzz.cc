// Any bytes as a manifest: refused, or a manifest that is written as it was read. The target mends
// the checksum, which would otherwise keep every input out.
#include <string>

#include "base/bytes.h"
#include "base/hash.h"
#include "fuzz.h"
#include "segment/segment_info.h"

using namespace newsidx;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = fuzz::text(data, size);
  static_cast<void>(segment::parse_manifest(input));

  constexpr std::size_t kHeaderBytes = 8, kChecksumBytes = 4;
  if (input.starts_with("NIDX") && input.size() > kHeaderBytes + kChecksumBytes) {  // a whole one
    input.remove_prefix(kHeaderBytes);
    input.remove_suffix(kChecksumBytes);
  }

  std::string bytes = "NIDX";
  append_le(bytes, segment::kFormatVersion);
  bytes += input;
  append_le(bytes, checksum32(bytes));
  const auto manifest = segment::parse_manifest(bytes);
  if (!manifest) return 0;
  const auto again = segment::parse_manifest(segment::serialize_manifest(*manifest));
  NEWSIDX_CHECK(again && *again == *manifest);
  return 0;
}
