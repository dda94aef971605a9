// Any bytes as a page of the form stream, and as the index of its pages: refused, or pieces whose
// exceptions ascend block by block and name forms that there are.
#include <string>

#include "base/hash.h"
#include "fuzz.h"
#include "segment/form_page.h"
#include "segment/form_piece.h"

using namespace newsidx;

namespace {

void check_piece(std::string_view bytes, std::string_view term) {
  const auto piece = segment::read_form_piece(bytes, term);
  if (!piece) return;
  const auto stretch = segment::read_form_stretch(bytes);
  NEWSIDX_CHECK(stretch && stretch->first == piece->stretch.first && stretch->block_count > 0 &&
                stretch->block_count == piece->stretch.block_count);
  NEWSIDX_CHECK(!piece->forms.empty());
  std::size_t count = 0;
  for (std::size_t index = 0; index < piece->ends.size(); ++index) {
    const auto block = static_cast<std::uint32_t>(stretch->first.block + index);
    std::int64_t last = -1;
    for (const auto& [place, form] : piece->exceptions_of(block)) {
      NEWSIDX_CHECK(place > last && form > 0 && form < piece->forms.size());
      last = place;
      ++count;
    }
  }
  NEWSIDX_CHECK(count == piece->exceptions.size());
  NEWSIDX_CHECK(piece->exceptions.size() <= bytes.size() * 4);
}

void check_index(std::string bytes) {
  append_le(bytes, checksum32(bytes));
  const auto pages = segment::read_form_index(bytes);
  if (!pages) return;
  std::string again;
  segment::append_form_index(again, *pages);
  const auto read = segment::read_form_index(again);
  NEWSIDX_CHECK(read && read->size() == pages->size());
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = fuzz::text(data, size);
  const std::uint8_t choice = fuzz::take_byte(input);
  if (choice % 3 == 0) check_index(std::string(input));
  if (choice % 3 == 1) check_piece(input, "econom");
  if (choice % 3 != 2) return 0;
  segment::FormPageCursor cursor(input);
  for (auto next = cursor.next(); next && *next; next = cursor.next()) {
    check_piece(cursor.piece(), cursor.term());
  }
  return 0;
}
