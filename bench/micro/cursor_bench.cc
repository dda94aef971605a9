// micro/cursor_bench.cc
//
// Walks through lists of the synthetic index. Items are the documents that the cursor stopped at.

#include "measure.h"
#include "segment/posting_list.h"
#include "synthetic_index.h"

namespace newsidx::bench {

namespace {

using segment::kNoMoreDocs;
using segment::PostingCursor;

struct Walk {
  std::uint64_t documents = 0;
  std::uint64_t freqs = 0;
};

Walk walk_through(const std::shared_ptr<const segment::PostingList>& list, bool reads_freqs) {
  Walk walk;
  for (PostingCursor cursor(list); cursor.doc() != kNoMoreDocs; cursor.next()) {
    ++walk.documents;
    if (reads_freqs) walk.freqs += cursor.freq();
  }
  return walk;
}

void next(benchmark::State& state, const char* word, bool reads_freqs) {
  const auto list = list_of(word);
  const Walk expected = walk_through(list, reads_freqs);
  check(expected.documents == list->entry().document_count, "documents of the list");
  for (auto _ : state) benchmark::DoNotOptimize(walk_through(list, reads_freqs));
  report(state, expected.documents);
}
BENCHMARK_CAPTURE(next, docs_of_every_article, "hhall", false);
BENCHMARK_CAPTURE(next, docs_of_every_seventh, "hhseventh", false);
BENCHMARK_CAPTURE(next, docs_and_freqs_of_every_seventh, "hhseventh", true);

std::uint64_t leap_through(const std::shared_ptr<const segment::PostingList>& list,
                           std::uint32_t stride) {
  std::uint64_t stops = 0;
  PostingCursor cursor(list);
  while (cursor.doc() != kNoMoreDocs) {
    ++stops;
    cursor.next_geq(cursor.doc() + stride);
  }
  return stops;
}

/// The argument is how far ahead each target is, in documents; every one of them is in the list.
void next_geq(benchmark::State& state) {
  const auto list = list_of("hhall");
  const auto stride = static_cast<std::uint32_t>(state.range(0));
  const std::uint64_t stops = leap_through(list, stride);
  check(stops == (kIndexedArticles + stride - 1) / stride, "stops of next_geq()");
  for (auto _ : state) benchmark::DoNotOptimize(leap_through(list, stride));
  report(state, stops);
}
BENCHMARK(next_geq)->Arg(2)->Arg(16)->Arg(128)->Arg(1024);

}  // namespace

}  // namespace newsidx::bench
