#include "segment/dictionary_writer.h"

#include <string>

#include "storage/keys.h"

namespace newsidx::segment {

Status DictionaryWriter::add(Field field, std::string_view term, std::string_view value) {
  const std::string key = storage::term_key(records_.segment(), number_of(field), term);
  bytes_[number_of(field)] += key.size() + value.size();
  return records_.put(storage::Family::terms, key, value);
}

}  // namespace newsidx::segment
