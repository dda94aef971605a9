// Any bytes in any encoding: UTF-8, of bounded size.
//
//   line 1   a label
//   rest     the text
#include "base/utf8.h"
#include "fuzz.h"
#include "source/charset/charset_label.h"
#include "source/charset/decode_text.h"

using namespace newsidx;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  std::string_view input = fuzz::text(data, size);
  const std::string_view label = fuzz::take_line(input);
  const source::DecodedText decoded = source::decode_text(std::string(input), label);
  NEWSIDX_CHECK(is_valid_utf8(decoded.text));
  NEWSIDX_CHECK(decoded.text.size() <= input.size() * 4 + 4);
  NEWSIDX_CHECK(source::declared_label(input).size() <= input.size());
  return 0;
}
