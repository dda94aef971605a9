// source/warc/content_coding.h
//
// Content-Encoding of HTTP undone (RFC 9110, section 8.4): gzip, deflate, br, zstd.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <string_view>

#include "source/warc/http_message.h"

namespace newsidx::source {

/// @param coding  in small letters
/// @return the bytes themselves where they are not of that coding, with a fault where they are but
///         are damaged
/// @errors limit        more than max_bytes
///         unsupported  another coding
[[nodiscard]] Result<HttpBody> decode_content(std::string_view coding, std::string_view bytes,
                                              std::uint64_t max_bytes);

}  // namespace newsidx::source
