// source/page/page_lines.h
//
// A page of text as lines, and what the shape of a single line says about it. No rule here knows a
// word of any language but the marks of punctuation; words are in boilerplate_phrases.h.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::source {

inline constexpr std::size_t kMaxPageLines = 1 << 18;

struct PageLine {
  std::string_view text;     ///< never empty; no blanks around it, single blanks within
  std::uint32_t number = 0;  ///< from 1
  std::uint16_t indent = 0;  ///< blanks in front of it; no more than 65,535
  bool after_blank = true;   ///< a blank line, or the start of the page, is above it
};

/// Splits a page into its lines; blank ones are left out. Tabs and no-break spaces are blanks too,
/// and a run of blanks becomes one. No page of news has kMaxPageLines: what is behind so many is
/// the last line, with the ends of lines in it.
/// @param page  changed in place; outlives the lines
/// @param stop  once it is asked for, the lines end early
[[nodiscard]] std::vector<PageLine> split_lines(std::string& page,
                                                const std::stop_token& stop = {});

/// Characters, not bytes: 80 Cyrillic letters are as long a line as 80 Latin ones.
[[nodiscard]] std::size_t count_characters(std::string_view text);
[[nodiscard]] std::size_t count_words(std::string_view text);

/// No letter and no digit: "-", "* * *".
[[nodiscard]] bool is_wordless(std::string_view text);

/// Ends in a full stop or the like, also within closing quotes: `... said.”`
/// The stop of an acronym is none: `Talks with the U.S.`
[[nodiscard]] bool ends_sentence(std::string_view text);

/// Ends in "..." or "…": the start of a text that goes on elsewhere.
[[nodiscard]] bool is_cut_off(std::string_view text);

[[nodiscard]] bool starts_lower_case(std::string_view text);

/// Could be a headline: short, no end of a sentence, not the continuation of one. A question or an
/// exclamation may be one.
[[nodiscard]] bool is_headline_like(std::string_view text);

}  // namespace newsidx::source
