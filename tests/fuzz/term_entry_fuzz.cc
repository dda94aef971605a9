// Any bytes as a term entry: refused, or an entry that is written as it was read.
#include <string>

#include "fuzz.h"
#include "segment/term_entry.h"

using namespace newsidx;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = fuzz::text(data, size);
  const std::uint32_t document_limit = 1u + fuzz::take_byte(input) * 256u + fuzz::take_byte(input);
  const auto entry = segment::parse_term_entry(input, document_limit);
  if (!entry) return 0;
  const auto counts = segment::parse_term_counts(input);
  NEWSIDX_CHECK(counts && counts->document_count == entry->document_count);

  std::string written;
  segment::append_term_entry(written, *entry);
  const auto again = segment::parse_term_entry(written, document_limit);
  NEWSIDX_CHECK(again && again->occurrence_count == entry->occurrence_count);
  NEWSIDX_CHECK(again->directory.last_docs == entry->directory.last_docs);
  NEWSIDX_CHECK(again->inline_postings == entry->inline_postings);
  return 0;
}
