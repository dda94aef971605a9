#include "source/charset/decode_text.h"

#include <uchardet.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "base/utf8.h"
#include "source/charset/charset_label.h"
#include "source/charset/iconv_decoder.h"
#include "source/charset/text_encoding.h"

namespace newsidx::source {
namespace {

using namespace std::string_view_literals;

// libuchardet is given so much: its verdict does not change with more.
constexpr std::size_t kDetectedBytes = 256 * 1024;
// A label does not fit when more than one in so many characters is ill-formed.
constexpr std::size_t kFitting = 50;
struct Converted {
  std::string text;
  std::size_t replaced = 0;
};

Converted convert_windows_1252(std::string_view bytes) {
  Converted out;
  out.text.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    const char32_t point = windows_1252_character(byte);
    if (point == 0xfffd) ++out.replaced;
    append_utf8(out.text, point);
  }
  return out;
}

std::optional<Converted> convert(std::string_view bytes, std::string_view charset) {
  if (charset == "CP1252") return convert_windows_1252(bytes);
  IconvDecoder decoder{std::string(charset)};
  if (!decoder.is_known()) return std::nullopt;
  Converted out;
  out.text.reserve(bytes.size() + bytes.size() / 2);
  decoder.decode(bytes, true, out.text);
  out.replaced = decoder.replaced_count();
  return out;
}

// Of ISO 8859 the bytes from 0x80 to 0x9f are control characters, which no text has; where they
// stand, it is the encoding of Windows that goes with it.
std::string with_windows_letters(std::string_view bytes, std::string charset) {
  constexpr std::pair<std::string_view, std::string_view> kPairs[] = {
      {"ISO-8859-1", "CP1252"},  {"ISO-8859-15", "CP1252"}, {"ISO-8859-2", "CP1250"},
      {"ISO-8859-5", "CP1251"},  {"ISO-8859-7", "CP1253"},  {"ISO-8859-9", "CP1254"},
      {"ISO-8859-13", "CP1257"}, {"ISO-8859-4", "CP1257"}};
  const bool has_windows = std::ranges::any_of(bytes, [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 && static_cast<unsigned char>(c) < 0xa0;
  });
  for (const auto& [iso, windows] : kPairs) {
    if (has_windows && charset == iso) return std::string(windows);
  }
  return charset;
}

std::string detect(std::string_view bytes) {
  const std::unique_ptr<std::remove_pointer_t<uchardet_t>, decltype(&uchardet_delete)> detector(
      uchardet_new(), uchardet_delete);
  if (!detector) return {};
  const std::string_view head = bytes.substr(0, kDetectedBytes);
  if (uchardet_handle_data(detector.get(), head.data(), head.size()) != 0) return {};
  uchardet_data_end(detector.get());
  const std::string label = uchardet_get_charset(detector.get());
  return with_windows_letters(bytes, std::string(charset_of_label(label)));
}

struct Utf8Counts {
  std::size_t well_formed = 0;  // sequences beyond ASCII
  std::size_t ill_formed = 0;
};

Utf8Counts count_utf8(std::string_view bytes) {
  Utf8Counts counts;
  for (std::size_t at = 0; at < bytes.size();) {
    const CodePoint point = decode_utf8(bytes, at);
    if (!point.well_formed) ++counts.ill_formed;
    if (point.well_formed && point.size > 1) ++counts.well_formed;
    at += point.size;
  }
  return counts;
}

std::string_view charset_of_mark(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) return "UTF-8";
  if (bytes.starts_with("\xff\xfe\0\0"sv)) return "UTF-32LE";
  if (bytes.starts_with("\0\0\xfe\xff"sv)) return "UTF-32BE";
  if (bytes.starts_with("\xff\xfe")) return "UTF-16LE";
  if (bytes.starts_with("\xfe\xff")) return "UTF-16BE";
  if (bytes.starts_with("\x84\x31\x95\x33")) return "GB18030";
  return {};
}

std::string_view charset_of_zeros(std::string_view bytes) {
  const std::string_view width = wide_encoding_of(bytes.substr(0, 4));
  if (width == "UTF-16") return bytes[0] == '\0' ? "UTF-16BE" : "UTF-16LE";
  if (width == "UTF-32") return bytes[0] == '\0' ? "UTF-32BE" : "UTF-32LE";
  return {};
}

bool is_seven_bit(std::string_view charset) { return charset.starts_with("ISO-2022"); }

DecodedText made(Converted converted, std::string_view charset, DecodedText::From from) {
  if (converted.text.starts_with("\xef\xbb\xbf")) converted.text.erase(0, 3);
  DecodedText out;
  out.text = std::move(converted.text);
  out.charset = charset;
  out.from = from;
  out.replaced = converted.replaced;
  return out;
}

// UTF-8, with what is none repaired in place.
DecodedText as_utf8(std::string bytes, DecodedText::From from) {
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.erase(0, 3);
  DecodedText out;
  out.text = std::move(bytes);
  const RepairedBytes repaired = repair_encoding(out.text);
  out.charset = "UTF-8";
  out.from = repaired.decoded + repaired.replaced > 0 ? DecodedText::From::repaired : from;
  out.replaced = repaired.replaced;
  out.decoded = repaired.decoded;
  return out;
}

}  // namespace

DecodedText decode_text(std::string bytes, std::span<const std::string_view> labels) {
  using From = DecodedText::From;
  const std::string_view mark = charset_of_mark(bytes);
  if (mark == "UTF-8") return as_utf8(std::move(bytes), From::mark);
  for (const std::string_view wide : {mark, charset_of_zeros(bytes)}) {
    if (wide.empty()) continue;
    if (auto converted = convert(bytes, wide)) return made(std::move(*converted), wide, From::mark);
  }
  std::string_view charset;
  for (const std::string_view label : labels) {
    if (charset.empty()) charset = charset_of_label(label);
  }
  const Utf8Counts utf8 = count_utf8(bytes);
  if (utf8.ill_formed == 0 && !is_seven_bit(charset)) return as_utf8(std::move(bytes), From::utf8);
  // A few bytes of another text in one of UTF-8 change nothing about it.
  if (utf8.well_formed > utf8.ill_formed * 4) return as_utf8(std::move(bytes), From::utf8);
  std::optional<Converted> labelled;
  // A page does not tell its encoding in two-byte characters: such a label is a mistake.
  const bool is_wide = charset.starts_with("UTF-16");
  if (!charset.empty() && charset != "UTF-8" && !is_wide) labelled = convert(bytes, charset);
  if (labelled && labelled->replaced <= labelled->text.size() / kFitting) {
    return made(std::move(*labelled), charset, From::label);
  }
  const std::string detected = detect(bytes);
  if (!detected.empty() && detected != "UTF-8" && detected != charset) {
    auto converted = convert(bytes, detected);
    if (converted && (!labelled || converted->replaced < labelled->replaced) &&
        converted->replaced <= converted->text.size() / kFitting) {
      return made(std::move(*converted), detected, From::detected);
    }
  }
  if (labelled) return made(std::move(*labelled), charset, From::label);
  return as_utf8(std::move(bytes), From::utf8);
}

DecodedText decode_text(std::string bytes, std::string_view label) {
  const std::array<std::string_view, 1> labels = {label};
  return decode_text(std::move(bytes), labels);
}

std::string decoding_note(const DecodedText& decoded) {
  std::string note;
  if (decoded.from == DecodedText::From::detected)
    note = "read as " + decoded.charset + " (detected)";
  if (decoded.decoded > 0) {
    note = std::to_string(decoded.decoded) + " bytes of Windows-1252 in UTF-8 decoded";
  }
  if (decoded.replaced > 0) {
    if (!note.empty()) note += ", ";
    note += std::to_string(decoded.replaced) + " ill-formed sequences of " + decoded.charset +
            " replaced";
  }
  return note;
}

}  // namespace newsidx::source
