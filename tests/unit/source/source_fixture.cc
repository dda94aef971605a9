#include "source_fixture.h"

#include <bzlib.h>
#include <doctest/doctest.h>
#include <lz4frame.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdlib>
#include <fstream>
#include <random>

#include "source/stream/decompressed_stream.h"

namespace newsidx::source {

TempFolder::TempFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "newsidx_source_XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  root_ = name;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(root_, ignored);
}

std::string TempFolder::path(std::string_view name) const {
  return name.empty() ? root_.string() : (root_ / name).string();
}

std::string TempFolder::write(std::string_view name, std::string_view bytes) const {
  const std::filesystem::path file = root_ / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
  return file.string();
}

namespace {

std::string gzip_of(std::string_view bytes) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zstd_of(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3);
  REQUIRE(ZSTD_isError(size) == 0);
  out.resize(size);
  return out;
}

std::string xz_of(std::string_view bytes) {
  std::string out(lzma_stream_buffer_bound(bytes.size()), '\0');
  std::size_t size = 0;
  REQUIRE(lzma_easy_buffer_encode(1, LZMA_CHECK_CRC64, nullptr,
                                  reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(),
                                  reinterpret_cast<std::uint8_t*>(out.data()), &size,
                                  out.size()) == LZMA_OK);
  out.resize(size);
  return out;
}

std::string bzip2_of(std::string_view bytes) {
  std::string out(bytes.size() + bytes.size() / 100 + 600, '\0');
  auto size = static_cast<unsigned>(out.size());
  REQUIRE(BZ2_bzBuffToBuffCompress(out.data(), &size, const_cast<char*>(bytes.data()),
                                   static_cast<unsigned>(bytes.size()), 9, 0, 0) == BZ_OK);
  out.resize(size);
  return out;
}

std::string lz4_of(std::string_view bytes) {
  LZ4F_preferences_t preferences{};  // as the tool lz4 has them
  preferences.frameInfo.blockSizeID = LZ4F_max4MB;
  preferences.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled;
  std::string out(LZ4F_compressFrameBound(bytes.size(), &preferences), '\0');
  const std::size_t size =
      LZ4F_compressFrame(out.data(), out.size(), bytes.data(), bytes.size(), &preferences);
  REQUIRE(LZ4F_isError(size) == 0);
  out.resize(size);
  return out;
}

}  // namespace

std::string compressed(std::string_view bytes, const std::string& format) {
  if (format == "gzip") return gzip_of(bytes);
  if (format == "zstd") return zstd_of(bytes);
  if (format == "xz") return xz_of(bytes);
  if (format == "bzip2") return bzip2_of(bytes);
  if (format == "lz4") return lz4_of(bytes);
  REQUIRE(format == "none");
  return std::string(bytes);
}

Content content_of(const std::string& path, std::size_t step_bytes,
                   std::uint64_t max_window_bytes) {
  auto stream = DecompressedStream::open(path, nullptr, max_window_bytes);
  if (!stream) return {"", stream.error().to_string()};
  Content content;
  std::string buffer(step_bytes, '\0');
  while (true) {
    const auto count = stream->read(buffer.data(), buffer.size());
    if (!count) {
      content.error = count.error().to_string();
      return content;
    }
    if (*count == 0) return content;
    content.text.append(buffer, 0, *count);
  }
}

std::string long_text(std::uint32_t seed, std::size_t bytes) {
  std::mt19937 random(seed);
  std::string text;
  while (text.size() < bytes) text += "word" + std::to_string(random() % 5000) + ' ';
  return text;
}

namespace {

Reading read_with(const std::vector<std::string>& inputs, std::uint64_t max_record_bytes,
                  unsigned threads) {
  Reading reading;
  ReaderOptions options;
  options.max_record_bytes = max_record_bytes;
  options.threads = threads;
  options.on_problem = [&reading](const Problem& problem) { reading.problems.push_back(problem); };
  auto reader = ArticleReader::open(inputs, options);
  if (!reader) {
    reading.error = std::string(name_of(reader.error().code)) + ": " + reader.error().to_string();
    return reading;
  }
  while (auto article = reader->next()) reading.articles.push_back(std::move(*article));
  CHECK_FALSE(reader->next().has_value());  // the end stays the end
  reading.counts = reader->counts();
  reading.total_input_bytes = reader->total_input_bytes();
  return reading;
}

}  // namespace

Reading read_all(const std::vector<std::string>& inputs, std::uint64_t max_record_bytes) {
  Reading reading = read_with(inputs, max_record_bytes, 1);
  for (const std::string& input : inputs) {  // pipes can be read once
    if (!std::filesystem::is_regular_file(input) && !std::filesystem::is_directory(input)) {
      return reading;
    }
  }
  const Reading parallel = read_with(inputs, max_record_bytes, 3);
  CHECK(parallel.articles == reading.articles);
  CHECK(parallel.problems == reading.problems);
  CHECK(parallel.counts == reading.counts);
  CHECK(parallel.error == reading.error);
  return reading;
}

std::vector<std::string> ids_of(const Reading& reading) {
  std::vector<std::string> ids;
  for (const Article& article : reading.articles) {
    const bool is_hash = article.id.size() == 32 &&
                         article.id.find_first_not_of("0123456789abcdef") == std::string::npos;
    ids.push_back(is_hash ? '=' + article.title : article.id);
  }
  return ids;
}

std::vector<std::string> problems_of(const Reading& reading, const TempFolder& folder) {
  constexpr const char* kKinds[] = {"unreadable_file", "broken_record", "repaired_text",
                                    "cut_off",         "ignored_value", "no_news"};
  std::vector<std::string> lines;
  for (const Problem& problem : reading.problems) {
    std::string line = problem.to_string();
    if (line.starts_with(folder.path())) line.erase(0, folder.path().size() + 1);
    lines.push_back(std::string(kKinds[static_cast<int>(problem.kind)]) + ' ' + line);
  }
  return lines;
}

}  // namespace newsidx::source
