// source/charset/charset_label.h
//
// Names of character encodings as pages, feeds and mails write them, and what is meant by them.
//
// Threads: pure functions.   Cost: linear.
// Source: WHATWG Encoding Standard, section 4.2 (labels): "iso-8859-1" means Windows-1252, and
//         "gb2312" its superset GB 18030, as in every browser.
#pragma once

#include <string>
#include <string_view>

namespace newsidx::source {

/// The encoding that a label means, by the name that iconv knows: "CP1252", "GB18030", "UTF-8".
/// @param label  in any case, blanks and quotes around it
/// @return "" for an unknown one
[[nodiscard]] std::string_view charset_of_label(std::string_view label);

/// The label that a page or a document of XML gives itself in its first 4 KiB: `<meta
/// charset=...>`,
/// `<meta http-equiv=Content-Type content="...; charset=...">`, `<?xml ... encoding="..."?>`.
/// @return "" when it gives none
[[nodiscard]] std::string_view declared_label(std::string_view bytes);

}  // namespace newsidx::source
