// cli/render/number_text.h
//
// Numbers, sizes and times as people read them, the same in every locale.
#pragma once

#include <newsidx/article.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace newsidx::cli {

/// "1,234,567"
[[nodiscard]] std::string grouped(std::uint64_t number);

/// "1 article", "1,234 articles"
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view noun);

/// "4.812" for 3 decimals
[[nodiscard]] std::string fixed(double number, int decimals);

/// "12 bytes", "1.2 MiB (1,234,567 bytes)"
[[nodiscard]] std::string size_text(std::uint64_t bytes);

/// "12 bytes", "1.2 MiB"
[[nodiscard]] std::string rounded_size_text(std::uint64_t bytes);

/// As it is typed, with the largest unit that leaves a whole number: 1073741824 is "1G".
[[nodiscard]] std::string short_size_text(std::uint64_t bytes);

/// "0.05 ms", "0.8 ms", "12 ms", "1.23 s"
[[nodiscard]] std::string duration_text(double seconds);

/// "2016-08-27 02:17", with " UTC" when the zone is known
[[nodiscard]] std::string date_text(const Timestamp& time);

}  // namespace newsidx::cli
