#include "indexer/build/build_estimate.h"

#include <doctest/doctest.h>

namespace newsidx::indexer {
namespace {

using Stage = BuildProgress::Stage;

// Of 1000 bytes of input.
double share(const BuildEstimate& estimate, Stage stage, std::uint64_t read, double of_stage,
             std::uint64_t articles = 10) {
  BuildProgress progress;
  progress.stage = stage;
  progress.articles = articles;
  progress.done_units = static_cast<std::uint64_t>(of_stage * 100);
  progress.total_units = 100;
  return estimate.share_done(progress, read, 1000);
}

TEST_CASE("the share of a build rises through all its stages to 1") {
  for (const bool reorder : {false, true}) {
    for (const unsigned bigrams : {0u, 512u}) {
      CAPTURE(reorder);
      CAPTURE(bigrams);
      const BuildSettings options{.reorder = reorder, .bigrams = bigrams};
      const BuildEstimate estimate(options, 2, 1'000'000);
      double last = 0;
      const auto rises = [&](Stage stage, std::uint64_t read, double of_stage) {
        const double now = share(estimate, stage, read, of_stage);
        CHECK(now >= last);
        last = now;
      };
      for (const std::uint64_t read : {1u, 100u, 500u, 1000u}) rises(Stage::reading, read, 0);
      const double read_all = last;
      CHECK(read_all < 0.8);
      if (reorder) rises(Stage::reordering, 1000, 0);
      if (reorder) rises(Stage::reordering, 1000, 1);
      CHECK((last > read_all) == reorder);
      rises(Stage::merging, 1000, 0);
      rises(Stage::merging, 1000, 1);
      CHECK((last < 0.99) == (bigrams > 0));
      if (bigrams > 0) rises(Stage::pairing, 1000, 1);
      CHECK(last == doctest::Approx(1));
      rises(Stage::committing, 1000, 0);
    }
  }
}

TEST_CASE("segments are finished one by one while the input is read") {
  const BuildSettings options{.reorder = false, .segment_articles = 5, .bigrams = 0};
  BuildEstimate estimate(options, 1, 1'000'000);
  const double merged_half = share(estimate, Stage::merging, 500, 1);
  CHECK(merged_half == doctest::Approx(0.5));
  estimate.end_segment(500);
  CHECK(share(estimate, Stage::reading, 500, 0) == doctest::Approx(merged_half));
  CHECK(share(estimate, Stage::reading, 1000, 0) > merged_half);
  CHECK(share(estimate, Stage::merging, 1000, 1) == doctest::Approx(1));
}

TEST_CASE("articles that will be reordered are told while the input is read") {
  const BuildSettings options;
  const auto read_half = [&options](std::uint64_t articles, std::uint32_t reorderable) {
    return share(BuildEstimate(options, 1, reorderable), Stage::reading, 500, 0, articles);
  };
  CHECK(read_half(70'000, 1'000'000) < read_half(60'000, 1'000'000));
  CHECK(read_half(70'000, 100'000) == read_half(60'000, 1'000'000));
}

TEST_CASE("of standard input the share is known once it is read") {
  const BuildSettings options{.reorder = false};
  const BuildEstimate estimate(options, 1, 1'000'000);
  BuildProgress progress;
  CHECK(estimate.share_done(progress, 500, 0) < 0);
  progress.stage = Stage::merging;
  CHECK(estimate.share_done(progress, 500, 0) > 0.5);
}

}  // namespace
}  // namespace newsidx::indexer
