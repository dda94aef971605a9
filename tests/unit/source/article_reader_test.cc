#include "source/article_reader.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "source/page/page_lines.h"
#include "source_fixture.h"

using namespace newsidx;
using namespace newsidx::source;

using Strings = std::vector<std::string>;

TEST_CASE("a folder gives its records and pages in order, with ids") {
  const TempFolder folder;
  folder.write("b.jsonl", "{\"id\": \"own\", \"title\": \"A\"}\n\n{\"title\": \"B\"}\n");
  folder.write("a/page.txt", "Title\n\nText.");
  folder.write("c.txt", "  • One\n\n    {Lead.}\n\n  • Two\n\n    {Lead.}\n");
  folder.write("d.ndjson.gz", compressed("{\"title\": \"C\"}\n", "gzip"));
  folder.write("notes.css", "x");
  const Reading reading = read_all({folder.path()});
  CHECK(ids_of(reading) == Strings{"a/page.txt", "own", "=B", "c.txt#1", "c.txt#2", "=C"});
  CHECK(reading.problems.empty());
  CHECK(reading.counts.files == 4);
  CHECK(reading.counts.files_ignored == 1);
  CHECK(reading.counts.articles == 6);
  CHECK(reading.counts.input_bytes == reading.total_input_bytes);
  CHECK(reading.counts.text_bytes > reading.total_input_bytes - 60);
}

TEST_CASE("a file given by name is read whatever it is called") {
  const TempFolder folder;
  const std::string records = folder.write("records.dat", " \n{\"title\": \"A\"}\n");
  const std::string page = folder.write("page.dat", "Title\n\nText.");
  const std::string packed = folder.write("packed", compressed("{\"title\": \"B\"}", "zstd"));
  const Reading reading = read_all({records, page, packed});
  CHECK(ids_of(reading) == Strings{"=A", "page.dat", "=B"});
  CHECK(reading.counts.files == 3);
}

TEST_CASE("standard input is read as what it begins with") {
  const TempFolder folder;
  const auto read_standard_input = [&folder](std::string_view bytes) {
    const std::string path = folder.write("in", bytes);
    const int saved = ::dup(STDIN_FILENO);
    REQUIRE(std::freopen(path.c_str(), "rb", stdin) != nullptr);
    Reading reading = read_all({"-"});
    REQUIRE(::dup2(saved, STDIN_FILENO) == STDIN_FILENO);
    ::close(saved);
    return reading;
  };
  const Reading records = read_standard_input("{\"title\": \"A\"}\n{\"title\": \"B\"}\n{");
  CHECK(ids_of(records) == Strings{"=A", "=B"});
  CHECK(problems_of(records, folder) == Strings{"broken_record -:3: not JSON: unexpected end"});
  CHECK(records.total_input_bytes == 0);
  CHECK(ids_of(read_standard_input("Title\n\nText.")) == Strings{"-"});
  CHECK(ids_of(read_standard_input(compressed("Title\n\nText.", "gzip"))) == Strings{"-"});
  CHECK(read_standard_input("").articles.empty());
}

TEST_CASE("a broken record is told with its place, and the rest is read") {
  const TempFolder folder;
  folder.write("a.jsonl",
               "\xef\xbb\xbf{\"id\": \"1\", \"title\": \"A\"}\r\n"
               "{\"id\": \"2\", \"title\": \"B\"\r\n"
               "{\"id\": \"3\", \"title\": \"caf\xe9\"}\r\n"
               "{\"id\": \"4\"}\r\n"
               "{\"id\": \"5\", \"title\": \"E\", \"date\": \"2016-13-01\"}\r\n"
               "not even close\r\n"
               "{\"id\": \"7\", \"title\": \"G\"}");
  const Reading reading = read_all({folder.path()});
  CHECK(ids_of(reading) == Strings{"1", "3", "5", "7"});
  CHECK(problems_of(reading, folder) ==
        Strings{"broken_record a.jsonl:2: not JSON: unexpected end",
                "repaired_text a.jsonl:3: 1 byte that is not UTF-8 was read as Windows-1252",
                "broken_record a.jsonl:4: an article with neither title nor body",
                "ignored_value a.jsonl:5: date is not a date: '2016-13-01'",
                "broken_record a.jsonl:6: not a JSON object"});
  REQUIRE(reading.problems.size() == 5);
  CHECK(reading.problems[0].byte == 30);
  CHECK(reading.articles[1].title == "café");
  CHECK_FALSE(reading.articles[2].published.has_value());
  CHECK(reading.counts.files == 1);
  CHECK(reading.counts.articles == 4);
  CHECK(reading.counts.records_skipped == 3);
  CHECK(reading.counts.records_repaired == 2);
}

TEST_CASE("a string over several lines is read where the lines together are a record") {
  struct Row {
    const char* name;
    std::string text;
    Strings bodies;
    Strings problems;
  };
  const std::string kept = "line ends, tabs or control characters in strings were kept";
  const Row kRows[] = {
      {"two lines",
       "{\"body\": \"a\nb\"}\n{\"body\": \"c\"}\n",
       {"a\nb", "c"},
       {"repaired_text a.jsonl:1: 1 line end, tab or control character in a string was kept"}},
      {"blank lines, CRLF and the end of the file",
       "{\"body\": \"a\r\n\r\nb}\r\nc\"}",
       {"a\r\n\r\nb}\r\nc"},
       {"repaired_text a.jsonl:1: 6 " + kept}},
      {"several strings",
       "{\"body\": \"a\nb\",\"x\": \"c\nd\"\n} \t\n",
       {"a\nb"},
       {"repaired_text a.jsonl:1: 2 " + kept}},
      {"a cut record",
       "{\"body\": \"a\n{\"body\": \"b\"}\n",
       {"b"},
       {"broken_record a.jsonl:1: not JSON: a string has no end"}},
      {"a cut record with CRLF",
       "{\"body\": \"a\r\n{\"body\": \"b\"}\r\n",
       {"b"},
       {"broken_record a.jsonl:1: not JSON: a string has no end"}},
      {"no record together",
       "{\"body\": \"a\nb\" \"}\nc\n{\"body\": \"d\"}\n",
       {"d"},
       {"broken_record a.jsonl:1: not JSON: a string has no end",
        "broken_record a.jsonl:2: not a JSON object",
        "broken_record a.jsonl:3: not a JSON object"}},
      {"the end of the file",
       "{\"body\": \"a\nb",
       {},
       {"broken_record a.jsonl:1: not JSON: a string has no end",
        "broken_record a.jsonl:2: not a JSON object"}},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const TempFolder folder;
    folder.write("a.jsonl", row.text);
    const Reading reading = read_all({folder.path()});
    Strings bodies;
    for (const Article& article : reading.articles) bodies.push_back(article.body);
    CHECK(bodies == row.bodies);
    CHECK(problems_of(reading, folder) == row.problems);
  }
}

TEST_CASE("a file that cannot be used is told, and the others are read") {
  const TempFolder folder;
  folder.write("binary.jsonl", std::string("\x7f"
                                           "ELF\0\0",
                                           6));
  folder.write("binary.txt", std::string("Title\n\nText\0", 12));
  folder.write("empty.jsonl", "");
  folder.write("empty.txt", "\n");
  folder.write("fine.json", "{\"title\": \"A\"}\n{\n");
  folder.write("latin1.txt", "Caf\xe9\n\nCr\xe8me.");
  folder.write("noise.txt.gz", std::string("\1\0\5\0Text", 8));
  folder.write("plain.txt.gz", "Title\n\nText.");
  folder.write("zeros.jsonl", std::string("{\"title\": \"B\"}\n\0\n{\"title\": \"C\"}\n", 32));
  const Reading reading = read_all({folder.path()});
  CHECK(ids_of(reading) == Strings{"=A", "latin1.txt", "plain.txt.gz", "=B", "=C"});
  CHECK(reading.articles[1].title == "Café");
  CHECK(problems_of(reading, folder) ==
        Strings{"unreadable_file binary.jsonl: binary, not text",
                "unreadable_file binary.txt: binary, not text",
                "broken_record empty.txt: a page without an article",
                "broken_record fine.json:2: not JSON: unexpected end",
                "unreadable_file noise.txt.gz: neither text nor gzip data, as its name says "
                "(try: rename it)",
                "broken_record zeros.jsonl:2: not a JSON object"});
  CHECK(reading.counts.files == 6);
  CHECK(reading.counts.files_skipped == 3);
  CHECK(reading.counts.records_repaired == 0);
}

TEST_CASE("what a file holds goes before what its name says") {
  struct Row {
    const char* name;
    std::string text;
    Strings titles;
  };
  const std::string a = "{\"title\": \"A\", \"body\": \"a\"}";
  const std::string b = "{\"title\": \"B\", \"body\": \"b\"}";
  const Row kRows[] = {
      {"array.jsonl", "[" + a + "," + b + "]", {"A", "B"}},
      {"array-lines.ndjson", "[\n" + a + ",\n" + b + "\n]\n", {"A", "B"}},
      {"pretty.jsonl",
       "{\n  \"title\": \"A\",\n  \"body\": \"a\"\n}\n{\n  \"title\": \"B\"\n}\n",
       {"A", "B"}},
      {"document.jsonl", "{\"articles\": [\n" + a + ",\n" + b + "\n]}\n", {"A", "B"}},
      {"commas.jl", a + ",\n" + b + ",\n", {"A", "B"}},
      {"side-by-side.jsonl", a + " " + b + "\n", {"A", "B"}},
      {"lines.jsonl", a + "\n" + b + "\n", {"A", "B"}},
      {"lines.jsonl.gz", a + "\n" + b + "\n", {"A", "B"}},
      {"table.csv.gz", "title,body\nA,a\nB,b\n", {"A", "B"}},
      {"document.json.xz", "[" + a + "," + b + "]", {"A", "B"}},
      {"table.gz", "title,body\nA,a\nB,b\n", {"A", "B"}},
      {"text.zst", "A\n\nThe text of an article.\n", {"A"}},
  };
  for (const Row& row : kRows) {
    CAPTURE(std::string(row.name));
    const TempFolder folder;
    const Reading reading = read_all({folder.write(row.name, row.text)});
    Strings titles;
    for (const Article& article : reading.articles) titles.push_back(article.title);
    CHECK(titles == row.titles);
    CHECK(problems_of(reading, folder) == Strings{});
  }
}

TEST_CASE("a date in the future is kept and said") {
  const TempFolder folder;
  folder.write("a.jsonl",
               "{\"title\": \"A\", \"date\": \"2150-01-02\"}\n"
               "{\"title\": \"B\", \"date\": \"2016-01-02\"}\n");
  const Reading reading = read_all({folder.path()});
  REQUIRE(reading.articles.size() == 2);
  REQUIRE(reading.articles[0].published.has_value());
  CHECK(reading.articles[0].published->to_string() == "2150-01-02");
  CHECK(problems_of(reading, folder) ==
        Strings{"ignored_value a.jsonl:1: the date is in the future: 2150-01-02"});
}

TEST_CASE("tables, mails and other encodings are told by what is in a file") {
  const TempFolder folder;
  folder.write("table.txt", "id,title,body\n1,A,One text.\n2,B,Two texts.\n");
  folder.write("place.txt", "From: Mosul\nTo: Baghdad\nDate: 12 May 2016\n\nA text of a journey.");
  // "Осада" and "Город" of Windows-1251
  const std::string siege = "\xce\xf1\xe0\xe4\xe0", city = "\xc3\xee\xf0\xee\xe4";
  std::string rows = "id,title,body\n";
  std::string lines;
  for (int i = 0; i < 20; ++i) {
    const std::string number = std::to_string(i);
    rows += "r" + number + "," + siege + "," + city + " " + siege + ".\n";
    lines += "{\"id\": \"l" + number + "\", \"title\": \"" + siege + "\", \"body\": \"" + city +
             " " + siege + "\"}\n";
  }
  folder.write("cyrillic/a.csv", rows);
  folder.write("cyrillic/b.jsonl", lines);
  folder.write("empty.xml", "");
  folder.write("none.xml", "Siege ends, it said, and no element stands here.");
  const Reading reading = read_all({folder.path()});
  CHECK(reading.articles.size() == 43);
  for (const Article& article : reading.articles) {
    CAPTURE(article.id);
    if (article.id.starts_with('r') || article.id.starts_with('l')) {
      CHECK(article.title == "Осада");
      CHECK(article.body.starts_with("Город Осада"));
    }
    if (article.id == "place.txt") CHECK(article.body.find("Baghdad") != std::string::npos);
  }
  CHECK(reading.counts.ignored_kinds == std::map<std::string, std::uint64_t>{{"empty file", 2}});
}

TEST_CASE("a file reached through two inputs is read once, an index not at all") {
  const TempFolder folder;
  folder.write("a/sub/y.txt", "Y\n\nA text.");
  folder.write("a/index/NEWSIDX", "newsidx\n");
  folder.write("a/index/CURRENT", "x\n\ny");
  const Reading reading =
      read_all({folder.path("a"), folder.path("a/sub"), folder.path("a/sub/y.txt")});
  CHECK(ids_of(reading) == Strings{"sub/y.txt"});
}

TEST_CASE("articles without ids are named by url, if that is theirs alone") {
  const auto page = [](const std::string& title, const std::string& url) {
    const std::string text =
        "<p>The morning ferry brought " + title +
        " to the harbour on Saturday, the captain said. It had waited two days outside for the "
        "storm to pass, and the pilots to come back. Nobody was hurt, and nothing was lost.</p>";
    return "<!DOCTYPE html><html><head><title>" + title + "</title><link rel=canonical href=\"" +
           url + "\"></head><body><article><h1>" + title + "</h1>" + text + text +
           "</article></body></html>";
  };
  const TempFolder folder;
  folder.write("a.html", page("Apples and pears", "https://port.example/fruit"));
  folder.write("b.html", page("Apples and pears", "https://port.example/fruit"));
  folder.write("c.html", page("Plums and cherries", "https://port.example/fruit"));
  folder.write("d.html", page("Nuts", ""));
  const Reading reading = read_all({folder.path()});
  CHECK(ids_of(reading) == Strings{"https://port.example/fruit", "c.html", "d.html"});
  CHECK(reading.counts.captures_skipped == 1);
  CHECK(reading.counts.shared_urls == 1);
  CHECK(reading.problems.empty());
}

TEST_CASE("rows with the url and the title of an earlier one are copies of it") {
  const std::string a = "http://port.example/a", b = "http://port.example/b";
  const TempFolder folder;
  folder.write("a.jsonl", "{\"title\": \"A\", \"body\": \"x\", \"link\": \"" + a +
                              "\"}\n{\"body\": \"y\", \"url\": \"" + b + "\"}\n");
  folder.write("b.csv", "title,body,url\nA,x,\"" + a + "\"\nOther,x,\"" + a + "\"\n");
  folder.write("c.json", "[{\"title\": \"Other\", \"body\": \"x\", \"url\": \"" + a +
                             "\"},{\"body\": \"z\", \"url\": \"" + b +
                             "\"},{\"body\": \"y\", \"url\": \"" + b + "\"}]");
  // The page of a site is no id of what is on it, and an id of its own goes before a url.
  folder.write("d.csv", "title,body,url\nC,x,http://port.example/\nC,y,http://port.example/\n");
  folder.write("e.csv", "id,title,body,url\nk1,A,x,\"" + a + "\"\n");
  const Reading reading = read_all({folder.path()});
  CHECK(ids_of(reading) == Strings{a, b, "=Other", "=", "=C", "=C", "k1"});
  CHECK(reading.counts.captures_skipped == 3);
  CHECK(reading.counts.shared_urls == 2);
  CHECK(reading.problems.empty());
}

TEST_CASE("row numbers of several tables lose no article") {
  const auto table = [](const Strings& titles) {
    std::string text = "id,title,body\n";
    for (std::size_t i = 0; i < titles.size(); ++i) {
      text += std::to_string(i + 1) + "," + titles[i] + ",The text of " + titles[i] + ".\n";
    }
    return text;
  };
  const TempFolder folder;
  folder.write("a.csv", table({"Apples", "Pears"}));
  folder.write("b.csv", table({"Plums", "Pears", "Nuts"}));  // one of which is in a.csv
  folder.write("c.jsonl",
               "{\"id\": 1, \"title\": \"Quinces\"}\n{\"id\": 4, \"title\": \"Figs\"}\n");
  folder.write("d/b.csv", table({"Plums", "Pears", "Nuts"}));  // b.csv once more
  folder.write("e.tsv", "id\tbody\n1\tGrapes came late.\n2\tDates came early.\n");
  const Reading reading = read_all({folder.path()});
  CHECK(ids_of(reading) == Strings{"1", "2", "b.csv#id=1", "2", "3", "c.jsonl#id=1", "4", "1", "2",
                                   "3", "e.tsv#id=1", "e.tsv#id=2"});
  CHECK(reading.counts.shared_ids == 4);
  CHECK(reading.problems.empty());
}

TEST_CASE("numbers of any size and order are told from those of another table") {
  const TempFolder folder;
  std::string first, second;
  for (const std::uint32_t number : {999'999'999u, 5u, 4'000u, 1u, 2'000u, 70'000u, 3u, 0u}) {
    const std::string id = std::to_string(number);
    first += R"({"id":")" + id + R"(","title":"a)" + id + "\"}\n";
    second += R"({"id":")" + id + R"(","title":"b)" + id + "\"}\n";
  }
  folder.write("a.jsonl", first);
  folder.write("b.jsonl", second);
  folder.write("c.jsonl", first);
  const Strings ids = ids_of(read_all({folder.path()}));
  REQUIRE(ids.size() == 24);
  for (std::size_t i = 0; i < 8; ++i) {
    CHECK(ids[8 + i] == "b.jsonl#id=" + ids[i]);
    CHECK(ids[16 + i] == ids[i]);
  }
}

TEST_CASE("other ids, and numbers within a file, stay as they are") {
  const TempFolder folder;
  const auto record = [](const std::string& id, const std::string& title) {
    return "{\"id\": \"" + id + "\", \"title\": \"" + title + "\"}\n";
  };
  folder.write("a.jsonl", record("7", "Apples") + record("7", "Pears") + record("a-7", "Plums") +
                              record("007", "Nuts") + record("1234567890", "Figs"));
  folder.write("b.jsonl", record("a-7", "Quinces") + record("1234567890", "Dates") +
                              record("08", "Grapes") + record("5001", "Limes"));
  CHECK(ids_of(read_all({folder.path()})) ==
        Strings{"7", "7", "a-7", "007", "1234567890", "a-7", "1234567890", "08", "5001"});
}

TEST_CASE("numbers of posts are those of their site") {
  const auto feed = [](const std::string& site, const std::string& title) {
    return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>" + site +
           "</title><item><title>" + title +
           "</title><description>The ferry came late on Saturday.</description>"
           "<guid isPermaLink=\"false\">17</guid></item></channel></rss>";
  };
  const TempFolder folder;
  folder.write("a.xml", feed("The Port", "Apples"));
  folder.write("b.xml", feed("The Port", "Apples, and pears"));  // an hour later
  folder.write("c.xml", feed("The Harbour", "Plums"));
  folder.write("d.xml", feed("The Harbour", "Plums"));
  const Reading reading = read_all({folder.path()});
  CHECK(ids_of(reading) == Strings{"17", "c.xml#id=17"});
  CHECK(reading.counts.captures_skipped == 2);
}

TEST_CASE("UTF-16 and UTF-32 are read, with a mark and without") {
  const auto wide = [](std::string_view ascii, std::size_t width, bool is_big, bool has_mark) {
    std::string bytes;
    const auto add = [&](unsigned value) {
      for (std::size_t i = 0; i < width; ++i) {
        const std::size_t byte = is_big ? width - 1 - i : i;
        bytes += static_cast<char>(byte < 2 ? value >> (8 * byte) : 0);
      }
    };
    if (has_mark) add(0xfeff);
    for (const char c : ascii) add(static_cast<unsigned char>(c));
    return bytes;
  };
  const TempFolder folder;
  const std::string records =
      "{\"id\": \"a\", \"title\": \"Caf\xe9\"}\n{\"id\": \"b\", \"body\": \"x\"}\n";
  const std::string page = "A headline\n\nA first paragraph of text.\n";
  int number = 0;
  for (const std::size_t width : {2u, 4u}) {
    for (const bool is_big : {false, true}) {
      for (const bool has_mark : {false, true}) {
        const std::string name = std::to_string(++number);
        folder.write(name + "/r.jsonl", wide(records, width, is_big, has_mark));
        folder.write(name + "/p.txt", wide(page, width, is_big, has_mark));
        CAPTURE(number);
        const Reading reading = read_all({folder.path(name)});
        REQUIRE(ids_of(reading) == Strings{"p.txt", "a", "b"});
        CHECK(problems_of(reading, folder).empty());
        CHECK(reading.articles[0].title == "A headline");
        CHECK(reading.articles[1].title == "Café");
      }
    }
  }
}

TEST_CASE("what stands in front of a cut in a compressed file is kept") {
  const TempFolder folder;
  std::string records;
  for (int i = 1; i <= 2000; ++i) {
    const std::string number = std::to_string(i * 7919);
    records += "{\"id\": \"" + number + "\", \"title\": \"Title " + number + "\"}\n";
  }
  std::string bytes = compressed(records, "gzip");
  bytes.resize(bytes.size() / 2);
  folder.write("a.jsonl.gz", bytes);
  std::string page = compressed("Title\n\nFirst.\n\nSecond.\n", "gzip");
  page.resize(page.size() - 4);
  folder.write("b.txt.gz", page);
  folder.write("c.txt", "Whole\n\nText.");
  const Reading reading = read_all({folder.path()});
  const Strings problems = problems_of(reading, folder);
  REQUIRE(problems.size() == 2);
  CHECK(problems[0].starts_with("unreadable_file a.jsonl.gz: at byte "));
  CHECK(problems[0].ends_with(" of its text: the gzip data is cut off"));
  CHECK(problems[1] ==
        "unreadable_file b.txt.gz: at byte 23 of its text: the gzip data is cut off");
  CHECK(reading.counts.files == 1);
  CHECK(reading.counts.files_skipped == 2);
  CHECK(reading.counts.files_in_part == 2);
  REQUIRE(reading.articles.size() > 500);
  CHECK(reading.articles.size() < 2000);
  CHECK(reading.articles[499].title == "Title " + std::to_string(500 * 7919));
  CHECK(reading.articles[reading.articles.size() - 2].body == "First.\nSecond.");
  CHECK(reading.articles.back().title == "Whole");
}

TEST_CASE("a record over the limit is skipped, and reading goes on behind it") {
  const TempFolder folder;
  const std::string path = folder.path("a.jsonl");
  {
    std::ofstream file(path, std::ios::binary);
    file << "{\"title\": \"A\"}\n{\"title\": \"";
    const std::string block(std::size_t{1} << 20, 'x');
    for (int i = 0; i < 64; ++i) file << block;
    file << "\"}\n{\"title\": \"C\"}\n";
  }
  folder.write("b.txt", "Title\n\n" + std::string(2000, 'x'));
  folder.write("c.txt", "Title\n\nText.");
  const Reading reading = read_all({folder.path()}, 1000);
  CHECK(ids_of(reading) == Strings{"=A", "=C", "c.txt"});
  CHECK(problems_of(reading, folder) ==
        Strings{"broken_record a.jsonl:2: the line is longer than 1000 bytes (try: a larger "
                "max_record_bytes)",
                "broken_record b.txt: the page is longer than 1000 bytes (try: a larger "
                "max_record_bytes)"});
  CHECK(reading.counts.records_skipped == 2);
  CHECK(reading.counts.files == 3);
}

TEST_CASE("a page of more lines than any page has is read to its end") {
  const TempFolder folder;
  std::string lines = "Title\n\n";
  for (std::size_t i = 0; i < kMaxPageLines + 1'000; ++i) lines += "a\n";
  folder.write("a.txt", lines + "the  end\n\n");
  const Reading reading = read_all({folder.path()});
  REQUIRE(ids_of(reading) == Strings{"a.txt"});
  CHECK(problems_of(reading, folder).empty());
  CHECK(reading.articles[0].title == "Title");
  const std::string& body = reading.articles[0].body;
  CHECK(std::count(body.begin(), body.end(), 'a') == kMaxPageLines + 1'000);
  CHECK(body.ends_with("a\na\nthe end"));
}

TEST_CASE("errors of open() come through") {
  CHECK(read_all({"/no/such/place"}).error ==
        "not_found: cannot read '/no/such/place': No such file or directory");
}

TEST_CASE("a problem says its place on one line") {
  Problem problem{Problem::Kind::broken_record, "corpus/a.jsonl", 17, 99,
                  "not JSON: unexpected end"};
  CHECK(problem.to_string() == "corpus/a.jsonl:17: not JSON: unexpected end");
  problem.line = 0;
  CHECK(problem.to_string() == "corpus/a.jsonl: not JSON: unexpected end");
}
