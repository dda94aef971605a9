// micro/storage_bench.cc
//
// Look-ups in RocksDB, whose blocks are cached. Items are look-ups, bytes those of keys and values.

#include <string>
#include <vector>

#include "measure.h"
#include "segment/field.h"
#include "storage/keys.h"
#include "storage/store.h"
#include "synthetic_index.h"

namespace newsidx::bench {

namespace {

using storage::Family;

constexpr std::size_t kKeys = 4096;

/// Every few keys of the family, all over it.
std::vector<std::string> keys_of(const storage::Store& store, Family family) {
  std::vector<std::string> all;
  auto records = store.iterate(family, "", storage::Access::scan);
  for (; records.valid(); records.next()) all.emplace_back(records.key());
  check(!all.empty(), "a family without keys");
  std::vector<std::string> some;
  // a stride that is no divisor of the count visits the keys in a mixed order
  for (std::size_t i = 0; i < kKeys; ++i) some.push_back(all[i * 7919 % all.size()]);
  return some;
}

void get(benchmark::State& state, Family family) {
  const auto store = testing::need(storage::Store::open(synthetic_index_path()));
  const std::vector<std::string> keys = keys_of(store, family);
  std::uint64_t bytes = 0;
  for (const std::string& key : keys) {
    const auto value = testing::need(store.get(family, key));
    check(value.has_value(), "a key that is there was not found");
    bytes += key.size() + value->bytes().size();
  }
  std::size_t at = 0;
  for (auto _ : state) benchmark::DoNotOptimize(store.get(family, keys[at++ % kKeys]));
  report(state, 1, bytes / kKeys);
}
BENCHMARK_CAPTURE(get, term, Family::terms);
BENCHMARK_CAPTURE(get, article, Family::docs);
BENCHMARK_CAPTURE(get, id, Family::ids);

/// A word that no article has: most of these are answered by the filter.
void get_missing(benchmark::State& state) {
  const auto store = testing::need(storage::Store::open(synthetic_index_path()));
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < kKeys; ++i) {
    const std::string word = "missing" + std::to_string(i);
    keys.push_back(storage::term_key(0, segment::Field::text, word));
    check(!testing::need(store.get(Family::terms, keys.back())), "a word that is not there");
  }
  std::size_t at = 0;
  for (auto _ : state) benchmark::DoNotOptimize(store.get(Family::terms, keys[at++ % kKeys]));
  report(state, 1);
}
BENCHMARK(get_missing);

}  // namespace

}  // namespace newsidx::bench
