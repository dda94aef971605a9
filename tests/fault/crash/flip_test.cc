// Bytes of a small index flipped, one at a time, in each of its files: it answers as before, or
// says that it is damaged. It never answers otherwise, and never crashes.
//
//   NEWSIDX_FLIPS=N   bytes, spread over all files; "all": every one. Not given: a few
//   NEWSIDX_SEED=N    the same run again

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string_view>

#include "fault/crash/in_process.h"
#include "fault/crash/scenario.h"
#include "support/temporary_folder.h"

namespace fs = std::filesystem;
using namespace newsidx;
using namespace newsidx::testing;

namespace {

struct Counts {
  unsigned flipped = 0;
  unsigned reported = 0;
  unsigned harmless = 0;
  unsigned wrong = 0;
  unsigned crashes = 0;
};

void flip(const fs::path& path, std::uint64_t at, char mask) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekg(static_cast<std::streamoff>(at));
  const char byte = static_cast<char>(file.get() ^ mask);
  file.seekp(static_cast<std::streamoff>(at));
  file.put(byte);
}

void ask(const std::string& folder, const std::vector<Step>& steps, const std::string& what,
         Counts& counts) {
  const Said said = in_process([&](int out) {
    for (const std::string& problem : judge(folder, steps, steps.size()).problems) {
      raw::write_all(out, (problem.starts_with("wrong: ") ? "wrong\n" : "told\n"));
    }
  });
  ++counts.flipped;
  const bool is_told = std::ranges::find(said.lines, "told") != said.lines.end();
  const bool is_wrong = !is_told && !said.lines.empty();
  if (said.status != 0) {
    ++counts.crashes;
    std::printf("CRASH %s: status %d\n", what.c_str(), said.status);
  } else if (is_wrong) {
    ++counts.wrong;
    std::printf("WRONG %s\n", what.c_str());
  } else {
    ++(is_told ? counts.reported : counts.harmless);
  }
  std::fflush(stdout);
}

}  // namespace

int main() {
  constexpr std::uint64_t kFew = 400;
  const char* const given = std::getenv("NEWSIDX_SEED");
  const std::uint64_t seed = given ? std::strtoull(given, nullptr, 10) : 15;
  const TemporaryFolder place;
  const std::string disk = place.file("disk");
  const std::string inputs = place.file("inputs");
  fs::create_directory(disk);
  fs::create_directory(inputs);
  std::vector<Step> steps = make_scenario(inputs, seed);
  steps.resize(4);  // build, add, replace, delete
  const Said made = in_process([&](int out) {
    for (const Step& step : steps) {
      if (!step.run(disk)) raw::write_all(out, step.name + " failed\n");
    }
  });
  std::vector<fs::path> files;
  std::uint64_t total = 0;
  for (const auto& entry : fs::directory_iterator(disk + '/' + kIndexName)) {
    if (!entry.is_regular_file()) continue;
    files.push_back(entry.path());
    const bool is_read = !entry.path().filename().string().starts_with("OPTIONS");
    total += is_read ? entry.file_size() : 0;
  }
  std::ranges::sort(files);
  const char* const wanted = std::getenv("NEWSIDX_FLIPS");
  const bool is_all = wanted != nullptr && std::string_view(wanted) == "all";
  const std::uint64_t flips = wanted ? std::strtoull(wanted, nullptr, 10) : kFew;
  const std::uint64_t step =
      is_all ? 1 : std::max<std::uint64_t>(1, total / std::max<std::uint64_t>(1, flips));
  std::printf("flips: NEWSIDX_SEED=%llu, %llu bytes, each %lluth\n",
              static_cast<unsigned long long>(seed), static_cast<unsigned long long>(total),
              static_cast<unsigned long long>(step));
  std::mt19937_64 numbers(seed);
  Counts before;
  ask(disk, steps, "nothing", before);
  Counts counts;
  for (const fs::path& file : files) {
    const Counts of_others = counts;
    const std::uint64_t size = fs::file_size(file);
    // Nobody reads RocksDB's file of options, the longest of all.
    const bool is_read = !file.filename().string().starts_with("OPTIONS") || is_all;
    const std::uint64_t of_file = std::min(is_read ? step : size, size / 4);
    const std::uint64_t stride = std::max<std::uint64_t>(1, of_file);
    for (std::uint64_t at = numbers() % stride; at < size; at += stride) {
      const char mask = static_cast<char>(numbers() % 2 == 0 ? 0xff : 1 << numbers() % 8);
      flip(file, at, mask);
      ask(disk, steps, file.filename().string() + " at " + std::to_string(at), counts);
      flip(file, at, mask);
    }
    std::printf("%-16s %6llu bytes: flipped %u, reported %u\n", file.filename().c_str(),
                static_cast<unsigned long long>(size), counts.flipped - of_others.flipped,
                counts.reported - of_others.reported);
  }
  ask(disk, steps, "nothing, at the end", before);
  std::printf("flipped %u, reported %u, harmless %u, wrong %u, crashes %u\n", counts.flipped,
              counts.reported, counts.harmless, counts.wrong, counts.crashes);
  const bool is_sound = made.lines.empty() && before.harmless == 2;
  return is_sound && counts.reported > 0 && counts.wrong == 0 && counts.crashes == 0 ? 0 : 1;
}
