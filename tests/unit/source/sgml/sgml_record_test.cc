#include "source/sgml/sgml_record.h"

#include <doctest/doctest.h>

#include "../record_fixture.h"
#include "source/sgml/sgml_date.h"
#include "source/sgml/sgml_fields.h"
#include "source/sgml/sgml_splitter.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

Records read(std::string_view text, std::size_t step_bytes = 1 << 20,
             std::uint64_t max_record_bytes = 1 << 20) {
  return read_records<SgmlSplitter>(text, parse_sgml_record, step_bytes, max_record_bytes);
}

struct Row {
  const char* name;
  const char* text;
  const char* id;
  const char* title;
  const char* body;
  const char* date;
  const char* source;
  const char* lang;
  const char* keywords;
};

const Row kRows[] = {
    {"Financial Times",
     R"(<DOC>
<DOCNO>FT911-7</DOCNO>
<PROFILE>_XX</PROFILE>
<DATE>910514
</DATE>
<HEADLINE>
FT  14 MAY 91 / Harbour News: Crane bought
</HEADLINE>
<BYLINE>
   By A PORTER
</BYLINE>
<DATELINE>
   HULL</DATELINE>
<TEXT>
The port bought a crane
and paid Pounds 3m.

It is blue &amp; tall.
</TEXT>
<PUB>The Test Times
</PUB>
<PAGE>Page 20 </PAGE>
</DOC>
)",
     "FT911-7", "Harbour News: Crane bought",
     "The port bought a crane and paid Pounds 3m.\n\nIt is blue & tall.", "1991-05-14",
     "The Test Times", "", "author=By A PORTER|dateline=HULL"},
    {"Los Angeles Times: paragraphs in every field",
     R"(<DOC>
<DOCNO> LA010189-0001 </DOCNO>
<DOCID> 1 </DOCID>
<DATE>
<P>
January 1, 1989, Sunday, Home Edition
</P>
</DATE>
<SECTION><P>Book; Page 1</P></SECTION>
<HEADLINE>
<P>
NEW FACTS; OLD
TALES
</P>
</HEADLINE>
<TEXT>
<P>
One line
and more.
</P>
<P>
Two.
</P>
</TEXT>
<GRAPHIC><P>Photo, x</P></GRAPHIC>
</DOC>)",
     "LA010189-0001", "NEW FACTS; OLD TALES", "One line and more.\n\nTwo.", "1989-01-01", "", "",
     ""},
    {"Wall Street Journal: a lead of its own",
     R"(<DOC>
<DOCNO> WSJ900402-0001 </DOCNO>
<HL> Mill Sold: Two Bids </HL>
<DD> 04/02/90</DD>
<SO> TEST JOURNAL (J)</SO>
<LP>   A mill was sold. </LP>
<TEXT>
   Its price rose,
as seen.
   Workers stay. </TEXT>
</DOC>)",
     "WSJ900402-0001", "Mill Sold: Two Bids",
     "A mill was sold.\n\nIts price rose, as seen.\n\nWorkers stay.", "1990-04-02",
     "TEST JOURNAL (J)", "", ""},
    {"AP: the date is that of the file",
     R"(<DOC>
<DOCNO> AP880212-0001 </DOCNO>
<FILEID>AP-NR-02-12-88 2344EST</FILEID>
<FIRST>u i AM-X     02-12 0398</FIRST>
<HEAD>Rain Ends</HEAD>
<HEAD>Second head</HEAD>
<BYLINE>By ANY ONE</BYLINE>
<DATELINE>OSLO (AP) </DATELINE>
<TEXT>
	Rain ended today.
	Sun came.
</TEXT>
</DOC>)",
     "AP880212-0001", "Rain Ends", "Rain ended today. Sun came.", "1988-02-12", "", "",
     "author=By ANY ONE|dateline=OSLO (AP)"},
    {"San Jose Mercury: a lead, the date behind the text",
     R"(<DOC>
<DOCNO> SJMN91-06364022 </DOCNO>
<LEADPARA>Lead it is. </LEADPARA>
<HEADLINE>  BRIDGE  OPENS </HEADLINE>
<TEXT> Cars crossed.  </TEXT>
<DESCRIPT> ROAD; BRIDGE </DESCRIPT>
<PUBDATE>   911230 </PUBDATE>
</DOC>)",
     "SJMN91-06364022", "BRIDGE OPENS", "Lead it is.\n\nCars crossed.", "1991-12-30", "", "",
     "tags=ROAD|tags=BRIDGE"},
    {"Foreign Broadcast: elements in the head, signs of its own",
     R"(<DOC>
<DOCNO> FBIS3-1 </DOCNO>
<HT>  "cr00"</HT>
<HEADER>
<H2>   March Reports </H2>
<DATE1>  1 March 1994 </DATE1>
<F P=100> FB </F>
<H3> <TI>      Talks on Water </TI></H3>
</HEADER>
<TEXT>
<F P=105> Greek </F>
<!-- PJG 0012 -->
[Text] Self&hyph;made &lsqb;as said&rsqb;.
</TEXT>
</DOC>)",
     "FBIS3-1", "Talks on Water", "Greek\n\n[Text] Self-made [as said].", "1994-03-01", "", "", ""},
    {"AQUAINT: text in a body",
     R"(<DOC>
<DOCNO> APW19980601.0003 </DOCNO>
<DOCTYPE> NEWS STORY </DOCTYPE>
<DATE_TIME> 06/01/1998 00:25:00 </DATE_TIME>
<HEADER>
w1 &Cx1f; </HEADER>
<BODY>
<SLUG> BC-X </SLUG>
<HEADLINE> Fish return </HEADLINE>
<TEXT>
<P>
	A.
</P>
<P>B.</P>
</TEXT>
</BODY>
<TRAILER> x </TRAILER>
</DOC>)",
     "APW19980601.0003", "Fish return", "A.\n\nB.", "1998-06-01T00:25:00", "", "", ""},
    {"Gigaword",
     R"(<DOC id="NYT_ENG_19940701.0001" type="story" >
<HEADLINE>
LONG HEAD
LINE
</HEADLINE>
<DATELINE>
BOSTON
</DATELINE>
<TEXT>
<P>
One.
</P>
<P>
Two.
</P>
</TEXT>
</DOC>)",
     "NYT_ENG_19940701.0001", "LONG HEAD LINE", "One.\n\nTwo.", "1994-07-01", "NYT", "en",
     "type=story|dateline=BOSTON|published_from=id"},
    {"Reuters-21578",
     "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n"
     R"(<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" OLDID="5544" NEWID="1">
<DATE>26-FEB-1987 15:01:01.79</DATE>
<TOPICS><D>cocoa</D><D>sugar</D></TOPICS>
<PLACES><D>peru</D></PLACES>
<PEOPLE></PEOPLE>
<UNKNOWN>
&#5;&#5;&#5;C T
</UNKNOWN>
<TEXT>&#2;
<TITLE>BEANS &lt;BNS> RISE</TITLE>
<DATELINE>    LIMA, Feb 26 - </DATELINE><BODY>Beans rose
today.
    They fell before.
 &#3;</BODY></TEXT>
</REUTERS>)",
     "1", "BEANS <BNS> RISE", "Beans rose today.\n\nThey fell before.", "1987-02-26T15:01:01", "",
     "", "dateline=LIMA, Feb 26 -|topics=cocoa|topics=sugar|places=peru"},
    {"Reuters-21578 without a body",
     R"(<REUTERS NEWID="2"><DATE>26-FEB-1987</DATE><TEXT TYPE="UNPROC">&#2;
Figures of
the day
&#3;</TEXT></REUTERS>)",
     "2", "", "Figures of the day", "1987-02-26", "", "", ""},
    {"text beside the fields",
     "<DOC>\n<DOCNO>7</DOCNO>\n<TITLE>T</TITLE>\nSome text\nof two lines.\n\nMore.\n</DOC>", "7",
     "T", "Some text of two lines.\n\nMore.", "", "", "", ""},
    {"no end tags at all",
     "<DOC><DOCNO>X-1<DATE>910514<HEADLINE>Head<TEXT>Some <b>text</b> is 3 < 4.", "X-1", "Head",
     "Some text is 3 < 4.", "1991-05-14", "", "", ""},
};

}  // namespace

TEST_CASE("each collection gives its fields, in whatever steps it is read") {
  for (const Row& row : kRows) {
    for (const std::size_t step_bytes : {1u << 20, 1u}) {
      CAPTURE(row.name);
      const Records records = read(row.text, step_bytes);
      CHECK(problem_lines(records) == std::vector<std::string>());
      REQUIRE(records.articles.size() == 1);
      const Article& article = records.articles[0];
      CHECK(article.id == row.id);
      CHECK(article.title == row.title);
      CHECK(article.body == row.body);
      CHECK(date_of(article) == row.date);
      CHECK(article.source == row.source);
      CHECK(article.lang == row.lang);
      CHECK(keywords_of(article) == row.keywords);
    }
    CAPTURE(row.name);
    CHECK(looks_like_sgml(row.text));
  }
}

TEST_CASE("documents are cut at their tags, also where ends are missing") {
  const Records records = read(
      "noise <DOC>\n<HEADLINE>a</HEADLINE></DOC>\n noise\n<DOC><HEADLINE>b</HEADLINE>\n"
      "<DOC><HEADLINE>c caf\xe9</HEADLINE></DOC><DOC></DOC>");
  REQUIRE(records.articles.size() == 3);
  CHECK(records.articles[1].title == "b");
  CHECK(records.articles[2].title == "c café");
  CHECK(records.raw[1].line == 4);
  CHECK(records.raw[1].number == 2);
  CHECK(problem_lines(records) == std::vector<std::string>{"5: neither title nor text"});
}

TEST_CASE("a document that is cut off is read and said") {
  struct Row {
    const char* text;
    std::vector<std::string> problems;
  };
  const Row kCuts[] = {
      {"<DOC><HEADLINE>a</HEADLINE></DOC>\n<DOC><HEADLINE>b</HEADLINE><TEXT>c",
       {"2: the document is cut off: it has no end tag"}},
      {"<DOC><HEADLINE>a</HEADLINE><TEXT>c", {"1: the document is cut off: it has no end tag"}},
      {"<DOC><HEADLINE>a</HEADLINE>\n<DOC><HEADLINE>b</HEADLINE>", {}},
      {"<DOC><HEADLINE>a</HEADLINE></DOC>\n<!-- end -->", {}},
  };
  for (const Row& row : kCuts) {
    CAPTURE(row.text);
    const Records records = read(row.text);
    CHECK(records.articles.back().title == (records.raw.size() == 1 ? "a" : "b"));
    CHECK(problem_lines(records) == row.problems);
  }
}

TEST_CASE("attributes of the document's own tag") {
  CHECK(sgml_attribute("<DOC id=\"a b\" type='story' x=7>", "id") == "a b");
  CHECK(sgml_attribute("<DOC id=\"a b\" type='story' x=7>", "type") == "story");
  CHECK(sgml_attribute("<DOC id=\"a b\" type='story' x=7>", "x") == "7");
  CHECK(sgml_attribute("<DOC OLDID=\"5\" ID=\"6\">", "ID") == "6");
  CHECK(sgml_attribute("<DOC id=\"a", "id").empty());
  CHECK(sgml_attribute("<DOC id=" + std::string(600, 'x') + ">", "id").empty());
}

TEST_CASE("a document that is too long is said and passed over") {
  const Records records =
      read("<DOC><TEXT>" + std::string(200'000, 'x') + "</TEXT></DOC><DOC><TEXT>y</TEXT></DOC>",
           1 << 20, 100'000);
  REQUIRE(records.articles.size() == 1);
  CHECK(records.articles[0].body == "y");
  CHECK(problem_lines(records) ==
        std::vector<std::string>{"1: a document longer than 100000 bytes"});
}

TEST_CASE("dates of the collections") {
  struct DateRow {
    const char* text;
    const char* date;
  };
  const DateRow rows[] = {{" 26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"},
                          {"September 3, 1990, Monday", "1990-09-03"},
                          {"1 Sept 1994", "1994-09-01"},
                          {"2/7/90", "1990-02-07"},
                          {"19960101", "1996-01-01"},
                          {"2006-01-02T10:00:00Z", "2006-01-02T10:00:00Z"},
                          {"911340", ""},
                          {"Mayor 3, 1990", ""},
                          {"13/13/90", ""},
                          {"", ""},
                          {"1 March May 3", ""}};
  for (const DateRow& row : rows) {
    CAPTURE(row.text);
    const auto date = parse_sgml_date(row.text);
    CHECK((date ? date->to_string() : "") == row.date);
  }
  CHECK(date_of_docno("XIE19960101.0001")->to_string() == "1996-01-01");
  CHECK(!date_of_docno("FT911-3"));
  CHECK(!date_of_docno("123"));
}

TEST_CASE("what begins as XML or text is no SGML") {
  for (const char* text : {"<doc><title>x</title></doc>", "<?xml version='1.0'?><DOC/>", "<html>",
                           "DOC", "", "<DOCUMENT>", "<!DOCTYPE html>"}) {
    CAPTURE(text);
    CHECK(!looks_like_sgml(text));
  }
}
