// Files of many records in compressed data that is damaged or cut.
#include <doctest/doctest.h>

#include <functional>

#include "source_fixture.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

constexpr int kArticles = 4000;  // of each file, and of each of its parts

struct Kind {
  const char* name;
  const char* head;
  std::function<std::string(const std::string& number)> record;
  const char* tail;
  bool goes_on;  // behind a damaged part
};

const Kind kKinds[] = {
    {"a.jsonl", "",
     [](const std::string& n) {
       return "{\"id\":\"" + n + "\",\"title\":\"Ship " + n + "\",\"body\":\"It came.\"}\n";
     },
     "", true},
    {"a.mbox", "",
     [](const std::string& n) {
       return "From a@b.example Sat Aug 27 02:17:00 2016\nFrom: a@b.example\nSubject: Ship " + n +
              "\nMessage-ID: <" + n + ">\n\nIt came.\n\n";
     },
     "", true},
    {"a.sgml", "",
     [](const std::string& n) {
       return "<DOC>\n<DOCNO>" + n + "</DOCNO>\n<TEXT>\nShip " + n + " came.\n</TEXT>\n</DOC>\n";
     },
     "", true},
    {"a.json", "[{\"id\":\"first\",\"title\":\"x\"}",
     [](const std::string& n) {
       return ",\n{\"id\":\"" + n + "\",\"title\":\"Ship " + n + "\",\"body\":\"It came.\"}";
     },
     "]", false},
    {"a.csv", "id,title,body\n",
     [](const std::string& n) { return n + ",Ship " + n + ",It came from far away.\n"; }, "",
     false},
    {"a.xml", "<rss version='2.0'><channel>",
     [](const std::string& n) {
       return "<item><guid>" + n + "</guid><title>Ship " + n + "</title></item>\n";
     },
     "</channel></rss>", false},
};

// Numbers that do not pack away: what is in front of a damage has many records.
std::string records_of(const Kind& kind, int begin) {
  std::string text = kind.head;
  for (int i = begin; i < begin + kArticles; ++i) {
    text += kind.record(std::to_string(1'000'000 + i * 7919 % 1'000'003));
  }
  return text + kind.tail;
}

// Of the damage that was said with its place. (What comes out in front of it may be broken, too.)
std::string damage_of(const Reading& reading, const std::string& format) {
  for (const Problem& problem : reading.problems) {
    const bool is_damage = problem.message.find("the " + format + " data is ") != std::string::npos;
    if (is_damage && problem.message.starts_with("at byte ")) return problem.message;
  }
  return {};
}

}  // namespace

TEST_CASE("what stands in front of a damage is read, whatever packed it, and the damage is said") {
  for (const Kind& kind : kKinds) {
    for (const std::string format : {"gzip", "zstd", "xz"}) {  // the others have larger blocks
      CAPTURE(std::string(kind.name));
      CAPTURE(format);
      const TempFolder folder;
      const std::string whole = compressed(records_of(kind, 0), format);
      const std::string cut = whole.substr(0, whole.size() - 9);
      const Reading reading = read_all({folder.write(kind.name, cut)});
      CHECK(reading.articles.size() > kArticles / 4);
      CHECK(!damage_of(reading, format).empty());
      CHECK(reading.counts.files_skipped == 1);
    }
  }
}

TEST_CASE("behind a damaged member of gzip records are read on") {
  for (const Kind& kind : kKinds) {
    if (!kind.goes_on) continue;
    CAPTURE(std::string(kind.name));
    const TempFolder folder;
    std::string damaged = compressed(records_of(kind, 0), "gzip");
    damaged[damaged.size() / 2] = static_cast<char>(~damaged[damaged.size() / 2]);
    // The member behind it begins within a record.
    const std::string behind = compressed("in a record " + records_of(kind, 10'000), "gzip");
    const Reading reading = read_all({folder.write(kind.name, damaged + behind)});
    CHECK(reading.articles.size() > kArticles);
    CHECK(reading.articles.size() < 2 * kArticles);
    CHECK(ids_of(reading).back() == std::to_string(1'000'000 + 13'999 * 7919 % 1'000'003));
    CHECK(damage_of(reading, "gzip").ends_with("; read on behind it"));
    CHECK(reading.counts.files == 1);
    CHECK(reading.counts.files_skipped == 0);
  }
}
