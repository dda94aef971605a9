#include "source/input_format.h"

#include "base/utf8.h"
#include "source/charset/decode_text.h"
#include "source/text_encoding.h"

namespace newsidx::source {

bool is_binary(std::string_view head) { return head.find('\0') != std::string_view::npos; }

FileFormat format_of(FileFormat found, FileFormat by_name, bool is_surely_text) {
  // An object a line is an article a line, unless the name promises less than that.
  if (found == FileFormat::records || found == FileFormat::json) {
    return by_name == FileFormat::records ? by_name : found;
  }
  // Some text begins as mail does, or HTML; a name that says what kind of text it is counts.
  const bool is_weak = found == FileFormat::mail || found == FileFormat::html;
  if (is_weak && (by_name == FileFormat::markdown || by_name == FileFormat::table)) return by_name;
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
  if (head.empty()) return {};
  if (is_valid_utf8(std::string_view(head).substr(0, utf8_floor(head, head.size() - 1)))) return {};
  constexpr std::size_t kFewBytes = 32;  // are damage, and no other encoding
  std::string western = head;
  if (mend_encoding(western).replaced < kFewBytes) return {};
  DecodedText decoded = decode_text(head, "");
  return decoded.from == DecodedText::From::detected ? std::move(decoded.charset) : std::string();
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
