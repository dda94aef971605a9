#include "source/office/office_document.h"

#include <doctest/doctest.h>

#include "support/packed.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

constexpr std::uint64_t kMaxTextBytes = 1 << 20;

ParsedRecord parse(std::string bytes, std::uint64_t max_text_bytes = kMaxTextBytes) {
  RawRecord record;
  record.bytes = std::move(bytes);
  auto origin = std::make_shared<RecordOrigin>();
  origin->file = "a.docx";
  record.origin = origin;
  ParsedRecord out;
  parse_office(record, out, max_text_bytes);
  return out;
}

std::string word(const std::string& body) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"urn:w\" "
         "xmlns:mc=\"urn:mc\"><w:body>" +
         body + "</w:body></w:document>";
}

std::string paragraph(const std::string& runs) { return "<w:p>" + runs + "</w:p>"; }
std::string run(const std::string& text) { return "<w:r><w:t>" + text + "</w:t></w:r>"; }

std::string docx(const std::string& body, const std::string& core = "") {
  PackedFiles files = {{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", word(body)}};
  if (!core.empty()) {
    files.emplace_back("docProps/core.xml",
                       "<cp:coreProperties xmlns:cp=\"urn:cp\" xmlns:dc=\"urn:dc\" "
                       "xmlns:dcterms=\"urn:t\">" +
                           core + "</cp:coreProperties>");
  }
  return packed(ARCHIVE_FORMAT_ZIP, files);
}

std::string odt(const std::string& body, const std::string& meta = "") {
  return packed(
      ARCHIVE_FORMAT_ZIP,
      {{"mimetype", "application/vnd.oasis.opendocument.text"},
       {"content.xml",
        "<office:document-content xmlns:office=\"urn:o\" xmlns:text=\"urn:t\" xmlns:svg=\"urn:s\">"
        "<office:body><office:text>" +
            body +
            "</office:text></office:body>"
            "</office:document-content>"},
       {"meta.xml",
        "<office:document-meta xmlns:office=\"urn:o\" xmlns:dc=\"urn:d\" "
        "xmlns:meta=\"urn:m\"><office:meta>" +
            meta + "</office:meta></office:document-meta>"}});
}

std::string keyword(const Article& article, std::string_view name) {
  for (const Keyword& each : article.keywords) {
    if (each.first == name) return each.second;
  }
  return "";
}

}  // namespace

TEST_CASE("a document of Word") {
  const ParsedRecord out = parse(docx(
      paragraph(run("Harbour ") + run("opens")) + paragraph(run("The harbour &amp; the quay.")) +
          paragraph("") + paragraph(run("Ships<w:tab/>") + "<w:r><w:tab/></w:r>" + run("came.")),
      "<dc:creator>Ada L.</dc:creator>"
      "<dcterms:created>2016-08-27T02:17:00Z</dcterms:created>"
      "<dcterms:modified>2016-08-28T00:00:00Z</dcterms:modified>"
      "<dc:language>en-GB</dc:language>"));
  REQUIRE(out.articles.size() == 1);
  const Article& article = out.articles[0];
  CHECK(article.title == "Harbour opens");
  CHECK(article.body == "The harbour & the quay.\nShips  came.");
  CHECK(article.lang == "en-GB");
  REQUIRE(article.published.has_value());
  CHECK(article.published->to_string() == "2016-08-27T02:17:00Z");
  CHECK(keyword(article, "modified") == "2016-08-28T00:00:00Z");
  CHECK(keyword(article, "author") == "Ada L.");
  CHECK(keyword(article, "published_from") == "document");
  CHECK(out.problems.empty());
}

TEST_CASE("title, author and date by the styles of their paragraphs") {
  const auto styled = [](const std::string& style, const std::string& text) {
    return paragraph("<w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr>" + run(text));
  };
  const std::string facts =
      "<dc:creator>Ada L.</dc:creator><dcterms:created>2026-01-01T00:00:00Z</dcterms:created>";
  const ParsedRecord out =
      parse(docx(styled("Title", "Harbour opens") + styled("Author", "Ann Berg") +
                     styled("Date", "27 August 2016") + paragraph(run("Ships came.")),
                 facts));
  REQUIRE(out.articles.size() == 1);
  const Article& article = out.articles[0];
  CHECK(article.title == "Harbour opens");
  CHECK(article.body == "Ships came.");
  REQUIRE(article.published.has_value());
  CHECK(article.published->to_string() == "2016-08-27");
  CHECK(article.keywords == std::vector<Keyword>{{"author", "Ada L."},
                                                 {"published_from", "text"},
                                                 {"author", "Ann Berg"}});
  const ParsedRecord undated =
      parse(docx(styled("Date", "Last Friday") + paragraph(run("Ships came."))));
  REQUIRE(undated.articles.size() == 1);
  CHECK(undated.articles[0].body == "Last Friday\nShips came.");
}

TEST_CASE("what Word keeps beside the text is left out") {
  struct Row {
    const char* name;
    std::string body;
    std::string text;
  };
  const Row kRows[] = {
      {"deleted", paragraph(run("a") + "<w:del><w:r><w:delText>b</w:delText></w:r></w:del>"), "a"},
      {"moved away", paragraph(run("a") + "<w:moveFrom>" + run("b") + "</w:moveFrom>"), "a"},
      {"a field's code", paragraph("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("7")), "7"},
      {"white space between runs", paragraph("\n  " + run("a") + "\n  " + run("b")), "ab"},
      {"a text box, in two forms",
       paragraph(run("a") + "<mc:AlternateContent><mc:Choice>" + paragraph(run("box")) +
                 "</mc:Choice><mc:Fallback>" + paragraph(run("box")) +
                 "</mc:Fallback></mc:AlternateContent>" + run("b")),
       "box\nab"},
      {"a table",
       "<w:tbl><w:tr><w:tc>" + paragraph(run("a")) + "</w:tc><w:tc>" + paragraph(run("b")) +
           "</w:tc></w:tr></w:tbl>",
       "a\nb"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const ParsedRecord out = parse(
        docx("<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr>" + run("T") + "</w:p>" + row.body));
    REQUIRE(out.articles.size() == 1);
    CHECK(out.articles[0].title == "T");
    CHECK(out.articles[0].body == row.text);
  }
}

TEST_CASE("which title a document has") {
  const std::string body = paragraph(run("First")) + paragraph(run("Second"));
  CHECK(parse(docx(body)).articles.at(0).title == "First");
  CHECK(parse(docx(body)).articles.at(0).body == "Second");
  const Article named = parse(docx(body, "<dc:title>Named</dc:title>")).articles.at(0);
  CHECK(named.title == "Named");
  CHECK(named.body == "First\nSecond");
  const Article same = parse(docx(body, "<dc:title>First</dc:title>")).articles.at(0);
  CHECK(same.title == "First");
  CHECK(same.body == "Second");
  const Article alone = parse(docx(paragraph(run("First")))).articles.at(0);
  CHECK(alone.title == "");
  CHECK(alone.body == "First");
}

TEST_CASE("a document of LibreOffice") {
  const ParsedRecord out = parse(
      odt("<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
          "<text:p text:style-name=\"Title\">Harbour opens</text:p>"
          "<text:h>A head</text:h>"
          "<text:p>The <text:span>harbour</text:span><text:s text:c=\"2\"/>is<text:line-break/>open"
          "<text:note><text:p>a note</text:p></text:note>."
          "<office:annotation><text:p>a comment</text:p></office:annotation></text:p>",
          "<meta:initial-creator>Ada L.</meta:initial-creator><dc:creator>Bob</dc:creator>"
          "<meta:creation-date>2016-08-27T02:17:00</meta:creation-date>"
          "<dc:date>2016-08-28T00:00:00</dc:date>"));
  REQUIRE(out.articles.size() == 1);
  const Article& article = out.articles[0];
  CHECK(article.title == "Harbour opens");
  CHECK(article.body == "A head\nThe harbour  is open.");
  CHECK(article.published.has_value());
  CHECK(keyword(article, "author") == "Ada L.");
  CHECK(keyword(article, "modified") == "2016-08-28T00:00:00");
}

TEST_CASE("what is no document, or a hostile one, is told") {
  const std::string laughs =
      "<!DOCTYPE d [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;\">]><w:document xmlns:w=\"urn:w\">"
      "&b;</w:document>";
  std::string deep = "<d>";
  for (int i = 0; i < 100'000; ++i) deep += "<d>";
  const auto with = [](const std::string& document) {
    return packed(ARCHIVE_FORMAT_ZIP, {{"word/document.xml", document}});
  };
  struct Row {
    const char* name;
    std::string bytes;
    std::string problem;
  };
  const Row kRows[] = {
      {"entities", with(laughs), "the document cannot be read: it has a document type"},
      {"depth", with(deep),
       "the document cannot be read: elements within elements without measure"},
      {"not well-formed", with("<a><b></a>"), "the document cannot be read: mismatched tag"},
      {"empty", with(""), "the document cannot be read: no element found"},
      {"a table", packed(ARCHIVE_FORMAT_ZIP, {{"xl/workbook.xml", "<a/>"}}),
       "no text document: a table, slides, or a part of one"},
      {"without words", docx(paragraph("")), "a document without text"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const ParsedRecord out = parse(row.bytes);
    CHECK(out.articles.empty());
    REQUIRE(out.problems.size() == 1);
    CHECK(out.problems[0].message == row.problem);
    CHECK(out.problems[0].file == "a.docx");
    CHECK(out.is_no_news == !row.problem.starts_with("the document cannot be read"));
  }
  CHECK(parse("no zip").articles.empty());
  CHECK(parse("no zip").problems.size() == 1);
  const std::string long_one = docx(paragraph(run(std::string(5000, 'x'))));
  CHECK(parse(long_one, 4999).problems.at(0).to_string() ==
        "a.docx: the document is longer than 4999 bytes (try: a larger max_record_bytes)");
  const std::string bomb = docx(std::string(3 << 20, ' '));
  CHECK(parse(bomb, 10'000).problems.at(0).to_string() ==
        "a.docx: the document cannot be read: it unpacks to more than 640000 bytes");
  for (std::size_t size = 0; size < long_one.size(); size += 11) {
    const ParsedRecord out = parse(long_one.substr(0, size));
    CHECK((!out.articles.empty() || !out.problems.empty()));
  }
}
