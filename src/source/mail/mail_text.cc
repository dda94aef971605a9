#include "source/mail/mail_text.h"

#include <algorithm>
#include <vector>

#include "base/blanks.h"
#include "source/warc/header_text.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxWrapColumns = 100;  // text broken into lines by a mailer is narrower
constexpr std::size_t kMinWrapColumns = 50;

using Lines = std::vector<std::string_view>;

bool is_quote(std::string_view line) { return line.starts_with('>'); }
bool is_blank(std::string_view line) { return trimmed(line).empty(); }

std::size_t columns_of(std::string_view line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

Lines split(std::string_view text) {
  Lines lines;
  while (!text.empty()) lines.push_back(take_line(text));
  return lines;
}

// "Ada wrote:" in front of a quote, over two lines at the most.
bool announces_quote(std::string_view line) { return trimmed(line).ends_with(':'); }

Lines without_signature(Lines lines) {
  for (std::size_t i = lines.size(); i-- > 0;) {
    if (lines[i] != "-- " && lines[i] != "--") continue;
    lines.resize(i);
    break;
  }
  return lines;
}

Lines without_quotes(const Lines& lines) {
  Lines out;
  for (const std::string_view line : lines) {
    if (!is_quote(line)) {
      out.push_back(line);
      continue;
    }
    std::size_t last = out.size();
    while (last > 0 && is_blank(out[last - 1])) --last;
    if (last > 0 && announces_quote(out[last - 1])) out.resize(last - 1);
    if (!out.empty() && !is_blank(out.back())) out.emplace_back();
  }
  return out;
}

// A line that ends where the next word would not have fitted was broken by the mailer.
bool is_broken_after(std::string_view line, std::string_view next, std::size_t width) {
  if (width < kMinWrapColumns || width > kMaxWrapColumns) return false;
  if (next.starts_with(' ') || next.starts_with('\t') || next.starts_with('-') ||
      next.starts_with('*')) {
    return false;
  }
  return columns_of(line) + 1 + columns_of(next.substr(0, next.find(' '))) > width;
}

void append_paragraphs(const Lines& lines, const MailTextFormat& format, std::string& out) {
  for (std::size_t begin = 0; begin < lines.size();) {
    if (is_blank(lines[begin])) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    std::size_t width = 0;
    for (; end < lines.size() && !is_blank(lines[end]); ++end)
      width = std::max(width, columns_of(lines[end]));
    for (std::size_t i = begin; i < end; ++i) {
      std::string_view line = lines[i];
      const bool is_soft = format.is_flowed && line.ends_with(' ');
      const bool is_last = i + 1 == end;
      if (is_soft && format.deletes_space) line.remove_suffix(1);
      const bool is_joined =
          !is_last && (format.is_flowed ? is_soft : is_broken_after(line, lines[i + 1], width));
      out += is_soft && !is_last ? line : trimmed(line);
      if (!is_joined) out += '\n';
      if (is_joined && !is_soft) out += ' ';
    }
    begin = end;
  }
}

}  // namespace

std::string mail_text(std::string_view text, const MailTextFormat& format) {
  const Lines lines = split(text);
  std::string out;
  append_paragraphs(without_quotes(without_signature(lines)), format, out);
  if (out.empty()) append_paragraphs(lines, format, out);
  if (out.ends_with('\n')) out.pop_back();
  return out;
}

}  // namespace newsidx::source
