// Any bytes as XML: records of bounded size, articles of UTF-8. The first three bytes say in which
// steps they are read and how long a record may be.
#include "record_check.h"
#include "source/xml/xml_record.h"
#include "source/xml/xml_scanner.h"
#include "source/xml/xml_splitter.h"

using namespace newsidx;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  fuzz::check_records<source::XmlSplitter>(fuzz::text(data, size), source::parse_xml_record,
                                           4 * source::XmlScanner::kMaxTagBytes);
  return 0;
}
