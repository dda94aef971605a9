// Lists of pairs against the lists of their words, looked at place by place.
#include "indexer/bigrams/bigram_writer.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "segment/field.h"
#include "segment/posting_cursor.h"
#include "support/random_news.h"
#include "support/temporary_folder.h"
#include "unit/indexer/article_list.h"

namespace newsidx::indexer {
namespace {

using codec::Occurrence;
using segment::Field;
using segment::PostingCursor;
using segment::SegmentReader;
using testing::need;

constexpr std::uint32_t kTitleWeight = 3;

using Freqs = std::map<std::uint32_t, std::uint32_t>;             // by document
using Places = std::map<std::uint32_t, std::vector<Occurrence>>;  // by document
using Pairs = std::map<std::pair<std::string, std::string>, Freqs>;

Freqs freqs_of(std::shared_ptr<const segment::PostingList> list) {
  Freqs freqs;
  PostingCursor cursor(std::move(list));
  for (; cursor.doc() != segment::kNoMoreDocs; cursor.next()) freqs[cursor.doc()] = cursor.freq();
  need(cursor.status());
  return freqs;
}

Places places_of(const SegmentReader& segment, const std::string& word) {
  Places places;
  PostingCursor cursor(need(segment.find(Field::text, word)));
  for (; cursor.doc() != segment::kNoMoreDocs; cursor.next()) {
    cursor.append_occurrences(places[cursor.doc()]);
  }
  need(cursor.status());
  return places;
}

Freqs expected_freqs(const SegmentReader& segment, const Places& first, const Places& second) {
  Freqs freqs;
  for (const auto& [doc, occurrences] : first) {
    if (!second.contains(doc)) continue;
    std::set<std::uint32_t> begins;
    for (const Occurrence& b : second.at(doc)) begins.insert(b.position);
    std::set<std::uint32_t> starts;
    for (const Occurrence& a : occurrences) {
      if (begins.contains(a.end())) starts.insert(a.position);
    }
    for (const std::uint32_t start : starts) {
      freqs[doc] += start < segment.title_lengths()[doc] ? kTitleWeight : 1;
    }
  }
  return freqs;
}

// @return pairs that have a list
std::size_t check_pairs(const SegmentReader& segment, const std::vector<std::string>& words) {
  std::map<std::string, Places> places;
  for (const std::string& word : words) {
    CHECK(segment.has_pairs(word));
    places[word] = places_of(segment, word);
  }
  std::size_t found = 0;
  std::size_t postings = 0;
  for (const std::string& first : words) {
    for (const std::string& second : words) {
      CAPTURE(first);
      CAPTURE(second);
      const auto list = need(segment.find_pair(first, second));
      const Freqs freqs = list == nullptr ? Freqs() : freqs_of(list);
      CHECK((freqs == expected_freqs(segment, places[first], places[second])));
      found += list == nullptr ? 0u : 1u;
      postings += freqs.size();
    }
  }
  CHECK(segment.info().field(Field::bigram).term_count == found);
  CHECK(segment.info().field(Field::bigram).posting_count == postings);
  return found;
}

struct Fixture {
  Fixture(const testing::Articles& articles, unsigned words, const std::string& analyzer = "news") {
    testing::write_index(folder.file("index"), {articles}, {analyzer, kTitleWeight, {words}});
    CHECK(check_index(folder.file("index")).empty());
    index.emplace(folder.file("index"));
  }
  [[nodiscard]] const SegmentReader& segment() const { return *index->segments()[0]; }
  [[nodiscard]] Freqs pair(const std::string& first, const std::string& second) const {
    const auto list = need(segment().find_pair(first, second));
    return list == nullptr ? Freqs() : freqs_of(list);
  }

  testing::TemporaryFolder folder;
  std::optional<testing::OpenedIndex> index;
};

TEST_CASE("pairs are places where two words stand side by side") {
  const Fixture fixture({make_article("a", "The who", "who the the the who"),
                         make_article("b", "the", "who"), make_article("c", "", "")},
                        10);
  CHECK(check_pairs(fixture.segment(), {"the", "who"}) == 3);
  CHECK((fixture.pair("the", "who") == Freqs{{0, kTitleWeight + 1}}));  // not across title and body
  CHECK((fixture.pair("the", "the") == Freqs{{0, 2}}));
  CHECK((fixture.pair("who", "the") == Freqs{{0, 1}}));
  CHECK(fixture.pair("who", "who").empty());
}

TEST_CASE("a pair goes on where a compound ends") {
  const Fixture fixture({make_article("a", "", "ceasefire talk, cease-fire talk, fire talk")}, 100);
  CHECK((fixture.pair("ceasefir", "talk") == Freqs{{0, 2}}));
  CHECK((fixture.pair("fire", "talk") == Freqs{{0, 2}}));
  CHECK((fixture.pair("ceas", "fire") == Freqs{{0, 1}}));
  CHECK(fixture.pair("ceas", "talk").empty());
}

TEST_CASE("only the most frequent words have pairs; of equally frequent ones the first") {
  const Fixture fixture({make_article("a", "", "c a b c a b c d")}, 2, "plain");
  CHECK(fixture.segment().has_pairs("a"));
  CHECK(!fixture.segment().has_pairs("b"));
  CHECK(fixture.segment().has_pairs("c"));
  CHECK(check_pairs(fixture.segment(), {"a", "c"}) == 1);
}

TEST_CASE("where no words stand side by side nothing is written") {
  const Fixture fixture({make_article("a", "one", "two"), make_article("b", "", "one")}, 100);
  CHECK(fixture.segment().frequent_word_count() == 0);
  CHECK(!fixture.segment().has_pairs("one"));
  CHECK(fixture.segment().info().field(Field::bigram) == segment::FieldInfo());
}

TEST_CASE("pairs of random texts are those of their words' lists") {
  struct Row {
    std::uint32_t articles;
    unsigned words;
  };
  constexpr Row kRows[] = {{1, 1'000}, {127, 20}, {128, 1}, {129, 60}, {700, 30}};
  std::uint64_t seed = 81;
  for (const Row& row : kRows) {
    MESSAGE("seed " << seed);
    testing::RandomNews news(seed++, 200, true);
    const Fixture fixture(news.articles(0, row.articles), row.words);
    std::vector<std::string> words;
    need(
        fixture.segment().dictionary().visit_terms(Field::text, "", "", [&](std::string_view term) {
          if (fixture.segment().has_pairs(term)) words.emplace_back(term);
          return segment::DictionaryReader::Visit::next;
        }));
    CHECK(words.size() == fixture.segment().frequent_word_count());
    check_pairs(fixture.segment(), words);
  }
}

TEST_CASE("pairs of an article of any length are found") {
  MESSAGE("seed 88");
  testing::Dice dice(88);
  static constexpr const char* kWords[] = {"the", "who", "of", "cease-fire", "fire", "U.S.-led"};
  std::string text;
  for (int i = 0; i < 300'000; ++i) {
    text += kWords[dice.one_in(4) ? dice.below(6) : dice.below(2)];
    text += ' ';
  }
  const Fixture fixture({make_article("a", "the who", "the cease-fire"),
                         make_article("b", "the cease-fire", text), make_article("c", "", text)},
                        20);
  std::vector<std::string> words;
  need(fixture.segment().dictionary().visit_terms(Field::text, "", "", [&](std::string_view term) {
    words.emplace_back(term);
    return segment::DictionaryReader::Visit::next;
  }));
  CHECK(check_pairs(fixture.segment(), words) > 30);
  CHECK(fixture.pair("the", "who").at(1) > 50'000);
}

TEST_CASE("a build with bigrams can be stopped, and leaves nothing behind") {
  const testing::TemporaryFolder folder;
  BuildSettings options;
  options.index_path = folder.file("index");
  options.bigrams = 10;
  std::stop_source stop;
  options.stop = stop.get_token();
  options.on_progress = [&](const BuildProgress& progress) {
    if (progress.stage == BuildProgress::Stage::merging) stop.request_stop();
  };
  const auto outcome = build_list({make_article("a", "", "one two one two")}, options);
  REQUIRE(!outcome);
  CHECK(outcome.error().code == ErrorCode::cancelled);
  CHECK(!std::filesystem::exists(options.index_path));
}

}  // namespace
}  // namespace newsidx::indexer
