// source/mail/mime_parts.h
//
// A mail or a saved page -> the parts that hold something, without unpacking them.
//
//   head, empty line, "--b" part "--b" part "--b--"; each part is such a thing again
//
// Invariants: parts are in the order of the text; a part ends at the first delimiter of a multipart
//             around it, whether its own has ended or not, so that cut and damaged mails are read.
// Threads: a pure function.   Cost: linear: one pass over the lines, no recursion; multiparts
//          within eight others are not looked into.
// Source: RFC 2046, section 5.1
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::source {

struct MimePart {
  std::string_view head;  ///< its fields
  std::string_view body;  ///< as it was sent; decoded_body()
  std::string type;       ///< in small letters; where it names none "text/plain", and in a
                          ///< multipart/digest "message/rfc822"
  std::string charset;    ///< as written
  bool is_attachment = false;
  std::size_t alternative = 0;  ///< the innermost multipart/alternative around it, from 1; 0: none
};

struct MimeParts {
  std::vector<MimePart> parts;  ///< at least the mail itself, whose head is empty if it is none
  bool is_cut = false;  ///< a multipart has no last delimiter, or base64 ends within a group
};
[[nodiscard]] MimeParts mime_parts(std::string_view text);

/// The bytes of the body.
[[nodiscard]] std::string decoded_body(const MimePart& part);

}  // namespace newsidx::source
