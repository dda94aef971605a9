// A small life of an index (scenario.h) on a disk that fails at its n-th operation (faulty_disk.h),
// for every kind of failure. Afterwards another process asks the index for everything: what was
// acknowledged is there, what was under way is there or is not, and the next writer goes on.
//
//   NEWSIDX_KILLS=N  runs of each kind, spread over all operations; "all": one for each operation.
//                    Not given: a few
//   NEWSIDX_SEED=N   the same run again
//   NEWSIDX_FAULT=kill NEWSIDX_AT=17   a single run; with NEWSIDX_KEEP=FOLDER what it leaves
//                    is copied there
//
// The acknowledgements are written down by this process, which never opens an index itself.

#include <newsidx/newsidx.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string_view>

#include "fault/crash/faulty_disk.h"
#include "fault/crash/histogram.h"
#include "fault/crash/in_process.h"
#include "fault/crash/scenario.h"
#include "support/environment.h"
#include "support/temporary_folder.h"

namespace fs = std::filesystem;
using namespace newsidx;
using namespace newsidx::testing;

namespace {

std::string one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text + '\n';
}

class Test {
 public:
  explicit Test(std::uint64_t seed) : seed_(seed) {
    fs::create_directory(inputs());
    steps_ = make_scenario(inputs(), seed);
  }

  struct Operations {
    std::uint64_t count = 0;
    std::vector<std::uint64_t> list_syncs;  // those that RocksDB's list of files is synced by
  };

  Operations look_at_operations() {
    Operations operations;
    for (const std::string& line : live({Fault::none, 0}).lines) {
      if (line.starts_with("count ")) operations.count = std::stoull(line.substr(6));
      if (line.starts_with("list ")) operations.list_syncs.push_back(std::stoull(line.substr(5)));
    }
    return operations;
  }

  void run(Fault fault, std::uint64_t at) {
    const Said said = live({fault, at});
    Outcome outcome;
    outcome.fault = fault;
    std::size_t done = 0;
    std::string problem;
    for (const std::string& line : said.lines) {
      if (line.starts_with("done ")) ++done;
      if (line.starts_with("step ")) outcome.step = line.substr(5);
      if (line.starts_with("at ")) outcome.place = line.substr(3);
      if (line.starts_with("failed ")) outcome.error = line.substr(7);
    }
    if (outcome.place.empty()) return;  // there were not so many operations this time
    const bool has_crashed = WIFEXITED(said.status) && WEXITSTATUS(said.status) == kCrashStatus;
    if (is_crash(fault) ? !has_crashed : said.status != 0) {
      problem = "the process ends with status " + std::to_string(said.status);
    }
    // Names the file or the index that it is about.
    if (!outcome.error.empty() && outcome.error.find(disk()) == std::string::npos) {
      problem = "an error without a path: " + outcome.error;
    }
    if (const char* const kept = std::getenv("NEWSIDX_KEEP")) {
      fs::copy(disk(), kept, fs::copy_options::recursive);
    }
    judge_in_process(done, outcome, problem);
    histogram_.add(outcome);
    if (problem.empty()) return;
    ++problems_;
    std::printf("PROBLEM %s at %s, step %s, %zu done%s%s: %s\n",
                kFaultNames.at(static_cast<std::size_t>(fault)), outcome.place.c_str(),
                outcome.step.c_str(), done, outcome.error.empty() ? "" : ", which said ",
                outcome.error.c_str(), problem.c_str());
    std::fflush(stdout);
  }

  [[nodiscard]] unsigned problems() const { return problems_; }
  [[nodiscard]] const testing::Histogram& histogram() const { return histogram_; }

 private:
  struct Failing {
    Fault fault;
    std::uint64_t at;
  };

  [[nodiscard]] std::string disk() const { return folder_.file("disk"); }
  [[nodiscard]] std::string inputs() const { return folder_.file("inputs"); }

  // All steps, as far as they go.
  Said live(Failing failing) {
    fs::remove_all(disk());
    fs::create_directory(disk());
    return in_process([&](int out) {
      make_faulty({disk(), failing.fault, failing.at, seed_ ^ failing.at, out});
      for (const Step& step : steps_) {
        raw::write_all(out, "step " + step.name + '\n');
        const Status status = step.run(disk());
        if (!status) {
          raw::write_all(out, one_line("failed " + status.error().message));
          break;
        }
        raw::write_all(out, "done " + step.name + '\n');
      }
      raw::write_all(out, "count " + std::to_string(operation_count()) + '\n');
    });
  }

  void judge_in_process(std::size_t done, Outcome& outcome, std::string& problem) {
    const Said said = in_process([&](int out) {
      const Verdict verdict = judge(disk(), steps_, done);
      for (const std::string& each : verdict.problems) {
        raw::write_all(out, one_line("problem " + each));
      }
      if (verdict.steps > done) raw::write_all(out, "new\n");
      if (!verdict.problems.empty()) return;
      if (const Status next = write_more(verdict.is_there); !next) {
        raw::write_all(out, one_line("problem the next writer: " + next.error().message));
      }
    });
    for (const std::string& line : said.lines) {
      if (line == "new") outcome.is_new = true;
      if (line.starts_with("problem ")) problem += line.substr(8) + "; ";
    }
    if (said.status != 0) problem += "asking ends with status " + std::to_string(said.status);
    outcome.is_problem = !problem.empty();
  }

  // The first step once more, over what is there, or as the first.
  Status write_more(bool is_there) {
    const std::string path = disk() + '/' + kIndexName;
    if (Status status = steps_[is_there ? 1 : 0].run(disk()); !status) return status;
    const auto index = Index::open(path);
    if (!index) return fail(index.error());
    const auto article = index->article(is_there ? "b0" : "a0");
    if (!article) return fail(article.error());
    const auto report = index->check();
    if (!report) return fail(report.error());
    if (!report->problems.empty()) {
      return fail(ErrorCode::corruption, "check: " + report->problems[0].message);
    }
    return {};
  }

  const TemporaryFolder folder_;
  const std::uint64_t seed_;
  std::vector<Step> steps_;
  testing::Histogram histogram_;
  unsigned problems_ = 0;
};

}  // namespace

int main() {
  constexpr std::uint64_t kFew = 6;
  const std::uint64_t seed = number_of("NEWSIDX_SEED", 15);
  std::printf("crashes: NEWSIDX_SEED=%llu\n", static_cast<unsigned long long>(seed));
  Test test(seed);
  const auto [operations, list_syncs] = test.look_at_operations();
  const char* const wanted = std::getenv("NEWSIDX_KILLS");
  const std::uint64_t runs =
      wanted != nullptr && std::string_view(wanted) == "all"
          ? operations
          : std::clamp<std::uint64_t>(number_of("NEWSIDX_KILLS", kFew), 1, operations);
  std::printf("%llu operations; of each kind of fault %llu runs\n",
              static_cast<unsigned long long>(operations), static_cast<unsigned long long>(runs));
  const std::uint64_t at = number_of("NEWSIDX_AT", 0);
  const char* const only = std::getenv("NEWSIDX_FAULT");
  std::mt19937_64 numbers(seed);
  for (std::size_t i = 1; i < kFaultNames.size(); ++i) {
    if (only != nullptr && std::string_view(only) != kFaultNames.at(i)) continue;
    if (at != 0) test.run(static_cast<Fault>(i), at);
    // One in each of so many parts of the life.
    for (std::uint64_t run = 0; run < runs && at == 0; ++run) {
      const std::uint64_t begin = operations * run / runs;
      const std::uint64_t end = std::max(begin + 1, operations * (run + 1) / runs);
      test.run(static_cast<Fault>(i), 1 + begin + numbers() % (end - begin));
    }
  }
  // RocksDB 7.8.3 removes the tables of an edit of its list whose sync failed.
  for (std::size_t i = 0; only == nullptr && i < list_syncs.size(); i += 4) {
    test.run(Fault::no_space, list_syncs[i]);
    test.run(Fault::io_error_once, list_syncs[i]);
  }
  test.histogram().print();
  std::printf("%u problems\n", test.problems());
  return test.problems() == 0 && operations > 0 ? 0 : 1;
}
