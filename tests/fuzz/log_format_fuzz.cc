// Any bytes as a log of RocksDB: refused, or a beginning of whole records, which is whole by
// itself. The target also makes logs of records that are right but for one change of a byte.
#include <string>

#include "base/bytes.h"
#include "base/crc32c.h"
#include "fuzz.h"
#include "storage/log_format.h"

using namespace newsidx;

namespace {

void check(std::string_view log) {
  const auto whole = storage::whole_records(log);
  if (!whole) return;
  NEWSIDX_CHECK(*whole <= log.size());
  const auto again = storage::whole_records(log.substr(0, *whole));
  NEWSIDX_CHECK(again && *again == *whole);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = fuzz::text(data, size);
  check(input);
  const std::size_t offset = fuzz::take_byte(input);
  const std::uint8_t mask = fuzz::take_byte(input);
  std::string log;
  while (!input.empty() && log.size() < (30u << 10)) {
    const std::uint8_t type = fuzz::take_byte(input) % 6;
    const std::size_t length = fuzz::take_byte(input);
    std::string checked(1, static_cast<char>(type));
    checked += input.substr(0, length);
    input.remove_prefix(checked.size() - 1);
    const std::uint32_t crc = crc32c(checked);
    append_le(log, ((crc >> 15) | (crc << 17)) + 0xa282ead8u);
    append_le(log, static_cast<std::uint16_t>(checked.size() - 1));
    log += checked;
  }
  if (offset < log.size()) log[offset] = static_cast<char>(log[offset] ^ mask);
  check(log);
  return 0;
}
