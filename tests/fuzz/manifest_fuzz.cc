// Any bytes as a manifest: refused, or a manifest that is written as it was read. The target mends
// the checksum, which would otherwise keep every input out.
#include <string>

#include "base/bytes.h"
#include "base/hash.h"
#include "fuzz.h"
#include "segment/segment_info.h"

using namespace newsidx;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text(data, size);
  static_cast<void>(segment::parse_manifest(input));

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
