#include "source/dates/time_zones.h"

#include <array>

namespace newsidx::source {
namespace {

using namespace std::chrono;

struct ZoneName {
  std::string_view name;
  int minutes;
  bool has_us_summer = false;
};

constexpr ZoneName kZones[] = {
    {"z", 0},           {"gmt", 0},         {"utc", 0},        {"ut", 0},     {"wet", 0},
    {"west", 60},       {"bst", 60},        {"cet", 60},       {"cest", 120}, {"mez", 60},
    {"mesz", 120},      {"met", 60},        {"mest", 120},     {"eet", 120},  {"eest", 180},
    {"msk", 180},       {"мск", 180},       {"msd", 240},      {"trt", 180},  {"sast", 120},
    {"cat", 120},       {"wat", 60},        {"eat", 180},      {"gst", 240},  {"pkt", 300},
    {"ist", 330},       {"npt", 345},       {"wib", 420},      {"ict", 420},  {"sgt", 480},
    {"hkt", 480},       {"awst", 480},      {"pht", 480},      {"jst", 540},  {"kst", 540},
    {"acst", 570},      {"acdt", 630},      {"aest", 600},     {"aedt", 660}, {"nzst", 720},
    {"nzdt", 780},      {"brt", -180},      {"brst", -120},    {"art", -180}, {"nst", -210},
    {"ndt", -150},      {"ast", -240},      {"adt", -180},     {"est", -300}, {"edt", -240},
    {"cst", -360},      {"cdt", -300},      {"mst", -420},     {"mdt", -360}, {"pst", -480},
    {"pdt", -420},      {"akst", -540},     {"akdt", -480},    {"hst", -600}, {"et", -300, true},
    {"ct", -360, true}, {"mt", -420, true}, {"pt", -480, true}};

constexpr int kMaxHours = 14;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

int number_at(std::string_view text, std::size_t at, std::size_t digit_count) {
  int value = 0;
  for (const char c : text.substr(at, digit_count)) value = value * 10 + (c - '0');
  return value;
}

// "+02", "+2", "+0200", "+02:00", "-7:30", also with seconds of zero as "+02:00:00".
std::optional<TimeZone> numeric_zone(std::string_view text) {
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const std::size_t count = digits_at(text, 1);
  if (count < 1 || count == 3 || count > 4) return std::nullopt;
  std::size_t size = 1 + count;
  const std::size_t hour_digits = count < 2 ? count : 2;
  const int hours = number_at(text, 1, hour_digits);
  int minutes = count == 4 ? number_at(text, 3, 2) : 0;
  if (count <= 2 && size < text.size() && text[size] == ':') {
    if (digits_at(text, size + 1) != 2) return std::nullopt;
    minutes = number_at(text, size + 1, 2);
    size += 3;
    if (text.substr(size).starts_with(":00") && digits_at(text, size + 1) == 2) size += 3;
  }
  if (hours > kMaxHours || minutes > 59) return std::nullopt;
  const int offset = hours * 3600 + minutes * 60;
  return TimeZone{text[0] == '-' ? -offset : offset, false, size};
}

std::size_t letters_at(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size()) {
    const auto c = static_cast<unsigned char>(text[end]);
    if ((c < 'a' || c > 'z') && c < 0x80) break;
    ++end;
  }
  return end;
}

sys_days sunday_of(year year_number, month month_number, unsigned place) {
  return sys_days{year_number / month_number / Sunday[place]};
}

}  // namespace

std::optional<TimeZone> zone_at(std::string_view text) {
  if (const auto zone = numeric_zone(text)) return zone;
  const std::string_view word = text.substr(0, letters_at(text));
  for (const ZoneName& zone : kZones) {
    if (zone.name != word) continue;
    TimeZone found{zone.minutes * 60, zone.has_us_summer, word.size()};
    if (zone.minutes != 0 || zone.name == "z") return found;
    // "GMT+0200", "UTC +2"
    std::size_t sign = word.size();
    if (text.substr(sign).starts_with(' ')) ++sign;
    if (const auto numeric = numeric_zone(text.substr(sign))) {
      found.offset_seconds = numeric->offset_seconds;
      found.size = sign + numeric->size;
    }
    return found;
  }
  return std::nullopt;
}

// Rules of 2007 and of 1987; before, the hour is taken as that of winter.
int offset_on(const TimeZone& zone, const year_month_day& date) {
  if (!zone.has_us_summer || date.year() < year{1987}) return zone.offset_seconds;
  const bool is_new = date.year() >= year{2007};
  const sys_days first =
      is_new ? sunday_of(date.year(), March, 2) : sunday_of(date.year(), April, 1);
  const sys_days end = is_new ? sunday_of(date.year(), November, 1)
                              : sys_days{date.year() / October / Sunday[std::chrono::last]};
  const sys_days day{date};
  return zone.offset_seconds + (day >= first && day < end ? 3600 : 0);
}

}  // namespace newsidx::source
