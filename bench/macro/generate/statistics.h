// bench/macro/generate/statistics.h
//
// What a set of articles looks like to a search engine, to see whether a generated one is like the
// real one: lengths, vocabulary and its growth, document frequencies, adjacent pairs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace newsidx::bench::generate {

struct Statistic {
  std::string name;
  double value = 0;
};

/// Of `articles` articles, evenly spread; title and body as one text of lower-case words.
/// REQUIRES the set to have as many
std::vector<Statistic> statistics_of(const std::string& path, std::uint64_t articles);

std::uint64_t count_articles(const std::string& path);

/// A table in Markdown: what, real, generated, ratio; of as many articles of each.
std::string comparison(const std::string& real, const std::string& generated);

}  // namespace newsidx::bench::generate
