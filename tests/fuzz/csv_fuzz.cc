// Any bytes as a table: the same rows however the bytes come in pieces, each read or refused.
#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "record_check.h"
#include "repeating_mutator.h"
#include "source/csv/csv_dialect.h"
#include "source/csv/csv_record.h"
#include "source/csv/csv_splitter.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

std::vector<RawRecord> split(std::string_view text, std::size_t step_bytes,
                             const std::shared_ptr<const FieldMap>& map,
                             std::uint64_t max_record_bytes = 1 << 20) {
  CsvSplitter::Options options;
  options.max_record_bytes = max_record_bytes;
  options.map = map;
  auto split = split_records<CsvSplitter>(StringStream(std::string(text), step_bytes), options);
  fuzz::check_split(split);
  return std::move(split.records);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  static const auto kMap =
      std::make_shared<const FieldMap>(*FieldMap::parse("title=2|x,body=3|1,date=4"));
  std::string_view input = fuzz::text(data, size);
  const std::uint8_t choice = fuzz::take_byte(input);
  const auto map = choice % 2 == 0 ? kMap : nullptr;
  const auto records = split(input, input.size() + 1, map);
  if (input.size() < 4096) {
    NEWSIDX_CHECK(split(input, choice / 2 + 1, map).size() == records.size());
    static_cast<void>(split(input, 64, map, 32));
  }
  CsvRecordParser parser(map);
  for (std::size_t i = 0; i < std::min<std::size_t>(records.size(), 200); ++i) {
    const auto record = parser.parse(records[i].bytes, records[i].table);
    if (!record) continue;
    NEWSIDX_CHECK(is_valid_utf8(record->article.title) && is_valid_utf8(record->article.body));
    for (const auto& [name, value] : record->article.keywords) {
      NEWSIDX_CHECK(is_valid_utf8(name) && is_valid_utf8(value));
    }
  }
  static const auto kHead = std::make_shared<const CsvHead>(CsvHead{{}, {"title", "text"}});
  static_cast<void>(parser.parse(input, kHead));
  return fuzz::keep_if_short(size);
}
