// Any bytes as a file, under a name that the first byte chooses: told apart, unpacked, cut into
// lines, and read to articles. The lines are the text in order and without a gap; what the reader
// counts is what it gave and what it complained of.
#include <array>
#include <string>

#include "base/utf8.h"
#include "fuzz.h"
#include "scratch_file.h"
#include "source/article_reader.h"
#include "source/stream/decompressed_stream.h"
#include "source/stream/line_reader.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

constexpr std::array kNames = {
    "a.txt",  "a.jsonl", "a.json",      "a",      "a.txt.gz", "a.jsonl.zst", "a.bz2",
    "a.xz",   "a.lz4",   "A.NDJSON.GZ", "a.html", "a.xml",    "a.csv",       "a.eml",
    "a.mbox", "a.md",    "a.warc",      "a.zip",  "a.sgml",   "a.tar",       "a.mhtml"};
constexpr std::size_t kMaxTextBytes = 8u << 20;  // a bomb is bounded elsewhere: not waited for here

struct Text {
  std::string bytes;
  bool is_whole = true;  // no error, and no more than looked at
};

Text read_text(DecompressedStream& stream, std::size_t capacity) {
  Text text;
  std::string block(capacity, '\0');
  while (text.bytes.size() < kMaxTextBytes) {
    const auto size = stream.read(block.data(), block.size());
    if (!size) NEWSIDX_CHECK(!size.error().to_string().empty());
    if (size && *size == 0) return text;
    if (!size) break;
    NEWSIDX_CHECK(*size <= capacity);
    text.bytes.append(block, 0, *size);
  }
  text.is_whole = false;
  return text;
}

// @return how much of the text was seen
std::size_t check_lines(DecompressedStream& stream, const Text& text, std::uint64_t max_bytes) {
  LineReader lines(max_bytes);
  lines.start(stream, stream.mark_bytes());
  std::size_t at = 0;
  for (std::uint64_t number = 1;; ++number) {
    const auto line = lines.next();
    if (!line || !line->has_value()) {
      NEWSIDX_CHECK(line || !text.is_whole);
      return at;
    }
    if (at >= kMaxTextBytes) return at;
    const Line& found = **line;
    NEWSIDX_CHECK(found.number == number && found.byte == at + stream.mark_bytes());
    std::size_t end = text.bytes.find('\n', at);
    const std::size_t next = end == std::string::npos ? text.bytes.size() : end + 1;
    end = std::min(end, text.bytes.size());
    if (text.is_whole || next < text.bytes.size()) {
      std::string_view expected = std::string_view(text.bytes).substr(at, end - at);
      if (expected.ends_with('\r')) expected.remove_suffix(1);
      NEWSIDX_CHECK(found.too_long || found.text == expected);
      NEWSIDX_CHECK(found.too_long ? expected.size() + 1 > max_bytes
                                   : expected.size() <= max_bytes);
    }
    if (found.too_long) NEWSIDX_CHECK(found.text.empty());
    at = next;
  }
}

void check_lines_of(const std::string& path, std::size_t capacity, std::uint64_t max_bytes) {
  auto stream = DecompressedStream::open(path);
  if (!stream) return;
  NEWSIDX_CHECK(stream->head().size() <= DecompressedStream::kHeadBytes);
  const std::string head(stream->head());
  const Text text = read_text(*stream, capacity);
  NEWSIDX_CHECK(text.bytes.starts_with(head) || text.bytes.size() >= kMaxTextBytes);
  auto again = DecompressedStream::open(path);
  NEWSIDX_CHECK(again);
  const std::size_t seen = check_lines(*again, text, max_bytes);
  if (text.is_whole) NEWSIDX_CHECK(seen == text.bytes.size());
}

void check_articles_of(const std::string& path, std::uint64_t max_bytes) {
  ReadCounts told;
  ReaderOptions options;
  options.max_record_bytes = max_bytes;
  options.on_problem = [&told](const Problem& problem) {
    told.records_skipped += problem.kind == Problem::Kind::broken_record ? 1 : 0;
    told.files_skipped += problem.kind == Problem::Kind::unreadable_file ? 1 : 0;
    NEWSIDX_CHECK(!problem.message.empty() && is_valid_utf8(problem.message));
    NEWSIDX_CHECK(problem.to_string().find('\n') == std::string::npos);
  };
  auto reader = ArticleReader::open({path}, options);
  if (!reader) return;
  while (const auto article = reader->next()) {
    ++told.articles;
    NEWSIDX_CHECK(!article->id.empty() && !(article->title.empty() && article->body.empty()));
    NEWSIDX_CHECK(is_valid_utf8(article->title) && is_valid_utf8(article->body));
  }
  const ReadCounts& counts = reader->counts();
  NEWSIDX_CHECK(counts.files + counts.files_skipped == 1);
  NEWSIDX_CHECK(counts.files_skipped == told.files_skipped);
  NEWSIDX_CHECK(counts.records_skipped == told.records_skipped);
  NEWSIDX_CHECK(counts.articles == told.articles);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  static const fuzz::ScratchFiles scratch;
  std::string_view input = fuzz::text(data, size);
  const std::uint8_t choice = fuzz::take_byte(input);
  const std::string path = scratch.write(kNames[choice % kNames.size()], input);
  const std::uint64_t max_bytes = choice < 128 ? 1u << 20 : 50;
  check_lines_of(path, choice % 7 == 0 ? 3 : 4096, max_bytes);
  check_articles_of(path, max_bytes);
  return 0;
}
