// Any bytes as the statistics of a query: refused, or written as they were read. What was read can
// be added up and asked, whatever it says. The target repairs the checksum, which would otherwise
// keep every input out.
#include <string>

#include "base/bytes.h"
#include "base/hash.h"
#include "fuzz.h"
#include "query/statistics/statistics_source.h"
#include "query/statistics/statistics_sum.h"

using namespace newsidx;

namespace {

std::string sealed(std::string_view input) {
  constexpr std::size_t kChecksumBytes = 4;
  const std::string head = query::serialize_statistics_sum({}).substr(0, 8);  // magic and version
  if (input.starts_with(head) && input.size() > head.size() + kChecksumBytes) {  // a whole one
    input.remove_prefix(head.size());
    input.remove_suffix(kChecksumBytes);
  }
  std::string bytes = head + std::string(input);
  append_le(bytes, checksum32(bytes));
  return bytes;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text(data, size);
  static_cast<void>(query::parse_statistics_sum(input));
  const std::string bytes = sealed(input);
  const auto sum = query::parse_statistics_sum(bytes);
  if (!sum) return 0;
  const auto again = query::parse_statistics_sum(query::serialize_statistics_sum(*sum));
  NEWSIDX_CHECK(again && *again == *sum);
  query::StatisticsSum twice = *sum;
  NEWSIDX_CHECK(twice.add(*sum));
  twice.round += 1;
  NEWSIDX_CHECK(twice.add(*sum));
  static_cast<void>(twice.is_complete());
  for (const auto& [key, counts] : twice.prefixes) {
    NEWSIDX_CHECK(counts.request().words.size() <= counts.words.size());
    if (const auto best = counts.best(3)) NEWSIDX_CHECK(best->size() <= 3);
  }
  return 0;
}
