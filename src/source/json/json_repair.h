// source/json/json_repair.h
//
// What programs write for JSON that is none, and what it was meant to be.
//
//   "a<newline>b"     -> "a\nb"
//   "\ud83d and more" -> "\ufffd and more"
//
// Cost: linear.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsidx::source {

/// Halves of surrogate pairs, of text that was cut in the middle of an emoji, become \ufffd.
/// @return how many there were [count]
std::size_t repair_surrogates(std::string& json);

/// Control characters within strings become escapes; a zero byte, which is in no text, stays.
/// @return how many there were [count]
std::size_t escape_controls(std::string& json);

/// Follows the strings of a text that comes in pieces.
class JsonStringScan {
 public:
  void scan(std::string_view piece);
  /// Is the end of what was scanned within a string?
  [[nodiscard]] bool is_in_string() const noexcept { return is_in_string_; }

 private:
  bool is_in_string_ = false;
  bool is_escaped_ = false;  // the next character
};

/// Does a line begin as a record does: with a bracket and the quote of a name?
[[nodiscard]] bool begins_record(std::string_view line);
/// Could it, of a line that goes on where `line` ends?
[[nodiscard]] bool may_begin_record(std::string_view line);

}  // namespace newsidx::source
