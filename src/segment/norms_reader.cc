#include "segment/norms_reader.h"

#include "base/status_macros.h"
#include "segment/byte_chunks.h"
#include "storage/keys.h"

namespace newsidx::segment {

Result<NormsReader> NormsReader::open(const storage::Store& store, std::uint32_t segment,
                                      std::uint32_t document_count) {
  NormsReader reader;
  for (const Field field : {Field::text, Field::title}) {
    const std::string_view name = name_of(field);
    const auto key_of = [&](std::uint32_t chunk) {
      return storage::column_key(segment, name, chunk);
    };
    NEWSIDX_ASSIGN_OR_RETURN(reader.norms_[number_of(field)],
                             read_byte_chunks(store, storage::Family::norms, key_of, document_count,
                                              "norms '" + std::string(name) + "'"));
  }
  reader.zero_norms_.resize(document_count);
  return reader;
}

std::span<const std::uint8_t> NormsReader::of(Field field) const noexcept {
  if (field == Field::keyword) return zero_norms_;
  const std::string& bytes = norms_[number_of(length_field(field))];
  return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

}  // namespace newsidx::segment
