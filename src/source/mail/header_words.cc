#include "source/mail/header_words.h"

#include <algorithm>

#include "base/blanks.h"
#include "source/charset/text_encoding.h"
#include "source/mail/mail_charset.h"
#include "source/mail/transfer_encoding.h"
#include "source/warc/header_text.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxParts = 100;  // of one parameter

struct EncodedWord {
  std::string charset;
  std::string bytes;
  std::size_t size = 0;  // of "=?charset?q?text?="; 0: it is none
};

EncodedWord read_encoded_word(std::string_view text) {
  constexpr std::size_t kMaxCharsetBytes = 60;
  EncodedWord word;
  if (!text.starts_with("=?")) return word;
  const std::size_t charset_end = text.substr(0, kMaxCharsetBytes).find('?', 2);
  if (charset_end == std::string_view::npos || charset_end + 3 > text.size() ||
      text[charset_end + 2] != '?') {
    return word;
  }
  const std::size_t begin = charset_end + 3;
  const std::size_t end = text.find('?', begin);
  if (end == std::string_view::npos || !text.substr(end).starts_with("?=")) return word;
  const std::string_view encoded = text.substr(begin, end - begin);
  const char method = text[charset_end + 1];
  if (method == 'b' || method == 'B') {
    word.bytes = decode_base64(encoded);
  } else if (method == 'q' || method == 'Q') {
    std::string blanks(encoded);
    std::replace(blanks.begin(), blanks.end(), '_', ' ');
    word.bytes = decode_quoted_printable(blanks);
  } else {
    return word;
  }
  word.charset = text.substr(2, charset_end - 2);
  word.charset.resize(std::min(word.charset.find('*'), word.charset.size()));  // the language
  word.size = end + 2;
  return word;
}

// One blank for any number of them and for the ends of folded lines.
std::string squeezed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = is_ascii_blank(c) || static_cast<unsigned char>(c) < ' ';
    if (!blank) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string without_quotes(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\' && i + 1 < value.size()) {
      out += value[++i];
    } else if (value[i] != '"') {
      out += value[i];
    }
  }
  return out;
}

// Where the parameter at the front ends: at a ";" that is in no quotes.
std::size_t parameter_end(std::string_view text) {
  bool is_quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && is_quoted) {
      ++i;
    } else if (text[i] == '"') {
      is_quoted = !is_quoted;
    } else if (text[i] == ';' && !is_quoted) {
      return i;
    }
  }
  return text.size();
}

}  // namespace

std::string decode_header(std::string_view value) {
  std::string out;
  std::string bytes;  // of encoded words without anything between them: a character may be cut
  std::string charset;
  const auto finish_words = [&] {
    out += mail_text_to_utf8(std::move(bytes), charset);
    bytes.clear();
  };
  for (std::size_t at = 0; at < value.size();) {
    EncodedWord word = read_encoded_word(value.substr(at));
    if (word.size > 0) {
      if (word.charset != charset) finish_words();
      charset = std::move(word.charset);
      bytes += word.bytes;
      at += word.size;
      std::size_t next = at;
      while (next < value.size() && is_ascii_blank(value[next])) ++next;
      if (value.substr(next).starts_with("=?") && read_encoded_word(value.substr(next)).size > 0)
        at = next;
      continue;
    }
    if (!bytes.empty()) finish_words();
    const std::size_t end = std::min(value.find("=?", at + 1), value.size());
    std::string literal(value.substr(at, end - at));
    repair_encoding(literal);  // it is too short to tell another charset by
    out += literal;
    at = end;
  }
  finish_words();
  return squeezed(out);
}

std::string shown_address(std::string_view value) {
  const std::size_t bracket = value.find('<');
  if (bracket != std::string_view::npos) {
    std::string name = decode_header(without_quotes(trimmed(value.substr(0, bracket))));
    return name.empty() ? decode_header(in_brackets(value)) : name;
  }
  const std::size_t open = value.find('(');  // "ada@a.example (Ada L.)", as it was written once
  if (open != std::string_view::npos) {
    const std::size_t close = std::min(value.find(')', open), value.size());
    std::string name = decode_header(value.substr(open + 1, close - open - 1));
    if (!name.empty()) return name;
  }
  return decode_header(value.substr(0, std::min(value.find(','), open)));
}

std::string header_parameter(std::string_view value, std::string_view name) {
  std::string out;
  std::size_t end = parameter_end(value);
  for (std::size_t count = 0; end < value.size() && count < kMaxParts; ++count) {
    value.remove_prefix(end + 1);
    end = parameter_end(value);
    const std::string_view parameter = value.substr(0, end);
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view key = trimmed(parameter.substr(0, equals));
    const std::size_t star = key.find('*');  // "name*0", "name*1": in parts, which stand in order
    if (!equal_ignoring_case(key.substr(0, star), name)) continue;
    if (!out.empty() && star == std::string_view::npos) continue;
    out += without_quotes(trimmed(parameter.substr(equals + 1)));
  }
  return out;
}

std::string_view in_brackets(std::string_view value) {
  const std::size_t open = value.find('<');
  if (open == std::string_view::npos) return trimmed(value);
  value.remove_prefix(open + 1);
  return trimmed(value.substr(0, value.find('>')));
}

}  // namespace newsidx::source
