#include "source/warc/warc_splitter.h"

#include <doctest/doctest.h>

#include <ctime>

#include "../source_fixture.h"
#include "source/stream/decompressed_stream.h"
#include "support/string_stream.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

std::string lines(std::initializer_list<std::string_view> each) {
  std::string out;
  for (const std::string_view line : each) out += std::string(line) + "\r\n";
  return out;
}

std::string record(std::string_view type, std::string_view fields, std::string_view block,
                   std::size_t length) {
  return "WARC/1.0\r\nWARC-Type: " + std::string(type) + "\r\n" + std::string(fields) +
         "Content-Length: " + std::to_string(length) + "\r\n\r\n" + std::string(block) + "\r\n\r\n";
}

std::string record(std::string_view type, std::string_view fields, std::string_view block) {
  return record(type, fields, block, block.size());
}

const std::string kAbout =
    lines({"WARC-Target-URI: http://a.example/1", "WARC-Date: 2016-08-27T02:17:00Z",
           "Content-Type: application/http; msgtype=response"});
const std::string kOk = lines({"HTTP/1.1 200 OK", "Content-Type: text/html; charset=UTF-8", ""});

std::string page(std::string_view body, std::string_view head = kOk) {
  return record("response", kAbout, std::string(head) + std::string(body));
}

std::string arc_record(std::string_view url, std::string_view type, std::string_view block) {
  return std::string(url) + " 192.0.2.1 20160827021700 " + std::string(type) + " " +
         std::to_string(block.size()) + "\n" + std::string(block) + "\n";
}

struct Split {
  std::vector<std::string> texts;
  std::vector<RawRecord> records;
  std::vector<std::string> problems;
  std::string error;
  WarcCounts counts;
};

Split split(ByteStream& stream, std::uint64_t max_record_bytes = 1 << 20) {
  Split out;
  auto origin = std::make_shared<RecordOrigin>();
  origin->file = "a.warc";
  origin->name = "a.warc";
  ContainerOptions options;
  options.max_record_bytes = max_record_bytes;
  options.on_problem = [&](const Problem& problem) {
    out.problems.push_back(with_hint(problem.message, problem.hint));
  };
  WarcSplitter splitter(stream, origin, options);
  while (true) {
    auto next = splitter.next();
    if (!next) out.error = next.error().to_string();
    if (!next || !next->has_value()) break;
    out.texts.push_back((*next)->bytes);
    out.records.push_back(**next);
  }
  out.counts = splitter.counts();
  return out;
}

Split split(const std::string& text, std::uint64_t max_record_bytes = 1 << 20) {
  StringStream stream(text, 1000);
  return split(stream, max_record_bytes);
}

const std::string kBrotli(  // "text that is packed", by Python's brotli
    "\x1b\x12\x00\xf8\xa5\xc9\xca\xe8\xf0\xa4\x20\x92\x94\x52\xab\xec\x73\xde\x0b\x94\x00", 21);

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a page with what the archive and the server say of it") {
  const std::string info = record("warcinfo", "", "software: a test\r\n");
  const Split out = split(info + page("<p>News</p>"));
  REQUIRE(out.texts == Texts{"<p>News</p>"});
  const RawRecord& first = out.records[0];
  CHECK(first.number == 2);
  CHECK(first.byte == info.size());
  CHECK(first.origin->file == "a.warc");
  CHECK(first.origin->url == "http://a.example/1");
  CHECK(first.origin->media_type == "text/html");
  CHECK(first.origin->charset == "UTF-8");
  REQUIRE(first.origin->first_seen.has_value());
  CHECK(first.origin->first_seen->to_string() == "2016-08-27T02:17:00Z");
  CHECK(out.problems.empty());
  CHECK(out.counts.given == 1);
  CHECK(out.counts.passed_over == 1);
}

TEST_CASE("what is given, and what is passed over without a word") {
  const auto answer = [](std::string_view status, std::string_view type, std::string_view body) {
    return page(body, "HTTP/1.1 " + std::string(status) + "\r\nContent-Type: " + std::string(type) +
                          "\r\n\r\n");
  };
  const std::string text_type = "Content-Type: text/plain\r\n";
  struct Row {
    const char* name;
    std::string archive;
    Texts texts;
  };
  const Row kRows[] = {
      {"not found", answer("404 Not Found", "text/html", "x"), {}},
      {"a part", answer("206 Partial Content", "text/html", "x"), {}},
      {"no reason", answer("200", "text/html", "x"), {"x"}},
      {"another success", answer("203 Other", "text/html", "x"), {"x"}},
      {"a picture", answer("200 OK", "image/jpeg", "x"), {}},
      {"a PDF", answer("200 OK", "application/pdf", "%PDF-1.4"), {"%PDF-1.4"}},
      {"no type, a PDF", page("%PDF-1.4", "HTTP/1.0 200 OK\r\n\r\n"), {"%PDF-1.4"}},
      {"a drawing", answer("200 OK", "image/svg+xml", "<svg/>"), {}},
      {"a script", answer("200 OK", "text/javascript", "x"), {}},
      {"a feed", answer("200 OK", "application/rss+xml", "<rss/>"), {"<rss/>"}},
      {"JSON", answer("200 OK", "APPLICATION/JSON; x=y", "{}"), {"{}"}},
      {"an empty page", answer("200 OK", "text/html", ""), {}},
      {"no type, a page",
       page("<!DOCTYPE html>x", "HTTP/1.0 200 OK\r\n\r\n"),
       {"<!DOCTYPE html>x"}},
      {"no type, none", page("GIF89a", "HTTP/1.0 200 OK\r\n\r\n"), {}},
      {"WET", record("conversion", text_type, "text"), {"text"}},
      {"a resource", record("resource", text_type, "text"), {"text"}},
      {"metadata", record("metadata", text_type, "text"), {}},
      {"a revisit", record("revisit", kAbout, kOk), {}},
      {"a request", record("request", "", "GET / HTTP/1.1\r\n\r\n"), {}},
      {"a name server's", record("response", "Content-Type: text/dns\r\n", "x"), {}},
      {"version 1.1", "WARC/1.1" + page("x").substr(8), {"x"}},
      {"version 0.18", "WARC/0.18" + page("x").substr(8), {"x"}},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const Split out = split(row.archive + page("last"));
    Texts texts = row.texts;
    texts.emplace_back("last");
    CHECK(out.texts == texts);
    CHECK(out.problems == Texts{});
    CHECK(out.counts.passed_over == 2 - texts.size());
  }
}

TEST_CASE("what is left out is told by kind, with its place") {
  const std::string first = page("one");
  const auto typed = [](std::string_view type, std::string_view body) {
    return page(body, "HTTP/1.1 200 OK\r\nContent-Type: " + std::string(type) + "\r\n\r\n");
  };
  const std::string rest =
      typed("image/png", "x") + typed("application/zip", "PK\x03\x04") + page("", kOk) +
      page("x", "HTTP/1.1 301 Moved\r\n\r\n") + page("x", "HTTP/1.1 404 Not Found\r\n\r\n") +
      record("request", "", "GET / HTTP/1.1\r\n\r\n") + record("metadata", "", "x");
  Texts told;
  std::uint64_t byte = 0;
  ContainerOptions options;
  options.on_left_out = [&](const LeftOut& part) {
    if (told.empty()) byte = part.byte;
    told.push_back(std::string(part.file) + ' ' + std::string(part.place) + ' ' +
                   std::string(part.what));
  };
  StringStream stream(first + rest, 1000);
  RecordOrigin origin;
  origin.file = "a.warc";
  WarcSplitter splitter(stream, std::make_shared<const RecordOrigin>(origin), options);
  while (splitter.next()->has_value()) {
  }
  const std::string place = "a.warc http://a.example/1 ";
  CHECK(told == Texts{place + "picture", place + "archive", place + "empty page",
                      place + "redirect", place + "error answer"});
  CHECK(byte == first.size());
  CHECK(splitter.counts().passed_over == 7);
}

TEST_CASE("heads of answers of any length") {
  const auto with_head = [](std::size_t bytes) {
    return page("<p>News", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Long: " +
                               std::string(bytes, 'y') + "\r\n\r\n");
  };
  for (const std::size_t kilobytes : {1u, 30u, 63u, 64u, 65u, 70u, 200u, 1000u}) {
    CAPTURE(kilobytes);
    const Split out = split(with_head(kilobytes << 10) + page("last"), 2 << 20);
    CHECK(out.texts == Texts{"<p>News", "last"});
    CHECK(out.problems == Texts{});
  }
  const Split out = split(with_head(1 << 20) + page("last"), 2 << 20);
  CHECK(out.texts == Texts{"last"});
  CHECK(out.problems == Texts{"at byte 0: the head of the answer is longer than 1 MiB"});
  CHECK(out.counts.damaged == 1);
}

TEST_CASE("lines may end in LF alone") {
  std::string archive = page("x") + page("y");
  archive.erase(std::remove(archive.begin(), archive.end(), '\r'), archive.end());
  // The lengths count the CRs that are gone, so they are repaired from what follows.
  const Split repaired = split(archive);
  CHECK(repaired.texts.size() == 2);
  const Split out = split(
      "WARC/1.0\nWARC-Type: resource\nContent-Type: text/plain\n"
      "Content-Length: 4\n\ntext\n\n");
  CHECK(out.texts == Texts{"text"});
  CHECK(out.problems == Texts{});
}

TEST_CASE("ARC, of both versions") {
  const std::string head = "1 0 Us\nURL IP-address Archive-date Content-type Archive-length\n";
  const std::string archive = arc_record("filedesc://a.arc", "text/plain", head) +
                              arc_record("dns:a.example", "text/dns", "20160827021700") +
                              arc_record("http://a.example/a b", "text/html", kOk + "one") +
                              "http://a.example/2 192.0.2.1 20160827021700 text/html 200 sum - 7 "
                              "a.arc " +
                              std::to_string(kOk.size() + 3) + "\n" + kOk + "two\n" +
                              arc_record("http://a.example/3", "text/html", "<html>three");
  const Split out = split(archive);
  CHECK(out.texts == Texts{"one", "two", "<html>three"});
  CHECK(out.problems == Texts{});
  REQUIRE(out.records.size() == 3);
  CHECK(out.records[0].origin->url == "http://a.example/a b");
  CHECK(out.records[0].origin->first_seen->to_string() == "2016-08-27T02:17:00Z");
  CHECK(out.records[2].origin->media_type == "text/html");
}

TEST_CASE("damage costs the record it is in, and is told with its place") {
  const std::string first = page("one");
  const std::string at = "at byte " + std::to_string(first.size()) + ": ";
  const std::string picture =
      "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + std::string(600'000, 'x');
  const auto wrong_length = [](std::string block, int difference) {
    return record("response", kAbout, block,
                  static_cast<std::size_t>(static_cast<int>(block.size()) + difference));
  };
  struct Row {
    const char* name;
    std::string middle;
    Texts texts;
    Texts problems;
  };
  const std::string kWithin = "the record's length is wrong: another record begins within it";
  const Row kRows[] = {
      {"no record", "rubbish\r\n\r\n", {}, {at + "11 bytes are no record"}},
      {"no length",
       "WARC/1.0\r\nWARC-Type: response\r\n\r\nx\r\n\r\n",
       {},
       {at + "the record's head says no length or no type"}},
      {"an odd length",
       "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9x\r\n\r\nx\r\n\r\n",
       {},
       {at + "the record's head says no length or no type"}},
      {"a negative one",
       "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\nx\r\n\r\n",
       {},
       {at + "the record's head says no length or no type"}},
      {"a page's is too large", wrong_length(kOk + "two", 100), {"two"}, {at + kWithin}},
      {"so large that it has no end",
       record("response", kAbout, kOk + "two", 999'999),
       {"two"},
       {at + kWithin}},
      {"a picture's is too large", wrong_length(picture, 100), {}, {at + kWithin}},
      {"it has no end", record("metadata", "", "x", ~std::uint64_t{0}), {}, {at + kWithin}},
      {"no answer of HTTP",
       record("response", kAbout, "x"),
       {},
       {at + "the record is no answer of HTTP"}},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const Split out = split(first + row.middle + page("last"));
    Texts texts{"one"};
    texts.insert(texts.end(), row.texts.begin(), row.texts.end());
    texts.emplace_back("last");
    CHECK(out.texts == texts);
    CHECK(out.problems == row.problems);
    CHECK(out.error == "");
  }
}

TEST_CASE("a length that is too small leaves what follows to be told") {
  const std::string archive = record("response", kAbout, kOk + "one and more", kOk.size() + 3);
  const Split out = split(archive + page("last"));
  CHECK(out.texts == Texts{"one", "last"});
  CHECK(out.problems ==
        Texts{"at byte " + std::to_string(archive.size() - 13) + ": 13 bytes are no record"});
}

TEST_CASE("a head of a record in a text is text") {
  const std::string quoting = "<pre>\n" + page("x") + "</pre>" + std::string(300'000, ' ');
  const Split out = split(page(quoting) + record("metadata", "", page("y")) + page("last"));
  CHECK(out.texts == Texts{quoting, "last"});
  CHECK(out.problems == Texts{});
}

TEST_CASE("a record that is longer than allowed") {
  const Split out = split(page(std::string(200'000, 'x')) + page("last"), 100'000);
  CHECK(out.texts == Texts{"last"});
  CHECK(out.problems == Texts{"at byte 0: the record is longer than 100000 bytes (try: a larger "
                              "max_record_bytes)"});
}

TEST_CASE("an archive that is cut off anywhere") {
  const std::string first = page("one");
  const std::string archive = first + page("two and more");
  for (std::size_t size = first.size() + 1; size + 4 < archive.size(); ++size) {
    CAPTURE(size);
    const Split out = split(archive.substr(0, size));
    REQUIRE(!out.texts.empty());
    CHECK(out.texts[0] == "one");
    CHECK((out.problems.size() == 1 || size <= first.size() + 2));
  }
  const Split out = split(archive.substr(0, archive.size() - 8));
  CHECK(out.texts == Texts{"one", "two and "});
}

TEST_CASE("a digest that is wrong is told, and the record is given") {
  const auto with = [](const std::string& fields, std::string_view body = "<p>News</p>",
                       std::string_view head = kOk) {
    return record("response", kAbout + fields + "\r\n", std::string(head) + std::string(body));
  };
  const std::string wrong = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  const std::string payload = "WARC-Payload-Digest: sha1:D7GZAN7XZBDEUQHR463VO6Y4S26VSDJW";
  const std::string chunked =
      lines({"HTTP/1.1 200 OK", "Content-Type: text/html", "Transfer-Encoding: chunked", "", "b"});
  struct Row {
    const char* name;
    std::string archive;
    std::string field;  // that is wrong
  };
  const Row kRows[] = {
      {"SHA-1", with("WARC-Block-Digest: sha1:3OYJIZGXXUWJC326SCQVE7CGYP4BEMGR"), ""},
      {"SHA-1, another", with("WARC-Block-Digest: sha1:" + wrong), "WARC-Block-Digest"},
      {"SHA-256 in digits",
       with("WARC-Block-Digest: "
            "sha256:fe6e909b6d04ee8ab7d8c06194ce2de6c2b775fee90e921d48ba3b10222fec8c"),
       ""},
      {"SHA-256 in Base32",
       with("WARC-Block-Digest: "
            "SHA-256:7ZXJBG3NATXIVN6YYBQZJTRN43BLO5P65EHJEHKIXI5RAIRP5SGA===="),
       ""},
      {"SHA-256, another",
       with("WARC-Block-Digest: "
            "sha256:ee6e909b6d04ee8ab7d8c06194ce2de6c2b775fee90e921d48ba3b10222fec8c"),
       "WARC-Block-Digest"},
      {"MD5", with("WARC-Block-Digest: md5:1AACF45B38F59FC75A2F6F743DE0D432"), ""},
      {"MD5, another", with("WARC-Block-Digest: md5:2aacf45b38f59fc75a2f6f743de0d432"),
       "WARC-Block-Digest"},
      {"not known", with("WARC-Block-Digest: blake2b:" + wrong), ""},
      {"too short", with("WARC-Block-Digest: sha1:AAAA"), ""},
      {"no digits", with("WARC-Block-Digest: sha1:????????????????????????????????"), ""},
      {"the payload", with(payload), ""},
      {"the payload, another", with("WARC-Payload-Digest: sha1:" + wrong), "WARC-Payload-Digest"},
      {"the payload, of which some is kept",
       with("WARC-Truncated: length\r\nWARC-Payload-Digest: sha1:" + wrong), ""},
      {"the payload before it was sent", with(payload, "<p>News</p>\r\n0\r\n\r\n", chunked), ""},
      {"the block counts",
       with("WARC-Block-Digest: sha1:3OYJIZGXXUWJC326SCQVE7CGYP4BEMGR\r\n"
            "WARC-Payload-Digest: sha1:" +
            wrong),
       ""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const Split out = split(row.archive);
    CHECK(out.texts == Texts{"<p>News</p>"});
    CHECK(out.counts.doubtful == (row.field.empty() ? 0 : 1));
    const Texts problems = {"at byte 0: the record is not what its " + row.field +
                            " says: it may be damaged"};
    CHECK(out.problems == (row.field.empty() ? Texts{} : problems));
  }
}

namespace {

// Segments of the record with that id.
std::string first_segment(const std::string& id, std::string_view body) {
  return record("response", kAbout + lines({"WARC-Record-ID: " + id, "WARC-Segment-Number: 1"}),
                kOk + std::string(body));
}

std::string segment(const std::string& id, int number, std::string_view body, bool is_last) {
  std::string fields =
      lines({"WARC-Target-URI: http://a.example/1", "WARC-Segment-Origin-ID: " + id,
             "WARC-Segment-Number: " + std::to_string(number)});
  if (is_last) fields += lines({"WARC-Segment-Total-Length: 100"});
  return record("continuation", fields, body);
}

}  // namespace

TEST_CASE("segments of a record are joined") {
  const Split out =
      split(first_segment("<a>", "<p>One ") + page("other") + first_segment("<b>", "<p>Four ") +
            segment("<a>", 2, "two ", false) + segment("<b>", 2, "five</p>", true) +
            segment("<a>", 3, "three</p>", true));
  CHECK(out.texts == Texts{"other", "<p>Four five</p>", "<p>One two three</p>"});
  CHECK(out.problems == Texts{});
  REQUIRE(out.records.size() == 3);
  CHECK(out.records[2].number == 1);
  CHECK(out.records[2].byte == 0);
  CHECK(out.records[2].origin->media_type == "text/html");
  CHECK(out.counts.given == 3);
}

TEST_CASE("segments that are missing are told, and the others given") {
  const std::string missing = "at byte 0: the last segments of the record are missing: ";
  const Split cut =
      split(first_segment("<a>", "<p>One ") + segment("<a>", 2, "two", false) + page("other"));
  CHECK(cut.texts == Texts{"other", "<p>One two"});
  CHECK(cut.problems == Texts{missing + "2 are there"});
  const Split hole = split(first_segment("<a>", "<p>One ") + segment("<a>", 3, "three", true));
  CHECK(hole.texts == Texts{"<p>One "});
  CHECK(hole.problems == Texts{missing + "1 are there"});
  const Split alone = split(segment("<a>", 2, "two", true));
  CHECK(alone.texts.empty());
  CHECK(alone.counts.passed_over == 1);
}

TEST_CASE("segments are joined up to the size of a record") {
  const std::string half(600, 'x');
  std::string archive = first_segment("<a>", half);
  for (int number = 2; number < 50; ++number) archive += segment("<a>", number, half, false);
  const Split out = split(archive, 1000);
  CHECK(out.texts == Texts{half});
  CHECK(out.problems ==
        Texts{"at byte 0: the last segments of the record are missing: 1 are there"});
  std::string many;
  for (int i = 0; i < 100; ++i) many += first_segment("<" + std::to_string(i) + ">", "x");
  CHECK(split(many).counts.given == 64);
  CHECK(split(many).counts.damaged == 36);
}

TEST_CASE("bodies in chunks, and compressed") {
  const auto with = [](std::string_view field) {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + std::string(field) + "\r\n\r\n";
  };
  const std::string chunked = with("Transfer-Encoding: chunked");
  const std::string gzipped = with("Content-Encoding: gzip");
  const std::string packed = compressed("text that is packed", "gzip");
  const std::string deflated = packed.substr(10, packed.size() - 18);
  struct Row {
    const char* name;
    std::string archive;
    Texts texts;
    Texts problems;
  };
  const Row kRows[] = {
      {"chunks",
       page("3\r\none\r\nA; x=y\r\n and two..\r\n0\r\nX: y\r\n\r\n", chunked),
       {"one and two.."},
       {}},
      {"none, as it says", page("<p>one", chunked), {"<p>one"}, {}},
      {"the last is missing",
       page("3\r\none\r\n", chunked),
       {"one"},
       {"at byte 0: the last chunk of the body is missing"}},
      {"the last is cut off",
       page("f\r\none", chunked),
       {"one"},
       {"at byte 0: the last chunk of the body is cut off"}},
      {"one has no size",
       page("3\r\none\r\nrest", chunked),
       {"one"},
       {"at byte 0: a chunk of the body has no size"}},
      {"gzip", page(packed, gzipped), {"text that is packed"}, {}},
      {"it is not", page("<p>one", gzipped), {"<p>one"}, {}},
      {"it is cut off",
       page(packed.substr(0, packed.size() - 9), gzipped),
       {"text that is packed"},
       {"at byte 0: the compressed body is cut off"}},
      {"zstd",
       page(compressed("text that is packed", "zstd"), with("Content-Encoding: zstd")),
       {"text that is packed"},
       {}},
      {"zstd, cut off",
       page(compressed(std::string(5000, 'x'), "zstd").substr(0, 9),
            with("Content-Encoding: zstd")),
       {},
       {"at byte 0: the compressed body is cut off"}},
      {"br", page(kBrotli, with("Content-Encoding: br")), {"text that is packed"}, {}},
      {"br, cut off",
       page(kBrotli.substr(0, 19), with("Content-Encoding: br")),
       {"text that is "},
       {"at byte 0: the compressed body is cut off"}},
      {"no br", page("<p>one", with("Content-Encoding: br")), {"<p>one"}, {}},
      {"deflate", page(deflated, with("Content-Encoding: deflate")), {"text that is packed"}, {}},
      {"both",
       page("5\r\n" + packed.substr(0, 5) + "\r\n" + "f\r\n" + packed.substr(5, 15) + "\r\n64\r\n" +
                packed.substr(20),
            chunked.substr(0, chunked.size() - 2) + "Content-Encoding: gzip\r\n\r\n"),
       {"text that is packed"},
       {"at byte 0: the last chunk of the body is cut off"}},
      {"another",
       page("x", with("Content-Encoding: pack200")),
       {},
       {"at byte 0: its Content-Encoding is not read: pack200"}},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const Split out = split(row.archive);
    CHECK(out.texts == row.texts);
    CHECK(out.problems == row.problems);
  }
  const std::string bomb = compressed(std::string(200'000, 'x'), "gzip");
  const Split out = split(page(bomb, gzipped), 100'000);
  CHECK(out.texts == Texts{});
  CHECK(out.problems == Texts{"at byte 0: the body unpacks to more than 100000 bytes (try: a "
                              "larger max_record_bytes)"});
}

TEST_CASE("a small body that unpacks to a large one is no page") {
  const std::string head =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n";
  const std::string bomb = compressed(std::string(4 << 20, 'x'), "gzip");
  const Split out = split(page(bomb, head), 64 << 20);
  CHECK(out.texts == Texts{});
  CHECK(out.problems == Texts{"at byte 0: the body unpacks to more than 500 times its size"});
  const std::string fine = compressed(std::string(1 << 20, 'x'), "gzip");
  CHECK(split(page(fine, head), 64 << 20).texts.size() == 1);
}

TEST_CASE("an archive made of heads alone costs its length") {
  const auto repeated = [](std::string_view text) {
    std::string out;
    while (out.size() < 3u << 20) out += text;
    return out;
  };
  const std::string endless = record("metadata", "", "x", std::size_t{1} << 40);
  const std::string all[] = {
      repeated("WARC/1.0\n"),
      endless + repeated("WARC/1.0\n"),
      endless + repeated("WARC/1.0\nx: y\n"),
      repeated("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 1000000\r\n\r\n"),
      repeated(page("x").substr(0, 120) + "\n"),
      record("metadata", "", "x", 2u << 20) + repeated("\nWARC/1.0"),
      "filedesc://a.arc 0.0.0.0 20160827021700 text/plain 99999999\n" +
          repeated("a://b 0 20160827021700 text/plain x\n"),
      "filedesc://a.arc 0.0.0.0 20160827021700 text/plain 76\n1 0 x\n\n" +
          repeated("a://b 192.0.2.1 20160827021700 text/html 3000000\nHTTP/1.1 200 OK\nX: y\n"),
      "filedesc://a.arc 0.0.0.0 20160827021700 text/plain 76\n1 0 x\n\n" +
          repeated("a://b 192.0.2.1 20160827021700 text/html 900000\nHTTP/1.1 200 OK\nX: y\n"),
      repeated("WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"
               "Content-Length: 3000000\r\n\r\nHTTP/1.1 200 OK\r\nX: y\r\n"),
  };
  const std::clock_t begin = std::clock();
  for (const std::string& text : all) {
    StringStream stream(text);
    CHECK(split(stream, 64 << 20).texts.empty());
  }
  CHECK((std::clock() - begin) / CLOCKS_PER_SEC < 10);  // it takes a fraction of a second
}

TEST_CASE("a damaged member of gzip costs what is in it") {
  const TempFolder folder;
  std::vector<std::string> members;
  std::string archive;
  for (std::uint32_t i = 0; i < 40; ++i) {
    members.push_back(
        compressed(page("text " + std::to_string(i) + long_text(i + 1, 5000)), "gzip"));
  }
  for (std::size_t damaged = 0; damaged + 1 < members.size(); damaged += 3) {
    CAPTURE(damaged);
    for (const int kind : {0, 1, 2, 3}) {
      CAPTURE(kind);
      if (kind == 3 && damaged == 0) continue;  // it would be no gzip
      archive.clear();
      for (std::size_t i = 0; i < members.size(); ++i) {
        std::string member = members[i];
        if (i == damaged) {
          if (kind == 0) member.resize(member.size() / 2);
          if (kind == 1)
            member[member.size() / 3] = static_cast<char>(member[member.size() / 3] ^ 0x55);
          if (kind == 2)
            member[member.size() - 6] = static_cast<char>(member[member.size() - 6] ^ 1);
          if (kind == 3) member[0] = 'x';
        }
        archive += member;
      }
      auto stream = DecompressedStream::open(folder.write("a.warc.gz", archive));
      REQUIRE(stream.has_value());
      const Split out = split(*stream);
      Texts starts;
      for (const std::string& text : out.texts) starts.push_back(text.substr(0, 7));
      CHECK(out.texts.size() == members.size() - 1);
      CHECK(out.problems.size() == 1);
      CHECK(out.error == "");
    }
  }
}

TEST_CASE("nothing can be read of the first member of gzip") {
  const TempFolder folder;
  std::string first = compressed(page("one"), "gzip");
  first[10] = '\x07';  // a block of a kind that there is none of
  const std::string archive = first + compressed(page("two"), "gzip");
  auto stream = DecompressedStream::open(folder.write("a.gz", archive));
  REQUIRE(stream.has_value());
  CHECK(stream->head().starts_with("WARC/1.0"));
  const Split out = split(*stream);
  CHECK(out.texts == Texts{"two"});
  CHECK(out.problems == Texts{"at byte 0: the gzip data is damaged: invalid block type, there or "
                              "behind it"});
  CHECK(content_of(folder.write("b.gz", first)).error ==
        "the gzip data is damaged: invalid block type");
}

TEST_CASE("a stream that cannot go on behind a fault") {
  StringStream stream(
      std::vector<std::string>{page("one") + page("two").substr(0, 300), page("x"), page("three")});
  const Split out = split(stream);
  CHECK(out.texts == Texts{"one", "three"});
  CHECK(out.problems.size() == 2);
  const TempFolder folder;
  const std::string packed = compressed(page("one") + page(long_text(1)), "xz");
  auto cut = DecompressedStream::open(folder.write("a.xz", packed.substr(0, packed.size() / 2)));
  REQUIRE(cut.has_value());
  const Split broken = split(*cut);
  CHECK(broken.texts == Texts{"one"});
  CHECK(broken.error == "at byte " + std::to_string(page("one").size()) +
                            ": the xz data is cut off, there or behind it");
}

TEST_CASE("a stop is heeded") {
  std::stop_source stop;
  stop.request_stop();
  StringStream stream(page("one"));
  ContainerOptions options;
  options.stop = stop.get_token();
  WarcSplitter splitter(stream, std::make_shared<const RecordOrigin>(), options);
  const auto next = splitter.next();
  REQUIRE(!next.has_value());
  CHECK(next.error().code == ErrorCode::cancelled);
}
