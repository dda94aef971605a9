#include "search/scoring/bm25.h"

#include <doctest/doctest.h>

#include <cmath>

namespace newsidx::search {
namespace {

TEST_CASE("idf is Lucene's: never negative, falling with the document frequency") {
  CHECK(idf(1, 1) == doctest::Approx(std::log(4.0 / 3)));
  CHECK(idf(100, 1) == doctest::Approx(std::log(1 + 99.5 / 1.5)));
  CHECK(idf(100, 100) == doctest::Approx(std::log(1 + 0.5 / 100.5)));
  for (const std::uint64_t count : {1ul, 2ul, 1'000ul, 2'147'483'647ul}) {
    CAPTURE(count);
    double before = INFINITY;
    for (std::uint64_t frequency = 1; frequency <= count; frequency = frequency * 2) {
      CAPTURE(frequency);
      CHECK(idf(count, frequency) > 0);
      CHECK(idf(count, frequency) < before);
      before = idf(count, frequency);
    }
    CHECK(idf(count, count) > 0);
  }
}

struct GridRow {
  const char* name;
  Bm25Parameters parameters;
  double average_length;
};

constexpr GridRow kGrids[] = {
    {"default", {}, 250},           {"no length", {1.2f, 0}, 250},
    {"all length", {1.2f, 1}, 250}, {"no frequency", {0, 0.75f}, 250},
    {"short texts", {}, 1},         {"long texts", {2, 0.5f}, 1e6},
};

TEST_CASE("the table of saturations holds what the formula gives, below and beyond its size") {
  for (const GridRow& row : kGrids) {
    CAPTURE(row.name);
    const TfTable tf_table(row.parameters, row.average_length);
    for (std::uint32_t freq = 1; freq < 40; ++freq) {
      CAPTURE(freq);
      for (unsigned norm = 0; norm < 256; ++norm) {
        const double length = codec::decode_norm(static_cast<std::uint8_t>(norm));
        const double k1 = static_cast<double>(row.parameters.k1);
        const double b = static_cast<double>(row.parameters.b);
        const double half = k1 * (1 - b + b * length / row.average_length);
        const double saturation =
            static_cast<double>(tf_table.at(freq, static_cast<std::uint8_t>(norm)));
        REQUIRE(saturation == doctest::Approx(freq / (freq + half)).epsilon(1e-6));
      }
    }
  }
}

TEST_CASE("a saturation rises with the frequency and falls with the length") {
  const TfTable tf_table({}, 250);
  for (std::uint32_t freq = 1; freq < 40; ++freq) {
    for (unsigned norm = 0; norm < 255; ++norm) {
      const auto shorter = static_cast<std::uint8_t>(norm);
      const auto longer = static_cast<std::uint8_t>(norm + 1);
      REQUIRE(tf_table.at(freq, shorter) >= tf_table.at(freq, longer));
      REQUIRE(tf_table.at(freq, shorter) <= tf_table.at(freq + 1, shorter));
    }
  }
}

}  // namespace
}  // namespace newsidx::search
