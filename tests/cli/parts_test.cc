// The parts of the command line that need no index and no terminal.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "cli/build_reporter.h"
#include "cli/guarded_texts.h"
#include "cli/hint_words.h"
#include "cli/numbers.h"
#include "cli/progress_bar.h"
#include "cli/suggestions.h"
#include "cli/terminal.h"
#include "cli/time_left.h"
#include "cli/unknown_arguments.h"

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

TEST_CASE("texts that look like options or lists are guarded") {
  struct Row {
    Words given;
    Words read;  // the mark as ^
  };
  const Row rows[] = {
      {{"query", "a", "-n", "5", "b"}, {"query", "a", "-n", "5", "b"}},
      {{"query", "-Kerry foo"}, {"query", "^-Kerry foo"}},
      {{"query", "--all foo"}, {"query", "^--all foo"}},
      {{"query", "--all foo=bar"}, {"query", "^--all foo=bar"}},
      {{"query", "--index=my index", "a"}, {"query", "--index=my index", "a"}},
      {{"query", "-Kerry"}, {"query", "-Kerry"}},  // an unknown option
      {{"query", "--", "-n", "--all", "--"}, {"query", "^-n", "^--all", "^--"}},
      {{"query", "[a,b]", "++", "-"}, {"query", "^[a,b]", "^++", "-"}},
      {{"query", ""}, {"query", ""}},
  };
  for (const Row& row : rows) {
    std::string given;
    for (const std::string& word : row.given) given += "[" + word + "] ";
    CAPTURE(given);
    auto read = guarded(row.given);
    REQUIRE(read);
    for (std::string& word : *read) {
      const std::string text = unguarded(word);
      if (text.size() < word.size()) word = "^" + text;
    }
    CHECK(*read == row.read);
  }
  CHECK(guarded({"query", "--limit="}).error().to_string() == "option '--limit=' needs a value");
}

TEST_CASE("of unknown arguments the one that was meant is told") {
  const std::vector<KnownCommand> commands = {
      {"query", {"-n", "--limit", "-q", "--all"}, true},
      {"stats", {"--json"}, false},
  };
  const std::vector<std::string> root = {"--help", "--index"};
  CHECK(unknown_option("-Kerry", commands[0]).to_string() ==
        "unknown option '-Kerry' (try: '--' before a query that begins with a hyphen: newsidx "
        "query -- -Kerry)");
  CHECK(unknown_option("--limt=5", commands[0]).to_string() ==
        "unknown option '--limt=5' (did you mean '--limit'?)");
  CHECK(unknown_option("--jsno", commands[1]).to_string() ==
        "unknown option '--jsno' (did you mean '--json'?)");
  CHECK(unknown_option("-x", commands[1]).to_string() ==
        "unknown option '-x' (try: newsidx stats --help)");
  CHECK(unknown_command("qurey", commands).to_string() ==
        "unknown command 'qurey' (did you mean 'query'?)");
  CHECK(unknown_command("frobnicate", commands).to_string() ==
        "unknown command 'frobnicate' (try: newsidx --help)");
  CHECK(misplaced_option("--limit", root, commands).to_string() ==
        "unknown option '--limit' before the command (try: newsidx query --limit ...)");
  CHECK(misplaced_option("--idnex", root, commands).to_string() ==
        "unknown option '--idnex' (did you mean '--index'?)");
}

TEST_CASE("hints are said in the words of the command line") {
  const Error error{ErrorCode::limit, "out of memory",
                    Hint("a smaller ", HintName::memory_bytes, ", or fewer ", HintName::threads)};
  CHECK(error.to_string(words_of) == "out of memory (try: a smaller --memory, or fewer --threads)");
  CHECK(error.to_string() == "out of memory (try: a smaller memory_bytes, or fewer threads)");
  for (int i = 0; i <= static_cast<int>(HintName::search); ++i) {
    CHECK(words_of(static_cast<HintName>(i)) != name_of(static_cast<HintName>(i)));
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

TEST_CASE("links go to terminals that are known to have them") {
  struct Row {
    const char* name;
    LinkFacts facts;
    bool links;
  };
  const Row rows[] = {
      {"unknown", {.term = "xterm-256color"}, false},
      {"linux console", {.term = "linux"}, false},
      {"kitty", {.term = "xterm-kitty"}, true},
      {"foot", {.term = "foot"}, true},
      {"iTerm", {.term = "xterm-256color", .term_program = "iTerm.app"}, true},
      {"Apple's", {.term = "xterm-256color", .term_program = "Apple_Terminal"}, false},
      {"GNOME", {.term = "xterm-256color", .vte_version = "7006"}, true},
      {"old GNOME", {.term = "xterm-256color", .vte_version = "4205"}, false},
      {"Windows", {.term = "xterm-256color", .other = true}, true},
      {"screen", {.term = "screen-256color", .vte_version = "7006"}, false},
      {"forced", {.force = "1", .term = "screen"}, true},
      {"refused", {.force = "0", .term = "xterm-kitty"}, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(has_links(row.facts) == row.links);
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
