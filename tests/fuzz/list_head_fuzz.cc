// Any bytes as the head of a list: refused, or an entry that is written as it was read.
#include <string>

#include "fuzz.h"
#include "segment/term_entry.h"

using namespace newsidx;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = fuzz::text(data, size);
  const std::uint32_t document_limit = 1u + fuzz::take_byte(input) * 256u + fuzz::take_byte(input);
  const std::uint8_t flags = fuzz::take_byte(input);
  segment::TermRecord record;
  record.counts.document_count = 1u + fuzz::take_number(input) % document_limit;
  record.counts.occurrence_count = record.counts.document_count;
  record.is_inline = flags % 2 == 0;
  const bool has_positions = flags % 4 < 2;
  auto entry = segment::entry_of(record, has_positions, document_limit);
  NEWSIDX_CHECK(entry.has_value());
  if (!segment::read_list_head(input, document_limit, *entry)) return 0;

  std::string written;
  segment::append_list_head(written, *entry);
  auto again = segment::entry_of(record, has_positions, document_limit);
  NEWSIDX_CHECK(segment::read_list_head(written, document_limit, *again).has_value());
  NEWSIDX_CHECK(again->max_impact == entry->max_impact);
  NEWSIDX_CHECK(again->directory.last_docs == entry->directory.last_docs);
  NEWSIDX_CHECK(again->directory.impacts == entry->directory.impacts);
  NEWSIDX_CHECK(again->directory.postings == entry->directory.postings);
  NEWSIDX_CHECK(again->directory.positions == entry->directory.positions);
  NEWSIDX_CHECK(again->inline_postings == entry->inline_postings);
  NEWSIDX_CHECK(again->inline_positions == entry->inline_positions);
  return 0;
}
