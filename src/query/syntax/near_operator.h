// query/syntax/near_operator.h
//
// Operators between words that say how near they stand: NEAR/5, PRE/5, w/s, w/p, and their NOT.
// Forms of other systems are read where they can only mean one of these: w/5, N/5, onear/5, adj5,
// /s, /5.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace newsidx::query {

struct NearOperator {
  enum class Unit : std::uint8_t { words, sentence, paragraph };
  static constexpr std::uint32_t kMaxDistance = 255;

  Unit unit = Unit::words;
  std::uint32_t distance = 1;  ///< of unit `words`: 1 is side by side [1 to kMaxDistance]
  bool in_order = false;
  bool excludes = false;  ///< the first where the second is not near

  friend bool operator==(const NearOperator&, const NearOperator&) = default;
};

/// "NEAR/5", "PRE/5", "w/s", "w/p"; with "NOT " before it.
[[nodiscard]] std::string to_string(const NearOperator& near);

struct NearForm {
  NearOperator near;
  bool is_in_range = true;  ///< false: "NEAR/0", "w/1000"
  bool is_foreign = false;  ///< an answer says how it was read: "adj5", "/s"
};

/// @param piece  of a query, between blanks. Whether words stand on its sides is for others to see.
[[nodiscard]] std::optional<NearForm> read_near_operator(std::string_view piece);

/// The 5 of "atleast5", "ATLEAST5" and "ATL5"; nothing of other words.
[[nodiscard]] std::optional<std::uint32_t> read_at_least(std::string_view word);

}  // namespace newsidx::query
