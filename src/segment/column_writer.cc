#include "segment/column_writer.h"

#include "base/bytes.h"
#include "base/hash.h"
#include "base/try.h"
#include "segment/column_chunk.h"

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

}  // namespace newsidx::segment
