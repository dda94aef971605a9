// source/html/html_text_element.h
//
// The elements of HTML in a field of text: what each is to the text around it.
//
// Threads: pure functions.   Cost: a look at some hundred names.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsidx::source {

/// What stands between the text before an element and that in it.
enum class Break : std::uint8_t { none, blank, line, paragraph };

struct TextElement {
  std::string_view name;
  Break separates = Break::none;
};

/// @param name  in small letters; nullptr of what is no element
[[nodiscard]] const TextElement* find_text_element(std::string_view name);

}  // namespace newsidx::source
