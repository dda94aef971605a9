#include "source/page/page_lines.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxHeadlineCharacters = 140;

bool is_ascii_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

bool is_word_byte(char c) {
  return is_ascii_letter(c) || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

// Size of the blank at `at`; 0 when there is none.
std::size_t blank_bytes(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f') return 1;
  if (text.substr(at, 2) == "\u00a0") return 2;  // no-break space
  if (text.substr(at, 3) == "\u202f") return 3;  // narrow no-break space
  return 0;
}

template <std::size_t N>
bool ends_with_any(std::string_view text, const std::array<std::string_view, N>& endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return text.ends_with(ending); });
}

constexpr std::array<std::string_view, 10> kClosers = {"\"", "'", "”",  "’",  "»",
                                                       ")",  "]", "」", "』", "）"};
constexpr std::array<std::string_view, 7> kStops = {".", "…", "。", "．", "।", "۔", "｡"};
constexpr std::array<std::string_view, 6> kOtherEnds = {"!", "?", "！", "？", "؟", "๚"};
constexpr std::array<std::string_view, 7> kContinuing = {",", ";", ":", "，", "；", "：", "،"};

std::string_view without_closers(std::string_view text) {
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view closer : kClosers) {
      if (!text.ends_with(closer)) continue;
      text.remove_suffix(closer.size());
      found = true;
    }
  }
  return text;
}

// The last stop belongs to "U.S.", "a.m.": letter, stop, letter, stop.
bool ends_with_acronym(std::string_view text) {
  const std::size_t size = text.size();
  return size >= 4 && text[size - 1] == '.' && is_ascii_letter(text[size - 2]) &&
         text[size - 3] == '.' && is_ascii_letter(text[size - 4]);
}

bool ends_with_stop(std::string_view text) {
  text = without_closers(text);
  return ends_with_any(text, kStops) && !ends_with_acronym(text);
}

// Blanks and ends of lines; the latter are within the rest of a very long page alone.
bool is_blank_or_end(char c) { return c == ' ' || c == '\n'; }

// Writes the line's words with single blanks between them at `out`. @return the end of what was
// written
std::size_t squeeze_blanks(std::string& page, std::size_t begin, std::size_t end, std::size_t out) {
  const std::size_t first = out;
  bool blank_before = false;
  for (std::size_t at = begin; at < end;) {
    const std::size_t blank = blank_bytes(std::string_view(page).substr(0, end), at);
    if (blank > 0) {
      blank_before = true;
      at += blank;
      continue;
    }
    if (blank_before && out > first) page[out++] = ' ';
    blank_before = false;
    page[out++] = page[at++];
  }
  return out;
}

std::uint16_t indent_of(std::string_view line) {
  std::uint16_t indent = 0;
  for (std::size_t at = 0; at < line.size() && indent < UINT16_MAX; ++indent) {
    const std::size_t blank = blank_bytes(line, at);
    if (blank == 0) break;
    at += blank;
  }
  return indent;
}

}  // namespace

std::vector<PageLine> split_lines(std::string& page, const std::stop_token& stop) {
  std::vector<PageLine> lines;
  PageLine line;
  std::size_t out = 0;  // squeezed text is never longer, so it never overtakes what is still unread
  for (std::size_t begin = 0; begin < page.size() && !stop.stop_requested();) {
    const bool is_rest = lines.size() + 1 == kMaxPageLines;
    const std::size_t end = is_rest ? page.size() : std::min(page.find('\n', begin), page.size());
    ++line.number;
    line.indent = indent_of(std::string_view(page).substr(begin, end - begin));
    std::size_t out_end = squeeze_blanks(page, begin, end, out);
    std::size_t out_begin = out;
    while (out_end > out_begin && is_blank_or_end(page[out_end - 1])) --out_end;
    while (out_begin < out_end && is_blank_or_end(page[out_begin])) ++out_begin;
    if (out_end > out_begin) {
      line.text = std::string_view(page).substr(out_begin, out_end - out_begin);
      lines.push_back(line);
    }
    line.after_blank = out_end == out_begin;
    out = out_end;
    begin = end + 1;
  }
  return lines;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;  // not a continuation byte
  }));
}

std::size_t count_words(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (!is_wordless(text.substr(at, end - at))) ++count;
    at = end + 1;
  }
  return count;
}

bool is_wordless(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code_point = decode_utf8(text, at);
    // Above ASCII only Latin-1 and general punctuation (– • “ …) are surely no letters.
    const bool mark = code_point.value < 0x80
                          ? !is_word_byte(text[at])
                          : code_point.value < 0xc0 ||
                                (code_point.value >= 0x2010 && code_point.value < 0x2070) ||
                                (code_point.value >= 0x2190 && code_point.value < 0x2c00);
    if (!mark) return false;
    at += code_point.size;
  }
  return true;
}

bool ends_sentence(std::string_view text) {
  return ends_with_stop(text) || ends_with_any(without_closers(text), kOtherEnds);
}

bool is_cut_off(std::string_view text) { return text.ends_with("...") || text.ends_with("…"); }

bool starts_lower_case(std::string_view text) {
  return !text.empty() && text.front() >= 'a' && text.front() <= 'z';
}

bool is_headline_like(std::string_view text) {
  if (text.size() > 4 * kMaxHeadlineCharacters) return false;  // not counted: it may be megabytes
  return !is_wordless(text) && !starts_lower_case(text) && !ends_with_stop(text) &&
         !ends_with_any(text, kContinuing) && count_characters(text) <= kMaxHeadlineCharacters;
}

}  // namespace newsidx::source
