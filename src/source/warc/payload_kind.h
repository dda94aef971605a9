// source/warc/payload_kind.h
//
// Whether articles are looked for in what a server sent, told by how it begins, then by its type,
// then by the name in its url.
//
//   "application/octet-stream", "<!DOCTYPE html>.."  -> read
//   "image/jpeg"                                     -> "picture"
//   "application/zip", "PK\3\4.."                    -> "archive"
//
// Threads: a pure function.   Cost: linear in the beginning, which is unpacked where the type does
// not say enough.
#pragma once

#include <string_view>

namespace newsidx::source {

/// @param type    "text/html", in small letters; may be empty
/// @param url     may be empty
/// @param fields  of the answer's head; "" of what was not sent
/// @param body    of the answer, as it was sent; 8 KiB of it will do
/// @return what it is, in the singular, if it is left out; "" of what is read
[[nodiscard]] std::string_view left_out_payload(std::string_view type, std::string_view url,
                                                std::string_view fields, std::string_view body);

}  // namespace newsidx::source
