// Any bytes as the small values and keys of an index: refused, or what is written as it was read.
#include <string>

#include "base/bytes.h"
#include "fuzz.h"
#include "segment/bigram_entry.h"
#include "segment/id_entry.h"
#include "segment/surface_entry.h"
#include "storage/keys.h"

using namespace newsidx;

namespace {

std::string written(const std::vector<std::string_view>& words) {
  std::string bytes;
  for (const std::string_view word : words) append_prefixed(bytes, word);
  return bytes;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = fuzz::text(data, size);
  switch (fuzz::take_byte(input) % 4) {
    case 0:
      if (const auto terms = segment::parse_surface_entry(input)) {
        NEWSIDX_CHECK(!terms->empty());
        std::string bytes;
        segment::append_surface_entry(bytes, *terms);
        NEWSIDX_CHECK(segment::parse_surface_entry(bytes).value() == *terms);
      }
      break;
    case 1:
      if (const auto words = segment::parse_frequent_words(input)) {
        for (std::size_t i = 1; i < words->size(); ++i) {
          NEWSIDX_CHECK((*words)[i - 1] < (*words)[i]);
        }
        const std::string bytes = written(*words);
        NEWSIDX_CHECK(segment::parse_frequent_words(bytes).value() == *words);
      }
      break;
    case 2:
      if (const auto document = segment::parse_id_entry(input)) {
        std::string bytes;
        append_varint(bytes, *document);
        NEWSIDX_CHECK(segment::parse_id_entry(bytes).value() == *document);
      }
      break;
    default:
      if (const auto key = storage::parse_term_key(input)) {
        const std::string bytes =
            storage::term_key(load_le<std::uint32_t>(input.data()), key->field, key->term);
        const auto again = storage::parse_term_key(bytes);
        NEWSIDX_CHECK(again && again->field == key->field && again->term == key->term);
        NEWSIDX_CHECK(bytes.size() == input.size());
      }
      break;
  }
  return 0;
}
