// segment/field.h: the fields of a segment, each with posting lists of its own.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsidx::segment {

/// A list of a segment: its words, its title words, ... The numbers are persisted.
enum class Field : std::uint8_t {
  text = 0,        ///< words of title and body, stemmed; title occurrences weigh more
  title = 1,       ///< words of the title
  text_caps = 2,   ///< all-capitals words of mixed-case text, unstemmed
  title_caps = 3,  ///< the same of the title
  keyword = 4,     ///< "name\0value", folded
  surface = 5,     ///< unstemmed words of title and body -> their terms; no postings
  bigram = 6,      ///< "first\0second": very frequent words side by side in title and body
  boundary = 7,    ///< "p", "s", "l": where paragraphs begin, and sentences within them
};
inline constexpr std::uint8_t kFieldCount = 8;

/// Terms of Field::boundary. Their positions are those of the first word of a paragraph (that of
/// the body among them), of a sentence that begins no paragraph, or of such a sentence that begins
/// a line. The first word of a document has none. Before a paragraph and such a line is an empty
/// position, before other sentences none.
inline constexpr std::string_view kParagraphTerm = "p";
inline constexpr std::string_view kSentenceTerm = "s";
inline constexpr std::string_view kLineTerm = "l";

[[nodiscard]] std::string_view name_of(Field field) noexcept;

/// The number of the field in keys.
[[nodiscard]] constexpr std::uint8_t number_of(Field field) noexcept {
  return static_cast<std::uint8_t>(field);
}

/// The list is of words of the title alone: scored by its length, held within its positions.
[[nodiscard]] constexpr bool is_of_title(Field field) noexcept {
  return field == Field::title || field == Field::title_caps;
}

/// Whether the lists of the field have positions.
[[nodiscard]] constexpr bool has_positions(Field field) noexcept {
  return field != Field::keyword && field != Field::bigram;
}

/// The field whose lengths score a list of this one.
[[nodiscard]] constexpr Field length_field(Field field) noexcept {
  return is_of_title(field) ? Field::title : Field::text;
}

}  // namespace newsidx::segment
