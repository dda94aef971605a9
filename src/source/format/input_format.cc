#include "source/format/input_format.h"

#include <algorithm>
#include <cstddef>

#include "base/utf8.h"
#include "source/charset/decode_text.h"
#include "source/charset/text_encoding.h"

namespace newsidx::source {

namespace {

// Those of news wires (SOH, STX, ETX, EOT), of ISO 2022 (SO, SI, ESC), of CP/M (SUB) and of layout
// are in text.
bool is_foreign_to_text(char c) {
  constexpr std::string_view kOfText("\x01\x02\x03\x04\a\b\t\n\v\f\r\x0e\x0f\x1a\x1b");
  return c == '\x7f' || (c >= '\0' && c < ' ' && kOfText.find(c) == std::string_view::npos);
}

// Polish, Hungarian and Turkish text may make sense as Windows-1252: its letters are others there,
// between the same ones of ASCII. Of the encodings that uchardet names for text of Western
// languages that is too short for it, it names these least.
bool is_latin_of_other_letters(std::string_view charset) {
  return charset == "ISO-8859-2" || charset == "CP1250" || charset == "CP1254";
}

bool is_utf8_head(std::string_view head) {
  return head.empty() || is_valid_utf8(head.substr(0, utf8_floor(head, head.size() - 1)));
}

}  // namespace

bool is_binary(std::string_view head) {
  if (head.find('\0') != std::string_view::npos) return true;
  const auto count = static_cast<std::size_t>(std::ranges::count_if(head, is_foreign_to_text));
  const std::size_t bytes_per_control =
      is_utf8_head(head) ? 16 : 64;  // of bytes that are random: 14
  return count * bytes_per_control > head.size();
}

FileFormat format_of(FileFormat found, FileFormat by_name, bool is_surely_text) {
  // An object a line is an article a line, unless the name promises less than that.
  if (found == FileFormat::records || found == FileFormat::json) {
    return by_name == FileFormat::records ? by_name : found;
  }
  // Some text begins as mail does, or HTML; a name that says what kind of text it is counts.
  const bool is_weak = found == FileFormat::mail || found == FileFormat::html;
  if (is_weak && (by_name == FileFormat::markdown || by_name == FileFormat::table)) return by_name;
  if (found == FileFormat::mhtml && by_name == FileFormat::mail) return by_name;
  if (found != FileFormat::unknown) return found;
  if (by_name != FileFormat::unknown) return by_name;
  return is_surely_text ? FileFormat::page : FileFormat::unknown;
}

bool is_decoded_by_reader(FileFormat format) {
  switch (format) {
    case FileFormat::html:
    case FileFormat::xml:
    case FileFormat::page:
    case FileFormat::exported: return true;
    default: return false;
  }
}

bool is_of_records(FileFormat format) {
  switch (format) {
    case FileFormat::records:
    case FileFormat::json:
    case FileFormat::table:
    case FileFormat::sgml: return true;
    default: return false;
  }
}

std::string foreign_charset_of(const std::string& head) {
  if (is_utf8_head(head)) return {};
  constexpr std::size_t kManyBytes = 32;  // of no sense as Windows-1252 are no damage
  // Fewer may be, unless the text is full of them.
  constexpr std::size_t kFewBytes = 4;
  constexpr std::size_t kDenseBytes = 64;  // with one of them in each so many
  std::string western = head;
  const RepairedBytes repaired = repair_encoding(western);
  const std::size_t count = repaired.decoded + repaired.replaced;
  const bool is_dense = count >= kFewBytes && count * kDenseBytes >= head.size();
  if (repaired.replaced < kManyBytes && !is_dense) return {};
  DecodedText decoded = decode_text(head, "");
  if (decoded.from != DecodedText::From::detected) return {};
  if (repaired.replaced >= kManyBytes) return std::move(decoded.charset);
  const bool is_likely = repaired.replaced > 0 || is_latin_of_other_letters(decoded.charset);
  return decoded.replaced == 0 && is_likely ? std::move(decoded.charset) : std::string();
}

bool is_of_lines(FileFormat format) {
  switch (format) {
    case FileFormat::page:
    case FileFormat::records:
    case FileFormat::json:
    case FileFormat::sgml:
    case FileFormat::exported:
    case FileFormat::markdown:
    case FileFormat::table:
    case FileFormat::mail:
    case FileFormat::mbox:
    case FileFormat::mhtml: return true;
    default: return false;
  }
}

bool is_read_behind_damage(FileFormat format) {
  return format == FileFormat::records || format == FileFormat::mbox || format == FileFormat::sgml;
}

bool is_of_bytes(FileFormat format) {
  switch (format) {
    case FileFormat::records:
    case FileFormat::warc:
    case FileFormat::pdf:
    case FileFormat::office:
    case FileFormat::mail:
    case FileFormat::mbox:
    case FileFormat::mhtml: return true;
    default: return false;
  }
}

}  // namespace newsidx::source
