#include "segment/live_docs.h"

#include <bit>
#include <string>

#include "base/bytes.h"
#include "base/status_macros.h"
#include "segment/byte_chunks.h"
#include "storage/keys.h"

namespace newsidx::segment {

std::uint32_t count_bits(std::span<const std::uint64_t> bits) noexcept {
  std::uint32_t count = 0;
  for (const std::uint64_t word : bits) count += static_cast<std::uint32_t>(std::popcount(word));
  return count;
}

std::uint32_t live_chunk_count(std::uint32_t document_count) noexcept {
  const std::size_t bytes = (std::size_t{document_count} + 63) / 64 * sizeof(std::uint64_t);
  return static_cast<std::uint32_t>((bytes + kByteChunkBytes - 1) / kByteChunkBytes);
}

Status write_live_docs(
    std::uint32_t segment, std::uint64_t generation, std::span<const std::uint64_t> live,
    const std::function<Status(std::string_view key, std::string_view value)>& sink) {
  std::string bytes;
  for (const std::uint64_t word : live) append_le(bytes, word);
  return write_byte_chunks(bytes, [&](std::uint32_t chunk, std::string_view value) {
    return sink(storage::live_key(segment, generation, chunk), value);
  });
}

Result<DocBits> read_deleted_docs(const storage::Store& store, std::uint32_t segment,
                                  std::uint64_t generation, std::uint32_t document_count,
                                  std::uint32_t live_count) {
  const std::size_t words = (std::size_t{document_count} + 63) / 64;
  const auto key_of = [&](std::uint32_t chunk) {
    return storage::live_key(segment, generation, chunk);
  };
  NEWSIDX_ASSIGN_OR_RETURN(
      const std::string bytes,
      read_byte_chunks(store, storage::Family::live, key_of, words * 8, "live documents"));
  DocBits deleted(words);
  for (std::size_t i = 0; i < words; ++i) {
    deleted[i] = ~load_le<std::uint64_t>(bytes.data() + i * 8);
  }
  // Bits behind the last document: alive they must not be, and deleted they are of no use.
  const std::uint64_t behind =
      document_count % 64 == 0 ? 0 : ~std::uint64_t{0} << (document_count % 64);
  if (words > 0 && (~deleted.back() & behind) != 0) {
    return fail(ErrorCode::corruption, "live documents: one is outside the segment");
  }
  if (words > 0) deleted.back() &= ~behind;
  if (count_bits(deleted) != document_count - live_count) {
    return fail(ErrorCode::corruption, "live documents: not as many as the manifest says");
  }
  return deleted;
}

}  // namespace newsidx::segment
