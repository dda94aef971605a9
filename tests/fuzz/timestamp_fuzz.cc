// Any text as a time: none, or one that is written as it was read, by people's rules and by those
// of a column.
#include "fuzz.h"
#include "segment/timestamp_column.h"
#include "source/page/page_date.h"

using namespace newsidx;

namespace {

void check_written(const std::optional<Timestamp>& time) {
  if (!time) return;
  const std::string written = time->to_string();
  NEWSIDX_CHECK(Timestamp::parse(written) == time);
  NEWSIDX_CHECK(segment::time_of_column(segment::column_time(time)) == time);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text(data, size);
  check_written(Timestamp::parse(input));
  check_written(source::parse_page_date(input));
  if (const auto line = source::parse_date_line(input)) check_written(line->date);
  static_cast<void>(source::is_dated_link(input));
  return 0;
}
