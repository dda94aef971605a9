#include "cli/render/number_text.h"

#include <charconv>
#include <cstddef>
#include <iterator>

namespace newsidx::cli {

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  return text;
}

std::string counted(std::uint64_t count, std::string_view noun) {
  std::string text = grouped(count) + ' ';
  text.append(noun);
  if (count != 1) text += 's';
  return text;
}

std::string fixed(double number, int decimals) {
  char digits[400];  // a double has up to 309 digits before the point
  const auto written =
      std::to_chars(digits, digits + sizeof digits, number, std::chars_format::fixed, decimals);
  return {digits, written.ptr};
}

std::string size_text(std::uint64_t bytes) {
  const std::string exact = counted(bytes, "byte");
  return bytes < 1024 ? exact : rounded_size_text(bytes) + " (" + exact + ")";
}

std::string rounded_size_text(std::uint64_t bytes) {
  if (bytes < 1024) return counted(bytes, "byte");
  constexpr std::string_view kUnits[] = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  auto size = static_cast<double>(bytes) / 1024;
  std::size_t unit = 0;
  // 1023.95 would be rounded to "1024.0 KiB"
  for (; size >= 1023.95 && unit + 1 < std::size(kUnits); ++unit) size /= 1024;
  return fixed(size, 1).append(" ").append(kUnits[unit]);
}

std::string short_size_text(std::uint64_t bytes) {
  constexpr std::string_view kUnits = "KMGT";
  std::size_t unit = 0;
  for (; bytes != 0 && bytes % 1024 == 0 && unit < kUnits.size(); ++unit) bytes /= 1024;
  std::string text = std::to_string(bytes);
  if (unit > 0) text.push_back(kUnits[unit - 1]);
  return text;
}

std::string duration_text(double seconds) {
  if (seconds >= 0.9995) return fixed(seconds, 2) + " s";
  const double milliseconds = seconds * 1000;
  const int decimals = milliseconds < 0.095 ? 2 : milliseconds < 9.95 ? 1 : 0;
  return fixed(milliseconds, decimals) + " ms";
}

std::string date_text(const Timestamp& time) {
  std::string text = time.to_string();
  if (const std::size_t t = text.find('T'); t != std::string::npos) text[t] = ' ';
  if (text.ends_with('Z')) text.replace(text.size() - 1, 1, " UTC");
  return text;
}

}  // namespace newsidx::cli
