#include "source/dates/date_text.h"

#include <cstdint>
#include <string>

#include "base/blanks.h"
#include "source/dates/date_letters.h"
#include "source/dates/iso_date.h"
#include "source/dates/number_date.h"
#include "source/dates/written_date.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxDateBytes = 160;

// No newspaper is older, and programs write 0001-01-01 for "no date".
bool is_in_range(const Timestamp& time) {
  constexpr std::int64_t kFirstSecond = -11'676'096'000;  // 1600-01-01
  constexpr std::int64_t kEndSecond = 7'258'118'400;      // 2200-01-01
  return time.utc_seconds >= kFirstSecond && time.utc_seconds < kEndSecond;
}

// "/Date(1472264220000)/" of Microsoft's JSON; the zone behind the number is that of display.
std::string_view unwrapped(std::string_view text) {
  constexpr std::string_view kBegin = "/date(";
  constexpr std::string_view kEnd = ")/";
  if (!text.starts_with(kBegin) || !text.ends_with(kEnd)) return text;
  text = text.substr(kBegin.size(), text.size() - kBegin.size() - kEnd.size());
  return text.substr(0, text.find_first_of("+-"));
}

}  // namespace

std::optional<Timestamp> parse_date(std::string_view text, const DateHints& hints) {
  text = trimmed(text);
  if (text.empty() || text.size() > kMaxDateBytes) return std::nullopt;
  if (const auto iso = Timestamp::parse(text)) return is_in_range(*iso) ? iso : std::nullopt;
  const std::string folded_text = fold_date(text);
  const std::string_view folded = unwrapped(trimmed(folded_text));
  auto time = parse_number_date(folded);
  if (!time) time = parse_iso_date(folded);
  if (!time) time = parse_written_date(folded, hints);
  return time && is_in_range(*time) ? time : std::nullopt;
}

}  // namespace newsidx::source
