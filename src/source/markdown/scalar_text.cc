#include "source/markdown/scalar_text.h"

#include <algorithm>
#include <cstdint>

#include "base/blanks.h"
#include "base/utf8.h"

namespace newsidx::source {
namespace {

int hex_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char small = static_cast<char>(c | 0x20);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

// The escape whose "\" is at `at`, which moves behind it.
void append_escape(std::string& out, std::string_view text, std::size_t& at) {
  const char c = at + 1 < text.size() ? text[at + 1] : '\\';
  at = std::min(at + 2, text.size());
  const std::size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
  if (digits == 0) {
    out.push_back(c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == '0' ? ' ' : c);
    return;
  }
  std::uint32_t point = 0;
  std::size_t read = 0;
  while (read < digits && at < text.size() && hex_of(text[at]) >= 0) {
    point = std::min(point * 16 + static_cast<std::uint32_t>(hex_of(text[at])), 0x110000u);
    ++at;
    ++read;
  }
  const bool is_scalar = point >= 0x20 && point < 0x110000 && (point < 0xd800 || point > 0xdfff);
  append_utf8(out, is_scalar ? static_cast<char32_t>(point) : U'\ufffd');
}

std::string take_quoted(std::string_view& text) {
  const char quote = text[0];
  std::string out;
  std::size_t at = 1;
  while (at < text.size()) {
    if (text[at] == quote) {
      const bool is_doubled = quote == '\'' && at + 1 < text.size() && text[at + 1] == '\'';
      if (!is_doubled) break;
      ++at;
    } else if (text[at] == '\\' && quote == '"') {
      append_escape(out, text, at);
      continue;
    }
    out.push_back(text[at++]);
  }
  text.remove_prefix(std::min(at + 1, text.size()));
  return out;
}

bool begins_word(std::string_view text, std::size_t at) {
  constexpr std::string_view kBefore = " \t\n[{,=:";
  return at == 0 || kBefore.find(text[at - 1]) != std::string_view::npos;
}

// Which signs of a text stand in quotes. A quote within a word is an apostrophe.
class Quotes {
 public:
  // Of each place in turn.
  bool holds(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (quote_ == 0) {
      if ((c == '"' || c == '\'') && begins_word(text, at)) quote_ = c;
      return quote_ != 0;
    }
    if (is_escaped_) {
      is_escaped_ = false;
    } else if (c == '\\' && quote_ == '"') {
      is_escaped_ = true;
    } else if (c == quote_) {
      quote_ = 0;
    }
    return true;
  }

 private:
  char quote_ = 0;
  bool is_escaped_ = false;
};

}  // namespace

std::string take_scalar(std::string_view& text, std::string_view ends) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  if (text.starts_with('"') || text.starts_with('\'')) return take_quoted(text);
  const std::size_t end = std::min(text.find_first_of(ends), text.size());
  const std::string scalar(trimmed(text.substr(0, end)));
  text.remove_prefix(end);
  const bool is_nothing = scalar == "null" || scalar == "~";
  return is_nothing ? "" : scalar;
}

std::vector<std::string> list_items(std::string_view text) {
  std::vector<std::string> items;
  if (text.starts_with('[')) text.remove_prefix(1);
  std::size_t depth = 0;
  while (!text.empty()) {
    const char c = text[0];
    if (c == '[' || c == '{') ++depth;
    if ((c == ']' || c == '}') && depth-- == 0) break;
    if (c == '[' || c == '{' || c == ']' || c == '}' || c == ',' || c == ' ' || c == '\n' ||
        c == '\t' || c == '\r') {
      text.remove_prefix(1);
      continue;
    }
    std::string item = take_scalar(text, ",[]{}\n");
    if (depth == 0 && !item.empty()) items.push_back(std::move(item));
  }
  return items;
}

std::string_view without_comment(std::string_view line) {
  Quotes quotes;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (!quotes.holds(line, at) && line[at] == '#' && begins_word(line, at)) {
      return line.substr(0, at);
    }
  }
  return line;
}

int open_brackets(std::string_view text) {
  int open = 0;
  Quotes quotes;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (quotes.holds(text, at)) continue;
    const char c = text[at];
    open += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
  }
  return open;
}

}  // namespace newsidx::source
