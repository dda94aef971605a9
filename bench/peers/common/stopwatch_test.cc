// common/stopwatch_test.cc: what is asked before and while queries are timed, by an engine that
// keeps a diary.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "common/stopwatch.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace newsidx::bench {

namespace {

/// Slow until its compiler is done, like an engine in a Java machine.
class DiaryEngine : public Engine {
 public:
  std::vector<std::string> diary;
  std::size_t asks_until_compiled = 0;

  std::optional<std::uint64_t> count(std::string_view query) override {
    diary.emplace_back(query);
    if (diary.size() <= asks_until_compiled) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    if (query == "refused") return std::nullopt;
    return 7;
  }
  bool top(std::string_view, std::uint32_t, std::vector<Hit>&) override { return false; }
  std::optional<std::uint64_t> top_and_count(std::string_view, std::uint32_t,
                                             std::vector<Hit>&) override {
    return std::nullopt;
  }
  void forget() override { diary.emplace_back("(forgets)"); }
};

const Command kCount = *command_named("COUNT");
const std::vector<std::string> kQueries = {"oil", "gas"};

Timings run(DiaryEngine& engine, const TimingOptions& options) {
  return time_queries(engine, kCount, kQueries, options);
}

}  // namespace

TEST_CASE("warming has a floor of seconds and one of executions") {
  DiaryEngine engine;
  Warming warming = run(engine, {.warm_seconds = 0.2, .warm_executions = 1}).warming;
  CHECK(warming.seconds >= 0.2);
  CHECK(warming.is_steady);

  engine.diary.clear();
  warming = run(engine, {.warm_seconds = 0.001, .warm_executions = 100'000}).warming;
  CHECK(warming.executions >= 100'000);
  CHECK(warming.is_steady);
  CHECK(engine.diary.size() == warming.executions + 10 * kQueries.size());
}

TEST_CASE("passes that are over before the compiler is done end no warming") {
  DiaryEngine engine;
  engine.asks_until_compiled = 60;
  const Timings timings = run(engine, {.warm_seconds = 0.001, .warm_executions = 100});
  for (const auto& timing : timings.of_queries) CHECK(timing.value().median_us < 1000);
}

TEST_CASE("warming that is cut short says so") {
  DiaryEngine engine;
  const TimingOptions options{.max_seconds = 0.02, .warm_seconds = 5, .warm_executions = 1};
  CHECK_FALSE(run(engine, options).warming.is_steady);
}

TEST_CASE("asking once is asking once") {
  DiaryEngine engine;
  const Timings timings = run(engine, {.once = true});
  CHECK(engine.diary == kQueries);
  CHECK(timings.warming.executions == 0);
  CHECK(timings.of_queries.size() == kQueries.size());

  engine.diary.clear();
  CHECK(run(engine, {.warm_seconds = 0.001, .once = true, .warm_queries = {"tax"}})
            .warming.executions >= 1000);
  CHECK(std::count(engine.diary.begin(), engine.diary.end(), "oil") == 1);
  CHECK(std::count(engine.diary.begin(), engine.diary.end(), "gas") == 1);
}

TEST_CASE("an index forgets before each query that counts, and is then asked other words") {
  DiaryEngine engine;
  const Timings timings =
      run(engine, {.passes = 3, .warm_seconds = 0.001, .forgets = true, .warm_queries = {"tax"}});
  std::vector<std::string> expected;
  for (const char* const query : {"oil", "gas", "oil", "gas", "oil", "gas"}) {
    expected.emplace_back("(forgets)");
    expected.emplace_back("tax");
    expected.push_back(query);
  }
  const auto counted =
      engine.diary.begin() + static_cast<std::ptrdiff_t>(timings.warming.executions);
  CHECK(std::count(engine.diary.begin(), counted, "tax") ==
        static_cast<std::ptrdiff_t>(timings.warming.executions));
  CHECK(std::vector<std::string>(counted, engine.diary.end()) == expected);
}

TEST_CASE("what an engine refuses has no time") {
  DiaryEngine engine;
  const Timings timings = time_queries(engine, kCount, {"refused"}, {.warm_seconds = 0.001});
  CHECK_FALSE(timings.of_queries.at(0).has_value());
}

}  // namespace newsidx::bench
