// The parts of the command line that need no index and no terminal.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/build_reporter.h"
#include "cli/numbers.h"
#include "cli/progress_bar.h"
#include "cli/suggestions.h"
#include "cli/terminal.h"
#include "cli/time_left.h"

namespace newsidx::cli {
namespace {

using namespace std::chrono_literals;
using Words = std::vector<std::string>;

TEST_CASE("sizes") {
  struct Row {
    const char* text;
    std::optional<std::uint64_t> bytes;
  };
  const Row rows[] = {
      {"0", 0},
      {"4096", 4096},
      {"64k", 64u << 10},
      {"512M", 512u << 20},
      {"512MB", 512u << 20},
      {"512MiB", 512u << 20},
      {"1G", 1u << 30},
      {"2T", 2ull << 40},
      {"16777215T", 16777215ull << 40},
      {"16777216T", std::nullopt},  // 2^64
      {"18446744073709551615", 18446744073709551615ull},
      {"18446744073709551616", std::nullopt},
      {"", std::nullopt},
      {"G", std::nullopt},
      {"1X", std::nullopt},
      {"1GG", std::nullopt},
      {"1 G", std::nullopt},
      {"-1", std::nullopt},
      {"1.5G", std::nullopt},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(parse_size(row.text) == row.bytes);
  }
  CHECK(size_text(1u << 30) == "1G");
  CHECK(size_text(1536u << 10) == "1536K");
  CHECK(size_text(1000) == "1000");
  CHECK(size_text(0) == "0");
}

TEST_CASE("times") {
  using namespace std::chrono_literals;
  CHECK(parse_duration("200ms") == 200ms);
  CHECK(parse_duration("1.5s") == 1500ms);
  CHECK(parse_duration("7us") == 7us);
  CHECK(parse_duration("0s") == 0s);
  CHECK(parse_duration("86400s") == 24h);
  for (const char* const text :
       {"", "5", "ms", "5 ms", "-5ms", "5min", "86401s", "1e3s", "1..5s"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_duration(text));
  }
}

TEST_CASE("numbers") {
  CHECK(parse_number<std::uint32_t>("4294967295") == 4294967295u);
  CHECK_FALSE(parse_number<std::uint32_t>("4294967296"));
  CHECK_FALSE(parse_number<std::uint32_t>("-1"));
  CHECK_FALSE(parse_number<std::uint32_t>("1x"));
  CHECK(parse_number<float>("0.75") == 0.75f);
  CHECK_FALSE(parse_number<float>(""));
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(1234567) == "1,234,567");
  CHECK(counted(1, "file") == "1 file");
  CHECK(counted(0, "file") == "0 files");
  CHECK(fixed(0.125, 1) == "0.1");
}

TEST_CASE("edit distance") {
  struct Row {
    const char* left;
    const char* right;
    std::size_t distance;
  };
  const Row rows[] = {
      {"", "", 0},           {"query", "query", 0}, {"", "abc", 3},
      {"qurey", "query", 1}, {"quer", "query", 1},  {"qquery", "query", 1},
      {"quary", "query", 1}, {"ca", "abc", 3},      {"kitten", "sitting", 3},
  };
  for (const Row& row : rows) {
    CAPTURE(row.left);
    CHECK(edit_distance(row.left, row.right) == row.distance);
    CHECK(edit_distance(row.right, row.left) == row.distance);
  }
}

TEST_CASE("suggestions") {
  const Words commands = {"build", "query", "show", "stats", "terms"};
  CHECK(did_you_mean("qurey", commands) == " (did you mean 'query'?)");
  CHECK(did_you_mean("stat", commands) == " (did you mean 'stats'?)");
  CHECK(did_you_mean("frobnicate", commands).empty());
  CHECK(did_you_mean("x", {"y"}).empty());  // every letter differs: nothing in common
  CHECK(did_you_mean(std::string(100'000, 'q'), commands).empty());
}

TEST_CASE("arguments") {
  const std::vector<KnownOption> root = {{"--help", false}, {"--index", true}};
  const std::vector<KnownCommand> commands = {
      {"query", {{"-n", true}, {"--limit", true}, {"-q", false}, {"--all", false}}, true},
      {"stats", {{"--json", false}}, false},
  };
  struct Row {
    Words given;
    Words options;
    Words texts;
    const char* complaint;  // part of it; nullptr: none
  };
  const Row rows[] = {
      {{"query", "a", "b"}, {}, {"a", "b"}, nullptr},
      {{"query", "a", "-n", "5", "b"}, {"-n", "5"}, {"a", "b"}, nullptr},
      {{"query", "-n5", "-qn", "5", "--limit=7"}, {"-n5", "-qn", "5", "--limit=7"}, {}, nullptr},
      {{"query", "-n", "-5"}, {"-n", "-5"}, {}, nullptr},
      {{"query", "--limit", "--all"}, {"--limit", "--all"}, {}, nullptr},
      {{"query", "-Kerry foo"}, {}, {"-Kerry foo"}, nullptr},
      {{"query", "--all foo"}, {}, {"--all foo"}, nullptr},
      {{"query", "--", "-n", "--all"}, {}, {"-n", "--all"}, nullptr},
      {{"query", "a", "--", "--"}, {}, {"a", "--"}, nullptr},
      {{"query", "-"}, {}, {"-"}, nullptr},
      {{"query", ""}, {}, {""}, nullptr},
      {{"query", "query"}, {}, {"query"}, nullptr},
      {{"--index", "x y", "query", "a"}, {}, {"a"}, nullptr},
      {{"query", "-Kerry"}, {}, {}, "newsidx query -- -Kerry"},
      {{"query", "-naval"}, {}, {}, "unknown option '-naval'"},
      {{"query", "--limt=5"}, {}, {}, "'--limt=5' (did you mean '--limit'?)"},
      {{"query", "--all=5"}, {}, {}, "unknown option '--all=5'"},
      {{"query", "-n"}, {}, {}, "option '-n' needs a value"},
      {{"query", "--limit="}, {}, {}, "option '--limit=' needs a value"},
      {{"stats", "--jsno"}, {}, {}, "did you mean '--json'?"},
      {{"stats", "-x"}, {}, {}, "newsidx stats --help"},
      {{"qurey", "a"}, {}, {}, "unknown command 'qurey' (did you mean 'query'?)"},
      {{"--limit", "5", "query"}, {}, {}, "before the command (try: newsidx query --limit ...)"},
      {{"--idnex", "5", "query"}, {}, {}, "did you mean '--index'?"},
      {{"--index"}, {}, {}, "option '--index' needs a value"},
  };
  for (const Row& row : rows) {
    std::string given;
    for (const std::string& word : row.given) given += "[" + word + "] ";
    CAPTURE(given);
    const auto sorted = sort_arguments(row.given, root, commands);
    if (row.complaint != nullptr) {
      REQUIRE_FALSE(sorted);
      CHECK(sorted.error().code == ErrorCode::invalid_argument);
      CHECK_MESSAGE(sorted.error().message.find(row.complaint) != std::string::npos,
                    sorted.error().message);
      continue;
    }
    REQUIRE(sorted);
    CHECK(sorted->options == row.options);
    CHECK(sorted->texts == row.texts);
  }
}

TEST_CASE("colour") {
  struct Row {
    const char* name;
    ColorMode mode;
    ColorFacts facts;
    bool color;
  };
  const auto automatic = ColorMode::automatic;
  const Row rows[] = {
      {"terminal", automatic, {true, "", "", "xterm"}, true},
      {"pipe", automatic, {false, "", "", "xterm"}, false},
      {"dumb terminal", automatic, {true, "", "", "dumb"}, false},
      {"no TERM", automatic, {true, "", "", ""}, false},
      {"NO_COLOR", automatic, {true, "1", "", "xterm"}, false},
      {"FORCE_COLOR", automatic, {false, "", "1", ""}, true},
      {"FORCE_COLOR=0", automatic, {false, "", "0", "xterm"}, false},
      {"both", automatic, {true, "1", "1", "xterm"}, false},
      {"always wins", ColorMode::always, {false, "1", "", "dumb"}, true},
      {"never wins", ColorMode::never, {true, "", "1", "xterm"}, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(use_color(row.mode, row.facts) == row.color);
  }
}

/// A bar whose drawings are kept, and a clock that stands where it is put.
struct DrawnBar {
  explicit DrawnBar(unsigned width)
      : bar(width, start, [this](std::string_view text) { drawn.emplace_back(text); }) {}

  void at(std::chrono::milliseconds time, BuildProgress progress) {
    bar.update(shown(progress, time), start + time);
  }

  ProgressBar::Time start{};
  Words drawn;
  ProgressBar bar;
};

BuildProgress half_read() {
  return {.articles = 12'345, .text_bytes = 31'200'000, .share_done = 0.5};
}

TEST_CASE("progress bar: when it draws") {
  DrawnBar drawn(80);
  drawn.at(99ms, half_read());
  CHECK(drawn.drawn.empty());  // too early for a bar
  drawn.bar.clear();
  CHECK(drawn.drawn.empty());  // and nothing to clear
  drawn.at(100ms, half_read());
  CHECK(drawn.drawn.size() == 1);
  drawn.at(199ms, half_read());
  CHECK(drawn.drawn.size() == 1);  // at most ten a second
  drawn.at(200ms, half_read());
  CHECK(drawn.drawn.size() == 2);
  drawn.bar.clear();
  CHECK(drawn.drawn.back() == "\r\x1b[K");
  drawn.bar.clear();
  CHECK(drawn.drawn.size() == 3);
  drawn.at(201ms, half_read());
  CHECK(drawn.drawn.size() == 4);  // back at once after other text
}

TEST_CASE("progress bar: what it says") {
  struct Row {
    const char* name;
    BuildProgress progress;
    const char* line;
  };
  using Stage = BuildProgress::Stage;
  const Row rows[] = {
      {"half", half_read(),
       "reading    [========>       ]  50%  12,345 articles  15.6 MB/s  0:02 left"},
      {"total unknown",
       {.articles = 1, .text_bytes = 2'000'000},
       "reading     1 article  1.0 MB/s"},
      {"all",
       {.stage = Stage::reading, .articles = 2, .share_done = 1},
       "reading    [================] 100%  2 articles  0.0 MB/s"},
      {"more than all",
       {.stage = Stage::reading, .articles = 2, .share_done = 9.0 / 7},
       "reading    [================] 100%  2 articles  0.0 MB/s"},
      {"slow",
       {.stage = Stage::reading, .articles = 0, .share_done = 1.0 / 7200},
       "reading    [>               ]   0%  0 articles  0.0 MB/s  3:59:58 left"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    DrawnBar drawn(80);
    drawn.at(2000ms, row.progress);
    REQUIRE(drawn.drawn.size() == 1);
    CHECK(drawn.drawn.front() == "\r\x1b[K" + std::string(row.line));
  }
}

TEST_CASE("progress bar: the time left is that of all stages, a narrow terminal has its own cut") {
  DrawnBar drawn(80);
  drawn.at(10s, half_read());
  CHECK(drawn.drawn.back().ends_with("  3.1 MB/s  0:10 left"));
  BuildProgress merging = half_read();
  merging.stage = BuildProgress::Stage::merging;
  merging.share_done = 0.8;
  drawn.at(16s, merging);
  CHECK(drawn.drawn.back() ==
        "\r\x1b[Kmerging    [============>   ]  80%  12,345 articles  0:04 left");
  DrawnBar narrow(20);
  narrow.at(1s, half_read());
  CHECK(narrow.drawn.back() == "\r\x1b[Kreading    [=======");
}

TEST_CASE("the time left follows the stage at work, and trusts it once some of it is done") {
  const auto seconds = [](std::optional<double> left) {
    return doctest::Approx(left.value_or(-1));
  };
  TimeLeft time_left;
  CHECK_FALSE(time_left.update("reading", 0, 1).has_value());
  CHECK_FALSE(time_left.update("reading", -1, 1).has_value());
  CHECK(30.0 == seconds(time_left.update("reading", 0.25, 10)));
  CHECK(20.0 == seconds(time_left.update("reading", 0.5, 20)));
  // The next stage begins at the rate of what went before, 40 seconds for the whole ...
  CHECK(20.0 == seconds(time_left.update("merging", 0.5, 20)));
  // ... and is three times as slow: 3 % at the old rate and 47 % at its own.
  const double expected = (47 * 1.2 + 3 * 0.4) / 0.5 * 0.03;
  CHECK(expected == seconds(time_left.update("merging", 0.97, 20 + 47 * 1.2)));
  CHECK_FALSE(time_left.update("merging", 1, 80).has_value());
}

}  // namespace
}  // namespace newsidx::cli
