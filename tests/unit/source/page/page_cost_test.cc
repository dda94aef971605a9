// Pages that are made to be expensive: a page costs its length, whatever it holds.

#include <doctest/doctest.h>

#include <ctime>
#include <stop_token>
#include <string>
#include <string_view>

#include "source/page/page_splitter.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

constexpr std::size_t kPageBytes = 1'000'000;

#ifdef NEWSIDX_SANITIZED
constexpr double kSlower = 10;
#else
constexpr double kSlower = 1;
#endif

std::string repeated(std::string_view unit, std::size_t bytes = kPageBytes) {
  std::string page;
  page.reserve(bytes);
  while (page.size() + unit.size() <= bytes) page += unit;
  return page;
}

// Of this thread, so that a busy machine makes no difference [s].
double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

struct Row {
  const char* name;
  std::string page;
};

const std::string kHeadlines = repeated("Truce holds in Aleppo city again\n\n", kPageBytes / 2);
const std::string kTeaser = "Truce holds in Aleppo\n\nThe truce held.\n\nRead more\n\n";

const Row kRows[] = {
    {"lines without a word", repeated("---\n")},
    {"a link between lines without a word", repeated("-\n-\n-\nDogs - May 6, 2020\n-\n-\nText.\n")},
    {"links", repeated("Tips for boxers - May 6, 2020\n")},
    {"headings of teaser blocks", repeated("Related\n")},
    {"headings and lines without a word", repeated("see also\n--\n--\n--\n")},
    {"headings and one line of text", repeated("Most read\nThe truce held.\n")},
    {"a teaser block of headlines", "Also read:\n" + repeated("Truce holds in Aleppo\n")},
    {"a teaser block of boilerplate", "Latest news\n" + repeated("Share\n")},
    {"teasers", repeated(kTeaser)},
    {"single teasers", repeated(kTeaser + "Text is here.\n\n")},
    {"teasers that are cut off", repeated("Truce holds\nThe truce...\n")},
    {"boilerplate", repeated("Advertisement\n")},
    {"dates of change", repeated("Last update: Sat, 27/08/2016 - 02:17\n")},
    {"bare dates", repeated("August 27, 2016\n")},
    {"section labels", repeated("World Media\n\n")},
    {"headlines below prose", "Truce in Aleppo\n\nIt was held.\n\n" + kHeadlines},
    {"headlines around prose", kHeadlines + "The truce was what they had.\n\n" + kHeadlines},
    {"headlines above prose", kHeadlines + kHeadlines + "The truce was held."},
    {"lines of one letter", repeated("a\n")},
    {"headlines of one letter", repeated("A\n")},
    {"articles under bullets", repeated("  • Title\n\n      Text.\n")},
    {"bullets above headings", repeated("• Title\n\n  Related\n")},
    {"bullets that are none", "• Title\n\n  Text.\n" + repeated("• a\n")},
    {"braces", std::string(kPageBytes / 2, '{') + std::string(kPageBytes / 2, '}')},
    {"closing quotes", "A" + std::string(kPageBytes, '"')},
    {"marks around a phrase", repeated("-» ")},
    {"links in one line", repeated(" - May 6 | x")},
    {"a line of words", repeated("word ")},
    {"a headline and a line of words", "Title\n\n" + repeated("word ")},
    {"blanks", std::string(kPageBytes, ' ') + "x"},
    {"no-break spaces", repeated("\u00a0") + "x"},
    {"blank lines", std::string(kPageBytes, '\n') + "x"},
    {"digits", repeated("12345678901234567890\n")},
};

}  // namespace

TEST_CASE("a page costs its length, whatever it holds") {
  // All of them take 2 to 3 s together. Where a pass goes over the rest of the page for each
  // line, one of them takes minutes.
  constexpr double kMaxSeconds = 6 * kSlower;
  double seconds = 0;
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    std::string page = row.page;
    const double start = cpu_seconds();
    CHECK(split_page(page).size() <= kPageBytes);
    seconds += cpu_seconds() - start;
    CHECK(seconds < kMaxSeconds);
  }
  MESSAGE(seconds << " s of CPU time");
}

TEST_CASE("a page is given up when a stop is asked for") {
  std::stop_source stop;
  stop.request_stop();
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    std::string page = row.page;
    CHECK(split_page(page, stop.get_token()).empty());
  }
}
