// source/mail/mhtml.h
//
// A page that a browser saved with its pictures (MHTML, multipart/related) -> the page.
//
// Threads: a pure function.   Cost: linear.
// Source: RFC 2557; "Snapshot-Content-Location" is Chromium's
#pragma once

#include <optional>
#include <string>

#include "source/record.h"

namespace newsidx::source {

/// @param record  the whole file
/// @param out     what is wrong with it is said there
/// @return the HTML of the page, as bytes; its origin says where it is from, its charset, and when
///         it was saved. Nothing when there is no HTML in it. Frames in the page are left out.
[[nodiscard]] std::optional<RawRecord> mhtml_page(const RawRecord& record, ParsedRecord& out);

/// What it was saved as; may be empty.
[[nodiscard]] std::string mhtml_title(const RawRecord& record);

}  // namespace newsidx::source
