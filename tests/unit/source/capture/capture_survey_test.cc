#include <doctest/doctest.h>

#include <algorithm>

#include "../source_fixture.h"
#include "source/article_reader.h"

using namespace newsidx;
using namespace newsidx::source;

using Strings = std::vector<std::string>;

namespace {

std::string page(const std::string& title, const std::string& when) {
  if (title.empty()) return "<!DOCTYPE html><html><body></body></html>";
  const std::string text =
      "<p>The morning ferry brought " + title + " " + when +
      " to the harbour on Saturday, the captain said. It had waited two days outside for the storm "
      "to pass, and the pilots to come back. Nobody was hurt, and nothing was lost.</p>";
  return "<!DOCTYPE html><html><head><title>" + title + "</title></head><body><article><h1>" +
         title + "</h1>" + text + text + "</article></body></html>";
}

std::string capture(const std::string& url, const std::string& day, const std::string& title,
                    const std::string& when = "", const std::string& status = "200 OK") {
  const std::string block =
      "HTTP/1.1 " + status + "\r\nContent-Type: text/html\r\n\r\n" + page(title, when);
  return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: " + url + "\r\nWARC-Date: 2016-08-" +
         day + "T02:17:00Z\r\nContent-Type: application/http\r\nContent-Length: " +
         std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

Strings titles_of(const Reading& reading) {
  Strings titles;
  for (const Article& article : reading.articles) titles.push_back(article.title);
  return titles;
}

const std::string kOne = "http://port.example/one";
const std::string kTwo = "http://port.example/two";

}  // namespace

TEST_CASE("an article of a web archive tells when it was seen, and how sure its date is") {
  const TempFolder folder;
  std::string dated = capture(kTwo, "21", "Plums");
  const std::string kText = "<p>The morning ferry";
  const std::string kTime = "<time>2016-08-19</time>";
  dated.replace(dated.find(kText), kTime.size(), kTime);  // of the same length
  folder.write("a.warc", capture(kOne, "20", "Apples") + dated);
  const Reading reading = read_all({folder.path()});
  REQUIRE(reading.articles.size() == 2);
  const auto value_of = [&reading](std::size_t article, std::string_view name) {
    for (const auto& [field, value] : reading.articles[article].keywords) {
      if (field == name) return value;
    }
    return std::string();
  };
  CHECK(value_of(0, "first_seen") == "2016-08-20T02:17:00Z");
  CHECK(value_of(0, "published_certainty").empty());
  CHECK(value_of(1, "published_from") == "time");
  CHECK(value_of(1, "published_certainty") == "medium");
}

TEST_CASE("of several captures of an article the newest wins, wherever it is") {
  const TempFolder folder;
  folder.write("a.warc", capture(kOne, "20", "Apples", "early") + capture(kTwo, "21", "Plums") +
                             capture(kOne, "22", "Apples", "later"));
  folder.write("b.warc.gz", compressed(capture(kOne, "24", "Apples", "last") +
                                           capture(kTwo, "20", "Plums", "early"),
                                       "gzip"));
  folder.write("c.warc", capture(kOne, "23", "Apples", "late"));
  const Reading reading = read_all({folder.path()});
  CHECK(ids_of(reading) == Strings{kTwo, kOne});
  REQUIRE(reading.articles.size() == 2);
  CHECK(reading.articles[0].body.find("early") == std::string::npos);
  CHECK(reading.articles[1].body.find("last") != std::string::npos);
  CHECK(reading.counts.captures_skipped == 4);
  CHECK(reading.counts.shared_urls == 0);
  CHECK(reading.problems.empty());
  CHECK(reading.counts.files == 3);
}

TEST_CASE("of several captures of a page the newest wins, whatever their titles") {
  const std::string apples = capture(kOne, "20", "Apples"), pears = capture(kOne, "21", "Pears"),
                    quinces = capture(kOne, "23", "Quinces"), plums = capture(kTwo, "20", "Plums");
  for (const std::string& archive :
       {apples + pears + quinces + plums, quinces + pears + apples + plums,
        pears + quinces + plums + apples, pears + plums + apples + quinces}) {
    const TempFolder folder;
    folder.write("a.warc", archive);
    const Reading reading = read_all({folder.path()});
    Strings titles = titles_of(reading);
    std::ranges::sort(titles);
    CHECK(titles == Strings{"Plums", "Quinces"});
    for (const Article& article : reading.articles) CHECK(article.id == article.url);
    CHECK(reading.counts.captures_skipped == 2);
    CHECK(reading.counts.shared_urls == 0);
  }
}

TEST_CASE("a newest capture without an article takes no place of another") {
  const TempFolder folder;
  const std::string whole = capture(kOne, "20", "Apples") + capture(kOne, "21", "Apples", "later");
  const std::string last = capture(kOne, "25", "Pears");
  folder.write("a.warc", whole + capture(kOne, "22", "Gone", "", "404 Not Found") +
                             capture(kOne, "23", "Elsewhere", "", "301 Moved") +
                             capture(kOne, "24", "", ""));
  const Reading reading = read_all({folder.path()});
  CHECK(titles_of(reading) == Strings{"Apples"});
  CHECK(ids_of(reading) == Strings{kOne});
  REQUIRE(!reading.articles.empty());
  CHECK(reading.articles[0].body.find("later") != std::string::npos);
  folder.write("a.warc", whole);
  folder.write("b.warc", last.substr(0, last.size() - 200));  // is cut off
  CHECK(titles_of(read_all({folder.path()})) == Strings{"Apples"});
}

TEST_CASE("of captures of one date the first is taken") {
  const TempFolder folder;
  folder.write("a.warc", capture(kOne, "20", "Apples") + capture(kOne, "20", "Apples"));
  folder.write("b.warc", capture(kOne, "20", "Pears"));
  const Reading reading = read_all({folder.path()});
  CHECK(titles_of(reading) == Strings{"Apples"});
  CHECK(ids_of(reading) == Strings{kOne});
  CHECK(reading.counts.captures_skipped == 2);
  CHECK(reading.counts.shared_urls == 0);
}

TEST_CASE("of files that are no web archives by name those that were named are looked into") {
  const TempFolder folder;
  const std::string file =
      folder.write("crawl", capture(kOne, "20", "Apples") + capture(kOne, "22", "Pears"));
  CHECK(titles_of(read_all({file})) == Strings{"Pears"});
  CHECK(titles_of(read_all({folder.path()})) == Strings{"Apples"});
}

TEST_CASE("a page of which there are more captures than memory is for") {
  std::string cargo;
  for (int i = 0; i < 200; ++i) cargo += " and a box of apples";
  std::string archive;
  constexpr int kMinutes = 24 * 60;
  for (int i = 0; i < kMinutes; ++i) {
    const std::string when = std::to_string(10'000 + i);
    std::string record = capture(kOne, "20", "Apples", when + cargo);
    const std::string time =
        std::to_string(100 + i / 60).substr(1) + ':' + std::to_string(100 + i % 60).substr(1);
    record.replace(record.find("02:17"), time.size(), time);
    archive += record;
  }
  REQUIRE(archive.size() > 1 << 20);  // what may wait of a reader without memory to spare
  const TempFolder folder;
  folder.write("a.warc", archive);
  const Reading reading = read_all({folder.path()});
  REQUIRE(titles_of(reading) == Strings{"Apples"});
  CHECK(reading.articles[0].body.find(std::to_string(10'000 + kMinutes - 1)) != std::string::npos);
  CHECK(reading.counts.captures_skipped == kMinutes - 1);
  CHECK(reading.problems.empty());
}
