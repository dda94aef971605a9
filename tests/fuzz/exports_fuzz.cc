// Any bytes as an export of a news service: articles of bounded size and of UTF-8. The first three
// bytes say in which steps they are read and how long an article may be.
#include "record_check.h"
#include "source/exports/export_record.h"
#include "source/exports/export_splitter.h"

using namespace newsidx;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  fuzz::check_records<source::ExportSplitter>(fuzz::text(data, size), source::parse_export_record,
                                              0);
  return 0;
}
