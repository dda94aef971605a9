// Any bytes as a web archive, with faults of the stream in it: records of bounded size, in order,
// counted; and the same whatever the steps in which the stream is read.
#include "fuzz.h"
#include "source/warc/warc_splitter.h"
#include "support/string_stream.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

constexpr std::uint64_t kMaxRecordBytes = 4096;

// Every byte 0xff is a fault.
std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = text.find('\xff');
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string> split(std::string_view text, std::size_t step_bytes) {
  StringStream stream(parts_of(text), step_bytes);
  std::vector<std::string> texts;
  std::uint64_t problem_count = 0;
  ContainerOptions options;
  options.max_record_bytes = kMaxRecordBytes;
  options.on_problem = [&](const Problem& problem) {
    ++problem_count;
    NEWSIDX_CHECK(problem.message.find('\n') == std::string::npos);
  };
  WarcSplitter splitter(stream, std::make_shared<const RecordOrigin>(), options);
  std::uint64_t last_number = 0;
  while (true) {
    auto next = splitter.next();
    NEWSIDX_CHECK(next.has_value());
    if (!next->has_value()) break;
    const RawRecord& record = **next;
    NEWSIDX_CHECK(!record.bytes.empty() && record.bytes.size() <= kMaxRecordBytes);
    NEWSIDX_CHECK(record.number > last_number);
    last_number = record.number;
    texts.push_back(record.bytes);
  }
  NEWSIDX_CHECK(splitter.counts().given == texts.size());
  NEWSIDX_CHECK(problem_count >= splitter.counts().damaged || parts_of(text).size() > 1);
  return texts;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  const std::string_view text = fuzz::text(data, size);
  NEWSIDX_CHECK(split(text, 1 << 20) == split(text, 61));
  return 0;
}
