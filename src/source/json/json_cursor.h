// source/json/json_cursor.h
//
// Steps through the tokens of JSON that comes in pieces: brackets, commas, colons and strings with
// their escapes; nothing is checked and nothing is held but the beginning of a string.
//
// Threads: one cursor, one thread.   Cost: linear; memchr within strings.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace newsidx::source {

class JsonCursor {
 public:
  enum class Token : std::uint8_t {
    none,  ///< the piece is at its end
    open_object,
    open_array,
    close_object,
    close_array,
    comma,
    colon,
    string,         ///< string() holds its beginning
    other,          ///< a character of a number, a literal, or of none of JSON
    broken_string,  ///< a line in a string begins a record: the string has no end
  };

  /// Goes on at `at`, up to the end of the piece, and leaves `at` behind the token. At the end of
  /// the piece up to 64 bytes may be left, of a line in a string that may begin a record: they
  /// begin the next piece.
  /// @param keeps_string  string() is wanted
  [[nodiscard]] Token next(std::string_view piece, std::size_t& at, bool keeps_string);

  static constexpr std::size_t kKeptStringBytes = 256;
  /// Of the string that was read last, as it stands between its quotes; no more than that.
  [[nodiscard]] const std::string& string() const { return string_; }
  [[nodiscard]] bool is_in_string() const { return is_in_string_; }

 private:
  Token read_string(std::string_view piece, std::size_t& at, bool keeps_string);
  void keep(std::string_view text);

  bool is_in_string_ = false;
  bool is_escaped_ = false;  // the next character of the string
  bool is_at_line_ = false;  // of the string, a line that may begin a record: looked at again
  std::string string_;
};

}  // namespace newsidx::source
