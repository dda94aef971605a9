// source/html/html_page.h
//
// A page of HTML or XHTML, in any encoding -> its article: headline, text alone, author, site,
// canonical url, language, tags, and when it was published.
//
//   RawRecord of one whole page -> parse_html_page() -> ParsedRecord with at most one article
//
// Invariants: the id is empty; the url is the canonical one, else where it was fetched. A page
//             without an article (nothing but links, a list of teasers) has
//             `is_no_news`, and a problem that says why.
// Keywords: "author" (one each), "tags" (one each), "modified", "published_from": "json-ld",
//           "opengraph", "microdata", "time", "meta", "url" or "text", in that order of trust.
// Threads: a pure function (dates are compared with the clock where first_seen is not known).
// Cost: linear, about 200 MB/s; memory 5 to 50 times the page, the most for tags without text.
#pragma once

#include <stop_token>

#include "source/record.h"

namespace newsidx::source {

/// @param record  one page; its origin's url, charset, language and first_seen are used where known
void parse_html_page(const RawRecord& record, ParsedRecord& out, const std::stop_token& stop = {});

}  // namespace newsidx::source
