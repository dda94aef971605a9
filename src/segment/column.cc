// column chunk := value* checksum:u32     (values little-endian; 64 KiB of them but in the last
// chunk)

#include "segment/column.h"

#include "base/bytes.h"
#include "base/hash.h"
#include "base/try.h"
#include "storage/keys.h"

namespace newsidx::segment {

Status write_column(std::string_view values,
                    const std::function<Status(std::uint32_t, std::string_view)>& sink) {
  std::uint32_t chunk = 0;
  for (std::size_t at = 0; at < values.size(); at += kColumnChunkBytes, ++chunk) {
    std::string bytes(values.substr(at, kColumnChunkBytes));
    append_le(bytes, checksum32(bytes));
    NEWSIDX_RETURN_IF_ERROR(sink(chunk, bytes));
  }
  return {};
}

Result<std::string> read_column(const storage::Store& store, storage::Family family,
                                std::uint32_t segment, std::string_view name,
                                std::uint32_t document_count, std::uint32_t width) {
  const auto broken = [&](const char* what) {
    return fail(ErrorCode::corruption,
                std::string(storage::name_of(family)) + " '" + std::string(name) + "': " + what);
  };
  const std::size_t size = std::size_t{document_count} * width;
  std::string values;
  values.reserve(size);
  for (std::uint32_t chunk = 0; values.size() < size; ++chunk) {
    NEWSIDX_ASSIGN_OR_RETURN(const auto value,
                             store.get(family, storage::column_key(segment, name, chunk)));
    if (!value) return broken("a chunk is missing");
    std::string_view bytes = value->bytes();
    if (bytes.size() < 4 + width) return broken("a chunk is cut short");
    const auto checksum = load_le<std::uint32_t>(bytes.data() + bytes.size() - 4);
    bytes.remove_suffix(4);
    if (checksum32(bytes) != checksum) return broken("a chunk fails its checksum");
    values += bytes;
  }
  if (values.size() != size) return broken("a chunk is of another size");
  return values;
}

}  // namespace newsidx::segment
