#include "source/office/pdf_text.h"

#include <algorithm>
#include <map>

#include "base/blanks.h"
#include "base/utf8.h"
#include "source/warc/header_text.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kEdgeLines = 2;       // of a page's head and foot each
constexpr std::size_t kMinPages = 3;        // fewer repeat nothing
constexpr std::size_t kMaxEdgeBytes = 200;  // a longer line is text
constexpr std::string_view kSoftHyphen = "\xc2\xad";

using Page = std::vector<std::string_view>;  // its lines, empty ones too

std::vector<Page> split_pages(std::string_view text) {
  std::vector<Page> pages;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\f'), text.size());
    std::string_view page = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    Page& lines = pages.emplace_back();
    while (!page.empty()) lines.push_back(trimmed(take_line(page)));
  }
  return pages;
}

// "Page 3 of 12" and "Page 4 of 12" are the same.
std::string without_numbers(std::string_view line) {
  std::string out;
  for (const char c : line) {
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_digit) out += c;
    if (is_digit && (out.empty() || out.back() != '#')) out += '#';
  }
  return out;
}

bool is_page_number(std::string_view line) {
  return without_numbers(line) == "#" || without_numbers(line) == "- # -";
}

// The first and last lines of a page that are not empty.
std::vector<std::size_t> edges_of(const Page& page) {
  std::vector<std::size_t> filled;
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (!page[i].empty()) filled.push_back(i);
  }
  if (filled.size() <= 2 * kEdgeLines) return filled;
  filled.erase(filled.begin() + kEdgeLines, filled.end() - kEdgeLines);
  return filled;
}

void drop_running_lines(std::vector<Page>& pages) {
  std::map<std::string, std::size_t> counts;
  for (const Page& page : pages) {
    for (const std::size_t i : edges_of(page)) {
      if (page[i].size() <= kMaxEdgeBytes) ++counts[without_numbers(page[i])];
    }
  }
  const bool is_long = pages.size() >= kMinPages;
  for (Page& page : pages) {
    for (const std::size_t i : edges_of(page)) {
      const std::string key = page[i].size() <= kMaxEdgeBytes ? without_numbers(page[i]) : "";
      const bool repeats = is_long && !key.empty() && counts[key] * 2 > pages.size();
      if (repeats || (pages.size() > 1 && is_page_number(page[i]))) page[i] = {};
    }
  }
}

bool is_lower(std::string_view text) {
  return !text.empty() &&
         ((text[0] >= 'a' && text[0] <= 'z') || static_cast<unsigned char>(text[0]) >= 0xc3);
}

bool ends_in_lower_letter(std::string_view text) {
  return !text.empty() && ((text.back() >= 'a' && text.back() <= 'z') ||
                           static_cast<unsigned char>(text.back()) >= 0x80);
}

// Characters that are written without blanks between words.
bool is_wide(char32_t c) {
  return (c >= 0x2e80 && c < 0xa000) || (c >= 0xf900 && c < 0xfb00) ||
         (c >= 0xff00 && c < 0xff61) || (c >= 0x20000 && c < 0x40000);
}

char32_t last_character(std::string_view text) {
  const std::size_t at = utf8_floor(text, text.size() - 1);
  return decode_utf8(text, at).value;
}

void append_line(std::string& paragraph, std::string_view line) {
  if (paragraph.empty()) {
    paragraph = line;
    return;
  }
  const bool goes_on = is_lower(line);
  if (paragraph.ends_with(kSoftHyphen)) {
    paragraph.resize(paragraph.size() - kSoftHyphen.size());
  } else if (paragraph.ends_with('-') && goes_on &&
             ends_in_lower_letter(std::string_view(paragraph).substr(0, paragraph.size() - 1))) {
    paragraph.pop_back();
  } else if (!paragraph.ends_with('-') &&
             !(is_wide(last_character(paragraph)) && is_wide(decode_utf8(line, 0).value))) {
    paragraph += ' ';
  }
  paragraph += line;
}

bool ends_sentence(std::string_view text) {
  for (const std::string_view end : {".", "!", "?", ":", "\"", "\u201d", "\u3002", "\u061f"}) {
    if (text.ends_with(end)) return true;
  }
  return false;
}

std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

// Of a block, lines without an empty one between: where the lines begin that no other goes on to.
// (Letters differ in width, so a line counts as short at four fifths.)
std::vector<bool> paragraph_starts(const Page& page) {
  std::vector<bool> starts(page.size(), false);
  for (std::size_t begin = 0; begin < page.size();) {
    std::size_t end = begin;
    std::size_t width = 0;
    for (; end < page.size() && !page[end].empty(); ++end)
      width = std::max(width, columns_of(page[end]));
    for (std::size_t i = begin + 1; i < end; ++i) {
      const std::string_view word = page[i].substr(0, page[i].find(' '));
      const std::size_t needed = columns_of(page[i - 1]) + 1 + columns_of(word);
      starts[i] = needed * 5 < width * 4 && !is_lower(page[i]) && !page[i - 1].ends_with('-');
    }
    begin = end + 1;
  }
  return starts;
}

}  // namespace

std::vector<std::string> pdf_paragraphs(std::string_view text) {
  std::vector<Page> pages = split_pages(text);
  drop_running_lines(pages);
  std::vector<std::string> paragraphs;
  bool is_open = false;  // the last paragraph may go on
  for (const Page& page : pages) {
    bool is_page_start = true;
    const std::vector<bool> starts = paragraph_starts(page);
    for (std::size_t i = 0; i < page.size(); ++i) {
      const std::string_view line = page[i];
      if (line.empty() || starts[i]) is_open = is_open && is_page_start && !starts[i];
      if (line.empty()) continue;
      const bool goes_on =
          is_open && (!is_page_start || (is_lower(line) && !ends_sentence(paragraphs.back())));
      if (!goes_on) paragraphs.emplace_back();
      append_line(paragraphs.back(), line);
      is_open = true;
      is_page_start = false;
    }
    is_open = !paragraphs.empty();
  }
  return paragraphs;
}

}  // namespace newsidx::source
