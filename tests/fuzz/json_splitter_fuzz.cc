// Any bytes as JSON: the records are parts of them in their order, the same however the bytes come
// in pieces, and each is read or refused.
#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "fuzz.h"
#include "repeating_mutator.h"
#include "source/json/json_splitter.h"
#include "source/json_record.h"
#include "source/line_reader.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

class PieceStream final : public ByteStream {
 public:
  PieceStream(std::string_view text, std::size_t piece_bytes)
      : rest_(text), piece_bytes_(piece_bytes) {}
  Result<std::size_t> read(char* out, std::size_t capacity) override {
    const std::size_t count = std::min({capacity, piece_bytes_, rest_.size()});
    if (count > 0) std::memcpy(out, rest_.data(), count);
    rest_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view rest_;
  std::size_t piece_bytes_;
};

std::vector<RawRecord> split(std::string_view text, std::size_t piece_bytes,
                             std::uint64_t max_record_bytes, std::size_t& problem_count) {
  PieceStream stream(text, piece_bytes);
  JsonSplitter splitter(stream, std::make_shared<RecordOrigin>(),
                        {max_record_bytes,
                         [&problem_count](const Problem& problem) {
                           ++problem_count;
                           NEWSIDX_CHECK(!problem.message.empty());
                         },
                         {}});
  std::vector<RawRecord> records;
  while (true) {
    auto record = splitter.next();
    NEWSIDX_CHECK(record.has_value());
    if (!record->has_value()) return records;
    NEWSIDX_CHECK(records.empty() || records.back().number < (*record)->number);
    records.push_back(**std::move(record));
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  std::string_view input = fuzz::text(data, size);
  const std::size_t piece_bytes = fuzz::take_byte(input) + 1;
  std::size_t problem_count = 0;
  const auto records = split(input, input.size() + 1, 1 << 20, problem_count);
  NEWSIDX_CHECK(!records.empty() || problem_count > 0);
  std::size_t piece_problems = 0;
  if (input.size() < 4096) {
    std::size_t ignored = 0;
    split(input, piece_bytes, 64, ignored);
    const auto pieces = split(input, piece_bytes, 1 << 20, piece_problems);
    const bool has_lines_in_strings = input.find('\n') != std::string_view::npos;
    // Where damaged JSON is taken up again depends on how much of it is in memory.
    const bool is_damaged = problem_count + piece_problems > 0;
    NEWSIDX_CHECK(is_damaged || has_lines_in_strings || pieces.size() == records.size());
  }
  static JsonRecordParser parser;
  std::size_t parsed_bytes = 0;
  for (const RawRecord& record : records) {
    NEWSIDX_CHECK(record.byte < input.size());
    parsed_bytes += record.bytes.size();
    if (parsed_bytes > 1 << 16) break;
    std::string bytes = record.bytes + std::string(LineReader::kPaddingBytes, ' ');
    static_cast<void>(parser.parse(std::string_view(bytes).substr(0, record.bytes.size())));
  }
  static_cast<void>(json_layout(input));
  return fuzz::keep_if_short(size);
}
