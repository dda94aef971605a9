#include "indexer/live/known_ids.h"

#include <doctest/doctest.h>

#include <string>

#include "indexer/live/index_writer.h"
#include "support/temporary_folder.h"
#include "unit/indexer/article_list.h"

namespace newsidx::indexer {
namespace {

using testing::need;

TEST_CASE("what ids two segments may share, and what was forgotten is read again") {
  const std::string long_id(3000, 'x');
  const testing::TemporaryFolder folder;
  BuildSettings settings;
  settings.index_path = folder.file("index");
  settings.threads = 1;
  settings.bigrams = 0;
  need(build_list({make_article("a", "", "oil"), make_article(long_id, "", "gas")}, settings));
  IndexWriter writer = need(IndexWriter::open(settings.index_path));
  const testing::Articles articles = {make_article("b", "", "oil"), make_article("c", "", "gas")};
  ArticleList list(articles);
  need(run_addition(list, writer, settings));
  REQUIRE(writer.manifest().segments.size() == 2);
  const std::uint32_t older = writer.manifest().segments[0].id;
  const std::uint32_t newer = writer.manifest().segments[1].id;
  const segment::IdReader older_ids(writer.store(), older, 2);
  const segment::IdReader newer_ids(writer.store(), newer, 2);
  KnownIds known;
  for (int round = 0; round < 2; ++round) {
    CHECK(!need(known.may_share(newer, newer_ids, older, older_ids)));
    CHECK(need(known.may_share(older, older_ids, older, older_ids)));
    CHECK(need(known.may_have(older, older_ids, "a")));
    CHECK(need(known.may_have(older, older_ids, long_id)));
    CHECK(!need(known.may_have(older, older_ids, long_id + "y")));
    CHECK(!need(known.may_have(newer, newer_ids, "a")));
    CHECK(need(known.may_have(newer, newer_ids, "c")));
    known.keep_only({});
  }
}

TEST_CASE("of a large segment any id may be in it") {
  const testing::TemporaryFolder folder;
  BuildSettings settings;
  settings.index_path = folder.file("index");
  settings.threads = 1;
  settings.bigrams = 0;
  need(build_list({make_article("a", "", "oil")}, settings));
  const IndexWriter writer = need(IndexWriter::open(settings.index_path));
  const std::uint32_t id = writer.manifest().segments[0].id;
  KnownIds known;
  const segment::IdReader small(writer.store(), id, 1);
  const segment::IdReader large(writer.store(), id, KnownIds::kMaxDocuments + 1);
  CHECK(!need(known.may_have(id, small, "b")));
  CHECK(need(known.may_have(id, large, "b")));
  CHECK(need(known.may_share(id, small, id + 1, large)));
}

}  // namespace
}  // namespace newsidx::indexer
