#include "query/syntax/near_operator.h"

#include <algorithm>
#include <array>

#include "query/syntax/characters.h"

namespace newsidx::query {
namespace {

using Unit = NearOperator::Unit;

struct Name {
  std::string_view text;
  bool in_order = false;
  bool is_foreign = false;
};

// Before a number. In small letters or in capitals: "Near/5" is no operator.
constexpr std::array<Name, 20> kNames = {{
    {"NEAR/"},
    {"near/"},
    {"w/"},
    {"W/"},
    {"n/"},
    {"N/"},
    {"NEAR"},
    {"near"},
    {"within/"},
    {"WITHIN/"},
    {"PRE/", true},
    {"pre/", true},
    {"onear/", true, true},
    {"ONEAR/", true, true},
    {"adj/", true, true},
    {"ADJ/", true, true},
    {"adj", true, true},
    {"ADJ", true, true},
    {"P/", true, true},
    {"/", false, true},
}};

struct UnitName {
  std::string_view text;
  Unit unit;
  bool is_foreign = false;
};

constexpr std::array<UnitName, 10> kUnits = {{
    {"w/s", Unit::sentence},
    {"W/S", Unit::sentence},
    {"w/sent", Unit::sentence},
    {"W/SENT", Unit::sentence},
    {"/s", Unit::sentence, true},
    {"w/p", Unit::paragraph},
    {"W/P", Unit::paragraph},
    {"w/para", Unit::paragraph},
    {"W/PARA", Unit::paragraph},
    {"/p", Unit::paragraph, true},
}};

// A number of at most so many digits that it cannot overflow; larger ones are out of any range.
std::optional<std::uint32_t> read_number(std::string_view digits) {
  constexpr std::size_t kMostDigits = 9;
  if (digits.empty() || !std::ranges::all_of(digits, is_digit)) return std::nullopt;
  if (digits.size() > kMostDigits) return UINT32_MAX;
  std::uint32_t number = 0;
  for (const char digit : digits) number = number * 10 + static_cast<std::uint32_t>(digit - '0');
  return number;
}

}  // namespace

std::string to_string(const NearOperator& near) {
  std::string text = near.excludes ? "NOT " : "";
  switch (near.unit) {
    case Unit::sentence: return text + "w/s";
    case Unit::paragraph: return text + "w/p";
    case Unit::words: break;
  }
  return text + (near.in_order ? "PRE/" : "NEAR/") + std::to_string(near.distance);
}

std::optional<NearForm> read_near_operator(std::string_view piece) {
  for (const UnitName& name : kUnits) {
    if (piece == name.text) return NearForm{{.unit = name.unit}, true, name.is_foreign};
  }
  for (const Name& name : kNames) {
    if (!piece.starts_with(name.text)) continue;
    const auto number = read_number(piece.substr(name.text.size()));
    if (!number) continue;
    const bool is_in_range = *number >= 1 && *number <= NearOperator::kMaxDistance;
    if (name.text == "/" && !is_in_range) return std::nullopt;  // a number: "300 /500"
    return NearForm{{.distance = *number, .in_order = name.in_order}, is_in_range, name.is_foreign};
  }
  return std::nullopt;
}

std::optional<std::uint32_t> read_at_least(std::string_view word) {
  constexpr std::array<std::string_view, 4> kNamesOfIt = {"atleast", "ATLEAST", "atl", "ATL"};
  for (const std::string_view name : kNamesOfIt) {
    if (!word.starts_with(name)) continue;
    if (const auto number = read_number(word.substr(name.size()))) return number;
  }
  return std::nullopt;
}

}  // namespace newsidx::query
