#include "base/memory_budget.h"

#include <doctest/doctest.h>

#include <functional>
#include <optional>
#include <string>

#include "base/recent_map.h"

namespace newsidx {
namespace {

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept {
    return std::hash<std::string_view>()(text);
  }
};

// A memory of strings, as those of an index are made.
class Words final : public MemoryBudget::Memory {
 public:
  explicit Words(const std::shared_ptr<MemoryBudget>& budget) : budget_(budget), map_(budget) {
    budget_->join(*this);
  }
  ~Words() { budget_->leave(*this); }
  std::optional<int> find(std::string_view word) {
    const int* const known = map_.find(word);
    return known == nullptr ? std::nullopt : std::optional(*known);
  }
  void add(const std::string& word, int value) {
    map_.insert(word, value, heap_bytes_of_string(word.size()));
    budget_->make_room();
  }
  void age() override { static_cast<void>(map_.age()); }

 private:
  std::shared_ptr<MemoryBudget> budget_;
  RecentMap<std::string, int, Hash, std::equal_to<>> map_;
};

std::string word(int i, std::size_t size) {
  std::string text = std::to_string(i);
  return text + std::string(size - std::min(size, text.size()), 'x');
}

}  // namespace

TEST_CASE("what is asked for outlives what came once; the budget is kept over all memories") {
  for (const std::size_t size : {1u, 100u, 8'000u}) {
    CAPTURE(size);
    const auto budget = std::make_shared<MemoryBudget>(1 << 20);
    {
      Words kept(budget), passing(budget);
      kept.add("often", 7);
      kept.add("once", 8);
      for (int i = 0; i < 30'000; ++i) {
        passing.add(word(i, size), i);
        REQUIRE(passing.find(word(i, size)) == i);
        REQUIRE(kept.find("often") == 7);
        REQUIRE(budget->used_bytes() <= budget->limit_bytes());
      }
      CHECK(budget->generation() > 3);
      CHECK_FALSE(kept.find("once"));  // given up for what others remember
      CHECK_FALSE(passing.find(word(0, size)));
      CHECK(budget->used_bytes() > budget->limit_bytes() / 4);  // not all was forgotten at once
    }
    CHECK(budget->used_bytes() == 0);
  }
}

TEST_CASE("what is in use beyond the budget is not given up for at every turn") {
  const auto budget = std::make_shared<MemoryBudget>(1 << 20);
  Words words(budget);
  budget->charge(10 << 20);  // lists that a search holds
  budget->make_room();
  const std::uint64_t before = budget->generation();
  for (int i = 0; i < 100; ++i) words.add(word(i, 20), i);
  CHECK(budget->generation() == before);
  for (int i = 100; i < 100'000; ++i) words.add(word(i, 20), i);
  CHECK(budget->used_bytes() <= (10 << 20) + budget->limit_bytes() / 8);
  budget->release(10 << 20);
}

TEST_CASE("the first value of a key stays") {
  const auto budget = std::make_shared<MemoryBudget>();
  Words words(budget);
  words.add("a", 1);
  words.add("a", 2);
  CHECK(words.find("a") == 1);
  words.age();
  CHECK(words.find("a") == 1);  // brought over
  words.age();
  CHECK(words.find("a") == 1);
  words.age();
  words.age();
  CHECK_FALSE(words.find("a"));
}

}  // namespace newsidx
