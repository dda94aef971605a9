// Any text as a date: none, or one that is written and read again as it is; whatever the hints.
#include "fuzz.h"
#include "segment/timestamp_column.h"
#include "source/dates/date_text.h"

using namespace newsidx;

namespace {

void check_written(const std::optional<Timestamp>& time) {
  if (!time) return;
  NEWSIDX_CHECK(Timestamp::parse(time->to_string()) == time);
  NEWSIDX_CHECK(source::parse_date(time->to_string()) == time);
  NEWSIDX_CHECK(segment::time_of_column(segment::column_time(time)) == time);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text(data, size);
  const auto unhinted = source::parse_date(input);
  const auto day_first = source::parse_date(input, {"", false});
  const auto month_first = source::parse_date(input, {"en-US", {}});
  for (const auto& time : {unhinted, day_first, month_first}) check_written(time);
  // What needs no hint is not changed by one.
  if (unhinted) NEWSIDX_CHECK(day_first == unhinted || month_first == unhinted);
  return 0;
}
