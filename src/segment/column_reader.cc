#include "segment/column_reader.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/hash.h"
#include "base/try.h"
#include "segment/column_chunk.h"
#include "storage/keys.h"

namespace newsidx::segment {
namespace {

constexpr std::size_t kChecksumBytes = 4;

// The values of a chunk that has `size` bytes of them, checked.
class ChunkReader {
 public:
  ChunkReader(const storage::Store& store, storage::Family family, std::uint32_t segment,
              std::string_view name)
      : store_(store), family_(family), segment_(segment), name_(name) {}

  Result<storage::PinnedValue> chunk(std::uint32_t number, std::size_t size) const {
    NEWSIDX_ASSIGN_OR_RETURN(auto value,
                             store_.get(family_, storage::column_key(segment_, name_, number)));
    if (!value) return broken("a chunk is missing");
    const std::string_view bytes = value->bytes();
    if (bytes.size() <= kChecksumBytes) return broken("a chunk is cut short");
    const std::string_view values = bytes.substr(0, bytes.size() - kChecksumBytes);
    if (checksum32(values) != load_le<std::uint32_t>(values.data() + values.size())) {
      return broken("a chunk fails its checksum");
    }
    if (values.size() != size) return broken("a chunk is of another size");
    return *std::move(value);
  }

 private:
  [[nodiscard]] Failure broken(const char* what) const {
    return fail(ErrorCode::corruption,
                std::string(name_of(family_)) + " '" + std::string(name_) + "': " + what);
  }

  const storage::Store& store_;
  storage::Family family_;
  std::uint32_t segment_;
  std::string_view name_;
};

}  // namespace

Result<std::string> read_column(const storage::Store& store, storage::Family family,
                                std::uint32_t segment, std::string_view name,
                                std::uint32_t document_count, std::uint32_t width) {
  const ChunkReader reader(store, family, segment, name);
  const std::size_t size = std::size_t{document_count} * width;
  std::string values;
  values.reserve(size);
  for (std::uint32_t chunk = 0; values.size() < size; ++chunk) {
    const std::size_t chunk_bytes = std::min(kColumnChunkBytes, size - values.size());
    NEWSIDX_ASSIGN_OR_RETURN(const auto value, reader.chunk(chunk, chunk_bytes));
    values += value.bytes().substr(0, chunk_bytes);
  }
  return values;
}

Result<std::uint32_t> read_column_value(const storage::Store& store, storage::Family family,
                                        std::uint32_t segment, std::string_view name,
                                        std::uint32_t document_count, std::uint32_t document) {
  const std::size_t size = std::size_t{document_count} * sizeof(std::uint32_t);
  const std::size_t at = std::size_t{document} * sizeof(std::uint32_t);
  const std::size_t begin = at / kColumnChunkBytes * kColumnChunkBytes;
  const ChunkReader reader(store, family, segment, name);
  NEWSIDX_ASSIGN_OR_RETURN(const auto value,
                           reader.chunk(static_cast<std::uint32_t>(begin / kColumnChunkBytes),
                                        std::min(kColumnChunkBytes, size - begin)));
  return load_le<std::uint32_t>(value.bytes().data() + (at - begin));
}

}  // namespace newsidx::segment
