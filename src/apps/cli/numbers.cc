#include "cli/numbers.h"

#include <limits>

namespace newsidx::cli {
namespace {

constexpr std::string_view kUnits = "KMGT";

char upper(char letter) {
  return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

bool is_byte_suffix(std::string_view text) {
  return text.empty() || text == "B" || text == "b" || text == "iB" || text == "ib";
}

}  // namespace

std::optional<std::uint64_t> parse_size(std::string_view text) {
  const std::size_t digits = text.find_first_not_of("0123456789");
  auto value = parse_number<std::uint64_t>(text.substr(0, digits));
  if (!value || digits == std::string_view::npos) return value;
  const std::size_t unit = kUnits.find(upper(text[digits]));
  if (unit == std::string_view::npos || !is_byte_suffix(text.substr(digits + 1))) {
    return std::nullopt;
  }
  const auto shift = static_cast<unsigned>(10 * (unit + 1));
  if (*value > std::numeric_limits<std::uint64_t>::max() >> shift) return std::nullopt;
  return *value << shift;
}

std::optional<std::chrono::microseconds> parse_duration(std::string_view text) {
  constexpr double kLongestUs = 24 * 3600e6;
  const std::size_t unit_at = text.find_first_not_of("0123456789.");
  if (unit_at == std::string_view::npos) return std::nullopt;
  const auto value = parse_number<double>(text.substr(0, unit_at));
  const std::string_view unit = text.substr(unit_at);
  const double unit_us = unit == "us" ? 1 : unit == "ms" ? 1e3 : unit == "s" ? 1e6 : 0;
  if (!value || unit_us == 0 || *value * unit_us > kLongestUs) return std::nullopt;
  return std::chrono::microseconds(static_cast<std::int64_t>(*value * unit_us));
}

}  // namespace newsidx::cli
