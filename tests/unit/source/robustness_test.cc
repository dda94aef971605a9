// Damaged input, at random: reading never crashes (the sanitizers watch), and what it counts adds
// up.

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <random>

#include "base/utf8.h"
#include "source_fixture.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

constexpr int kRounds = 200;

std::string sample_records() {
  std::string records;
  for (int i = 0; i < 40; ++i) {
    records.append(R"({"id": ")").append(std::to_string(i));
    records += R"(", "title": "Truce \u00e9 \ud83d\ude00", "body": "Line one.\nLine “two”.",)"
               R"( "date": "2016-08-27T02:17", "topics": ["grain", "wheat"], "lang": "en",)"
               R"( "n": [1, 2.5e3, {"x": null}]})"
               "\n";
  }
  return records;
}

std::string sample_page() {
  std::ifstream file(NEWSIDX_SOURCE_DIR "/corpus/001_a246f93a30b869c3.txt", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Changes, removes, repeats or cuts a few places.
std::string damaged(std::string bytes, std::mt19937& random) {
  const auto below = [&random](std::size_t bound) { return bound == 0 ? 0 : random() % bound; };
  for (std::size_t i = 1 + below(4); i > 0; --i) {
    const std::size_t at = below(bytes.size());
    const std::size_t size = std::min(below(40), bytes.size() - at);
    switch (below(6)) {
      case 0: bytes[at] = static_cast<char>(random()); break;
      case 1: bytes[at] = "{}[]\",:\\\n\r\0\t"[below(12)]; break;
      case 2: bytes.erase(at, size); break;
      case 3: bytes.insert(at, bytes.substr(below(bytes.size() - size), size)); break;
      case 4: bytes.insert(at, size, static_cast<char>(random())); break;
      default: bytes.resize(std::max<std::size_t>(at, 1)); break;
    }
    if (bytes.empty()) bytes.assign(1, 'x');
  }
  return bytes;
}

void check_adds_up(const Reading& reading) {
  REQUIRE(reading.error == "");
  const ReadCounts& counts = reading.counts;
  CHECK(counts.files + counts.files_skipped == 1);
  CHECK(counts.articles == reading.articles.size());
  CHECK(counts.input_bytes <= reading.total_input_bytes);
  std::uint64_t skipped = 0;
  std::uint64_t unreadable = 0;
  std::uint64_t repairs = 0;
  std::uint64_t cuts = 0;
  for (const Problem& problem : reading.problems) {
    skipped += problem.kind == Problem::Kind::broken_record ? 1 : 0;
    unreadable += problem.kind == Problem::Kind::unreadable_file ? 1 : 0;
    repairs += problem.kind == Problem::Kind::repaired_text ? 1 : 0;
    repairs += problem.kind == Problem::Kind::ignored_value ? 1 : 0;
    cuts += problem.kind == Problem::Kind::cut_off ? 1 : 0;
    CHECK(problem.to_string().find('\n') == std::string::npos);
    CHECK(is_valid_utf8(problem.message));
  }
  CHECK(counts.records_skipped == skipped);
  CHECK(counts.files_skipped == unreadable);
  CHECK(counts.records_repaired <= repairs);
  CHECK((counts.records_repaired == 0) == (repairs == 0));
  CHECK(counts.records_cut_off <= cuts);
  CHECK((counts.records_cut_off == 0) == (cuts == 0));
  for (const Article& article : reading.articles) {
    CHECK_FALSE(article.id.empty());
    CHECK_FALSE((article.title.empty() && article.body.empty()));
    for (const std::string& text : {article.id, article.title, article.body, article.lang}) {
      CHECK(is_valid_utf8(text));
    }
  }
}

void read_damaged(const char* name, const std::string& bytes) {
  const std::uint32_t seed = std::random_device{}();
  CAPTURE(name);
  CAPTURE(seed);
  std::mt19937 random(seed);
  const TempFolder folder;
  for (int round = 0; round < kRounds; ++round) {
    CAPTURE(round);
    const std::uint64_t max_record_bytes = round % 4 == 0 ? 200 : 1 << 20;
    check_adds_up(read_all({folder.write(name, damaged(bytes, random))}, max_record_bytes));
  }
}

}  // namespace

TEST_CASE("damaged records") { read_damaged("a.jsonl", sample_records()); }

TEST_CASE("damaged pages") { read_damaged("a.txt", sample_page()); }

TEST_CASE("damaged files of unknown format") { read_damaged("a", sample_records()); }

TEST_CASE("damaged compressed records") {
  for (const std::string filter : {"gzip", "zstd", "xz", "bzip2", "lz4"}) {
    read_damaged("a", compressed(sample_records(), filter));
  }
  read_damaged("a.jsonl.gz", compressed(sample_records(), "gzip"));
}

TEST_CASE("damaged compressed pages") {
  read_damaged("a.txt.gz", compressed(sample_page(), "gzip"));
}
