// source/xml/xml_record.h
//
// One record of XML -> its article.
//
//   XmlSplitter splitter(stream, origin, options);         // one thread
//   while (record = splitter.next()) parse_xml_record(...)  // any thread
//
// Read are items of RSS 0.9x, 1.0 and 2.0, entries of Atom, urls of sitemaps with news, NewsML-G2
// and NewsML 1.2, NITF, and plain collections (<doc>, <article>, <newsitem> ... with elements or
// fields of common names). Ids are guid, Atom's id, NewsML's guid, NITF's doc-id. Keywords made:
// author, tags, modified, published_from, and of agencies slugline, dateline, genre.
//
// Threads: a pure function.   Cost: linear; about as expat.
#pragma once

#include <stop_token>

#include "source/record.h"

namespace newsidx::source {

/// @param record  of XmlSplitter, or a whole document that is one article or feed item
/// @param parsed  gets the article; or a problem with its line; or `is_no_news` for a url without
///                news, a picture, a package
void parse_xml_record(const RawRecord& record, ParsedRecord& parsed, const std::stop_token& stop);

}  // namespace newsidx::source
