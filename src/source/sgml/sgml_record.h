// source/sgml/sgml_record.h
//
// A document of a collection in SGML -> its article.
//
//   <DOC> <DOCNO> AP880212-0001 </DOCNO> <HEAD>..</HEAD> <TEXT>..</TEXT> </DOC>
//   <DOC id="NYT_ENG_19940701.0001" type="story"> <HEADLINE>..</HEADLINE> <TEXT><P>..</P></TEXT>
//   <REUTERS NEWID="1"> <DATE>..</DATE> <TOPICS><D>grain</D></TOPICS> <TEXT> <TITLE>.. <BODY>..
//
// SGML leaves out end tags and escapes little, so elements are looked for by name, not parsed: of
// FT, LA Times, WSJ, AP, SJMN, FBIS, Federal Register, AQUAINT, Gigaword and Reuters-21578. A line
// that is indented, or follows a blank one, begins a paragraph where there is no <P>.
//
// Keywords made: author, dateline, tags, type; of Reuters-21578 topics, places, people, orgs,
// exchanges, companies.   Threads: a pure function.   Cost: linear.
#pragma once

#include <stop_token>

#include "source/record.h"

namespace newsidx::source {

/// @param record  of SgmlSplitter
/// @param parsed  gets the article, or a problem
void parse_sgml_record(const RawRecord& record, ParsedRecord& parsed, const std::stop_token& stop);

}  // namespace newsidx::source
