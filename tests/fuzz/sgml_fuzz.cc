// Any bytes as a collection in SGML: documents of bounded size, articles of UTF-8. The first three
// bytes say in which steps they are read and how long a document may be.
#include "record_check.h"
#include "source/sgml/sgml_record.h"
#include "source/sgml/sgml_splitter.h"

using namespace newsidx;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  fuzz::check_records<source::SgmlSplitter>(fuzz::text(data, size), source::parse_sgml_record, 0);
  return 0;
}
