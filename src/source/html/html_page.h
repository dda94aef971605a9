// source/html/html_page.h
//
// A page of HTML or XHTML, in any encoding -> its article: headline, text alone, author, site,
// canonical url, language, tags, and when it was published.
//
//   RawRecord of one whole page -> parse_html_page() -> ParsedRecord with at most one article
//
// Invariants: the id is empty; the url is the canonical one, else where it was fetched. A page
//             without text of an article has `is_no_news`, and a problem that says why.
// Threads: a pure function.   Cost: linear; about ten times the page in memory.
#pragma once

#include <stop_token>

#include "source/record.h"

namespace newsidx::source {

/// @param record  one page; its origin's url, charset, language and first_seen are used where known
void parse_html_page(const RawRecord& record, ParsedRecord& out, const std::stop_token& stop = {});

}  // namespace newsidx::source
