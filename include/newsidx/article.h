// newsidx/article.h
//
// An article as it is read, stored and shown.
#pragma once

#include <newsidx/export.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace newsidx {

/// A publication time, with how much of it the source really said.
struct NEWSIDX_EXPORT Timestamp {
  enum class Precision : std::uint8_t { day, minute, second };

  std::int64_t utc_seconds = 0;  ///< seconds since 1970-01-01T00:00:00Z; may be negative
  Precision precision = Precision::second;
  bool zone_known = false;  ///< false: the source named no zone, and UTC was assumed

  friend bool operator==(const Timestamp&, const Timestamp&) = default;

  /// Reads ISO 8601: "2016-08-27", "2016-08-27T02:17", "2006-10-20T18:15:00-04:00", also with a
  /// blank for the T, fractions of a second (dropped) and "Z".
  /// @return nothing when the text is not such a date or names an impossible day or hour,
  ///         or one that is in no year from 0 to 9999 in UTC
  [[nodiscard]] static std::optional<Timestamp> parse(std::string_view iso8601);

  /// ISO 8601 to the stated precision, in UTC, with a "Z" only when the zone is known:
  /// "2016-08-27", "2016-08-27T02:17", "2006-10-20T22:15:00Z".
  [[nodiscard]] std::string to_string() const;
};

/// One keyword of a free field, for example {"topics", "grain"}.
using Keyword = std::pair<std::string, std::string>;

/// All text is UTF-8. An empty string means "not known".
struct Article {
  std::string id;     ///< external id, unique in an index (one without an id is given one)
  std::string title;  ///< headline
  std::string body;   ///< lead and text; paragraphs are separated by '\n'
  std::optional<Timestamp> published;
  std::string url;
  std::string source;  ///< publication or agency
  std::string lang;    ///< BCP 47 or ISO 639 code as given ("en", "pt-BR"); decides the stemmer
  std::vector<Keyword> keywords;  ///< in the order read

  friend bool operator==(const Article&, const Article&) = default;
};

}  // namespace newsidx
