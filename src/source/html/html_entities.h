// source/html/html_entities.h
//
// Characters that HTML writes by number or by name: "&#8217;", "&eacute;". All names of HTML 4, and
// of HTML 5 those of Latin letters and of signs of ASCII and typography.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace newsidx::source {

struct HtmlEntity {
  char32_t point = 0;
  std::size_t end = 0;  ///< past its ";"
};

/// The entity whose "&" is at `at`, with its semicolon.
[[nodiscard]] std::optional<HtmlEntity> html_entity_at(std::string_view text, std::size_t at);

}  // namespace newsidx::source
