// source/office/pdf_document.h
//
// A PDF -> its article, by the programs pdftotext and pdfinfo of poppler-utils, which run as child
// processes within limits of memory and time (child_process.h).
//
//   Title of the document, or else its first paragraph -> title
//   CreationDate -> published      Author, Keywords -> keywords      ModDate -> "modified"
//
// A build without NEWSIDX_PDF has these functions too; they say so.
//
// Threads: any number at once.   Cost: two processes a document, some 20 ms.
#pragma once

#include <stop_token>
#include <string>

#include "source/record.h"

namespace newsidx::source {

/// Why no PDF can be read here, to be said once; "" where they can.
[[nodiscard]] Remark pdf_obstacle();

/// @param record  one PDF, all of it
/// @param max_text_bytes  a longer text is a problem
/// @param stop    ends the child too; the record then has nothing
void parse_pdf(const RawRecord& record, ParsedRecord& out, std::uint64_t max_text_bytes,
               const std::stop_token& stop = {});

}  // namespace newsidx::source
