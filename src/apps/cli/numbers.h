// cli/numbers.h
//
// Numbers, sizes and times as people type them. (As they read them: render/number_text.h.)
#pragma once

#include <charconv>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace newsidx::cli {

/// A whole number or decimal fraction, the whole of `text`.
template <class T>
requires std::unsigned_integral<T> || std::floating_point<T>
[[nodiscard]] std::optional<T> parse_number(std::string_view text) {
  T value{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

/// A size in bytes: "4096", "64k", "512M", "2G", "1T" (powers of 1024; also "2GB" and "2GiB").
[[nodiscard]] std::optional<std::uint64_t> parse_size(std::string_view text);

/// A time with its unit: "500us", "200ms", "1.5s"; at most a day.
[[nodiscard]] std::optional<std::chrono::microseconds> parse_duration(std::string_view text);

}  // namespace newsidx::cli
