// source/fields/field_role.h
//
// What a field of a record is to an article, told by its name.
//
// Names are compared as canonical_name() writes them: "publishedAt", "published_at", "Published At"
// and "published-at" are one name. The table is field_names.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace newsidx::source {

enum class FieldRole : std::uint8_t {
  none,
  id,
  title,
  body,
  lead,  ///< a summary: the body of a record that has no other
  published,
  time_of_day,  ///< "04:36:34", of a date that has none
  year,
  month,
  day,
  modified,
  first_seen,
  url,
  source,
  lang,
  author,
  count
};

struct FieldMatch {
  FieldRole role = FieldRole::none;
  std::uint16_t rank = 0;  ///< of several fields with a role the lowest is taken
};

/// Ranks: one of a field map, one of newsidx's own names, those of the table, those of it with a
/// word before or a tag behind ("story_title", "title_en"), those below other objects.
inline constexpr std::uint16_t kMappedRank = 0;
inline constexpr std::uint16_t kOwnRank = 100;
inline constexpr std::uint16_t kTableRank = 1000;
inline constexpr std::uint16_t kShortenedRank = 5000;
inline constexpr std::uint16_t kNestedRank = 10'000;

/// Small ASCII letters and digits; "_", "-", blanks and other signs are left out but for the dots
/// between the parts of a path. Letters beyond ASCII stay.
[[nodiscard]] std::string canonical_name(std::string_view name);

/// newsidx's own names: id, title, body, date, published, url, source, lang.
[[nodiscard]] inline FieldMatch match_own_name(std::string_view name) {
  struct OwnName {
    std::string_view name;
    FieldMatch match;
  };
  constexpr OwnName kNames[] = {{"id", {FieldRole::id, kOwnRank}},
                                {"url", {FieldRole::url, kOwnRank}},
                                {"body", {FieldRole::body, kOwnRank}},
                                {"date", {FieldRole::published, kOwnRank}},
                                {"lang", {FieldRole::lang, kOwnRank}},
                                {"title", {FieldRole::title, kOwnRank}},
                                {"source", {FieldRole::source, kOwnRank}},
                                {"published", {FieldRole::published, kOwnRank + 1}}};
  if (name.size() < 2 || name.size() > 9) return {};
  for (const OwnName& own : kNames) {
    if (own.name.size() == name.size() && own.name[0] == name[0] && own.name == name) {
      return own.match;
    }
  }
  return {};
}

/// @param is_in_list  the field is of an object in a list: only whole paths of the table count
[[nodiscard]] FieldMatch match_known_name(std::string_view name, bool is_in_list);

}  // namespace newsidx::source
