#include "segment/norms_reader.h"

#include "base/try.h"
#include "segment/column_reader.h"

namespace newsidx::segment {

Result<NormsReader> NormsReader::open(const storage::Store& store, std::uint32_t segment,
                                      std::uint32_t document_count) {
  NormsReader reader;
  for (const Field field : {Field::text, Field::title}) {
    NEWSIDX_ASSIGN_OR_RETURN(reader.norms_[number_of(field)],
                             read_column(store, storage::Family::norms, segment, name_of(field),
                                         document_count, sizeof(std::uint8_t)));
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
