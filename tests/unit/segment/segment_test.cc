// A whole small segment, from SegmentWriter to SegmentReader.

#include <doctest/doctest.h>

#include <set>

#include "segment/id_entry.h"
#include "segment/index_memory.h"
#include "segment/posting_cursor.h"
#include "segment/segment_presence.h"
#include "unit/segment/small_segment.h"

using namespace newsidx;
using namespace newsidx::segment;
using newsidx::testing::TemporaryFolder;

namespace {

struct Opened {
  Opened() : store(need(storage::WriteStore::open(folder.file("index")))) {
    info = write_small_segment(store);
    reader = need(SegmentReader::open(borrowed(store), info));
  }
  TemporaryFolder folder;
  storage::WriteStore store;
  SegmentInfo info;
  std::shared_ptr<const SegmentReader> reader;
};

std::vector<std::uint32_t> documents_of(const std::shared_ptr<const PostingList>& list) {
  std::vector<std::uint32_t> documents;
  for (PostingCursor cursor(list); cursor.doc() != kNoMoreDocs; cursor.next())
    documents.push_back(cursor.doc());
  return documents;
}

}  // namespace

TEST_CASE_FIXTURE(Opened, "the writer counts what it wrote") {
  CHECK(info.field(Field::text).term_count == 5);
  CHECK(info.field(Field::text).posting_count == 9);
  CHECK(info.field(Field::title).term_count == 1);
  CHECK(info.field(Field::keyword).posting_count == 5);
  CHECK(info.field(Field::surface).term_count == 1);  // the others are terms
  CHECK(info.digests[storage::index_of(Family::terms)] != 0);
  CHECK(info.digests[storage::index_of(Family::postings)] == 0);  // all lists are inline
  CHECK(storage::fs::is_empty(store.staging_path()));
}

TEST_CASE("each field has a name of its own") {
  std::set<std::string_view> names;
  for (std::uint8_t field = 0; field < kFieldCount; ++field) {
    names.insert(name_of(static_cast<Field>(field)));
  }
  CHECK(names.size() == kFieldCount);
  CHECK_FALSE(names.contains("unknown"));
}

TEST_CASE_FIXTURE(Opened, "terms are found, and those that are not there are not") {
  using Documents = std::vector<std::uint32_t>;
  CHECK(documents_of(need(reader->find(Field::text, "oil"))) == Documents{0, 1, 2});
  CHECK(documents_of(need(reader->find(Field::text, "a"))) == Documents{1});
  CHECK(documents_of(need(reader->find(Field::keyword, std::string_view("topics\0gas", 10)))) ==
        Documents{0});
  CHECK(need(reader->find(Field::text, "gas")) == nullptr);
  CHECK(need(reader->find(Field::title, "price")) == nullptr);
  CHECK(need(reader->find(Field::text, "oil")) == need(reader->find(Field::text, "oil")));  // kept

  const auto counts = need(reader->dictionary().counts(Field::text, "oil"));
  REQUIRE(counts);
  CHECK(counts->document_count == 3);
  CHECK(counts->occurrence_count == 6);  // 9 with the weight of the title
  CHECK_FALSE(need(reader->dictionary().counts(Field::text, "gas")));
}

TEST_CASE_FIXTURE(Opened, "counts of many terms come from one walk of the dictionary") {
  const auto found = [&](const std::vector<std::string>& terms) {
    std::vector<std::size_t> seen;
    need(reader->dictionary().visit_counts(
        Field::text, terms, [&](std::size_t i, const TermCounts& counts) {
          CHECK(counts.document_count == (terms[i] == "oil" || terms[i] == "price" ? 3 : 1));
          seen.push_back(i);
          return terms[i] != "oil" || terms.size() < 8;
        }));
    return seen;
  };
  using Found = std::vector<std::size_t>;
  CHECK(found({}) == Found{});
  CHECK(found({"A"}) == Found{});
  CHECK(found({"zz"}) == Found{});
  CHECK(found({"a", "aa", "b", "c", "gas", "oil", "oily", "price"}) ==
        Found{0, 2, 3, 5});  // until false
  CHECK(found({"oil"}) == Found{0});
}

TEST_CASE_FIXTURE(Opened, "lengths, columns, articles and ids come back") {
  CHECK(reader->document_count() == 3);
  CHECK(codec::decode_norm(reader->norms(Field::text)[2]) == 6);
  CHECK(codec::decode_norm(reader->norms(Field::text_caps)[2]) == 6);
  CHECK(codec::decode_norm(reader->norms(Field::title)[0]) == 2);
  CHECK(codec::decode_norm(reader->norms(Field::title_caps)[0]) == 2);
  CHECK(codec::decode_norm(reader->norms(Field::keyword)[0]) == 0);
  CHECK(std::vector(reader->title_lengths().begin(), reader->title_lengths().end()) ==
        std::vector<std::uint32_t>{2, 2, 2});
  std::vector<std::uint64_t> published;
  need(reader->read_column(kPublishedColumn, published));
  const auto articles = small_articles();
  for (std::uint32_t document = 0; document < 3; ++document) {
    CHECK(time_of_column(published[document]) == articles[document].published);
    CHECK(need(reader->documents().article(document)) == articles[document]);
    CHECK(need(reader->ids().find(articles[document].id)) == document);
  }
  CHECK_FALSE(need(reader->ids().find("d")));
  const auto column = reader->column("weather");
  REQUIRE_FALSE(column);
  CHECK(column.error().message == "segment 7: columns 'weather': its descriptor is missing");
}

TEST_CASE("the nearest id shares the longest beginning, half of it at least") {
  const TemporaryFolder folder;
  storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
  const SegmentInfo info = write_small_segment(store);
  for (const std::string id : {"page-001#1", "page-001#2", "page-002"}) {
    storage::ingest(store, Family::ids, {{storage::id_key(kSegment, id), "\1"}});
  }
  const auto reader = need(SegmentReader::open(borrowed(store), info));
  struct Row {
    std::string id;
    std::string nearest;
  };
  const Row rows[] = {
      {"page-001", "page-001#1"}, {"page-001#3", "page-001#1"},     {"page-002#1", "page-002"},
      {"page-007", "page-001#1"}, {"page", "page-001#1"},           {"pages of a book", "nothing"},
      {"zebra", "nothing"},       {"page-002-and-more", "nothing"}, {"page-001#2 ", "page-001#2"}};
  for (const Row& row : rows) {
    CAPTURE(row.id);
    CHECK(need(reader->ids().nearest(row.id)).value_or("nothing") == row.nearest);
  }
}

TEST_CASE_FIXTURE(Opened, "words are visited with the terms they became") {
  std::vector<std::string> seen;
  const auto visit = [&](std::string_view surface, std::span<const SurfaceTerm> terms) {
    for (const auto& [term, counts] : terms)
      seen.push_back(std::string(surface) + ">" + std::string(term));
    return seen.size() < 3;
  };
  need(reader->dictionary().visit_surfaces("pr", "", visit));
  CHECK(seen == std::vector<std::string>{"price>price", "prices>oil", "prices>price"});
  seen.clear();
  need(reader->dictionary().visit_surfaces("", "", visit));
  CHECK(seen == std::vector<std::string>{"a>a", "b>b", "c>c"});  // until told to stop
  seen.clear();
  need(reader->dictionary().visit_surfaces("zebra", "", visit));
  CHECK(seen.empty());
  CHECK(need(reader->dictionary().surface_counts("prices")) ==
        SurfaceCounts{4, 0});  // of both terms
  CHECK(need(reader->dictionary().surface_counts("price")) == SurfaceCounts{2, 1});
  CHECK(need(reader->dictionary().surface_counts("pric")) == SurfaceCounts{});
}

TEST_CASE("words that cannot be read are not passed over") {
  const TemporaryFolder folder;
  storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
  const SegmentInfo info = write_small_segment(store);
  rewrite(store, Family::terms, storage::term_page_key(kSegment, number_of(Field::surface), 0, 0),
          "rubbish");
  const auto reader = need(SegmentReader::open(borrowed(store), info));
  const Status visited =
      reader->dictionary().visit_surfaces("", "", [](auto, auto) { return false; });
  REQUIRE_FALSE(visited);
  CHECK(visited.error().code == ErrorCode::corruption);
}

TEST_CASE_FIXTURE(Opened, "keyword names are visited without their values") {
  std::vector<std::string> seen;
  using Visit = DictionaryReader::Visit;
  const auto visitor = [&](Visit answer) {
    return [&seen, answer](std::string_view term) {
      seen.emplace_back(term.substr(0, term.find('\0')));
      return answer;
    };
  };
  need(reader->dictionary().visit_terms(Field::keyword, "", "", visitor(Visit::skip_name)));
  CHECK(seen == std::vector<std::string>{"source", "topics"});
  seen.clear();
  need(reader->dictionary().visit_terms(Field::keyword, "topics", "", visitor(Visit::next)));
  CHECK(seen == std::vector<std::string>{"topics", "topics"});
  seen.clear();
  need(reader->dictionary().visit_terms(Field::keyword, "", "", visitor(Visit::stop)));
  CHECK(seen == std::vector<std::string>{"source"});
}

TEST_CASE("a segment that is shared keeps its store, and one budget bounds all segments") {
  const TemporaryFolder folder;
  SegmentInfo info;
  {
    storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
    info = write_small_segment(store);
    storage::put_manifest(store, "any");
  }
  const IndexMemory memory(3 << 20);
  CHECK(memory.opened()->limit_bytes() == 2 << 20);
  std::shared_ptr<const PostingList> list;
  std::vector<std::shared_ptr<const SegmentReader>> readers;
  {
    const auto store = std::make_shared<const storage::Store>(need(storage::Store::open(
        folder.file("index"), storage::Store::OpenFiles::all, memory.blocks())));
    for (int generation = 0; generation < 2; ++generation) {
      readers.push_back(need(SegmentReader::open(store, info, memory.opened())));
      const std::uint64_t before = memory.opened()->used_bytes();
      list = need(readers.back()->find(Field::text, "oil"));
      CHECK(memory.opened()->used_bytes() > before);
    }
  }
  CHECK(need(readers[0]->documents().article(0)) == small_articles()[0]);
  readers.clear();
  CHECK(documents_of(list) == std::vector<std::uint32_t>{0, 1, 2});
}

TEST_CASE("a list of one document that no term has") {
  const auto list = need(PostingList::of_document(7, 8));
  CHECK(documents_of(list) == std::vector<std::uint32_t>{7});
  CHECK(PostingCursor(list).freq() == 1);
  CHECK(PostingCursor(need(PostingList::of_document(8, 8))).status().has_value() == false);
}

TEST_CASE("a segment is the same through files and through a batch") {
  const TemporaryFolder folder;
  storage::WriteStore files = need(storage::WriteStore::open(folder.file("files")));
  storage::WriteStore batch = need(storage::WriteStore::open(folder.file("batch")));
  const SegmentInfo info = write_small_segment(files);
  CHECK(write_small_segment(batch, &storage::WriteStore::make_batch) == info);
  for (std::size_t i = 0; i < storage::kFamilyNames.size(); ++i) {
    const auto family = static_cast<Family>(i);
    const auto keys = storage::keys_of(files, family);
    CHECK(storage::keys_of(batch, family) == keys);
    for (const std::string& key : keys) {
      CHECK(storage::value_of(batch, family, key) == storage::value_of(files, family, key));
    }
    CHECK(batch.key_ranges(family).has_between("", "") == false);  // it made no file
  }
  const auto reader = need(SegmentReader::open(borrowed(batch), info));
  CHECK(need(reader->documents().article(1)) == small_articles()[1]);
}

TEST_CASE("a segment that is in the log alone is found whole, or said to be broken") {
  const TemporaryFolder folder;
  storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
  const SegmentInfo info = write_small_segment(store, &storage::WriteStore::make_batch);
  const Manifest manifest = small_manifest(info);
  const LoggedBytes logged = need(find_segments(store, manifest));
  CHECK(logged[storage::index_of(Family::terms)] > 100);
  CHECK(logged[storage::index_of(Family::docs)] > 100);
  CHECK(logged[storage::index_of(Family::postings)] == 0);
  const auto broken = [&] {
    const auto found = find_segments(store, manifest);
    REQUIRE_FALSE(found);
    CHECK(found.error().code == ErrorCode::corruption);
    return found.error().message;
  };
  const std::string start = "index '" + folder.file("index") + "': ";
  const std::string key = storage::id_key(kSegment, "a");
  need(store.drop_keys(Family::ids, key, key + '\0'));
  CHECK(broken() == start + "the write-ahead log of its ids has lost records");
  need(store.drop_keys(Family::ids, "", ""));
  CHECK(broken() == start + "the files of its ids are missing or broken");
  need(store.drop_keys(Family::terms, "", ""));
  CHECK(broken() == start + "the files of its terms are missing or broken");

  storage::WriteStore files = need(storage::WriteStore::open(folder.file("files")));
  const SegmentInfo in_files = write_small_segment(files);
  CHECK(need(find_segments(files, small_manifest(in_files))) == LoggedBytes{});
}

TEST_CASE("segments beside each other keep apart") {
  const TemporaryFolder folder;
  storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
  const SegmentInfo info = write_small_segment(store);
  SegmentInfo other = small_segment_info();
  other.id = kSegment + 1;
  other.document_count = 1;
  const auto sink = store.make_files();
  SegmentWriter writer = SegmentWriter::create(*sink, other);
  need(writer.set_lengths(Field::text, {1}));
  need(writer.set_lengths(Field::title, {1}));
  for (const std::string_view name :
       {kArticleNumberColumn, kArticleStoreColumn, kTitlePositionsColumn}) {
    need(writer.add_counting_column(name, 1));
  }
  add_term(writer, Field::text, "oil", {0}, 1, {{0, 1}});
  const SegmentWriter::Output output = need(std::move(writer).finish());
  need(store.ingest(need(sink->finish())));

  const auto first = need(SegmentReader::open(borrowed(store), info));
  const auto second = need(SegmentReader::open(borrowed(store), output.info));
  CHECK(documents_of(need(first->find(Field::text, "oil"))).size() == 3);
  CHECK(documents_of(need(second->find(Field::text, "oil"))).size() == 1);
  CHECK(need(second->find(Field::text, "price")) == nullptr);
  CHECK_FALSE(need(second->ids().find("a")));
}

TEST_CASE("values of ids: what a writer would not have written is refused") {
  CHECK(need(parse_id_entry("\x80\1")) == 128);
  for (const std::string_view bytes : {"", "\x80", "\1\1", "\xff\xff\xff\xff\x7f"}) {
    CHECK_FALSE(parse_id_entry(bytes));
  }
}

TEST_CASE("deleted documents are known from bits of a generation") {
  const TemporaryFolder folder;
  storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
  SegmentInfo info = write_small_segment(store);
  CHECK(need(SegmentReader::open(borrowed(store), info))->deleted().empty());
  const auto write = [&](std::uint64_t generation, const DocBits& live) {
    need(write_live_docs(kSegment, generation, live, [&](auto key, auto value) {
      rewrite(store, Family::live, std::string(key), std::string(value));
      return Status();
    }));
  };
  write(5, {0b101});
  info.live = {5, 2};
  const auto reader = need(SegmentReader::open(borrowed(store), info));
  CHECK_FALSE(reader->is_deleted(0));
  CHECK(reader->is_deleted(1));
  CHECK_FALSE(reader->is_deleted(2));
  const auto message = [&] {
    const auto opened = SegmentReader::open(borrowed(store), info);
    return opened ? std::string() : opened.error().message;
  };
  info.live = {5, 1};
  CHECK(message() == "segment 7: live documents: not as many as the manifest says");
  write(6, {0b1101});
  info.live = {6, 3};
  CHECK(message() == "segment 7: live documents: one is outside the segment");
  info.live = {7, 3};
  CHECK(message() == "segment 7: live documents: a chunk is missing");
}

TEST_CASE("a large article comes back from its pieces") {
  const TemporaryFolder folder;
  storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
  const SegmentInfo info = write_small_segment(store);
  Article article = small_articles()[0];
  article.body.assign(3 * kPieceBytes, 'x');
  std::string stored;
  append_stored_article(stored, article, true);
  const auto sink = store.make_files();
  DocumentWriter docs(*sink, kStore);
  need(docs.add(stored));
  need(store.drop_keys(Family::docs, "", ""));
  need(store.ingest(need(sink->finish())));
  const auto reader = need(SegmentReader::open(borrowed(store), info));
  CHECK(need(reader->documents().article(0)) == article);
  CHECK(storage::keys_of(store, Family::docs).size() == 4);
  rewrite(store, Family::docs, storage::doc_piece_key(kStore, 0, 2), std::nullopt);
  const auto broken = reader->documents().article(0);
  REQUIRE_FALSE(broken);
  CHECK(broken.error().message == "segment 7: document 0: a piece of a stored article is missing");
  const auto missing = reader->documents().article(1);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().message == "segment 7: document 1 is not stored");
}

TEST_CASE("a segment that names itself in its errors") {
  const TemporaryFolder folder;
  storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
  const SegmentInfo info = write_small_segment(store);
  rewrite(store, Family::terms, storage::term_page_key(kSegment, number_of(Field::text), 0, 0),
          "\x7f");
  WrittenTerms titles = terms_of(store, Field::title);
  titles["oil"].head = "x";
  rewrite_terms(store, Field::title, titles);
  rewrite(store, Family::ids, storage::id_key(kSegment, "a"), "\3");
  rewrite(store, Family::docs, storage::doc_key(kStore, 0), std::string("\0x", 2));
  const auto reader = need(SegmentReader::open(borrowed(store), info));
  const auto list = reader->find(Field::text, "oil");
  REQUIRE_FALSE(list);
  CHECK(list.error().to_string() ==
        "segment 7: dictionary of text: page 0: a page of terms is cut short");
  const auto counts = reader->dictionary().counts(Field::text, "oil");
  REQUIRE_FALSE(counts);
  CHECK(counts.error().to_string() == list.error().to_string());
  const Status visited = reader->dictionary().visit_counts(
      Field::text, std::vector<std::string>{"oil"}, [](auto, auto) { return true; });
  REQUIRE_FALSE(visited);
  CHECK(visited.error().to_string() == list.error().to_string());
  PostingCursor title(need(reader->find(Field::title, "oil")));
  CHECK(title.doc() == kNoMoreDocs);
  REQUIRE_FALSE(title.status());
  CHECK(title.status().error().to_string() ==
        "segment 7: list of title: list head: cut short or too long");
  const auto id = reader->ids().find("a");
  REQUIRE_FALSE(id);
  CHECK(id.error().to_string() == "segment 7: an id names a document outside the segment");
  const auto article = reader->documents().article(0);
  REQUIRE_FALSE(article);
  CHECK(article.error().to_string() == "segment 7: document 0: stored article is broken");
}
