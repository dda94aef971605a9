// source/exports/export_record.h
//
// One article of an export of Nexis, Nexis Uni, Factiva or ProQuest. Names of fields are known in
// English, German and French. Keywords made: author, section, dateline, tags, published_from.
//
// Threads: a pure function.   Cost: linear.
#pragma once

#include <stop_token>

#include "source/record.h"

namespace newsidx::source {

/// @param record  of ExportSplitter; what it is, is told from its lines
/// @param parsed  gets the article; or `is_no_news` for a front page or a list of contents
void parse_export_record(const RawRecord& record, ParsedRecord& parsed,
                         const std::stop_token& stop);

}  // namespace newsidx::source
