#include "query/syntax/range_text.h"

#include "query/syntax/characters.h"

namespace newsidx::query {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::string_view bound(std::string_view text) {
  text = trimmed(text);
  return text == "*" ? std::string_view() : text;
}

bool is_open(std::string_view text) { return text.starts_with('[') || text.starts_with('{'); }
bool is_close(std::string_view text) { return text.ends_with(']') || text.ends_with('}'); }

std::optional<RangeBounds> in_brackets(std::string_view text) {
  if (text.size() < 2 || !is_open(text) || !is_close(text)) return std::nullopt;
  const std::string_view inner = text.substr(1, text.size() - 2);
  const std::size_t to = inner.find(" TO ");
  if (to == kNowhere) return std::nullopt;
  RangeBounds bounds;
  bounds.low = bound(inner.substr(0, to));
  bounds.high = bound(inner.substr(to + 4));
  bounds.excludes_low = text.front() == '{';
  bounds.excludes_high = text.back() == '}';
  return bounds;
}

std::optional<RangeBounds> compared(std::string_view text) {
  if (!text.starts_with('<') && !text.starts_with('>')) return std::nullopt;
  const bool is_low = text.front() == '>';
  const bool is_inclusive = text.substr(1).starts_with('=');
  const std::string_view value = text.substr(is_inclusive ? 2 : 1);
  if (value.empty()) return std::nullopt;
  RangeBounds bounds;
  (is_low ? bounds.low : bounds.high) = value;
  (is_low ? bounds.excludes_low : bounds.excludes_high) = !is_inclusive;
  return bounds;
}

// What numbers and most dates begin with.
bool may_be_bound(std::string_view text) {
  if (text == "today" || text == "yesterday") return true;
  return !text.empty() && (is_digit(text.front()) || text.front() == '-');
}

std::optional<RangeBounds> dotted(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == kNowhere) return std::nullopt;
  RangeBounds bounds;
  bounds.low = text.substr(0, dots);
  bounds.high = text.substr(dots + 2);
  const bool is_range = (bounds.low.empty() || may_be_bound(bounds.low)) &&
                        (bounds.high.empty() || may_be_bound(bounds.high)) && text.size() > 2;
  return is_range ? std::optional(bounds) : std::nullopt;
}

}  // namespace

std::optional<RangeBounds> parse_range(std::string_view text) {
  if (const auto range = in_brackets(text)) return range;
  if (const auto range = compared(text)) return range;
  return dotted(text);
}

std::size_t bracket_range_end(std::string_view query, std::size_t at) {
  if (!is_open(query.substr(at))) return at;
  const std::size_t close = query.find_first_of("]}", at);
  if (close == kNowhere) return at;
  return in_brackets(query.substr(at, close + 1 - at)) ? close + 1 : at;
}

}  // namespace newsidx::query
