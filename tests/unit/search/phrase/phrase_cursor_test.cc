// Phrases against brute force, and the cursor for phrases of plain words against the general one:
// repeated words, words in nearly every document, positions at the edges of groups and blocks,
// compounds that cover several positions.
#include "search/phrase/phrase_cursor.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "query/syntax/parser.h"
#include "search/algorithm/block_max_wand.h"
#include "search/algorithm/exhaustive.h"
#include "search/collector/top_docs.h"
#include "search/cursor/all_cursor.h"
#include "search/cursor/term_cursor.h"
#include "search/operator/operators.h"
#include "search/phrase/exact_phrase_cursor.h"
#include "search/phrase/multi_phrase_cursor.h"
#include "search/phrase/phrase_lists.h"
#include "segment/field.h"
#include "support/brute_force.h"
#include "support/random_news.h"
#include "support/segmented_index.h"
#include "support/temporary_folder.h"

namespace newsidx::search {
namespace {

using segment::Field;
using testing::Dice;

constexpr std::uint32_t kTitleWeight = 2;

// The first ones make most of the text.
const char* const kWords[] = {"ba", "bb", "bc", "babb", "bd", "bcbb", "be", "bf"};

std::string random_word(Dice& dice) {
  const std::uint32_t most = 1 + dice.below(std::size(kWords));
  return kWords[dice.below(most)];
}

std::string random_text(Dice& dice, std::uint32_t words) {
  std::string text;
  for (std::uint32_t i = 0; i < words; ++i) {
    text += random_word(dice);
    text += dice.one_in(10) ? '-' : ' ';
  }
  return text + "end";
}

std::string random_phrase(Dice& dice) {
  std::string phrase = random_word(dice);
  for (std::uint32_t more = 1 + dice.below(5); more > 0; --more) phrase += ' ' + random_word(dice);
  return '"' + phrase + '"';
}

// An index of one segment.
struct Fixture {
  Fixture(const std::string& analyzer, std::uint32_t documents, unsigned bigrams, Dice& dice)
      : corpus(testing::analyzer_options(analyzer), kTitleWeight) {
    constexpr std::uint32_t kLengths[] = {1, 3, 12, 40, 130, 300};
    testing::Articles articles;
    for (std::uint32_t i = 0; i < documents; ++i) {
      Article article;
      article.id = std::to_string(i);
      article.title = random_text(dice, dice.below(6));
      article.body = random_text(dice, kLengths[dice.below(std::size(kLengths))]);
      corpus.add(article);
      articles.push_back(std::move(article));
    }
    testing::write_index(folder.file("index"), {articles}, {analyzer, kTitleWeight, {bigrams}});
    index.emplace(folder.file("index"));
    weights.emplace(query::CollectionStatistics::of(index->segments()), Bm25Parameters{});
  }

  [[nodiscard]] const segment::SegmentReader& segment() const { return *index->segments()[0]; }

  [[nodiscard]] PhraseScoring scoring() const {
    const double average = segment().info().field(Field::text).average_length();
    return {TermScorer(1, ScoreQuantizer(1), weights->tf_table(Field::text),
                       segment().norms(Field::text), average, true),
            segment().title_lengths(), kTitleWeight};
  }

  testing::TemporaryFolder folder;
  testing::TokenizedCorpus corpus;
  std::optional<testing::OpenedIndex> index;
  std::optional<Weights> weights;
};

// The cursor that a search makes of a phrase of plain words: with pairs, where there are any.
CursorPtr exact_cursor(const Fixture& fixture, const query::PhraseNode& phrase) {
  const auto lists = testing::need(open_phrase(fixture.segment(), phrase, true));
  if (!lists) return std::make_unique<AllCursor>(0);  // no document
  if (lists->is_pair) {
    return std::make_unique<TermCursor>(lists->pairs[0], fixture.scoring().scorer);
  }
  return std::make_unique<ExactPhraseCursor>(*lists, fixture.scoring(), DocRange(), nullptr);
}

CursorPtr multi_cursor(const Fixture& fixture, const query::PhraseNode& phrase) {
  std::vector<PositionsCursorPtr> slots;
  for (const query::PhraseSlot& slot : phrase.slots) {
    const query::ListRef& word = slot.alternatives[0][0];
    slots.push_back(std::make_unique<TermPositions>(
        testing::need(fixture.segment().find(word.field, word.term)), 0));
  }
  return std::make_unique<MultiPhraseCursor>(std::move(slots), fixture.scoring(), kNoMoreDocs,
                                             nullptr);
}

std::map<std::uint32_t, Score> walk(Cursor& cursor) {
  std::map<std::uint32_t, Score> postings;
  for (; cursor.doc() != kNoMoreDocs; cursor.next()) postings[cursor.doc()] = cursor.score();
  testing::need(cursor.status());
  return postings;
}

void check_brute_force(Fixture& fixture, const std::string& text, const query::Plan& plan) {
  const auto tree = testing::need(query::parse(text, query::DefaultOperator::or_));
  const testing::BruteForce oracle(fixture.corpus, tree, {});
  const CursorFactory factory(fixture.segment(), *fixture.weights,
                              quantizer_of(plan.root, *fixture.weights), kTitleWeight);
  const CursorPtr cursor = testing::need(factory.make(plan.root, 1));
  const auto found = cursor == nullptr ? std::map<std::uint32_t, Score>() : walk(*cursor);
  std::size_t differing = 0;
  for (std::uint32_t doc = 0; doc < fixture.corpus.documents().size(); ++doc) {
    if (oracle.evaluate(doc).matched != found.contains(doc)) ++differing;
  }
  CHECK(differing == 0);
}

void check_ranking(const Fixture& fixture, const query::PhraseNode& phrase, std::size_t matches) {
  for (const std::size_t k : {1u, 2u, 10u, 100u}) {
    CAPTURE(k);
    TopDocs expected(k);
    testing::need(exhaustive(*multi_cursor(fixture, phrase), {}, expected));
    const std::vector<ScoredDoc> best = expected.take();
    const std::uint32_t document_count = fixture.segment().document_count();
    for (const auto make : {exact_cursor, multi_cursor}) {
      TopDocs pruned(k);
      testing::need(
          block_max_wand(*make(fixture, phrase), {.document_count = document_count}, pruned));
      CHECK((pruned.take() == best));
    }
    TopDocs counted(k);
    CHECK(testing::need(exhaustive(*exact_cursor(fixture, phrase), {}, counted)) == matches);
    CHECK((counted.take() == best));
  }
}

void check_next_geq(Cursor& cursor, const std::map<std::uint32_t, Score>& walked, Dice& dice) {
  for (const std::uint32_t reach = 1 + dice.below(40); cursor.doc() != kNoMoreDocs;) {
    const std::uint32_t target = cursor.doc() + 1 + dice.below(reach);
    cursor.next_geq(target);
    const auto expected = walked.lower_bound(target);
    REQUIRE(cursor.doc() == (expected == walked.end() ? kNoMoreDocs : expected->first));
  }
}

// Documents, and words whose pairs have lists: none, some, all of them.
constexpr std::pair<std::uint32_t, unsigned> kShapes[] = {{127, 0}, {128, 3}, {129, 100}, {900, 0},
                                                          {900, 3}, {900, 6}, {901, 100}};

TEST_CASE("phrases are found and scored alike by every way") {
  std::size_t phrases = 0;
  std::size_t matches = 0;
  std::uint64_t seed = 51;
  for (const char* const analyzer : {"plain", "news"}) {
    for (const auto& [documents, bigrams] : kShapes) {
      MESSAGE("seed " << seed);
      Dice dice(seed++);
      Fixture fixture(analyzer, documents, bigrams, dice);
      for (int i = 0; i < 40; ++i) {
        const std::string text = random_phrase(dice);
        CAPTURE(text);
        const query::Plan plan = testing::need(fixture.index->plan(text));
        check_brute_force(fixture, text, plan);
        const auto* const phrase = plan.root.as<query::PhraseNode>();
        if (phrase == nullptr || !has_words_alone(*phrase)) continue;
        const auto expected = walk(*multi_cursor(fixture, *phrase));
        CHECK((walk(*exact_cursor(fixture, *phrase)) == expected));
        check_ranking(fixture, *phrase, expected.size());
        check_next_geq(*exact_cursor(fixture, *phrase), expected, dice);
        ++phrases;
        matches += expected.size();
      }
    }
  }
  CHECK(phrases > 200);
  CHECK(matches > 1'000);
}

}  // namespace
}  // namespace newsidx::search
