// source/fields/field_text.h
//
// Small questions about the values of fields.
#pragma once

#include <newsidx/article.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace newsidx::source {

[[nodiscard]] bool is_blank(std::string_view text);

/// "http://..." or "https://..." without blanks.
[[nodiscard]] bool is_url(std::string_view text);

/// "04:36", "04:36:34", "4:36 pm": an hour without a day.
[[nodiscard]] bool is_clock(std::string_view text);

/// Midnight of the day that a date names where it was written, in seconds as of UTC.
[[nodiscard]] std::int64_t day_of_text(std::string_view text, const Timestamp& time);

/// Types of blocks whose content is text of an article: "text", "paragraph", "sanitized_html".
[[nodiscard]] bool is_text_type(std::string_view type);

/// "... [+1234 chars]" of news services that give the beginning only.
void cut_truncation_mark(std::string& text);

/// Up to 40 bytes on one line, with "..." where it is cut.
[[nodiscard]] std::string quoted_part(std::string_view text);

}  // namespace newsidx::source
