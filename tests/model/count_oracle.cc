// count_oracle CORPUS [QUERIES [SEED]]
//
// Builds an index of the corpus through the public interface, then asks it for the exact counts of
// generated AND, OR and phrase queries, and compares each with a scan of all tokens of all
// articles. Prints what it did; exits with 1 when a count differs.
#include <newsidx/newsidx.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>

#include "generated_queries.h"
#include "source/article_reader.h"
#include "support/brute_force.h"
#include "support/segmented_index.h"
#include "support/temporary_folder.h"

namespace newsidx {
namespace {

using testing::need;
using testing::QueryShape;

struct Tally {
  std::size_t queries = 0;
  std::size_t with_matches = 0;
  std::uint64_t matches = 0;
};

constexpr const char* kShapeNames[] = {"OR", "AND", "phrase"};

class Oracle {
 public:
  explicit Oracle(const std::string& corpus_path)
      : corpus_(testing::analyzer_options("news"), BuildOptions{}.title_weight.value_or(2)) {
    BuildOptions options;
    options.index_path = folder_.file("index");
    need(build({corpus_path}, options));
    index_.emplace(need(Index::open(options.index_path)));
    auto reader = need(source::ArticleReader::open({corpus_path}, {}));
    std::set<std::string> ids;
    while (const auto article = reader.next()) {
      if (!ids.insert(article->id).second) continue;  // as the build does
      corpus_.add(*article);
      texts_.push_back(article->title + "\n" + article->body);
    }
  }

  /// @return false when the counts differ
  bool compare(QueryShape shape, testing::Dice& dice) {
    testing::GeneratedQuery query;
    while (query.text.empty()) {
      const auto article = dice.below(static_cast<std::uint32_t>(texts_.size()));
      query = generate_query(texts_[article], shape, dice);
    }
    const auto found = index_->count(query.text);
    const testing::BruteForce brute_force(corpus_, query.tree, {});
    const std::uint64_t expected = brute_force.count();
    Tally& tally = tallies_[shape];
    ++tally.queries;
    tally.with_matches += expected > 0 ? 1 : 0;
    tally.matches += expected;
    if (found && *found == expected) return true;
    std::cout << "DIFFERS: " << query.text << ": "
              << (found ? std::to_string(*found) : found.error().to_string()) << ", brute force "
              << expected << '\n';
    return false;
  }

  void print_tallies() const {
    std::cout << texts_.size() << " articles\n";
    for (const auto& [shape, tally] : tallies_) {
      std::cout << kShapeNames[static_cast<std::size_t>(shape)] << ": " << tally.queries
                << " queries, " << tally.with_matches << " with matches, " << tally.matches
                << " matches in all\n";
    }
  }

 private:
  testing::TemporaryFolder folder_;
  testing::TokenizedCorpus corpus_;
  std::vector<std::string> texts_;
  std::optional<Index> index_;
  std::map<QueryShape, Tally> tallies_;
};

int run(const std::string& corpus_path, std::size_t query_count, std::uint64_t seed) {
  std::cout << "seed " << seed << '\n';
  Oracle oracle(corpus_path);
  testing::Dice dice(seed);
  std::size_t differing = 0;
  for (std::size_t i = 0; i < query_count; ++i) {
    if (!oracle.compare(static_cast<QueryShape>(i % 3), dice)) ++differing;
  }
  oracle.print_tallies();
  std::cout << differing << " counts differ\n";
  return differing == 0 && query_count > 0 ? 0 : 1;
}

}  // namespace
}  // namespace newsidx

int main(int argc, char** argv) {
  if (argc < 2 || argc > 4) {
    std::cerr << "usage: count_oracle CORPUS [QUERIES [SEED]]\n";
    return 2;
  }
  const std::size_t queries = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1'000;
  const std::uint64_t seed = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1;
  try {
    return newsidx::run(argv[1], queries, seed);
  } catch (const std::exception& error) {
    std::cerr << "count_oracle: " << error.what() << '\n';
    return 2;
  }
}
