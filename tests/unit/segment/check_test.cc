#include "segment/check.h"

#include <doctest/doctest.h>

#include "base/hash.h"
#include "segment/impact_parameters.h"
#include "segment/posting_list_writer.h"
#include "segment/stored_article.h"
#include "unit/codec/random_values.h"
#include "unit/segment/small_segment.h"

using namespace newsidx;
using namespace newsidx::segment;
using newsidx::testing::TemporaryFolder;

namespace {

std::vector<std::string> problems_of(const storage::Store& store, const SegmentInfo& info) {
  std::vector<std::string> problems;
  CheckCounts counts;
  const CheckCallbacks callbacks{
      [&](const Remark& problem) { problems.push_back(problem.to_string()); }};
  need(check_segment(borrowed(store), small_manifest(info), info, callbacks, counts));
  return problems;
}

std::string checked_chunk(std::string bytes) {
  append_le(bytes, checksum32(bytes));
  return bytes;
}

// A change to the index, and a problem that it must make check name.
struct Row {
  std::string name;
  void (*damage)(storage::WriteStore&, SegmentInfo&);
  const char* problem;
};

// Changes the terms of a field, as if they had been written so.
template <class Change>
void change_terms(storage::WriteStore& store, Field field, Change change) {
  WrittenTerms terms = terms_of(store, field);
  change(terms);
  rewrite_terms(store, field, terms);
}

WrittenTerm written(const PostingListWriter::Written& list) {
  return {list.record, std::string(list.head), {}};
}

void set_impact(WrittenTerm& term, char byte) { term.head[0] = term.head[1] = byte; }

void rewrite_frequent_words(storage::WriteStore& store, const std::vector<std::string>& words) {
  std::string value;
  append_frequent_words(value, words);
  rewrite(store, Family::terms, frequent_words_key(kSegment), value);
}

const Row kRows[] = {
    {"term gone",
     [](auto& store, auto&) {
       change_terms(store, Field::text, [](WrittenTerms& terms) { terms.erase("price"); });
     },
     "field text: wrong number of terms"},
    {"its word is left",
     [](auto& store, auto&) {
       change_terms(store, Field::text, [](WrittenTerms& terms) { terms.erase("price"); });
     },
     "word 'prices' names a term that is not there"},
    {"term that was not written",
     [](auto& store, auto&) {
       change_terms(store, Field::text,
                    [](WrittenTerms& terms) { terms["zebra"] = terms["price"]; });
     },
     "field text: wrong number of postings"},
    {"term under another field's number",
     [](auto& store, auto&) {
       rewrite(store, Family::terms, std::string("\0\0\0\7\x09oil", 8), "x");
     },
     "a term has a broken key"},
    {"page of rubbish",
     [](auto& store, auto&) {
       rewrite(store, Family::terms, storage::term_page_key(kSegment, number_of(Field::text), 0, 0),
               "rubbish");
     },
     "dictionary of text: page 0: a page of terms fails its checksum"},
    {"heads gone",
     [](auto& store, auto&) {
       rewrite(store, Family::terms, storage::term_page_key(kSegment, number_of(Field::text), 0, 1),
               std::nullopt);
     },
     "term 'oil' in text: the head of a posting list is missing or cut short"},
    {"index gone",
     [](auto& store, auto&) {
       rewrite(store, Family::terms, storage::term_index_key(kSegment, number_of(Field::text)),
               std::nullopt);
     },
     "dictionary of text: its index is missing"},
    {"index that leads past a page",
     [](auto& store, auto&) {
       rewrite(store, Family::terms, storage::term_index_key(kSegment, number_of(Field::text)),
               checked_chunk("\1b"));
     },
     "term 'a' in text is not found"},
    {"list of rubbish",
     [](auto& store, auto&) {
       change_terms(store, Field::text, [](WrittenTerms& terms) { terms["oil"].head = "rubbish"; });
     },
     "term 'oil' in text: list head: cut short or too long"},
    {"term with another's list",
     [](auto& store, auto&) {
       change_terms(store, Field::text, [](WrittenTerms& terms) { terms["a"] = terms["b"]; });
     },
     "family terms is not what was written (digest differs)"},
    {"total frequency",
     [](auto& store, auto&) {
       change_terms(store, Field::text,
                    [](WrittenTerms& terms) { terms["oil"].record.counts.occurrence_count = 10; });
     },
     "term 'oil' in text: counts differ from the postings"},
    {"impact too small to bound its postings",
     [](auto& store, auto&) {
       change_terms(store, Field::text, [](WrittenTerms& terms) { set_impact(terms["oil"], 1); });
     },
     "term 'oil' in text: the impact of a block is too small for document 0"},
    {"occurrence across title and body",
     [](auto& store, auto&) {
       PostingListWriter writer([](auto...) { return Status(); });
       writer.start(true, {}, impact_length_norms(small_segment_info(), Field::keyword));
       need(writer.add(1, 2, std::vector<codec::Occurrence>{{1, 2}}));
       change_terms(store, Field::text, [&](WrittenTerms& terms) {
         terms["a"] = written(need(writer.finish()));
         set_impact(terms["a"], '\xff');
       });
     },
     "term 'a' in text: positions of document 1 are wrong"},
    {"words of rubbish",
     [](auto& store, auto&) {
       rewrite(store, Family::terms,
               storage::term_page_key(kSegment, number_of(Field::surface), 0, 0), "\x7f");
     },
     "dictionary of surface: page 0: a page of terms is cut short"},
    {"word that stands with itself",
     [](auto& store, auto&) {
       change_terms(store, Field::surface, [](WrittenTerms& terms) {
         terms["oil"].surface_terms = {{"oil", {1, 0}}};
       });
     },
     "word 'oil' stands with itself"},
    {"pair of a word that is not frequent",
     [](auto& store, auto&) {
       const WrittenTerm a = terms_of(store, Field::text)["a"];
       change_terms(store, Field::bigram,
                    [&](WrittenTerms& terms) { terms[pair_term("oil", "a")] = a; });
     },
     "pair 'oil a' is not of frequent words"},
    {"pair of one word",
     [](auto& store, auto&) {
       const WrittenTerm a = terms_of(store, Field::text)["a"];
       change_terms(store, Field::bigram, [&](WrittenTerms& terms) { terms["oil"] = a; });
     },
     "pair 'oil' is not of frequent words"},
    {"impact of a pair too small",
     [](auto& store, auto&) {
       PostingListWriter writer([](auto...) { return Status(); });
       writer.start(false, {}, impact_length_norms(small_segment_info(), Field::keyword));
       need(writer.add(1, 7, {}));
       change_terms(store, Field::bigram, [&](WrittenTerms& terms) {
         WrittenTerm& pair = terms[pair_term("oil", "price")];
         pair = written(need(writer.finish()));
         set_impact(pair, 1);
       });
     },
     "term 'oil price' in bigram: the impact of a block is too small for document 1"},
    {"frequent words out of order",
     [](auto& store, auto&) {
       rewrite_frequent_words(store, {"price", "oil"});
     },
     "frequent words are broken"},
    {"frequent words of rubbish",
     [](auto& store, auto&) {
       rewrite(store, Family::terms, frequent_words_key(kSegment), "\3oil\5price");
     },
     "frequent words are broken"},
    {"frequent word that is nowhere",
     [](auto& store, auto&) {
       rewrite_frequent_words(store, {"oil", "price", "zzz"});
     },
     "frequent word 'zzz' is in no document"},
    {"frequent words gone",
     [](auto& store, auto&) {
       rewrite(store, Family::terms, frequent_words_key(kSegment), std::nullopt);
     },
     "frequent words are missing"},
    {"bytes of lists",
     [](auto&, auto& info) { ++info.fields[static_cast<std::size_t>(Field::bigram)].list_bytes; },
     "wrong number of bytes in lists"},
    {"lengths gone",
     [](auto& store, auto&) {
       rewrite(store, Family::norms, storage::column_key(kSegment, "text", 0), std::nullopt);
     },
     "norms 'text': a chunk is missing"},
    {"length changed",
     [](auto& store, auto&) {
       rewrite(store, Family::norms, storage::column_key(kSegment, "text", 0),
               checked_chunk("\6\6\7"));
     },
     "family norms is not what was written (digest differs)"},
    {"column without a right checksum",
     [](auto& store, auto&) {
       rewrite(store, Family::columns, storage::column_key(kSegment, kPublishedColumn, 0),
               std::string(28, 'x'));
     },
     "family columns: a chunk fails its checksum"},
    {"chunk that nobody names",
     [](auto& store, auto&) {
       rewrite(store, Family::positions, storage::chunk_key(kSegment, 0, 0), checked_chunk("x"));
     },
     "family positions is not what was written (digest differs)"},
    {"article gone",
     [](auto& store, auto&) {
       rewrite(store, Family::docs, storage::doc_key(kStore, 1), std::nullopt);
     },
     "document 1 is not stored"},
    {"last article gone",
     [](auto& store, auto&) {
       rewrite(store, Family::docs, storage::doc_key(kStore, 2), std::nullopt);
     },
     "document 2 is not stored"},
    {"article of rubbish",
     [](auto& store, auto&) {
       rewrite(store, Family::docs, storage::doc_key(kStore, 1), "rubbish");
     },
     "document 1: stored article is broken"},
    {"article changed",
     [](auto& store, auto&) {
       Article article = small_articles()[1];
       article.body = "gas price";
       std::string value;
       append_stored_article(value, article, true);
       rewrite(store, Family::docs, storage::doc_key(kStore, 1), need(first_piece(value)));
     },
     "family docs is not what was written (digest differs)"},
    {"article under a broken key",
     [](auto& store, auto&) {
       rewrite(store, Family::docs, storage::doc_key(kStore, 1) + "x", "x");
     },
     "a stored article has a broken key"},
    {"id gone",
     [](auto& store, auto&) {
       rewrite(store, Family::ids, storage::id_key(kSegment, "c"), std::nullopt);
     },
     "id 'c' does not lead to its document"},
    {"id to another document",
     [](auto& store, auto&) {
       rewrite(store, Family::ids, storage::id_key(kSegment, "c"), std::string(1, '\0'));
     },
     "id 'c' does not lead to its document"},
    {"id too many",
     [](auto& store, auto&) { rewrite(store, Family::ids, storage::id_key(kSegment, "d"), "\1"); },
     "wrong number of ids"},
    {"time changed",
     [](auto& store, auto&) {
       rewrite_column(store, kPublishedColumn, {0, 0, 0});
     },
     "document 0: its time is not that of its article"},
    {"title length changed",
     [](auto& store, auto&) {
       rewrite_column(store, kTitleLengthColumn, {2, 1, 2});
     },
     "document 1: a norm is not of its length"},
    {"body length changed",
     [](auto& store, auto&) {
       rewrite_column(store, kBodyLengthColumn, {2, 2, 1});
     },
     "document 2: a norm is not of its length"},
    {"title that is not there",
     [](auto& store, auto&) {
       rewrite_column(store, kTitlePositionsColumn, {2, 0, 4});
     },
     "document 1: a length is not of its positions"},
    {"body longer than its positions",
     [](auto& store, auto&) {
       rewrite_column(store, kBodyPositionsColumn, {1, 2, 3});
     },
     "document 0: a length is not of its positions"},
    {"title longer than the record knows",
     [](auto& store, auto&) {
       rewrite_column(store, kTitlePositionsColumn, {2, 3, 2});
     },
     "field title: lengths are not those of the segment's record"},
    {"column gone",
     [](auto& store, auto&) {
       rewrite(store, Family::columns,
               storage::column_key(kSegment, kBodyLengthColumn, storage::kColumnDescriptorChunk),
               std::nullopt);
     },
     "columns 'body_length': its descriptor is missing"},
    {"two documents with one article",
     [](auto& store, auto&) {
       rewrite_column(store, kArticleNumberColumn, {2, 0, 2});
     },
     "columns 'article_number': two documents have one article"},
    {"another article than there is",
     [](auto& store, auto&) {
       rewrite_column(store, kArticleNumberColumn, {2, 1, 3});
     },
     "document 2 is not stored"},
    {"another order of articles",
     [](auto& store, auto&) {
       rewrite_column(store, kArticleNumberColumn, {1, 0, 2});
     },
     "id 'a' does not lead to its document"},
    {"a store that there is not",
     [](auto& store, auto&) {
       rewrite_column(store, kArticleStoreColumn, {0, 1, 0});
     },
     "a document names a store of articles that there is not"},
    {"occurrence behind all texts",
     [](auto& store, auto&) {
       PostingListWriter writer([](auto...) { return Status(); });
       writer.start(true, {}, impact_length_norms(small_segment_info(), Field::keyword));
       need(writer.add(1, 1, std::vector<codec::Occurrence>{{13, 1}}));
       change_terms(store, Field::text, [&](WrittenTerms& terms) {
         terms["a"] = written(need(writer.finish()));
         set_impact(terms["a"], '\xff');
       });
     },
     "term 'a' in text: positions of document 1 are wrong"},
    {"terms of a word out of order",
     [](auto& store, auto&) {
       change_terms(store, Field::surface, [](WrittenTerms& terms) {
         std::swap(terms["prices"].surface_terms[0], terms["prices"].surface_terms[1]);
       });
     },
     "word 'prices': its terms are not in order"},
    {"record with a wrong sum of lengths",
     [](auto&, auto& info) { info.fields[0].total_length += 100; },
     "field text: lengths are not those of the segment's record"},
    {"manifest with a wrong sum of title lengths",
     [](auto&, auto& info) { --info.fields[1].token_count; },
     "field title: lengths are not those of the segment's record"},
    {"manifest with wrong languages", [](auto&, auto& info) { info.languages[0].second = 2; },
     "wrong number of documents by language"},
    {"manifest that counts wrong", [](auto&, auto& info) { info.fields[1].term_count = 2; },
     "field title: wrong number of terms"},
};

}  // namespace

TEST_CASE("a whole segment has no problems, and is counted") {
  const TemporaryFolder folder;
  storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
  const SegmentInfo info = write_small_segment(store);
  CHECK(problems_of(store, info) == std::vector<std::string>{});
  CheckCounts counts;
  need(check_segment(borrowed(store), small_manifest(info), info, {[](const Remark&) {}}, counts));
  CHECK(counts.terms == 11);
  CHECK(counts.postings == 20);
  CHECK(counts.positions == 15);
  CHECK(counts.articles == 3);
}

TEST_CASE("each kind of damage is named") {
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const TemporaryFolder folder;
    storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
    SegmentInfo info = write_small_segment(store);
    row.damage(store, info);
    const std::vector<std::string> problems = problems_of(store, info);
    std::string all;
    for (const std::string& problem : problems) {
      CHECK(problem.starts_with("segment 7: "));
      CHECK(problem.find('\n') == std::string::npos);
      all += problem + "; ";
    }
    CAPTURE(all);
    CHECK(std::find(problems.begin(), problems.end(), "segment 7: " + std::string(row.problem)) !=
          problems.end());
  }
}

TEST_CASE("a field of a later version is read over") {
  const TemporaryFolder folder;
  storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
  SegmentInfo info = write_small_segment(store);
  const std::string key = storage::term_page_key(kSegment, kFieldCount, 0, 0);
  const std::string value = checked_chunk("a page of another kind");
  rewrite(store, Family::terms, key, value);
  info.unknown_list_bytes = key.size() + value.size();
  info.digests[static_cast<std::size_t>(Family::terms)] +=
      record_digest(key.substr(sizeof kSegment), value);
  CHECK(problems_of(store, info) == std::vector<std::string>{});
}

TEST_CASE("problems beyond a hundred are only counted") {
  const TemporaryFolder folder;
  storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
  const SegmentInfo info = write_small_segment(store);
  change_terms(store, Field::text, [](WrittenTerms& terms) {
    for (std::uint32_t i = 0; i < 150; ++i) {
      terms["z" + std::to_string(1000 + i)] = {{.counts = {1, 1}}, "x", {}};
    }
  });
  const std::vector<std::string> problems = problems_of(store, info);
  REQUIRE(problems.size() == 101);
  CHECK(problems.back() == "segment 7: 53 more problems");
}

TEST_CASE("any value replaced by damaged bytes is noticed") {
  constexpr std::uint64_t kSeed = 17;
  CAPTURE(kSeed);
  codec::Random random(kSeed);
  const TemporaryFolder folder;
  storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
  const SegmentInfo info = write_small_segment(store);
  for (const Family family :
       {Family::terms, Family::norms, Family::columns, Family::docs, Family::ids}) {
    for (const std::string& key : storage::keys_of(store, family)) {
      CAPTURE(name_of(family));
      const std::string value = storage::value_of(store, family, key);
      std::string other = codec::damaged(random, value);
      if (other == value) continue;
      rewrite(store, family, key, other);
      CHECK_FALSE(problems_of(store, info).empty());
      rewrite(store, family, key, value);
    }
  }
  CHECK(problems_of(store, info) == std::vector<std::string>{});
}

TEST_CASE("a check that is asked to stop says so") {
  const TemporaryFolder folder;
  storage::WriteStore store = need(storage::WriteStore::open(folder.file("index")));
  const SegmentInfo info = write_small_segment(store);
  std::stop_source stop;
  stop.request_stop();
  CheckCounts counts;
  CheckCallbacks callbacks{[](const Remark&) {}};
  callbacks.stop = stop.get_token();
  const Status status =
      check_segment(borrowed(store), small_manifest(info), info, callbacks, counts);
  REQUIRE_FALSE(status);
  CHECK(status.error().code == ErrorCode::cancelled);
}
