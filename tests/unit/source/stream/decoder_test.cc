// Every compression, whole and broken: all that is sound is given out, and nothing in a file is
// passed over without a word.

#include "source/stream/decoder.h"

#include <doctest/doctest.h>
#include <lzma.h>

#include "../source_fixture.h"
#include "source/stream/decompressed_stream.h"

using namespace newsidx;
using namespace newsidx::source;
using namespace std::string_literals;

namespace {

const char* const kFormats[] = {"gzip", "zstd", "xz", "bzip2", "lz4"};

std::string damaged_message(const std::string& format) {
  return "the " + format + " data is damaged";
}

std::string cut_message(const std::string& format) { return "the " + format + " data is cut off"; }

}  // namespace

TEST_CASE("streams one after the other are one text, and zeros behind some are padding") {
  const TempFolder folder;
  const std::string first = long_text(1);
  const std::string zeros(512, '\0');
  for (const std::string format : kFormats) {
    CAPTURE(format);
    const std::string one = compressed(first, format);
    const std::string two = compressed("two\n", format);
    const std::string nothing = compressed("", format);
    struct Row {
      std::string bytes;
      std::string text;
    };
    const Row kRows[] = {
        {one + two, first + "two\n"},
        {two + one, "two\n" + first},
        {nothing, ""},
        {nothing + two + nothing + nothing + two, "two\ntwo\n"},
    };
    for (const Row& row : kRows) {
      CAPTURE(&row - kRows);
      const Content content = content_of(folder.write("a", row.bytes));
      CHECK(content.text == row.text);
      CHECK(content.error == "");
    }
    const bool pads = format == "gzip" || format == "xz";
    const Content padded = content_of(folder.write("a", one + zeros + two + zeros));
    CHECK(padded.text == (pads ? first + "two\n" : first));
    CHECK((padded.error == "") == pads);
    const Content at_end = content_of(folder.write("a", one + zeros));
    CHECK(at_end.text == first);
    CHECK((at_end.error == "") == pads);
    for (const std::string& rest : {std::string(3, '\0'), std::string(3, '\0') + two}) {
      const Content odd = content_of(folder.write("a", one + rest));
      CHECK(odd.text.starts_with(first));
      CHECK((odd.error == "") == (format == "gzip"));
    }
  }
}

TEST_CASE("behind a damaged member of gzip the next one is found, wherever it lies") {
  constexpr std::size_t kBlockBytes = BlockSource::kBlockBytes;
  const TempFolder folder;
  const std::string first = compressed("first", "gzip");
  const std::string last = compressed("last", "gzip");
  const auto read_on = [&](const std::string& bytes) {
    auto stream = DecompressedStream::open(folder.write("a.gz", bytes));
    REQUIRE(stream.has_value());
    std::string text;
    char block[100];
    while (true) {
      const auto size = stream->read(block, sizeof block);
      if (!size) {
        text += '!';
        if (!stream->resume().value_or(false)) return text;
        continue;
      }
      if (*size == 0) return text;
      text.append(block, *size);
    }
  };
  for (std::size_t begin = kBlockBytes - 12; begin < kBlockBytes + 5; ++begin) {
    CAPTURE(begin);
    const std::string rubbish(begin - first.size(), 'x');
    CHECK(read_on(first + rubbish + last) == "first!last");
    CHECK(read_on(first + rubbish + "\x1f\x8b\x08\xff" + last) == "first!last");
    CHECK(read_on(first + rubbish) == "first!");
  }
  // A block that is copied says how long it is: damaged, it goes on over the members behind it.
  std::string long_block = "\x1f\x8b\x08\0\0\0\0\0\0\x03\x01\xff\x7f\x00\x80"s;
  for (const std::size_t size : {10u, 40'000u}) {
    CAPTURE(size);
    const std::string text = read_on(first + long_block + std::string(size, 'x') + last + last);
    CHECK(text.starts_with("firstx"));
    CHECK(text.ends_with("!lastlast"));
  }
  for (const std::string format : {"zstd", "xz", "bzip2", "lz4"}) {
    const std::string packed = compressed("first", format);
    const std::string bytes = packed + "x" + packed;
    CHECK(read_on(bytes) == "first!");  // only gzip's members are looked for
  }
}

TEST_CASE("frames that are to be skipped, where their format has them") {
  const TempFolder folder;
  const std::string news = "\x5a\x2a\x4d\x18\x05\0\0\0news!"s;
  const std::string pzstd = "\x50\x2a\x4d\x18\x04\0\0\0\x15\0\0\0"s;  // the size of what follows
  const std::string nothing = "\x5f\x2a\x4d\x18\0\0\0\0"s;
  const std::string large = "\x51\x2a\x4d\x18\0\0\x04\0"s + std::string(256 << 10, '{');
  for (const std::string format : {"zstd", "lz4"}) {
    CAPTURE(format);
    const std::string frame = compressed("text", format);
    struct Row {
      std::string bytes;
      std::string text;
    };
    const Row kRows[] = {
        {frame + news + frame, "texttext"},
        {news + frame, "text"},
        {pzstd + frame + pzstd + frame, "texttext"},
        {nothing + large + news + frame + nothing + large, "text"},
        {frame + large + large + frame, "texttext"},
        {nothing, ""},
    };
    for (const Row& row : kRows) {
      CAPTURE(&row - kRows);
      // Without a name, as in a pipe, those in front are zstd's.
      for (const std::string name : {format == "zstd" ? "a.zst" : "a.lz4", "a"}) {
        if (name == "a" && format == "lz4" && !row.bytes.starts_with(frame)) continue;
        const Content content = content_of(folder.write(name, row.bytes));
        CHECK(content.text == row.text);
        CHECK(content.error == "");
      }
    }
  }
}

TEST_CASE("a file that is cut anywhere gives what stands in front of the cut, and says so") {
  const TempFolder folder;
  const std::string first = "The truce held. ";
  const std::string second = "Aid reached the town.";
  for (const std::string format : kFormats) {
    CAPTURE(format);
    const std::string one = compressed(first, format);
    const std::string bytes = one + compressed(second, format);
    const std::size_t magic_bytes = format == "bzip2" ? 10 : format == "gzip" ? 2 : 6;
    for (std::size_t size = magic_bytes; size < bytes.size(); ++size) {
      CAPTURE(size);
      const Content content = content_of(folder.write("a", bytes.substr(0, size)));
      if (size == one.size()) {
        CHECK(content.text == first);
        CHECK(content.error == "");
      } else {
        CHECK((first + second).starts_with(content.text));
        CHECK((size < one.size() || content.text.starts_with(first)));
        CHECK(content.error == cut_message(format));
      }
    }
  }
}

TEST_CASE("what follows a stream and is none is damage, and the stream is read") {
  const TempFolder folder;
  const std::string first = long_text(2);
  for (const std::string format : kFormats) {
    CAPTURE(format);
    const std::string one = compressed(first, format);
    for (const std::string& rest : {"{\"title\": \"not packed\"}\n"s, std::string(40, '\xff'),
                                    std::string(600, '\0') + "not packed, behind zeros"}) {
      const Content content = content_of(folder.write("a", one + rest));
      CHECK(content.text == first);
      CHECK(content.error.starts_with(damaged_message(format)));
    }
    const Content little = content_of(folder.write("a", one + "x"));
    CHECK(little.text == first);
    CHECK(little.error != "");
  }
}

TEST_CASE("a second stream that is damaged costs nothing of the first") {
  const TempFolder folder;
  const std::string first = long_text(3);
  const std::string second = long_text(4);
  for (const std::string format : kFormats) {
    CAPTURE(format);
    const std::string one = compressed(first, format);
    std::string two = compressed(second, format);
    for (std::size_t at = two.size() / 2; at < two.size() / 2 + 64; ++at) {
      two[at] = static_cast<char>(~two[at]);
    }
    const Content content = content_of(folder.write("a", one + two));
    CHECK(content.text.starts_with(first));
    CHECK(content.error.starts_with(damaged_message(format)));
  }
}

TEST_CASE("any changed byte of a second stream costs nothing of the first") {
  const TempFolder folder;
  const std::string first = "The truce held. ";
  const std::string second = "Aid reached the town. Aid reached the next town, too.";
  for (const std::string format : kFormats) {
    CAPTURE(format);
    const std::string one = compressed(first, format);
    const std::string two = compressed(second, format);
    for (std::size_t at = 0; at < two.size(); ++at) {
      CAPTURE(at);
      std::string changed = one + two;
      changed[one.size() + at] = static_cast<char>(~changed[one.size() + at]);
      const Content content = content_of(folder.write("a", changed));
      CHECK(content.text.starts_with(first));
      // Without a checksum (ZSTD_compress writes none) a changed letter is another letter.
      if (format != "zstd") CHECK((content.error != "" || content.text == first + second));
    }
  }
}

TEST_CASE("of a single stream all blocks in front of a damaged place are read") {
  const TempFolder folder;
  for (const std::string format : kFormats) {
    CAPTURE(format);
    const std::size_t block_bytes = format == "lz4" ? 4 << 20 : 900'000;  // or less
    const std::string text = long_text(5, 2 * block_bytes);
    std::string bytes = compressed(text, format);
    const std::size_t sound_bytes = text.size() / 10 * 9 - block_bytes;
    std::string cut = bytes.substr(0, bytes.size() / 10 * 9);
    const Content before_cut = content_of(folder.write("a", cut));
    CHECK(text.starts_with(before_cut.text));
    CHECK(before_cut.text.size() >= sound_bytes);
    CHECK(before_cut.error == cut_message(format));
    for (std::size_t at = cut.size(); at < cut.size() + 100; ++at) bytes[at] = '\xff';
    const Content before_damage = content_of(folder.write("a", bytes));
    CHECK(before_damage.text.substr(0, sound_bytes) == text.substr(0, sound_bytes));
    CHECK(before_damage.error.starts_with(damaged_message(format)));
  }
}

TEST_CASE("a block is read though the header behind it is damaged") {
  const TempFolder folder;
  // zstd: magic, descriptor, window; a raw block of four bytes; a block of the reserved type.
  const std::string zstd = "\x28\xb5\x2f\xfd\0\0"s + "\x20\0\0"s + "news" + "\x26\0\0"s + "news";
  // lz4: magic, flags, header checksum; a raw block of four bytes; a block of over 64 KiB.
  const std::string lz4 =
      "\x04\x22\x4d\x18\x60\x40\x82"s + "\x04\0\0\x80"s + "news" + "\x04\0\x04\0"s + "news";
  for (const auto& [format, bytes] : {std::pair{"zstd"s, zstd}, {"lz4"s, lz4}}) {
    CAPTURE(format);
    const Content content = content_of(folder.write("a", bytes));
    CHECK(content.text == "news");
    CHECK(content.error.starts_with(damaged_message(format)));
  }
}

TEST_CASE("the damage of a gzip file is told in zlib's words") {
  const TempFolder folder;
  std::string bytes = compressed("some news", "gzip");
  std::string without_checksum = bytes.substr(0, bytes.size() - 8);
  const Content cut = content_of(folder.write("a.gz", without_checksum));
  CHECK(cut.text == "some news");
  CHECK(cut.error == "the gzip data is cut off");
  bytes[bytes.size() - 6] = static_cast<char>(bytes[bytes.size() - 6] ^ 1);  // in the checksum
  const Content wrong_sum = content_of(folder.write("a.gz", bytes));
  CHECK(wrong_sum.text == "some news");
  CHECK(wrong_sum.error == "the gzip data is damaged: incorrect data check");
}

TEST_CASE("a window of more than 128 MiB is read where memory allows, else the way out is told") {
  const TempFolder folder;
  struct Row {
    const char* name;
    std::string bytes;
    std::uint64_t max_window_mebibytes;
    std::string error;  // empty: read
  };
  // zstd: magic, descriptor, window or size of the contents; one raw block, the last.
  const auto zstd = [](const std::string& header) {
    return "\x28\xb5\x2f\xfd" + header + "\x21\0\0news"s;
  };
  // xz: the dictionary's size is a byte behind the filter's id, in a header with a checksum.
  const auto xz = [](char dictionary) {
    std::string bytes = compressed("news", "xz");
    auto* header = reinterpret_cast<std::uint8_t*>(bytes.data()) + 12;
    const std::size_t header_bytes = (header[0] + 1u) * 4;
    const std::size_t filter = bytes.find("\x21\x01", 12);
    REQUIRE(filter + 3 < 12 + header_bytes);
    bytes[filter + 2] = dictionary;
    const std::uint32_t sum = lzma_crc32(header, header_bytes - 4, 0);
    for (std::size_t i = 0; i < 4; ++i) {
      header[header_bytes - 4 + i] = static_cast<std::uint8_t>(sum >> (8 * i));
    }
    return bytes;
  };
  const auto takes = [](const std::string& window, const std::string& memory,
                        const std::string& command) {
    return "its window takes " + window + " MiB of memory (try: memory_bytes " + memory + "M, or " +
           command + " FILE, and build() from its output)";
  };
  const std::string zstd_command = "zstd -dc --long=31";
  const Row kRows[] = {
      {"zstd, 2^27", zstd("\0\x88"s), 128, ""},
      {"zstd, 2^28", zstd("\0\x90"s), 128, takes("256", "512", zstd_command)},
      {"zstd, 2^28, allowed", zstd("\0\x90"s), 256, ""},
      {"zstd, 2^28 and an eighth", zstd("\0\x91"s), 256, takes("512", "1024", zstd_command)},
      {"zstd, 2^28 and an eighth, allowed", zstd("\0\x91"s), 512, ""},
      {"zstd, 2^31", zstd("\0\xa8"s), 2047, takes("2048", "4096", zstd_command)},
      {"zstd, 2^41", zstd("\0\xf8"s), 4096,
       "its window takes more than the 2 GiB that libzstd reads (try: to pack it again, with zstd "
       "--long=31)"},
      {"zstd, 300 MB in one segment", zstd("\xa0\x00\xa3\xe1\x11"s), 128,
       takes("512", "1024", zstd_command)},
      {"zstd, 2^29 in eight bytes", zstd("\xe0\0\0\0\x20\0\0\0\0"s), 256,
       takes("512", "1024", zstd_command)},
      {"xz, 2^27", xz(30), 128, ""},
      {"xz, 2^28", xz(32), 128, takes("256", "512", "xz -dc")},
      {"xz, 2^28, allowed", xz(32), 256, ""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const Content content =
        content_of(folder.write("a", row.bytes), 10'000, row.max_window_mebibytes << 20);
    CHECK(content.error == row.error);
    CHECK(content.text == (row.error.empty() ? "news" : ""));
  }
}

TEST_CASE("what a reader holds for a long window is told") {
  const TempFolder folder;
  const std::string frame = "\x28\xb5\x2f\xfd\0\x90\x21\0\0news"s;  // a window of 2^28
  const auto long_one = DecompressedStream::open(folder.write("a", frame), nullptr, 1u << 30);
  REQUIRE(long_one.has_value());
  CHECK(long_one->window_bytes() >= 256u << 20);
  CHECK(long_one->window_bytes() < 260u << 20);
  const auto usual = DecompressedStream::open(folder.write("b", compressed("news", "zstd")));
  REQUIRE(usual.has_value());
  CHECK(usual->window_bytes() < 1u << 20);
}

TEST_CASE("articles in front of damage are indexed, and the file counts as skipped") {
  const TempFolder folder;
  std::string records;
  for (int i = 0; i < 1000; ++i) records += R"({"title": "Truce )" + std::to_string(i) + "\"}\n";
  for (const std::string format : kFormats) {
    CAPTURE(format);
    const std::string one = compressed(records, format);
    const std::string half = one.substr(0, one.size() / 2);
    const std::string damaged = half + std::string(one.size(), '\xff');
    for (const std::string& rest : {half, damaged, "garbage here"s}) {
      const Reading reading = read_all({folder.write("a.jsonl", one + rest)});
      CHECK(reading.articles.size() >= 1000);
      CHECK(reading.counts.files_skipped == 1);
      CHECK(reading.counts.files == 0);
      REQUIRE(reading.problems.size() >= 1);
      CHECK(reading.problems.back().kind == Problem::Kind::unreadable_file);
    }
  }
}
