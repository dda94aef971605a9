// tests/fault/crash/histogram.h
//
// How many faults there were, by kind and by what was being done, and what came of them.
#pragma once

#include <array>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "fault/crash/faulty_disk.h"

namespace newsidx::testing {

struct Outcome {
  Fault fault = Fault::none;
  std::string step;     ///< that was under way
  std::string place;    ///< "<number> <operation> <file>"
  std::string error;    ///< that the step ended with; empty: none
  bool is_new = false;  ///< that step is there; else the generation before
  bool is_problem = false;
};

class Histogram {
 public:
  void add(const Outcome& outcome) {
    const Key key{static_cast<std::size_t>(outcome.fault), phase_of(outcome)};
    Counts& counts = counts_[key];
    ++counts.runs;
    if (outcome.is_problem) {
      ++counts.problems;
    } else if (is_crash(outcome.fault) || !outcome.error.empty()) {
      ++(outcome.is_new ? counts.after : counts.before);
    } else {
      ++counts.all_the_same;
    }
  }

  void print() const {
    std::printf("%-14s %-9s %6s %6s %6s %9s %8s\n", "fault", "phase", "runs", "before", "after",
                "no error", "problems");
    for (const auto& [key, counts] : counts_) {
      std::printf("%-14s %-9s %6u %6u %6u %9u %8u\n", kFaultNames.at(key.first), key.second.c_str(),
                  counts.runs, counts.before, counts.after, counts.all_the_same, counts.problems);
    }
  }

 private:
  struct Counts {
    unsigned runs = 0;
    unsigned before = 0;  // the generation before the step answers
    unsigned after = 0;
    unsigned all_the_same = 0;  // the step, and all behind it, were done in spite of the error
    unsigned problems = 0;
  };
  using Key = std::pair<std::size_t, std::string>;

  static std::string phase_of(const Outcome& outcome) {
    if (outcome.step == "snapshot" || outcome.step == "merge") return outcome.step;
    const std::string_view place = outcome.place;
    const std::size_t first = place.find(' ');
    const std::size_t second = place.find(' ', first + 1);
    const std::string_view operation = place.substr(first + 1, second - first - 1);
    const std::string_view file = place.substr(second + 1);
    const bool is_table = file.ends_with(".sst");
    if (operation == "remove") return "drop";
    if (is_table && file.find('-') != std::string_view::npos) return "stage";
    if (is_table && operation == "link") return "ingest";
    if (is_table) return "flush";
    if (file.starts_with("MANIFEST-")) return "list";
    if (file.ends_with(".log")) return "commit";
    if (file.starts_with("NEWSIDX")) return "mark";
    if (file == "GENERATION") return "ack";
    return "open";
  }

  std::map<Key, Counts> counts_;
};

}  // namespace newsidx::testing
