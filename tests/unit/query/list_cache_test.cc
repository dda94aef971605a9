#include "query/list_cache.h"

#include <doctest/doctest.h>

#include "segment/field.h"
#include "support/counting_clock.h"
#include "support/segmented_index.h"
#include "support/temporary_folder.h"

namespace newsidx::query {
namespace {

using segment::Field;

Article article(const std::string& id, const std::string& body) {
  Article article;
  article.id = id;
  article.body = body;
  return article;
}

struct Fixture {
  Fixture() {
    testing::write_index(folder.file("index"),
                         {{article("1", "oil price"), article("2", "oil")},
                          {article("3", "gas")},
                          {article("4", "oil and gas")}},
                         {});
    index.emplace(folder.file("index"));
  }
  testing::TemporaryFolder folder;
  std::optional<testing::OpenedIndex> index;
};

TEST_CASE("a term's lists and its frequency are those of all segments that have it") {
  const Fixture fixture;
  const auto& segments = fixture.index->segments();
  const ListCache cache(segments);
  const auto oil = testing::need(cache.find(Field::text, "oil"));
  CHECK(oil->document_frequency == 3);
  REQUIRE(oil->in_segments.size() == 2);
  CHECK(oil->in_segments[0].segment == segments[0]);
  CHECK(oil->in_segments[1].segment == segments[2]);
  CHECK(oil->in_segments[1].list.lock() == testing::need(segments[2]->find(Field::text, "oil")));
  const auto none = testing::need(cache.find(Field::text, "tea"));
  CHECK(none->document_frequency == 0);
  CHECK(none->in_segments.empty());
  CHECK(testing::need(cache.find(Field::title, "oil"))->in_segments.empty());  // another list
}

TEST_CASE("each segment is asked for a list in time, and a list that is known needs none") {
  const Fixture fixture;
  const ListCache cache(fixture.index->segments());
  const std::size_t segments = fixture.index->segments().size();
  for (std::size_t question = 1; question <= segments; ++question) {
    testing::CountingClock clock;
    const CancellationToken late({}, clock.deadline_at(question), testing::CountingClock::now);
    CHECK(cache.find(Field::text, "oil", late).error().code == ErrorCode::cancelled);
    CHECK(clock.questions() == question);
  }
  testing::CountingClock clock;
  const CancellationToken in_time({}, clock.deadline_at(segments + 1), testing::CountingClock::now);
  const auto oil = testing::need(cache.find(Field::text, "oil", in_time));
  CHECK(oil->document_frequency == 3);
  CHECK(testing::need(cache.find(Field::text, "oil", in_time)) == oil);
  CHECK(clock.questions() == segments);
}

TEST_CASE("what is asked for stays known, what came once is forgotten, be it there or not") {
  const Fixture fixture;
  constexpr std::uint64_t kBytes = 64 << 10;
  const auto budget = std::make_shared<MemoryBudget>(kBytes);
  const ListCache cache(fixture.index->segments(), budget);
  const auto oil = testing::need(cache.find(Field::text, "oil"));
  const auto gas = testing::need(cache.find(Field::text, "gas"));
  const auto tea = testing::need(cache.find(Field::text, "tea"));
  CHECK(testing::need(cache.find(Field::text, "tea")) == tea);
  const std::string long_end(4'000, 'x');
  for (int i = 0; i < 2'000; ++i) {
    const std::string unknown =
        "source" + ('\0' + std::to_string(i)) + (i % 10 == 0 ? long_end : "");
    CHECK(testing::need(cache.find(Field::keyword, unknown))->document_frequency == 0);
    CHECK(testing::need(cache.find(Field::text, "oil")) == oil);
    CHECK(budget->used_bytes() <= kBytes);
  }
  CHECK(budget->generation() > 10);
  CHECK(testing::need(cache.find(Field::text, "gas")) != gas);
  CHECK(testing::need(cache.find(Field::text, "tea")) != tea);
  CHECK(gas->document_frequency == 2);  // valid as long as somebody has it
}

}  // namespace
}  // namespace newsidx::query
