// source/problem.h
//
// What is said of input that could not be used, or only after mending.
#pragma once

#include <newsidx/hint.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace newsidx::source {

/// A part of the input that could not be used, or only after mending.
struct Problem {
  enum class Kind : std::uint8_t {
    unreadable_file,  ///< missing permission, broken archive, binary: the (rest of the) file is
                      ///< skipped
    broken_record,    ///< one record is skipped
    repaired_text,    ///< ill-formed UTF-8 became U+FFFD; the record is kept
    cut_off,          ///< the end of a record is missing; what is there is kept
    ignored_value,    ///< for example an impossible date; the record is kept without it
    no_news,          ///< a picture, a licence, an empty page: sound, and left out
  };
  Kind kind = Kind::broken_record;
  std::string file;        ///< path as walked; "-" for standard input
  std::uint64_t line = 0;  ///< from 1; 0 = does not apply
  std::uint64_t byte = 0;  ///< offset in the (decompressed) file; of the record
  std::string message;     ///< one line, without the place
  Hint hint = {};
  std::uint32_t input = 0;  ///< the file on disk, as RecordOrigin::input; 0: not known

  /// "corpus/a.jsonl:17: not JSON: unexpected end"
  [[nodiscard]] Remark remark() const;
  [[nodiscard]] std::string to_string() const { return remark().to_string(); }

  friend bool operator==(const Problem&, const Problem&) = default;
};

/// "a picture is no news"
[[nodiscard]] std::string no_news_message(const std::string& what);

/// "at byte 700 (https://a.example/1)": of a record whose file says where it is from
[[nodiscard]] std::string place_in_file(std::uint64_t byte, std::string_view url);

}  // namespace newsidx::source
