#include "source/json/json_string.h"

#include <simdjson.h>

namespace newsidx::source {

std::string json_string(std::string_view escaped) {
  const std::string quoted = '"' + std::string(escaped) + '"';
  const simdjson::padded_string padded(quoted);
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  std::string_view text;
  if (parser.iterate(padded).get(document)) return {};
  if (document.get_string().get(text) || !simdjson::validate_utf8(text)) return {};
  return std::string(text);
}

}  // namespace newsidx::source
