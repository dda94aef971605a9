#include "segment/id_writer.h"

#include <string>

#include "segment/id_entry.h"
#include "storage/keys.h"

namespace newsidx::segment {

Status IdWriter::add(std::string_view id, std::uint32_t document) {
  std::string value;
  append_id_entry(value, document);
  return records_.put(storage::Family::ids, storage::id_key(records_.segment(), id), value);
}

}  // namespace newsidx::segment
