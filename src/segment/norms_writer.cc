#include "segment/norms_writer.h"

#include <string_view>

#include "base/status_macros.h"
#include "segment/byte_chunks.h"
#include "storage/keys.h"

namespace newsidx::segment {

Status NormsWriter::write(Field field, std::vector<std::uint8_t> norms) {
  const std::string_view bytes(reinterpret_cast<const char*>(norms.data()), norms.size());
  NEWSIDX_RETURN_IF_ERROR(
      write_byte_chunks(bytes, [&](std::uint32_t chunk, std::string_view value) {
        return records_.put(storage::Family::norms,
                            storage::column_key(records_.segment(), name_of(field), chunk), value);
      }));
  know(field, std::move(norms));
  return {};
}

}  // namespace newsidx::segment
