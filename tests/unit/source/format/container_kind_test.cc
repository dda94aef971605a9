#include "source/format/container_kind.h"

#include <doctest/doctest.h>

#include <string>

using namespace newsidx;
using namespace newsidx::source;
using namespace std::string_literals;

namespace {

// A member's head as writers that know its size make it.
std::string zip_member(const std::string& name, const std::string& content = "x") {
  const auto two = [](std::size_t value) {
    return std::string{static_cast<char>(value & 0xff), static_cast<char>(value >> 8)};
  };
  return "PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0"s + two(content.size()) + "\0\0"s +
         two(content.size()) + "\0\0"s + two(name.size()) + two(0) + name + content;
}

std::string tar_head(std::string name) {
  name.resize(512);
  name.replace(148, 8, "        ");
  unsigned sum = 0;
  for (const char c : name) sum += static_cast<unsigned char>(c);
  std::string digits = "000000";
  for (std::size_t i = 6; i-- > 0; sum /= 8) digits[i] = static_cast<char>('0' + sum % 8);
  return name.replace(148, 8, digits + "\0 "s);
}

}  // namespace

TEST_CASE("what the first bytes tell") {
  const std::string types = zip_member("[Content_Types].xml");
  struct Row {
    const char* name;
    std::string head;
    ContainerKind kind;
  };
  const Row kRows[] = {
      {"WARC", "WARC/1.0\r\nWARC-Type: warcinfo\r\n", ContainerKind::warc},
      {"WARC behind empty lines", "\r\n\r\nWARC/1.1\r\n", ContainerKind::warc},
      {"about WARC", "WARC/ARC files are explained here", ContainerKind::none},
      {"ARC", "filedesc://a.arc 0.0.0.0 20160827021700 text/plain 8\n", ContainerKind::arc},
      {"7z", "7z\xbc\xaf\x27\x1c\0\x04"s, ContainerKind::seven_zip},
      {"PDF", "%PDF-1.7\n%\xe2\xe3", ContainerKind::pdf},
      {"about PDF", "The files begin with %PDF-1.7 always", ContainerKind::none},
      {"zip", zip_member("a.html"), ContainerKind::zip},
      {"an empty zip", "PK\x05\x06"s + std::string(18, '\0'), ContainerKind::zip},
      {"docx", types + zip_member("_rels/.rels") + zip_member("word/document.xml"),
       ContainerKind::docx},
      {"a folder called word", zip_member("word/a.html"), ContainerKind::zip},
      {"xlsx", types + zip_member("xl/workbook.xml"), ContainerKind::other_office},
      {"pptx", types + zip_member("ppt/presentation.xml"), ContainerKind::other_office},
      {"odt", zip_member("mimetype", "application/vnd.oasis.opendocument.text"),
       ContainerKind::odt},
      {"ods", zip_member("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
       ContainerKind::other_office},
      {"epub", zip_member("mimetype", "application/epub+zip"), ContainerKind::other_office},
      {"WACZ", zip_member("archive/data.warc.gz"), ContainerKind::wacz},
      {"WACZ, its lists first", zip_member("datapackage.json") + zip_member("pages/pages.jsonl"),
       ContainerKind::wacz},
      {"a package of tables", zip_member("datapackage.json") + zip_member("data/a.csv"),
       ContainerKind::zip},
      {"tar", tar_head("news/a.txt"), ContainerKind::tar},
      {"tar, damaged", tar_head("news/a.txt").replace(0, 1, "m"), ContainerKind::none},
      {"mbox", "From a@b.example Sat Aug 27 02:17:00 2016\nReceived: x\nSubject: y\n\nz",
       ContainerKind::mbox},
      {"a text", "From Paris, where 2016 began\nnothing is heard.", ContainerKind::none},
      {"mail", "From: a@b.example\r\nSubject: y\r\n\r\nz", ContainerKind::mail},
      {"mail, received", "Received: from x\r\n\tby y\r\nDate: z\r\nTo: a\r\n\r\n",
       ContainerKind::mail},
      {"a form", "Subject: y\nPlace: z\n\nText", ContainerKind::none},
      {"questions", "From: a\nthis is no field\nSubject: b\n\n", ContainerKind::none},
      {"MHTML",
       "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a.example/\r\nSubject: x\r\n"
       "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"\r\n\r\n",
       ContainerKind::mhtml},
      {"mail with pictures",
       "From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
       "Content-Type: multipart/related; boundary=x\r\n\r\n",
       ContainerKind::mail},
      {"mail with pictures that was not sent",
       "From: Ann <a@b.example>\r\nSubject: x\r\nDate: y\r\nMIME-Version: 1.0\r\n"
       "Content-Type: multipart/related; boundary=x\r\n\r\n",
       ContainerKind::mail},
      {"MHTML of another browser",
       "From: <Saved by Windows Internet Explorer 8>\r\nSubject: x\r\nDate: y\r\n"
       "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n",
       ContainerKind::mhtml},
      {"a page", "<!DOCTYPE html>", ContainerKind::none},
      {"records", "{\"id\": 1}", ContainerKind::none},
      {"nothing", "", ContainerKind::none},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(name_of(container_kind_of(row.head)) == name_of(row.kind));
    for (std::size_t size = 0; size < row.head.size(); ++size) {
      static_cast<void>(container_kind_of(std::string(row.head, 0, size)));
    }
  }
}
