#include "source/office/pdf_document.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "../source_fixture.h"
#include "source/office/child_process.h"
#include "source/office/pdf_text.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

// A PDF with a page for each text, whose lines stand 14 points apart; "" is a line's distance more.
std::string pdf(const std::vector<std::vector<std::string>>& pages, const std::string& info = "") {
  std::vector<std::string> objects;  // number 1 and on
  std::string kids;
  for (std::size_t i = 0; i < pages.size(); ++i) kids += std::to_string(4 + 2 * i) + " 0 R ";
  objects.emplace_back("<</Type/Catalog/Pages 2 0 R>>");
  objects.push_back("<</Type/Pages/Count " + std::to_string(pages.size()) + "/Kids[" + kids +
                    "]>>");
  objects.emplace_back("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
  for (const auto& lines : pages) {
    std::string text = "BT /F1 11 Tf 14 TL 72 720 Td ";
    for (const std::string& line : lines) text += line.empty() ? "T* T* " : "(" + line + ") Tj T* ";
    text += "ET";
    objects.push_back(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>"
        ">>/Contents " +
        std::to_string(objects.size() + 2) + " 0 R>>");
    objects.push_back("<</Length " + std::to_string(text.size()) + ">>stream\n" + text +
                      "\nendstream");
  }
  objects.push_back("<<" + info + ">>");
  std::string out = "%PDF-1.4\n";
  std::string table;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    std::string offset = std::to_string(out.size());
    table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
    out += std::to_string(i + 1) + " 0 obj" + objects[i] + "endobj\n";
  }
  const std::string count = std::to_string(objects.size() + 1);
  const std::string start = std::to_string(out.size());
  return out + "xref\n0 " + count + "\n0000000000 65535 f \n" + table + "trailer<</Size " + count +
         "/Root 1 0 R/Info " + std::to_string(objects.size()) + " 0 R>>\nstartxref\n" + start +
         "\n%%EOF\n";
}

ParsedRecord parse(std::string bytes, std::uint64_t max_text_bytes = 1 << 20) {
  RawRecord record;
  record.bytes = std::move(bytes);
  auto origin = std::make_shared<RecordOrigin>();
  origin->file = "a.pdf";
  record.origin = origin;
  ParsedRecord out;
  parse_pdf(record, out, max_text_bytes);
  return out;
}

using Paragraphs = std::vector<std::string>;

// A web archive with one page, which is that document.
std::string warc_of(const std::string& document) {
  const std::string block = "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + document;
  return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://port.example/a.pdf\r\n"
         "WARC-Date: 2016-08-27T02:17:00Z\r\nContent-Type: application/http\r\n"
         "Content-Length: " +
         std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

}  // namespace

TEST_CASE("a PDF in a web archive is read as a file is") {
  const TempFolder folder;
  folder.write("a.warc", warc_of(pdf({{"A ferry came late", "",
                                       "The storm had passed by then, and nobody was hurt."}})));
  const Reading reading = read_all({folder.path()});
  CHECK(ids_of(reading) == Paragraphs{"http://port.example/a.pdf"});
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].title == "A ferry came late");
  CHECK(reading.problems.empty());
}

TEST_CASE("a PDF in a web archive that cannot be read is told as a file is") {
  const TempFolder folder;
  folder.write("a.warc", warc_of("%PDF-1.4\nrubbish"));
  const Reading reading = read_all({folder.path()});
  CHECK(reading.counts.records_skipped == 1);
  CHECK(reading.counts.files_ignored == 0);
  REQUIRE(reading.problems.size() == 1);
  CHECK(reading.problems[0].message.starts_with(
      "at byte 0 (http://port.example/a.pdf): the PDF cannot be read"));
}

TEST_CASE("lines of a PDF become paragraphs") {
  struct Row {
    const char* name;
    std::string text;
    Paragraphs paragraphs;
  };
  const Row kRows[] = {
      {"nothing", "", {}},
      {"lines", "One line\nand another.\n\nNext.\n\f", {"One line and another.", "Next."}},
      {"a parted word",
       "The har-\nbour and the caf\u00e9-\nteria.\n",
       {"The harbour and the caf\u00e9teria."}},
      {"a compound",
       "The Anglo-\nDanish quay, 10-\n20 ships.\n",
       {"The Anglo-Danish quay, 10-20 ships."}},
      {"a soft hyphen", "The har\u00ad\nbour.\n", {"The harbour."}},
      {"no blanks in Chinese", "\u4e2d\u56fd\n\u65b0\u95fb\n", {"\u4e2d\u56fd\u65b0\u95fb"}},
      {"over the end of a page",
       "It goes\n\non and\n\fon here.\n\f",
       {"It goes", "on and on here."}},
      {"a sentence ends there", "It ends.\n\fthen more\n", {"It ends.", "then more"}},
      {"a headline above its text",
       "Harbour opens\nThe harbour opened on Friday with many ships and\nall came.\n",
       {"Harbour opens", "The harbour opened on Friday with many ships and all came."}},
      {"heads, feet and numbers",
       "The Post\nOne\n\n1\n\fThe Post\nTwo\n\n2\n\fThe Post\nThree\n\n3\n\f",
       {"One", "Two", "Three"}},
      {"counted feet",
       "One\n\nPage 1 of 3\n\fTwo\n\nPage 2 of 3\n\fThree\n\nPage 3 of 3\n",
       {"One", "Two", "Three"}},
      {"a number on one page alone", "Count\n\n7\n\f", {"Count", "7"}},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(pdf_paragraphs(row.text) == row.paragraphs);
  }
}

TEST_CASE("a PDF") {
  REQUIRE(pdf_obstacle() == "");
  const ParsedRecord out =
      parse(pdf({{"Harbour opens", "", "The har-", "bour opened on Friday with many", "ships.", "",
                  "All came."}},
                "/Author(Ada L.)/CreationDate(D:20160827021700Z)/ModDate(D:20160828000000Z)"));
  REQUIRE(out.articles.size() == 1);
  const Article& article = out.articles[0];
  CHECK(article.title == "Harbour opens");
  CHECK(article.body == "The harbour opened on Friday with many ships.\nAll came.");
  REQUIRE(article.published.has_value());
  CHECK(article.published->to_string() == "2016-08-27T02:17:00Z");
  CHECK(std::count(article.keywords.begin(), article.keywords.end(), Keyword{"author", "Ada L."}) ==
        1);
  CHECK(out.problems.empty());
}

TEST_CASE("the title that a PDF has, if it is one") {
  const std::vector<std::vector<std::string>> pages = {{"First", "", "Second"}};
  const Article named = parse(pdf(pages, "/Title(Harbour opens)")).articles.at(0);
  CHECK(named.title == "Harbour opens");
  CHECK(named.body == "First\nSecond");
  CHECK(parse(pdf(pages, "/Title(Microsoft Word - a.doc)")).articles.at(0).title == "First");
  CHECK(parse(pdf(pages, "/Title(news_final.indd)")).articles.at(0).title == "First");
}

TEST_CASE("a PDF that cannot be read is told") {
  const auto problem_of = [](const ParsedRecord& out) {
    CHECK(out.articles.empty());
    return out.problems.size() == 1 ? out.problems[0].message : "(none)";
  };
  CHECK(problem_of(parse(pdf({{}}))) == "a PDF without text: its pages are pictures");
  CHECK(problem_of(parse("%PDF-1.4\nrubbish")).starts_with("the PDF cannot be read"));
  CHECK(problem_of(parse(pdf({{"Some words of text"}}), 5)) ==
        "the PDF cannot be read: its text is longer than 5 bytes");
}

TEST_CASE("without the program one line says how to get it") {
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", "/nonexistent", 1);
  const Remark obstacle = pdf_obstacle();
  const ParsedRecord out = parse(pdf({{"x"}}));
  ::setenv("PATH", path.c_str(), 1);
  CHECK(obstacle.to_string() == "pdftotext is not installed (try: apt-get install poppler-utils)");
  REQUIRE(out.problems.size() == 1);
  CHECK(out.problems[0].message == obstacle.message);
  CHECK(out.problems[0].hint == obstacle.hint);
}

TEST_CASE("a child gets its input, and its output and status come back") {
  const auto run = [](const std::string& script, std::string_view input = "") {
    auto out = run_child({"sh", "-c", script}, input, {}, {});
    REQUIRE(out.has_value());
    return *out;
  };
  const std::string large(3 << 20, 'x');
  CHECK((run("cat", large).text == large));
  CHECK(run("echo one; echo two >&2; echo three >&2; exit 3").text == "one\n");
  CHECK(run("echo one; echo two >&2; echo three >&2; exit 3").message == "two");
  CHECK(run("exit 3").status == 3);
  CHECK(run("kill -9 $$").status == 137);
  CHECK(run("ls /proc/self/fd | wc -l").text == "4\n");  // and the folder itself
  CHECK(run("env | grep -c SECRET").text == "0\n");
}

TEST_CASE("a child does not get around its limits") {
  ChildLimits limits;
  limits.time = std::chrono::seconds(1);
  limits.memory_bytes = 100 << 20;
  limits.output_bytes = 1000;
  const auto error_of = [&](const std::string& script) {
    const auto begin = std::chrono::steady_clock::now();
    const auto out = run_child({"sh", "-c", script}, "", limits, {});
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
    return out ? "status " + std::to_string(out->status) : out.error().to_string();
  };
  CHECK(error_of("sleep 100") == "sh took too much time");
  CHECK(error_of("exec >&- 2>&-; sleep 100") == "sh took too much time");
  CHECK(error_of("yes") == "its text is longer than 1000 bytes");
  const TempFolder folder;
  const std::string file = folder.write("a", "");
  CHECK(error_of("echo x > " + file) == "status 153");  // SIGXFSZ
  CHECK(std::filesystem::file_size(file) == 0);
  CHECK(error_of("sleep 0.2; head -c 300000000 /dev/zero | tail -c 290000000 > /dev/null") !=
        "status 0");
  CHECK(error_of("sleep 100 & echo") == "sh took too much time");  // it holds the output open
}

TEST_CASE("a stop ends the child") {
  std::stop_source stop;
  std::jthread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    stop.request_stop();
  });
  const auto begin = std::chrono::steady_clock::now();
  const auto out = run_child({"sleep", "100"}, "", {}, stop.get_token());
  REQUIRE(!out.has_value());
  CHECK(out.error().code == ErrorCode::cancelled);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}
