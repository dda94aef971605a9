#include "query/list_cache.h"

#include <doctest/doctest.h>

#include "support/segmented_index.h"
#include "support/temporary_folder.h"

namespace newsidx::query {
namespace {

using storage::Field;

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

TEST_CASE("a known term is not looked up again, until too many are known") {
  const Fixture fixture;
  const ListCache cache(fixture.index->segments(), 2);
  const auto oil = testing::need(cache.find(Field::text, "oil"));
  const auto tea = testing::need(cache.find(Field::text, "tea"));
  CHECK(testing::need(cache.find(Field::text, "oil")) == oil);
  CHECK(testing::need(cache.find(Field::text, "tea")) == tea);
  const auto gas = testing::need(cache.find(Field::text, "gas"));  // the third
  CHECK(gas->document_frequency == 2);
  CHECK(testing::need(cache.find(Field::text, "oil")) != oil);
  CHECK(oil->document_frequency == 3);  // valid as long as somebody has it
}

}  // namespace
}  // namespace newsidx::query
