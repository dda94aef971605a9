// tests/support/model_index.h: an index of generated articles beside what a test knows of them.
#pragma once

#include <doctest/doctest.h>
#include <newsidx/build.h>
#include <newsidx/index.h>
#include <newsidx/update.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "support/random_news.h"

namespace newsidx::testing {

/// What makes an index of generated articles.
struct ModelRow {
  std::uint64_t seed;
  std::uint32_t articles;
  std::uint32_t segment_articles;
  std::uint32_t deleted_one_in;  ///< 0: none
  unsigned threads;              ///< of a search
};

/// Builds of `input`, then deletes one in so many articles of the index, 0 for none, which are
/// taken out of `known`, too.
/// @param known  by id, what a test knows of the articles
template <class Facts>
Index model_index(const std::string& input, const BuildOptions& options,
                  std::uint32_t deleted_one_in, Dice& dice, std::map<std::string, Facts>& known) {
  REQUIRE(build({input}, options));
  std::vector<std::string> gone;
  for (const auto& [id, facts] : known) {
    if (deleted_one_in > 0 && dice.one_in(deleted_one_in)) gone.push_back(id);
  }
  if (!gone.empty()) {
    RemoveOptions remove_options;
    remove_options.index_path = options.index_path;
    REQUIRE(remove(gone, remove_options));
  }
  for (const std::string& id : gone) known.erase(id);
  return Index::open(options.index_path).value();
}

/// Whether these are the first `count` of `wanted`, with the same scores to the bit.
inline bool are_first(const std::vector<Hit>& found, const std::vector<Hit>& wanted,
                      std::size_t count) {
  bool is_equal = true;
  for (std::size_t i = 0; i < count; ++i) {
    is_equal = is_equal && found[i].id == wanted[i].id && found[i].score == wanted[i].score;
  }
  return is_equal;
}

}  // namespace newsidx::testing
