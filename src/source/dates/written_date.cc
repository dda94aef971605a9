#include "source/dates/written_date.h"

#include <string>
#include <utility>

#include "source/dates/calendar.h"
#include "source/dates/date_names.h"
#include "source/dates/date_parts.h"
#include "source/dates/date_tokens.h"

namespace newsidx::source {
namespace {

// One pass over the tokens of a date; every method that does not know what it sees leaves the place
// as it is and says so.
class WrittenDate {
 public:
  WrittenDate(std::string_view text, std::vector<DateToken> tokens, const DateHints& hints)
      : text_(text), tokens_(std::move(tokens)), hints_(hints) {}

  std::optional<Timestamp> read() {
    while (at_ < tokens_.size()) {
      if (!read_comment() && !read_time() && !read_number() && !read_word() && !read_sign()) {
        return std::nullopt;
      }
    }
    const auto date = parts_.date(hints_);
    if (!date) return std::nullopt;
    if (!has_time_) return half_ ? std::nullopt : std::optional(day_of(*date));
    if (!apply_half()) return std::nullopt;
    return time_of(*date, time_);
  }

 private:
  [[nodiscard]] const DateToken* token(std::size_t ahead) const {
    return at_ + ahead < tokens_.size() ? &tokens_[at_ + ahead] : nullptr;
  }
  [[nodiscard]] bool is_number(std::size_t ahead, std::size_t min_digits,
                               std::size_t max_digits) const {
    return token(ahead) != nullptr && token(ahead)->is_number(min_digits, max_digits);
  }
  [[nodiscard]] bool is_sign(std::size_t ahead, char c) const {
    return token(ahead) != nullptr && token(ahead)->is_sign(c);
  }
  [[nodiscard]] std::string_view word(std::size_t ahead) const {
    const bool is_word = token(ahead) != nullptr && token(ahead)->kind == DateToken::Kind::word;
    return is_word ? token(ahead)->text : std::string_view();
  }
  [[nodiscard]] bool is_word(std::size_t ahead, std::string_view a, std::string_view b = "\n",
                             std::string_view c = "\n", std::string_view d = "\n") const {
    const std::string_view text = word(ahead);
    return text == a || text == b || text == c || text == d;
  }

  // "(CEST)", "(Central European Summer Time)", "(土)"
  bool read_comment() {
    if (!is_sign(0, '(')) return false;
    std::size_t size = 1;
    while (token(size) != nullptr && !is_sign(size, ')')) ++size;
    if (token(size) == nullptr) return false;
    if (has_time_ && !time_.zone && size > 1) {
      const std::string_view inside =
          text_.substr(token(1)->begin, token(size)->begin - token(1)->begin);
      const auto zone = zone_at(inside);
      if (zone && zone->size == inside.size()) time_.zone = zone;
    }
    at_ += size + 1;
    return true;
  }

  // ---- the hour --------------------------------------------------------------------------------

  bool read_time() {
    if (has_time_ || !is_number(0, 1, 2)) return false;
    if (!read_clock() && !read_spoken_hour()) return false;
    has_time_ = true;
    if (const auto half = day_half_of_name(word(0))) {
      half_ = half;
      ++at_;
    }
    read_zone();
    return true;
  }

  // "02:17", "02:17:00.123", "14h05", "14.05 Uhr", "2.17pm", "2时17分"
  bool read_clock() {
    const bool has_colon = is_sign(1, ':') && separator_ != ':';
    const bool has_h = is_word(1, "h") && (token(3) == nullptr || token(3)->after_blank);
    const bool has_stop = is_sign(1, '.') && (parts_.is_complete() || is_hour_word(3));
    if ((!has_colon && !has_h && !has_stop) || !is_number(2, 2, 2)) return false;
    time_.hour = token(0)->value;
    time_.minute = token(2)->value;
    at_ += 3;
    if ((is_sign(0, ':') || (has_stop && is_sign(0, '.'))) && is_number(1, 2, 2)) {
      time_.second = token(1)->value;
      at_ += 2;
      const bool has_fraction = is_sign(0, '.') || is_sign(0, ',') || is_sign(0, ':');
      if (has_fraction && is_number(1, 1, 9) && !token(1)->after_blank) at_ += 2;
    }
    return true;
  }

  [[nodiscard]] bool is_hour_word(std::size_t ahead) const {
    return is_word(ahead, "uhr", "uur", "h", "hrs") || day_half_of_name(word(ahead)).has_value();
  }

  // "2 pm", "14 Uhr", "14h", "2时17分30秒", "오후 2시 17분"
  bool read_spoken_hour() {
    const bool is_eastern = is_word(1, "时", "時", "点", "點") || is_word(1, "시");
    if (!is_eastern && !is_hour_word(1)) return false;
    time_.hour = token(0)->value;
    at_ += day_half_of_name(word(1)) ? 1U : 2U;
    if (!is_eastern || !is_number(0, 1, 2) || !is_word(1, "分", "분")) return true;
    time_.minute = token(0)->value;
    at_ += 2;
    if (is_number(0, 1, 2) && is_word(1, "秒", "초")) {
      time_.second = token(0)->value;
      at_ += 2;
    }
    return true;
  }

  void read_zone() {
    if (token(0) == nullptr) return;
    const auto zone = zone_at(text_.substr(token(0)->begin));
    if (!zone) return;
    // "14:05 -27.08.2016" has no zone.
    const std::size_t end = token(0)->begin + zone->size;
    std::size_t next = 0;
    while (token(next) != nullptr && token(next)->begin < end) ++next;
    const bool ends = token(next) == nullptr || token(next)->begin >= end;
    const bool goes_on = token(next) != nullptr && !token(next)->after_blank &&
                         (is_sign(next, '.') || is_sign(next, '/') || is_sign(next, '-'));
    if (!ends || goes_on) return;
    time_.zone = zone;
    at_ += next;
  }

  bool apply_half() {
    if (!half_) return true;
    const bool is_afternoon = *half_ == DayHalf::afternoon;
    if (time_.hour < 1 || time_.hour > 12) {
      // "下午14:05" says it twice; "13:05 am" and "0:05 pm" say nothing.
      return (is_afternoon && time_.hour > 12 && is_eastern_half_) ||
             (!is_afternoon && time_.hour == 0);
    }
    time_.hour = time_.hour % 12 + (is_afternoon ? 12 : 0);
    return true;
  }

  // ---- the day ---------------------------------------------------------------------------------

  bool read_number() {
    if (read_compact_day()) return true;
    if (!is_number(0, 1, 4)) return false;
    const DateToken& number = *token(0);
    ++at_;
    if (is_word(0, "年", "년")) return take_marked(parts_.year, number.value);
    if (is_word(0, "月", "월")) return take_marked(parts_.month, number.value);
    if (is_word(0, "日", "일", "号", "號")) return take_marked(parts_.day, number.value);
    if (parts_.numbers.size() == 3) return false;
    parts_.numbers.push_back({number.value, number.text.size(), separator_});
    separator_ = ' ';
    return true;
  }

  // The day of "20160827 02:17 AM EDT".
  bool read_compact_day() {
    if (!is_number(0, 8, 8) || parts_.year || parts_.month || !parts_.numbers.empty()) return false;
    const int digits = token(0)->value;
    parts_.year = digits / 10'000;
    parts_.month = digits / 100 % 100;
    parts_.day = digits % 100;
    ++at_;
    return true;
  }

  bool take_marked(std::optional<int>& part, int value) {
    if (part) return false;
    part = value;
    ++at_;
    return true;
  }

  bool read_word() {
    std::string name(word(0));
    if (name.empty()) return false;
    if (name == "تشرين" || name == "كانون") {
      if (word(1).empty()) return false;
      name += word(1);
      ++at_;
    }
    ++at_;
    if (read_month(name) || (name == "thang" && read_numbered_month())) return true;
    if (const auto weekday = weekday_of_name(name, hints_.language)) {
      parts_.weekday = weekday;
      return true;
    }
    if (const auto half = day_half_of_name(name)) {
      half_ = half;
      is_eastern_half_ = static_cast<unsigned char>(name[0]) >= 0x80;
      return true;
    }
    if (has_time_ && read_late_zone()) return true;
    constexpr std::string_view kPartsOfWeekdays = " 星 期 周 週 曜 礼 拜 日 feira t ";
    return is_date_filler(name) ||
           kPartsOfWeekdays.find(' ' + name + ' ') != std::string_view::npos;
  }

  // The zone of "Aug 27 02:17:00 EDT 2016", or the name of one that is known: "+0000 UTC".
  bool read_late_zone() {
    --at_;
    const std::size_t before = at_;
    const auto known = time_.zone;
    read_zone();
    if (known) time_.zone = known;
    if (at_ > before) return true;
    ++at_;
    return false;
  }

  // "mar 27 ago 2016": a weekday that is short for a month as well.
  bool read_month(const std::string& name) {
    const auto month = month_of_name(name, hints_.language);
    if (!month) return false;
    if (parts_.month) {
      const auto weekday = weekday_of_name(month_name_, hints_.language);
      if (!weekday || parts_.numbers_before_month > 0) return false;
      parts_.weekday = weekday;
    }
    constexpr std::string_view kThai = "\xe0\xb8";  // the first bytes of its letters
    parts_.is_buddhist_era = name.starts_with(kThai);
    parts_.month = month;
    parts_.numbers_before_month = parts_.numbers.size();
    month_name_ = name;
    return true;
  }

  // "27 tháng 8 năm 2016", of Vietnamese
  bool read_numbered_month() {
    if (parts_.month || !is_number(0, 1, 2)) return false;
    parts_.month = token(0)->value;
    parts_.numbers_before_month = parts_.numbers.size();
    ++at_;
    return true;
  }

  bool read_sign() {
    if (token(0) == nullptr || token(0)->kind != DateToken::Kind::sign) return false;
    const char c = token(0)->text[0];
    if (c == '+' && has_time_ && !time_.zone) {  // "07:00 AM, +0000 UTC"
      read_zone();
      return time_.zone.has_value();
    }
    constexpr std::string_view kSigns = ",.-/|;:'";
    if (kSigns.find(c) == std::string_view::npos) return false;
    separator_ = c;
    ++at_;
    return true;
  }

  std::string_view text_;
  std::vector<DateToken> tokens_;
  const DateHints& hints_;
  std::size_t at_ = 0;
  DateParts parts_;
  char separator_ = ' ';
  std::string month_name_;
  TimeOfDay time_;
  bool has_time_ = false;
  std::optional<DayHalf> half_;
  bool is_eastern_half_ = false;
};

}  // namespace

std::optional<Timestamp> parse_written_date(std::string_view folded, const DateHints& hints) {
  auto tokens = date_tokens(folded);
  if (!tokens) return std::nullopt;
  return WrittenDate(folded, std::move(*tokens), hints).read();
}

}  // namespace newsidx::source
