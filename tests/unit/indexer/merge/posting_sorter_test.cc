#include "indexer/merge/posting_sorter.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "support/random_news.h"
#include "support/segmented_index.h"

namespace newsidx::indexer {
namespace {

struct Posting {
  std::uint32_t document;
  std::uint32_t freq;
  std::vector<codec::Occurrence> occurrences;
  friend bool operator==(const Posting&, const Posting&) = default;
};

class List final : public PostingSink {
 public:
  Status add(std::uint32_t document, std::uint32_t freq,
             const std::vector<codec::Occurrence>& occurrences,
             std::span<const std::uint32_t>) override {
    postings.push_back({document, freq, occurrences});
    return {};
  }
  std::vector<Posting> postings;
};

// Every second document of a stretch, or so, under one term.
class Source final : public TermSource {
 public:
  Source(std::uint32_t first, std::vector<Posting> postings)
      : first_(first), postings_(std::move(postings)) {}
  Status list_postings(std::vector<PostingPlace>& places) override {
    for (const Posting& posting : postings_) {
      places.push_back({posting.document, reinterpret_cast<const char*>(&posting)});
    }
    return {};
  }
  Status read_posting(const PostingPlace& place, std::uint32_t document,
                      PostingSink& sink) override {
    const auto* posting = reinterpret_cast<const Posting*>(place.at);
    return sink.add(document, posting->freq, posting->occurrences, {});
  }
  std::uint32_t first_document() const override { return first_; }
  std::uint32_t end_document() const override { return first_ + 1; }
  // Of the rest the sorter needs nothing.
  bool valid() const override { return true; }
  std::string_view key() const override { return {}; }
  Status next() override { return {}; }
  Status rewind() override { return {}; }
  bool has_forms() const override { return false; }
  Status number_forms(segment::FormTable*) override { return {}; }
  Status read_postings(PostingSink&) override { return {}; }
  Result<std::uint32_t> document_count() const override { return 0; }
  Status read_documents(std::vector<std::uint32_t>&) override { return {}; }
  Result<bool> next_id(std::string&, std::uint32_t&) override { return false; }
  std::uint64_t term_count() const override { return 1; }
  void rewind_ids() override {}
  std::optional<segment::SurfaceCounts> surface_counts() const override { return {}; }

 private:
  std::uint32_t first_;
  std::vector<Posting> postings_;
};

// A permutation of the numbers below `count`.
std::vector<std::uint32_t> random_numbers(std::uint32_t count, testing::Dice& dice) {
  std::vector<std::uint32_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0u);
  for (std::uint32_t i = count; i > 1; --i) std::swap(numbers[i - 1], numbers[dice.below(i)]);
  return numbers;
}

TEST_CASE("postings come by their new numbers, with all that they have") {
  MESSAGE("seed 91");
  testing::Dice dice(91);
  constexpr std::uint32_t kFirst = 1'000;
  for (const std::uint32_t documents : {1u, 2u, 300u, 2'047u, 2'048u, 5'000u}) {
    const auto numbers = random_numbers(documents, dice);
    PostingSorter sorter(numbers, kFirst);
    for (const std::uint32_t share : {1u, 2u, 40u}) {  // one term after the other
      CAPTURE(documents);
      CAPTURE(share);
      std::vector<Posting> expected;
      std::vector<Posting> halves[2];
      for (std::uint32_t document = 0; document < documents; ++document) {
        if (!dice.one_in(share)) continue;
        Posting posting{kFirst + document, 1 + dice.below(9), {}};
        for (std::uint32_t i = dice.below(4); i > 0; --i) {
          posting.occurrences.push_back(
              {dice.below(codec::kMaxPosition + 1), 1 + dice.below(codec::kMaxSpan)});
        }
        halves[document >= documents / 2 ? 1 : 0].push_back(posting);
        posting.document = kFirst + numbers[document];
        expected.push_back(posting);
      }
      std::sort(expected.begin(), expected.end(),
                [](const Posting& a, const Posting& b) { return a.document < b.document; });
      Source first(kFirst, halves[0]);
      Source second(kFirst + documents / 2, halves[1]);
      testing::need(sorter.take(first));
      testing::need(sorter.take(second));
      List list;
      testing::need(sorter.write(list));
      const bool same = list.postings == expected;
      CHECK(same);
    }
  }
}

}  // namespace
}  // namespace newsidx::indexer
