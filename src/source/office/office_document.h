// source/office/office_document.h
//
// A document of Word (docx) or LibreOffice (odt) -> its article.
//
//   its title, or else a paragraph in the style "Title", or else the first paragraph -> title
//   created -> published      modified -> "modified"      creator -> "author"
//
// The document is unpacked in memory, member by member; of its XML only the text is kept.
// A build without NEWSIDX_OFFICE has this function too; it says so.
//
// Threads: a pure function.   Cost: linear in the unpacked document, which is bounded.
#pragma once

#include <cstdint>
#include <stop_token>

#include "source/record.h"

namespace newsidx::source {

/// @param record  one document, all of it
/// @param max_text_bytes  a longer text is a problem
void parse_office(const RawRecord& record, ParsedRecord& out, std::uint64_t max_text_bytes,
                  const std::stop_token& stop = {});

}  // namespace newsidx::source
