#include "indexer/bigrams/pair_sorter.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <tuple>

#include "support/random_news.h"
#include "support/segmented_index.h"
#include "support/temporary_folder.h"

namespace newsidx::indexer {
namespace {

using testing::need;
using Posting = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;  // pair, document, freq

std::vector<Posting> read(PairSorter& sorter, std::uint32_t title_weight) {
  std::vector<Posting> postings;
  need(sorter.read(title_weight, [&](std::uint32_t pair, std::uint32_t doc, std::uint32_t freq) {
    postings.emplace_back(pair, doc, freq);
    return Status();
  }));
  return postings;
}

struct Row {
  const char* name;
  std::uint32_t pair_count;
  std::uint32_t documents;
  std::size_t budget_bytes;
  std::size_t log_places;
  bool writes_files;
};

const Row kRows[] = {
    {"nothing", 5, 0, 1'000, 10, false},
    {"one pair", 1, 300, 1u << 20, 1u << 20, false},
    {"a log", 2'047, 400, 1u << 20, 1u << 20, false},
    {"runs in memory", 2'048, 400, 1u << 20, 50, false},
    {"files", 2'049, 400, 0, 50, true},
    {"both", 1u << 20, 400, 2'000, 100, true},
    {"large blocks in files", 3, 60'000, 0, 200'000, true},
};

TEST_CASE("places come back as postings, pair by pair, from memory and from files") {
  MESSAGE("seed 71");
  testing::Dice dice(71);
  constexpr std::uint32_t kTitleWeight = 3;
  for (const Row& row : kRows) {
    const std::string name = row.name;
    CAPTURE(name);
    const testing::TemporaryFolder temporary;
    const std::string folder = temporary.file("files");
    std::filesystem::create_directory(folder);
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> expected;
    {
      PairSorter sorter(row.pair_count, row.budget_bytes, folder + "/pairs", row.log_places);
      for (std::uint32_t doc = 0; doc < row.documents; ++doc) {
        const std::uint32_t document = doc * 1'000 + dice.below(1'000);
        for (std::uint32_t places = dice.below(20); places > 0; --places) {
          const std::uint32_t pair = dice.below(dice.one_in(2) ? 2 : row.pair_count);
          const bool weighs = dice.one_in(4);
          sorter.add(pair % row.pair_count, document, weighs);
          expected[{pair % row.pair_count, document}] += weighs ? kTitleWeight : 1;
          if (dice.one_in(3)) need(sorter.end_places());  // in the middle of a document
        }
        need(sorter.end_places());
      }
      std::vector<Posting> postings;
      for (const auto& [place, freq] : expected)
        postings.emplace_back(place.first, place.second, freq);
      CHECK((read(sorter, kTitleWeight) == postings));
      CHECK((sorter.file_count() > 0) == row.writes_files);
    }
    CHECK(std::filesystem::is_empty(folder));
  }
}

TEST_CASE("what the sink fails with ends the reading") {
  const testing::TemporaryFolder folder;
  PairSorter sorter(4, 1'000, folder.file("pairs"));
  sorter.add(1, 7, false);
  const Status status =
      sorter.read(1, [](auto...) -> Status { return fail(ErrorCode::cancelled, "stopped"); });
  REQUIRE(!status);
  CHECK(status.error().code == ErrorCode::cancelled);
}

TEST_CASE("a file that cannot be made is an error") {
  const testing::TemporaryFolder folder;
  PairSorter sorter(4, 0, folder.file("missing/pairs"), 1);
  sorter.add(1, 7, false);
  need(sorter.end_places());  // in memory
  sorter.add(1, 8, false);
  const Status status = sorter.end_places();
  REQUIRE(!status);
  CHECK(status.error().code == ErrorCode::io);
  CHECK(status.error().to_string().find("pairs-0") != std::string::npos);
}

}  // namespace
}  // namespace newsidx::indexer
