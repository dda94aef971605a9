#include "source/xml/xml_splitter.h"

#include <doctest/doctest.h>

#include "../record_fixture.h"
#include "source/xml/xml_record.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

Records read(std::string_view xml, std::uint64_t max_record_bytes = 1 << 20) {
  return read_records<XmlSplitter>(xml, parse_xml_record, 1 << 20, max_record_bytes);
}

std::vector<std::string> titles(const Records& records) {
  std::vector<std::string> all;
  for (const Article& article : records.articles) all.push_back(article.title);
  return all;
}

using Lines = std::vector<std::string>;

std::string utf16(std::string_view ascii, bool is_big, bool has_mark) {
  std::string wide;
  const auto add = [&](char low, char high) {
    wide.push_back(is_big ? high : low);
    wide.push_back(is_big ? low : high);
  };
  if (has_mark) add('\xff', '\xfe');
  for (const char c : ascii) add(c == '^' ? '\x42' : c, c == '^' ? '\x01' : '\0');  // ^ is U+0142
  return wide;
}

}  // namespace

TEST_CASE("items have numbers, lines and offsets, and share what the head says") {
  const std::string_view xml =
      "<rss><channel>\n<title>S</title>\n<item><title>a</title></item>\n\n"
      "<item><title>b</title></item></channel></rss>";
  const Records records = read(xml);
  REQUIRE(records.raw.size() == 2);
  CHECK(records.raw[1].number == 2);
  CHECK(records.raw[1].line == 5);
  CHECK(records.raw[1].byte == xml.rfind("<item>"));
  CHECK(records.raw[1].origin->source == "S");
  CHECK(records.raw[1].origin == records.raw[0].origin);
  CHECK(records.raw[1].bytes == R"(<?xml version="1.0"?><rss><item><title>b</title></item></rss>)");
}

TEST_CASE("a tag that is none is passed over") {
  const Records records = read(
      "<rss><channel><?p <item> ?><!-- <item> --><item><title><![CDATA[</item> x]]></title>"
      "<description a='>'>d &lt;/item></description></item><item/></channel></rss>");
  CHECK(titles(records) == Lines{"</item> x"});
  CHECK(problem_lines(records) == Lines{"1: neither title nor text"});
}

TEST_CASE("tiny items do not grow by a long root") {
  std::string xml =
      "<rss a='" + std::string(50'000, 'x') + "' xmlns:c='http://purl.org/dc/x'><channel>";
  for (int i = 0; i < 1000; ++i) xml += "<item/>";
  const std::string text(10'000, 'y');
  xml += "<item><c:title>t</c:title><description>" + text + "</description></item></channel></rss>";
  const Records records = read(xml);
  std::size_t bytes = 0;
  for (const RawRecord& raw : records.raw) bytes += raw.bytes.size();
  CHECK(bytes < 200'000);
  REQUIRE(records.articles.size() == 1);
  CHECK(records.articles[0].title == "t");
  const std::string name(30'000, 'n');
  const Records named = read("<" + name + "><item><title>t</title></item></" + name + ">");
  REQUIRE(named.articles.size() == 1);
  CHECK(named.raw[0].bytes.size() < 200);
}

TEST_CASE("an item without an end ends where the next begins, or the feed") {
  CHECK(
      titles(read("<rss><channel><item><title>a</title><item><title>b</title></channel></rss>")) ==
      Lines{"a", "b"});
  CHECK(titles(read("<feed><entry><title>a</title></entry><entry><title>b</ti")) ==
        Lines{"a", "b</ti"});
}

TEST_CASE("documents may follow each other") {
  const Records records = read(
      "<?xml version='1.0'?><newsitem itemid='1'><title>a</title></newsitem>"
      "<?xml version='1.0'?><newsitem itemid='2'><title>b</title>"
      "<?xml version='1.0'?><rss><channel><title>S</title><item><title>c</title></item>");
  CHECK(titles(records) == Lines{"a", "b", "c"});
  CHECK(records.articles[0].source.empty());
  CHECK(records.articles[2].source == "S");
}

TEST_CASE("what is no news has no article and no problem; XML of another kind is said") {
  const Records sitemap = read("<urlset><url><loc>http://x/</loc></url></urlset>");
  CHECK(sitemap.no_news_count == 1);
  CHECK(sitemap.problems.empty());
  const Records index =
      read("<sitemapindex><sitemap><loc>http://x/</loc></sitemap></sitemapindex>");
  CHECK(index.no_news_count == 1);
  const Records picture = read(
      "<newsItem guid='p'><itemMeta><itemClass qcode='ninat:picture'/></itemMeta><contentMeta>"
      "<headline>h</headline></contentMeta></newsItem>");
  CHECK(picture.no_news_count == 1);
  CHECK(read("<rss><channel><title>S</title></channel></rss>").problems.empty());
  CHECK(problem_lines(read("\n<project><name>x</name></project>")) ==
        Lines{"2: XML without articles: <project>"});
}

TEST_CASE("XML as people write it is repaired") {
  struct Row {
    const char* name;
    const char* xml;
    const char* title;
    const char* body;
  };
  const Row rows[] = {
      {"signs", "<title>R&D < 3 & a<b</title>", "R&D < 3 & a<b", ""},
      {"entities", "<title>a&nbsp;b&eacute;&#8217;&bogus;</title>", "a\u00a0bé’&bogus;", ""},
      {"control characters", "<title>a\x03\x62&#3;c&#0;d</title>",
       "a b c\ufffd"
       "d",
       ""},
      {"HTML not escaped",
       "<title>t</title><description><p class=x id='y' id='z' checked>a<br>b<p>c</i></description>",
       "t", "a\nb\n\nc"},
      {"a prefix that nothing declares",
       "<title>t</title><content:encoded>x &amp; y</content:encoded><q:z>w</q:z>", "t", "x & y"},
      {"CDATA with control characters", "<title><![CDATA[a\x01\x62]]></title>", "a b", ""},
      {"ill-formed UTF-8 that is Windows-1252", "<title>caf\xe9 \x93z\x94</title>", "café “z”", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const Records records =
        read(std::string("<rss><channel><item>") + row.xml + "</item></channel></rss>");
    REQUIRE(records.articles.size() == 1);
    CHECK(records.articles[0].title == row.title);
    CHECK(records.articles[0].body == row.body);
    CHECK(problem_lines(records) == Lines());
  }
}

TEST_CASE("text is read in its encoding; UTF-8 wins over what is declared") {
  const auto feed = [](const std::string& encoding, const std::string& text) {
    return "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?><rss><channel><title>" + text +
           "</title><item><title>" + text + "</title></item></channel></rss>";
  };
  struct Row {
    const char* encoding;
    const char* text;
    const char* read;
  };
  const Row rows[] = {{"ISO-8859-1", "caf\xe9 \x96", "café –"},
                      {"iso-8859-1", "caf\xc3\xa9", "café"},
                      {"windows-1251", "\xcc\xee\xf1\xea\xe2\xe0", "Москва"},
                      {"ISO-8859-2", "Wa\xb3\xeasa", "Wałęsa"},
                      {"Shift_JIS", "\x93\xfa\x96\x7b", "日本"},
                      {"GB2312", "\xd6\xd0\xb9\xfa", "中国"},
                      {"no-such-thing", "caf\xe9", "café"}};
  for (const Row& row : rows) {
    CAPTURE(row.encoding);
    const Records records = read(feed(row.encoding, row.text));
    REQUIRE(records.articles.size() == 1);
    CHECK(records.articles[0].title == row.read);
    CHECK(records.articles[0].source == row.read);
  }
  for (const bool is_big : {false, true}) {
    for (const bool has_mark : {false, true}) {
      const Records records = read(utf16(feed("UTF-16", "z^oty"), is_big, has_mark));
      CHECK(titles(records) == Lines{"złoty"});
    }
  }
  CHECK(titles(read(feed("ISO-2022-JP", "\x1b$BF|K\\\x1b(B"))) == Lines{"日本"});
}

TEST_CASE("an item that is too long is said and passed over, whatever it is long by") {
  const std::string filler(300'000, 'x');
  const std::string fillers[] = {"<d>" + filler + "</d>", "<!--" + filler + "-->",
                                 "<![CDATA[" + filler + "]]>", "<d a='" + filler + "'/>",
                                 std::string(300'000, '<')};
  for (const std::string& long_part : fillers) {
    CAPTURE(long_part.substr(0, 10));
    const Records records = read("<rss><channel><item><title>a</title>" + long_part +
                                     "</item>\n<item><title>b</title></item></channel></rss>",
                                 200'000);
    CHECK(titles(records) == Lines{"b"});
    CHECK(problem_lines(records) == Lines{"1: <item> is longer than 200000 bytes"});
  }
}

TEST_CASE("entities that multiply, and those of other files, are not read") {
  std::string bomb = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a0 'ha'>";
  for (int i = 1; i < 30; ++i) {
    const std::string before = "&a" + std::to_string(i - 1) + ";";
    bomb += "<!ENTITY a" + std::to_string(i) + " '" + before + before + "'>";
  }
  bomb += "<!ENTITY x SYSTEM 'file:///etc/passwd'>]>";
  const std::string item = "<rss><channel><item><title>t &a29; &x;</title></item></channel></rss>";
  CHECK(titles(read(bomb + item)) == Lines{"t &a29; &x;"});
  // The same as a record that no splitter has cut.
  RawRecord record;
  record.bytes = bomb + item;
  ParsedRecord parsed;
  parse_xml_record(record, parsed, {});
  REQUIRE(parsed.articles.size() == 1);
  CHECK(parsed.articles[0].title == "t &a29; &x;");
}

TEST_CASE("depth and number of elements are bounded") {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<b>";
  const Records records = read("<rss><channel><item><title>t</title><description>x" + deep +
                               "y</description></item></channel></rss>");
  REQUIRE(records.articles.size() == 1);
  CHECK(records.articles[0].body == "xy");
  std::string many;
  for (int i = 0; i < 270'000; ++i) many += "<b/>";
  CHECK(problem_lines(read("<doc><title>t</title>" + many + "</doc>", 4 << 20)) ==
        Lines{"1: more than 262,144 elements"});
}

TEST_CASE("elements within their like do not multiply text") {
  std::string xml = "<nitf><body>";
  for (int i = 0; i < 200; ++i) xml += "<body.content>";
  xml += std::string(10'000, 'x');
  for (int i = 0; i < 200; ++i) xml += "</body.content>";
  const Records records = read(xml + "</body></nitf>");
  REQUIRE(records.articles.size() == 1);
  CHECK(records.articles[0].body.size() == 10'000);
}

TEST_CASE("a date that is none is said, with the item's line") {
  const Records records =
      read("<rss><channel>\n<item><title>t</title><pubDate>soon</pubDate></item></channel></rss>");
  CHECK(records.articles.size() == 1);
  CHECK(problem_lines(records) == Lines{"2: not a date: 'soon'"});
}

TEST_CASE("a stop ends the reading") {
  std::stop_source stop;
  stop.request_stop();
  StringStream stream("<rss><item><title>x</title></item></rss>");
  XmlSplitter splitter(stream, nullptr,
                       {.max_record_bytes = 100, .on_problem = {}, .stop = stop.get_token()});
  const auto record = splitter.next();
  REQUIRE(!record);
  CHECK(record.error().code == ErrorCode::cancelled);
}
