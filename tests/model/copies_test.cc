// Stories in a living index against brute force: articles are edited copies of some texts, added
// and removed in random order, committed, merged and reopened; the same articles in another order
// give the same stories. Collapsed answers against the plain ones.
//
// NEWSIDX_SEED: another history; NEWSIDX_STEPS: a longer one.
#include <doctest/doctest.h>
#include <newsidx/newsidx.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "support/environment.h"
#include "support/random_news.h"
#include "support/temporary_folder.h"

namespace newsidx {
namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::uint32_t kTexts = 150;
constexpr std::uint32_t kIds = 700;  // more than a segment without a record of copies has

using Twin = std::map<std::string, Article>;  // by id
using Ids = std::vector<std::string>;
using Words = std::vector<std::string>;
using Shingle = std::vector<std::string>;

Words words_of(const std::string& body) {
  Words words;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = std::min(body.find(' ', at), body.size());
    if (end > at) words.push_back(body.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

// What brute force compares.
struct Text {
  std::size_t word_count = 0;
  std::set<Shingle> shingles;
  std::optional<std::int64_t> time;
};

Text text_of(const Article& article) {
  const Words words = words_of(article.body);
  Text text;
  text.word_count = words.size();
  for (std::size_t i = 0; i + 5 <= words.size(); ++i) {
    text.shingles.emplace(words.begin() + static_cast<std::ptrdiff_t>(i),
                          words.begin() + static_cast<std::ptrdiff_t>(i + 5));
  }
  if (article.published) text.time = article.published->utc_seconds;
  return text;
}

bool are_copies(const Text& a, const Text& b) {
  const Text& shorter = a.shingles.size() <= b.shingles.size() ? a : b;
  const Text& longer = &shorter == &a ? b : a;
  const std::size_t less = std::min(a.word_count, b.word_count);
  if (shorter.shingles.empty() || std::max(a.word_count, b.word_count) > 4 * less) return false;
  const std::int64_t days = less < 60 ? 2 : 42;
  if (a.time && b.time && std::abs(*a.time - *b.time) > days * kDay) return false;
  std::size_t common = 0;
  for (const Shingle& shingle : shorter.shingles) common += longer.shingles.count(shingle);
  if (less >= 60) return common * 5 >= shorter.shingles.size() * 4;
  return common * 10 >= (shorter.shingles.size() + longer.shingles.size() - common) * 9;
}

// The stories of two articles and more. Texts that were edited from one only are compared: others
// have no shingle in common.
std::set<std::set<std::string>> brute_force(const Twin& twin) {
  std::map<std::string, std::vector<std::pair<std::string, Text>>> by_text;
  for (const auto& [id, article] : twin) {
    by_text[article.title].emplace_back(id, text_of(article));
  }
  std::set<std::set<std::string>> stories;
  for (const auto& [title, texts] : by_text) {
    std::vector<std::set<std::string>> open;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      std::set<std::string> story = {texts[i].first};
      for (std::size_t k = 0; k < i; ++k) {
        if (!are_copies(texts[i].second, texts[k].second)) continue;
        for (auto& other : open) {
          if (!other.contains(texts[k].first)) continue;
          story.merge(other);
          other.clear();
        }
      }
      open.push_back(std::move(story));
    }
    for (auto& story : open) {
      if (story.size() > 1) stories.insert(std::move(story));
    }
  }
  return stories;
}

class Writer {
 public:
  explicit Writer(std::uint64_t seed) : dice_(seed) {
    for (std::uint32_t i = 0; i < kTexts; ++i) {
      const std::uint32_t count = 20 + dice_.below(150);
      for (std::uint32_t k = 0; k < count; ++k) texts_[i].push_back(word());
    }
  }

  testing::Dice& dice() { return dice_; }

  Article article(std::uint32_t id) {
    const std::uint32_t text = dice_.below(kTexts);
    Article article;
    article.id = "id-" + std::to_string(id);
    article.title = "t" + std::to_string(text);
    const std::uint32_t rarity = 10 + dice_.below(300);
    for (const std::string& original : texts_[text]) {
      if (!dice_.one_in(rarity)) article.body += original + ' ';
      if (dice_.one_in(rarity)) article.body += word() + ' ';
    }
    article.body += "all";
    if (dice_.below(5) > 0) {
      article.published = Timestamp{static_cast<std::int64_t>(dice_.below(80)) * kDay,
                                    Timestamp::Precision::second, true};
    }
    return article;
  }

 private:
  std::string word() { return "w" + std::to_string(dice_.below(1'000'000)); }

  testing::Dice dice_;
  std::map<std::uint32_t, Words> texts_;
};

Ids ids_of(const std::vector<Copy>& copies) {
  Ids ids;
  for (const Copy& copy : copies) ids.push_back(copy.id);
  return ids;
}

// As a story is ordered.
Ids ordered(const std::set<std::string>& story, const Twin& twin) {
  Ids ids(story.begin(), story.end());
  std::ranges::stable_sort(ids, [&](const std::string& a, const std::string& b) {
    const auto& first = twin.at(a).published;
    const auto& second = twin.at(b).published;
    if (first.has_value() != second.has_value()) return first.has_value();
    return first && first->utc_seconds < second->utc_seconds;
  });
  return ids;
}

// The plain answer, from which the first of each story is taken.
void check_collapsed(const Index& index, const std::set<std::set<std::string>>& stories,
                     const Twin& twin, const std::string& query, const std::string& sort) {
  CAPTURE(query);
  CAPTURE(sort);
  SearchOptions options;
  options.limit = 1000;
  options.snippets = false;
  options.sort = sort;
  const Answer plain = index.search(query, options).value();
  std::set<std::string> matches;
  for (const Hit& hit : plain.hits) matches.insert(hit.id);
  std::map<std::string, Ids> members;  // by id: those that match
  for (const auto& story : stories) {
    Ids matching = ordered(story, twin);
    std::erase_if(matching, [&](const std::string& id) { return !matches.contains(id); });
    for (const std::string& id : matching) members[id] = matching;
  }
  Ids expected;
  std::set<std::string> seen;
  for (const Hit& hit : plain.hits) {
    const auto story = members.find(hit.id);
    const std::string shown = story == members.end() ? hit.id : story->second.front();
    // By score a story stands where its best article does, else where the shown one does.
    if (sort == "best" ? seen.insert(shown).second : shown == hit.id) expected.push_back(shown);
  }
  options.collapse = true;
  for (const std::uint32_t limit : {3u, 1000u}) {
    for (const Algorithm algorithm : {Algorithm::pruned, Algorithm::exhaustive}) {
      options.limit = limit;
      options.algorithm = algorithm;
      const Answer answer = index.search(query, options).value();
      Ids found;
      for (const Hit& hit : answer.hits) {
        found.push_back(hit.id);
        const auto story = members.find(hit.id);
        Ids others = story == members.end() ? Ids() : story->second;
        if (!others.empty()) others.erase(others.begin());
        const bool has_same_copies = hit.copy_ids == others;
        CHECK(has_same_copies);
      }
      const bool is_same =
          found == Ids(expected.begin(), expected.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                expected.size(), found.size())));
      CHECK(is_same);
      CHECK(found.size() == std::min<std::size_t>(limit, expected.size()));
      CHECK(answer.total == plain.total);
      CHECK(answer.stories == expected.size());
    }
  }
  options.sort = sort == "best" ? "" : sort;
  Ids exported;
  const auto all = index.for_each_match(
      query, [&](const Article& article) { return exported.push_back(article.id), true; }, options);
  REQUIRE(all);
  CHECK(all->stories == expected.size());
  if (sort == "best") std::ranges::sort(exported);
  if (sort == "best") std::ranges::sort(expected);
  const bool is_same = exported == expected;
  CHECK(is_same);
}

void check(const Index& index, const Twin& twin) {
  const auto stories = brute_force(twin);
  CHECK(stories.size() > 10);
  std::size_t in_stories = 0;
  for (const auto& story : stories) {
    in_stories += story.size();
    const bool is_same = ids_of(index.copies(*story.begin()).value()) == ordered(story, twin);
    CHECK(is_same);
  }
  SearchOptions options;
  options.limit = 0;
  options.collapse = true;
  CHECK(index.search("*", options)->stories == twin.size() - in_stories + stories.size());
  const std::string query = words_of(twin.begin()->second.body).front() + " all t1 t2";
  for (const char* const sort : {"best", "newest", "oldest"}) {
    check_collapsed(index, stories, twin, query, sort);
  }
  check_collapsed(index, stories, twin, "t1 OR t2 OR t3", "best");
}

WriterOptions writer_options() {
  WriterOptions options;
  options.memory_bytes = 32u << 20;
  options.threads = 1;
  return options;
}

Index built(const std::string& path, const std::vector<Article>& articles) {
  BuildOptions options;
  options.index_path = path;
  options.threads = 1;
  auto next = articles.begin();
  const auto report = build(
      [&]() -> std::optional<Article> {
        return next == articles.end() ? std::nullopt : std::optional(*next++);
      },
      options);
  if (!report) FAIL(report.error().to_string());
  return Index::open(path).value();
}

}  // namespace

TEST_CASE("stories of a living index are those of brute force") {
  const std::uint64_t seed = testing::number_of("NEWSIDX_SEED", 20'261'128);
  CAPTURE(seed);
  Writer random(seed);
  const testing::TemporaryFolder folder;
  Twin twin;
  std::optional<IndexWriter> writer =
      IndexWriter::open(folder.file("index"), writer_options()).value();
  const std::uint64_t steps = testing::number_of("NEWSIDX_STEPS", 4);
  for (std::uint64_t step = 0; step < steps; ++step) {
    // First more than a segment without a record has, then some.
    for (std::uint32_t i = 0, count = step == 0 ? 600 : 40; i < count; ++i) {
      const Article article = random.article(random.dice().below(kIds));
      REQUIRE(writer->add(article));
      twin[article.id] = article;
    }
    for (int i = 0; i < 30; ++i) {
      const std::string id = "id-" + std::to_string(random.dice().below(kIds));
      REQUIRE(writer->remove(id));
      twin.erase(id);
    }
    REQUIRE(writer->commit());
    check(Index::open(folder.file("index")).value(), twin);
  }
  writer.reset();
  MergeOptions options;
  options.index_path = folder.file("index");
  options.full = true;
  options.threads = 1;
  REQUIRE(merge(options));
  check(Index::open(folder.file("index")).value(), twin);

  std::vector<Article> articles;
  for (const auto& [id, article] : twin) articles.insert(articles.begin(), article);
  check(built(folder.file("built"), articles), twin);
}

TEST_CASE("a correction is shown in the place of what it corrects") {
  const testing::TemporaryFolder folder;
  std::vector<Article> articles(3);
  for (std::size_t i = 0; i < articles.size(); ++i) {
    articles[i].id = "a" + std::to_string(i);
    articles[i].title = i == 1 ? "CORRECTED-Gold at 900" : "Gold at 800";
    for (int k = 0; k < 80; ++k) articles[i].body += "word" + std::to_string(k) + ' ';
    articles[i].published =
        Timestamp{static_cast<std::int64_t>(i) * 3600, Timestamp::Precision::second, true};
  }
  const Index index = built(folder.file("index"), articles);
  SearchOptions options;
  options.collapse = true;
  const Answer answer = index.search("gold", options).value();
  REQUIRE(answer.hits.size() == 1);
  CHECK(answer.hits[0].id == "a1");
  CHECK(answer.hits[0].is_correction);
  CHECK(answer.hits[0].copy_ids == std::vector<std::string>{"a0", "a2"});
  CHECK(answer.total == 3u);
  CHECK(answer.stories == 1u);
  // Of those that match alone.
  const Answer others = index.search("title:800", options).value();
  REQUIRE(others.hits.size() == 1);
  CHECK(others.hits[0].id == "a0");
  CHECK_FALSE(others.hits[0].is_correction);
  CHECK(others.hits[0].copy_ids == std::vector<std::string>{"a2"});
}

TEST_CASE("an index that stores no articles tells no copies") {
  const testing::TemporaryFolder folder;
  BuildOptions options;
  options.index_path = folder.file("index");
  options.store_articles = false;
  bool is_read = false;
  REQUIRE(build(
      [&]() -> std::optional<Article> {
        if (std::exchange(is_read, true)) return std::nullopt;
        Article article;
        article.id = "a";
        article.body = "oil rose";
        return article;
      },
      options));
  const Index index = Index::open(folder.file("index")).value();
  SearchOptions search;
  search.collapse = true;
  const auto answer = index.search("oil", search);
  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == ErrorCode::unsupported);
  CHECK(index.copies("a").error().code == ErrorCode::unsupported);
}

}  // namespace newsidx
