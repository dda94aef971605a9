// chunk := byte* checksum:u32     (64 KiB of bytes but in the last chunk)

#include "segment/byte_chunks.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/status_macros.h"
#include "segment/checksum.h"

namespace newsidx::segment {
namespace {

Failure broken(const std::string& what, const char* how) {
  return fail(ErrorCode::corruption, what + ": " + how);
}

}  // namespace

Status write_byte_chunks(std::string_view bytes,
                         const std::function<Status(std::uint32_t, std::string_view)>& sink) {
  std::uint32_t chunk = 0;
  for (std::size_t at = 0; at < bytes.size(); at += kByteChunkBytes, ++chunk) {
    std::string value(bytes.substr(at, kByteChunkBytes));
    append_checksum(value);
    NEWSIDX_RETURN_IF_ERROR(sink(chunk, value));
  }
  return {};
}

Result<std::string_view> checked_chunk(std::string_view value, const std::string& what) {
  if (value.size() <= kChecksumBytes) return broken(what, "a chunk is cut short");
  const auto bytes = without_checksum(value);
  if (!bytes) return broken(what, "a chunk fails its checksum");
  return *bytes;
}

Result<std::string> read_byte_chunks(const storage::Store& store, storage::Family family,
                                     const std::function<std::string(std::uint32_t)>& key_of,
                                     std::size_t size, const std::string& what) {
  std::string bytes;
  bytes.reserve(size);
  for (std::uint32_t chunk = 0; bytes.size() < size; ++chunk) {
    NEWSIDX_ASSIGN_OR_RETURN(const auto value, store.get(family, key_of(chunk)));
    if (!value) return broken(what, "a chunk is missing");
    NEWSIDX_ASSIGN_OR_RETURN(const std::string_view part, checked_chunk(value->bytes(), what));
    if (part.size() != std::min(kByteChunkBytes, size - bytes.size())) {
      return broken(what, "a chunk is of another size");
    }
    bytes += part;
  }
  return bytes;
}

}  // namespace newsidx::segment
