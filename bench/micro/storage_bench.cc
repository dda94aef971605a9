// micro/storage_bench.cc
//
// Look-ups in RocksDB, whose blocks are cached, and in the dictionary. Items are look-ups, bytes
// those of keys and values.

#include <cstdint>
#include <string>
#include <vector>

#include "measure.h"
#include "segment/dictionary_reader.h"
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

/// Looks words up in the dictionary whose pages were read before.
void find_words(benchmark::State& state, bool are_there) {
  const auto& dictionary = synthetic_index().segments().front()->dictionary();
  std::vector<std::string> words;
  segment::DictionaryCursor cursor = dictionary.cursor(segment::Field::text);
  for (cursor.seek(""); cursor.valid() && words.size() < kKeys; cursor.next()) {
    words.emplace_back(cursor.term());
    if (!are_there) words.back() += "-missing";
    check(
        testing::need(dictionary.find(segment::Field::text, words.back())).has_value() == are_there,
        "the dictionary's answer");
  }
  std::size_t at = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(dictionary.find(segment::Field::text, words[at++ % words.size()]));
  }
  report(state, 1);
}
BENCHMARK_CAPTURE(find_words, there, true);
BENCHMARK_CAPTURE(find_words, missing, false);

void walk_dictionary(benchmark::State& state) {
  const auto& dictionary = synthetic_index().segments().front()->dictionary();
  std::uint64_t terms = 0;
  for (auto _ : state) {
    segment::DictionaryCursor cursor = dictionary.cursor(segment::Field::text);
    for (cursor.seek(""); cursor.valid(); cursor.next()) ++terms;
  }
  report(state, terms / static_cast<std::uint64_t>(state.iterations()));
}
BENCHMARK(walk_dictionary);

}  // namespace

}  // namespace newsidx::bench
