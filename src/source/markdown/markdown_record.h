// source/markdown/markdown_record.h
//
// A file in Markdown -> one article.
//
//   ---
//   title: Ferry late           title, date, author(s), tags and categories, lang, url, source,
//   date: 2016-08-27            description (a lead), as Jekyll, Hugo, Zola and Pandoc call them;
//   tags: [sea]                 other scalars become keywords under their names
//   ---
//   The ferry *came*.
//
// Without front matter the first heading is the title. A name as Jekyll has it gives the date where
// nothing else does: "2016-08-27-ferry-late.md".
//
// Threads: a pure function.   Cost: linear.
#pragma once

#include <stop_token>

#include "source/record.h"

namespace newsidx::source {

/// @param record  the whole file; origin->name is its name
/// @param parsed  gets the article, or a problem
void parse_markdown_record(const RawRecord& record, ParsedRecord& parsed,
                           const std::stop_token& stop);

}  // namespace newsidx::source
