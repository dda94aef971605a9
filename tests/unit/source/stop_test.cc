// A stop ends the reading wherever it is: in a read that blocks, in a text without end, in a page.

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <stop_token>
#include <thread>

#include "source/stream/decompressed_stream.h"
#include "source/stream/raw_file.h"
#include "source_fixture.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

std::string make_fifo(const TempFolder& folder) {
  const std::string path = folder.path("fifo.jsonl");
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  return path;
}

std::unique_ptr<StopEvent> event_of(const std::stop_source& stop) {
  auto event = StopEvent::create(stop.get_token());
  REQUIRE(event.has_value());
  return *std::move(event);
}

// Asks for the stop when the reading is surely at work, or has not begun: both must end.
std::jthread stop_soon(std::stop_source& stop) {
  return std::jthread([&stop] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    stop.request_stop();
  });
}

ReaderOptions with_stop(const std::stop_source& stop, std::vector<Problem>& problems) {
  ReaderOptions options;
  options.stop = stop.get_token();
  options.on_problem = [&problems](const Problem& problem) { problems.push_back(problem); };
  return options;
}

}  // namespace

TEST_CASE("an event tells of a stop that was asked for before it") {
  std::stop_source stop;
  stop.request_stop();
  const TempFolder folder;
  const auto event = event_of(stop);
  auto file = RawFile::open(folder.write("a", "news"), event.get());
  REQUIRE(file.has_value());
  const auto block = (*file)->next_block();
  REQUIRE_FALSE(block.has_value());
  CHECK(block.error().code == ErrorCode::cancelled);
}

TEST_CASE("a stop wakes a read that nobody writes to") {
  const TempFolder folder;
  const std::string path = make_fifo(folder);
  for (const bool has_writer : {false, true}) {
    CAPTURE(has_writer);
    std::stop_source stop;
    std::vector<Problem> problems;
    auto reader = ArticleReader::open({path}, with_stop(stop, problems));
    REQUIRE(reader.has_value());
    const int writer = has_writer ? ::open(path.c_str(), O_RDWR) : -1;
    if (has_writer) REQUIRE(::write(writer, "{\"title\": \"a\"}\n{", 16) == 16);
    const std::jthread stopper = stop_soon(stop);
    // Fewer bytes than a compressed file begins with: none is shown before the next come.
    while (reader->next()) {
    }
    CHECK(stop.stop_requested());
    CHECK(problems.empty());
    if (has_writer) ::close(writer);
  }
}

TEST_CASE("a FIFO is read to the end of its writer, who may come late and write little by little") {
  const TempFolder folder;
  const std::string path = make_fifo(folder);
  const std::jthread writer([&path] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    const int descriptor = ::open(path.c_str(), O_WRONLY);
    for (const char c : std::string("{\"title\": \"a\"}\n{\"title\": \"b\"}\n")) {
      if (::write(descriptor, &c, 1) != 1) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    ::close(descriptor);
  });
  const Reading reading = read_all({path});
  CHECK(reading.articles.size() == 2);
  CHECK(reading.counts.files == 1);
}

TEST_CASE("a stop ends a text that goes on and on") {
  const TempFolder folder;
  const std::string blank_lines(std::size_t{8} << 20, '\n');
  for (const std::string format : {"none", "gzip", "zstd", "xz", "bzip2", "lz4"}) {
    CAPTURE(format);
    const std::string path = folder.write("a.jsonl", compressed(blank_lines, format));
    std::stop_source stop;
    const auto event = event_of(stop);
    auto stream = DecompressedStream::open(path, event.get());
    REQUIRE(stream.has_value());
    std::string buffer(1 << 20, '\0');
    REQUIRE(stream->read(buffer.data(), buffer.size()).has_value());
    stop.request_stop();
    std::size_t reads = 0;
    auto count = stream->read(buffer.data(), buffer.size());
    for (; count && *count > 0; ++reads) count = stream->read(buffer.data(), buffer.size());
    REQUIRE_FALSE(count.has_value());
    CHECK(count.error().code == ErrorCode::cancelled);
    CHECK(reads <= 2);  // what was decompressed already
  }
}

TEST_CASE("a stop ends the reading of streams that hold nothing") {
  const TempFolder folder;
  for (const std::string format : {"gzip", "zstd", "xz", "bzip2", "lz4"}) {
    CAPTURE(format);
    const std::string nothing = compressed("", format);
    std::string bytes = compressed("news", format);
    while (bytes.size() < 4 * RawFile::kBlockBytes) bytes += nothing;
    std::stop_source stop;
    const auto event = event_of(stop);
    auto file = RawFile::open(folder.write("a", bytes), event.get());
    REQUIRE(file.has_value());
    const auto magic = (*file)->peek(16);
    REQUIRE(magic.has_value());
    Decoder decoder(**file, compression_of_bytes(*magic), kUsualWindowBytes);
    for (std::string text; text != "news";) text += decoder.next_block().value();
    stop.request_stop();
    const auto block = decoder.next_block();
    REQUIRE_FALSE(block.has_value());
    CHECK(block.error().code == ErrorCode::cancelled);
    CHECK((*file)->bytes_read() <= RawFile::kBlockBytes);
  }
}

TEST_CASE("a stop between two articles leaves the rest, and nothing is told of it") {
  const TempFolder folder;
  std::string records;
  for (int i = 0; i < 100; ++i) records += "{\"title\": \"a\"}\n";
  const std::string record_file = folder.write("a.jsonl", records);
  const std::string list = folder.write("a.txt", "• One\n\n  Text.\n\n• Two\n\n  Text.\n");
  for (const std::string& path : {record_file, list}) {
    CAPTURE(path);
    std::stop_source stop;
    std::vector<Problem> problems;
    auto reader = ArticleReader::open({path, list}, with_stop(stop, problems));
    REQUIRE(reader.has_value());
    CHECK(reader->next().has_value());
    stop.request_stop();
    CHECK_FALSE(reader->next().has_value());
    CHECK_FALSE(reader->next().has_value());
    CHECK(problems.empty());
    CHECK(reader->counts().files_skipped == 0);
  }
}

TEST_CASE("a stop ends the walk through folders") {
  const TempFolder folder;
  folder.write("a/b/c.txt", "news");
  std::stop_source stop;
  stop.request_stop();
  std::vector<Problem> problems;
  const auto reader = ArticleReader::open({folder.path()}, with_stop(stop, problems));
  REQUIRE_FALSE(reader.has_value());
  CHECK(reader.error().code == ErrorCode::cancelled);
}
