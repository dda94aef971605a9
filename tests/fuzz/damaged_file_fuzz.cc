// A text in one, two or three compressed members, with a byte changed, cut off somewhere, or with
// something behind it. Nothing is lost without a word: the members before the damage are read
// whatever it is, and a reading that ends without an error is the whole text.
#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <string>
#include <vector>

#include "fuzz.h"
#include "scratch_file.h"
#include "source/stream/decompressed_stream.h"

using namespace newsidx;

namespace {

constexpr std::array kFilters = {"gzip", "zstd", "xz", "bzip2", "lz4"};
constexpr std::size_t kMagicBytes = 10;  // without these it is no compressed file

std::string compressed(std::string_view bytes, const char* filter) {
  std::string out(bytes.size() + (1 << 16), '\0');
  std::size_t used = 0;
  archive* const writer = archive_write_new();
  NEWSIDX_CHECK(archive_write_add_filter_by_name(writer, filter) == ARCHIVE_OK);
  // The smallest effort: what matters here is how fast the inputs come.
  static_cast<void>(archive_write_set_filter_option(writer, nullptr, "compression-level", "1"));
  archive_write_set_format_raw(writer);
  archive_write_set_bytes_in_last_block(writer, 1);  // no padding to whole tape blocks
  NEWSIDX_CHECK(archive_write_open_memory(writer, out.data(), out.size(), &used) == ARCHIVE_OK);
  archive_entry* const entry = archive_entry_new();
  archive_entry_set_filetype(entry, AE_IFREG);
  NEWSIDX_CHECK(archive_write_header(writer, entry) == ARCHIVE_OK);
  NEWSIDX_CHECK(archive_write_data(writer, bytes.data(), bytes.size()) >= 0);
  archive_entry_free(entry);
  NEWSIDX_CHECK(archive_write_close(writer) == ARCHIVE_OK);
  archive_write_free(writer);
  out.resize(used);
  return out;
}

struct File {
  std::string bytes;
  std::string text;                      // of all members
  std::vector<std::size_t> member_ends;  // in bytes
  std::vector<std::size_t> text_ends;    // in text
};

File make_file(std::string_view text, const char* filter, std::size_t members, std::size_t times) {
  File file;
  for (std::size_t member = 0; member < members; ++member) {
    std::string part = "member " + std::to_string(member) + ' ';
    for (std::size_t i = 0; i < times; ++i) part += text;
    file.text += part;
    file.bytes += compressed(part, filter);
    file.member_ends.push_back(file.bytes.size());
    file.text_ends.push_back(file.text.size());
  }
  return file;
}

// The text of the members that end at or before a place in the file.
std::size_t sound_text_bytes(const File& file, std::size_t place) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < file.member_ends.size() && file.member_ends[i] <= place; ++i) {
    size = file.text_ends[i];
  }
  return size;
}

struct Reading {
  std::string text;
  bool has_error = false;
};

// Behind damage there may be further members of gzip: each costs at least a byte of the file.
void read_on(source::DecompressedStream& stream, std::size_t file_bytes) {
  std::array<char, 4096> block;
  for (std::size_t members = 0; stream.resume().value_or(false); ++members) {
    NEWSIDX_CHECK(members < file_bytes);
    while (true) {
      const auto size = stream.read(block.data(), block.size());
      if (!size || *size == 0) break;
    }
  }
}

Reading read_file(const std::string& path, std::size_t file_bytes) {
  Reading reading;
  auto stream = source::DecompressedStream::open(path);
  if (!stream) return {"", true};
  std::array<char, 4096> block;
  while (true) {
    const auto size = stream->read(block.data(), block.size());
    reading.has_error = !size;
    if (!size) read_on(*stream, file_bytes);
    if (!size || *size == 0) return reading;
    reading.text.append(block.data(), *size);
  }
}

// Whether every byte of the text is covered by a checksum: a zstd frame may be without one.
bool has_checksum(const File& file, std::string_view filter) {
  constexpr std::size_t kDescriptor = 4;  // of the frame, behind the magic
  constexpr char kChecksumBit = 4;
  return filter != "zstd" || (file.bytes[kDescriptor] & kChecksumBit) != 0;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const fuzz::ScratchFiles scratch;
  std::string_view input = fuzz::text(data, size);
  const char* const filter = kFilters[fuzz::take_byte(input) % kFilters.size()];
  const std::size_t members = 1 + fuzz::take_byte(input) % 3;
  const std::size_t times = std::size_t{1} << fuzz::take_byte(input) % 8;
  const std::uint8_t damage = fuzz::take_byte(input);
  const std::uint32_t place_chosen = fuzz::take_number(input);
  const std::uint8_t bits = fuzz::take_byte(input);

  File file = make_file(input, filter, members, times);
  if (file.bytes.size() <= kMagicBytes) return 0;
  const std::size_t place = kMagicBytes + place_chosen % (file.bytes.size() - kMagicBytes);
  std::size_t sound = sound_text_bytes(file, place);
  const bool is_changed = damage % 4 == 1 && bits != 0;
  const bool is_cut = damage % 4 == 2;
  const bool is_followed = damage % 4 == 3;
  if (is_changed) file.bytes[place] = static_cast<char>(file.bytes[place] ^ bits);
  if (is_cut) file.bytes.resize(place);
  if (is_followed) {
    sound = file.text.size();
    file.bytes += "garbage ";
    file.bytes += input;
  }

  const Reading reading = read_file(scratch.write("a", file.bytes), file.bytes.size());
  NEWSIDX_CHECK(reading.text.size() >= sound);
  NEWSIDX_CHECK(reading.text.compare(0, sound, file.text, 0, sound) == 0);
  if (reading.has_error) {
    NEWSIDX_CHECK(is_changed || is_cut || is_followed);
  } else if (is_cut) {  // between two members: nobody can know that there were more
    NEWSIDX_CHECK(reading.text.size() == sound);
  } else if (has_checksum(file, filter) || !is_changed) {
    NEWSIDX_CHECK(reading.text == file.text);
  }
  return 0;
}
