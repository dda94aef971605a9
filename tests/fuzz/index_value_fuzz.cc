// Any bytes as the small values and keys of an index: refused, or what is written as it was read.
#include <string>

#include "base/bytes.h"
#include "base/hash.h"
#include "copies/sketch.h"
#include "fuzz.h"
#include "segment/bigram_entry.h"
#include "segment/column_descriptor.h"
#include "segment/copies_record.h"
#include "segment/document_pieces.h"
#include "segment/id_entry.h"
#include "segment/sketches.h"
#include "storage/keys.h"

using namespace newsidx;

namespace {

std::string written(const std::vector<std::string_view>& words) {
  std::string bytes;
  segment::append_frequent_words(bytes, std::vector<std::string>(words.begin(), words.end()));
  return bytes;
}

// Also with a right checksum.
void check_descriptor(std::string_view input) {
  std::string bytes(input);
  append_le(bytes, checksum32(bytes));
  for (const std::string_view value : {input, std::string_view(bytes)}) {
    const auto descriptor = segment::parse_column_descriptor(value);
    if (!descriptor) continue;
    std::string again;
    segment::append_column_descriptor(again, *descriptor);
    NEWSIDX_CHECK(segment::parse_column_descriptor(again).value() == *descriptor);
  }
}

void check_sketches(std::string_view input) {
  std::string chunk(input);
  append_le(chunk, checksum32(input));
  const auto sketches = segment::parse_sketches(chunk);
  if (!sketches) return;
  NEWSIDX_CHECK(sketches->size() <= segment::kSketchesInChunk);
  for (const std::string_view bytes : *sketches) {
    const auto sketch = copies::parse_sketch(bytes);
    if (!sketch) continue;
    std::string again;
    copies::append_sketch(again, *sketch);
    NEWSIDX_CHECK(copies::parse_sketch(again) == sketch);
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = fuzz::text(data, size);
  switch (fuzz::take_byte(input) % 8) {
    case 0: {
      std::string value(input);
      append_le(value, checksum32(input));
      if (const auto words = segment::parse_frequent_words(value)) {
        for (std::size_t i = 1; i < words->size(); ++i) {
          NEWSIDX_CHECK((*words)[i - 1] < (*words)[i]);
        }
        const std::string bytes = written(*words);
        NEWSIDX_CHECK(segment::parse_frequent_words(bytes).value() == *words);
      }
      break;
    }
    case 1:
      if (const auto document = segment::parse_id_entry(input)) {
        std::string bytes;
        append_varint(bytes, *document);
        NEWSIDX_CHECK(segment::parse_id_entry(bytes).value() == *document);
      }
      break;
    case 3:
      if (const auto joiner = segment::PieceJoiner::start(input)) {
        if (joiner->missing() > 0) break;
        NEWSIDX_CHECK(segment::first_piece(joiner->bytes()).value() == input ||
                      joiner->bytes().size() + 1 < input.size());  // a longer varint of 0
      }
      break;
    case 4:
      if (const auto key = storage::parse_doc_key(input)) {
        NEWSIDX_CHECK(input == (key->piece == 0
                                    ? storage::doc_key(key->store, key->number)
                                    : storage::doc_piece_key(key->store, key->number, key->piece)));
      }
      break;
    case 5: check_descriptor(input); break;
    case 6:
      if (const auto record = segment::parse_copies(input, 1000)) {
        NEWSIDX_CHECK(segment::parse_copies(segment::serialize_copies(*record), 1000).value() ==
                      *record);
      }
      break;
    case 7: check_sketches(input); break;
    default:
      if (const auto key = storage::parse_term_page_key(input)) {
        const std::uint32_t segment = byte_swapped(load_le<std::uint32_t>(input.data()));
        NEWSIDX_CHECK(storage::term_page_key(segment, key->field, key->page, key->record) == input);
      }
      break;
  }
  return 0;
}
