// Any bytes as JSON: the records are the same, and what is said, in whatever blocks it is scanned;
// and each is read or refused.
#include <string>
#include <vector>

#include "record_check.h"
#include "repeating_mutator.h"
#include "source/json/json_record.h"
#include "source/json/json_splitter.h"
#include "source/stream/line_reader.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

SplitRecords split(std::string_view text, std::size_t block_bytes, std::uint64_t max_record_bytes) {
  JsonSplitter::Options options;
  options.max_record_bytes = max_record_bytes;
  auto split = split_records<JsonSplitter>(StringStream(std::string(text)), options, block_bytes);
  fuzz::check_split(split);
  NEWSIDX_CHECK(!split.records.empty() || !split.problems.empty());
  return split;
}

std::vector<std::string> texts_of(const SplitRecords& split) {
  std::vector<std::string> texts;
  for (const RawRecord& record : split.records) texts.push_back(record.bytes);
  return texts;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  std::string_view input = fuzz::text(data, size);
  const std::size_t block_bytes = fuzz::take_byte(input) + 1;
  const auto whole = split(input, input.size() + 1, 1 << 20);
  if (input.size() < 4096) {
    const auto blocks = split(input, block_bytes, 1 << 20);
    NEWSIDX_CHECK(texts_of(blocks) == texts_of(whole) && blocks.problems == whole.problems);
    static_cast<void>(split(input, block_bytes, 64));
  }
  static JsonRecordParser parser;
  std::size_t parsed_bytes = 0;
  for (const RawRecord& record : whole.records) {
    NEWSIDX_CHECK(record.byte < input.size());
    parsed_bytes += record.bytes.size();
    if (parsed_bytes > 1 << 16) break;
    std::string bytes = record.bytes + std::string(LineReader::kPaddingBytes, ' ');
    static_cast<void>(parser.parse(std::string_view(bytes).substr(0, record.bytes.size())));
  }
  static_cast<void>(json_layout(input));
  return fuzz::keep_if_short(size);
}
