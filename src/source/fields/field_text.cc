#include "source/fields/field_text.h"

#include <algorithm>

#include "base/blanks.h"
#include "base/utf8.h"

namespace newsidx::source {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool has_number_at(std::string_view text, std::size_t at, std::size_t count) {
  return at + count <= text.size() &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at),
                     text.begin() + static_cast<std::ptrdiff_t>(at + count), is_digit);
}

}  // namespace

bool is_blank(std::string_view text) { return trimmed(text).empty(); }

bool is_url(std::string_view text) {
  return (text.starts_with("http://") || text.starts_with("https://")) &&
         text.find_first_of(" \t\r\n") == std::string_view::npos;
}

bool is_clock(std::string_view text) {
  constexpr std::size_t kLongest = 20;
  const std::size_t hour_digits = has_number_at(text, 0, 2) ? 2 : 1;
  return text.size() <= kLongest && has_number_at(text, 0, hour_digits) &&
         text.size() > hour_digits && text[hour_digits] == ':' &&
         has_number_at(text, hour_digits + 1, 2);
}

// The day as it stands in front of an ISO hour; else that of UTC.
std::int64_t day_of_text(std::string_view text, const Timestamp& time) {
  if (const auto day = Timestamp::parse(text.substr(0, 10))) return day->utc_seconds;
  constexpr std::int64_t kDaySeconds = 86'400;
  const std::int64_t rest = time.utc_seconds % kDaySeconds;
  return time.utc_seconds - (rest < 0 ? rest + kDaySeconds : rest);
}

bool is_text_type(std::string_view type) {
  std::string lower(type);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  if (lower == "p" || lower.starts_with("h1") || lower.starts_with("h2") ||
      lower.starts_with("h3") || lower == "li") {
    return true;
  }
  constexpr std::string_view kRuns[] = {"bold",    "italic",  "underline", "link", "plain",  "span",
                                        "mention", "hashtag", "code",      "pre",  "strong", "em"};
  if (std::find(std::begin(kRuns), std::end(kRuns), lower) != std::end(kRuns)) return true;
  constexpr std::string_view kWords[] = {"text", "paragraph", "html",     "head",    "quote",
                                         "list", "body",      "unstyled", "markdown"};
  return std::any_of(std::begin(kWords), std::end(kWords), [&lower](std::string_view word) {
    return lower.find(word) != std::string::npos;
  });
}

void cut_truncation_mark(std::string& text) {
  constexpr std::string_view kEnd = " chars]";
  std::string_view rest = text;
  if (!rest.ends_with(kEnd)) return;
  rest.remove_suffix(kEnd.size());
  const std::size_t digits = rest.find_last_not_of("0123456789");
  if (digits == std::string_view::npos || digits + 1 == rest.size()) return;
  rest = rest.substr(0, digits + 1);
  if (rest.ends_with('+')) rest.remove_suffix(1);
  if (!rest.ends_with('[')) return;
  rest.remove_suffix(1);
  const std::size_t end = rest.find_last_not_of(" \t\r\n");
  text.resize(end == std::string_view::npos ? 0 : end + 1);
}

std::string quoted_part(std::string_view text) {
  constexpr std::size_t kShownBytes = 40;
  const bool is_cut = text.size() > kShownBytes;
  std::string part(is_cut ? text.substr(0, utf8_floor(text, kShownBytes)) : text);
  std::replace_if(
      part.begin(), part.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
  return part + (is_cut ? "..." : "");
}

}  // namespace newsidx::source
