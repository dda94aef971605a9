// Where words stand that are written in a certain way, in a segment that says how they are, and in
// one that does not.
#include "search/phrase/form_positions.h"

#include <doctest/doctest.h>

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "segment/form_writer.h"
#include "unit/segment/small_segment.h"

namespace newsidx::search {
namespace {

using segment::Field;
using segment::FormFilter;
using storage::need;

struct Opened {
  explicit Opened(bool with_forms) {
    auto made = std::make_shared<storage::WriteStore>(
        need(storage::WriteStore::open(folder.file("index"))));
    const segment::SegmentInfo info = segment::write_small_segment(*made);
    if (with_forms) write_forms(*made);
    store = made;
    segment = need(segment::SegmentReader::open(store, info));
  }

  // "Oil" in the title and "oil" in the body, but "OILS" in that of the last article.
  static void write_forms(storage::WriteStore& store) {
    storage::Records records;
    segment::FormWriter writer([&](std::uint32_t page, std::string_view bytes) {
      records.emplace_back(storage::column_key(segment::kSegment, segment::kFormStream, page),
                           bytes);
      return Status();
    });
    writer.start("oil");
    for (std::uint32_t document = 0; document < 3; ++document) {
      const std::uint32_t title = writer.table().number_of("oil", LetterCase::capitalized);
      const std::uint32_t body = document < 2
                                     ? writer.table().number_of("oil", LetterCase::lower)
                                     : writer.table().number_of("oils", LetterCase::capitals);
      need(writer.add(document, 2, std::vector<std::uint32_t>{title, body}));
    }
    need(writer.finish_term());
    need(writer.finish());
    storage::ingest(store, storage::Family::columns, records);
  }

  [[nodiscard]] Result<PositionsCursorPtr> positions(FormFilter filter) const {
    return FormPositions::open(*segment, "oil", need(segment->find(Field::text, "oil")),
                               std::make_shared<const FormFilter>(std::move(filter)), 0);
  }

  testing::TemporaryFolder folder;
  std::shared_ptr<const storage::Store> store;
  std::shared_ptr<const segment::SegmentReader> segment;
};

// By document, the positions.
std::vector<std::vector<std::uint32_t>> read_all(PositionsCursor& cursor) {
  std::vector<std::vector<std::uint32_t>> all;
  std::vector<Occurrence> places;
  for (; cursor.doc() != segment::kNoMoreDocs; cursor.next_geq(cursor.doc() + 1)) {
    places.clear();
    cursor.append(places);
    all.emplace_back();
    for (const Occurrence& place : places) all.back().push_back(place.position);
  }
  need(cursor.status());
  return all;
}

TEST_CASE("the occurrences of a term that a filter keeps") {
  const Opened opened(true);
  using Positions = std::vector<std::vector<std::uint32_t>>;
  const auto read = [&](FormFilter filter) {
    return read_all(*need(opened.positions(std::move(filter))));
  };
  CHECK(read({}) == Positions{{0, 3}, {0, 3}, {0, 3}});
  CHECK(read({"oil", kAllLetterCases}) == Positions{{0, 3}, {0, 3}, {0}});
  CHECK(read({"oils", kAllLetterCases}) == Positions{{}, {}, {3}});
  CHECK(read({std::nullopt, kWithoutCapitals}) == Positions{{3}, {3}, {}});
  CHECK(read({std::nullopt, kWithCapitals}) == Positions{{0}, {0}, {0, 3}});
  CHECK(read({"oils", kInCapitals}) == Positions{{}, {}, {3}});
  CHECK(read({"oils", kWithoutCapitals}) == Positions{{}, {}, {}});
}

TEST_CASE("a segment that does not say how its words are written has no answer") {
  const Opened opened(false);
  const auto found = opened.positions({"oil", kAllLetterCases});
  REQUIRE_FALSE(found);
  CHECK(found.error().code == ErrorCode::unsupported);
  CHECK(found.error().to_string().find("rebuild") != std::string::npos);
}

}  // namespace
}  // namespace newsidx::search
