// Synonyms against brute force over the words of the articles: random rules with forms of one to
// three words, both ways and one way, in lists, phrases and exclusions; with several segments,
// deletions and threads, pruned and not. The model cuts queries into forms by itself.
#include <doctest/doctest.h>
#include <newsidx/newsidx.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "support/environment.h"
#include "support/model_index.h"
#include "support/random_news.h"
#include "support/temporary_folder.h"

namespace newsidx {
namespace {

using testing::Dice;
using Words = std::vector<std::string>;

using Row = testing::ModelRow;
const Row kRows[] = {{801, 150, 0, 0, 1}, {802, 500, 100, 5, 1}, {803, 700, 200, 7, 3}};

std::string joined(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// Do the words stand at this place of the text?
bool stands_at(const Words& text, std::size_t at, const Words& words) {
  return at + words.size() <= text.size() &&
         std::equal(words.begin(), words.end(), text.begin() + static_cast<std::ptrdiff_t>(at));
}
bool stands_in(const Words& text, const Words& words) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (stands_at(text, at, words)) return true;
  }
  return false;
}

class Rules {
 public:
  explicit Rules(Dice& dice) {
    for (int i = 0; i < 8; ++i) {
      std::vector<Words> asked = random_forms(dice, 2 + dice.below(2));
      std::vector<Words> found = asked;
      const bool is_one_way = dice.one_in(3);
      if (is_one_way) found = random_forms(dice, 1 + dice.below(2));
      text_ += line(asked) + (is_one_way ? " => " + line(found) : "") + '\n';
      for (const Words& form : asked) {
        std::set<Words>& others = found_[form];
        others.insert(form);
        others.insert(found.begin(), found.end());
      }
    }
  }

  static std::string random_word(Dice& dice) { return {"bcdfghjk"[dice.below(8)], 'o', 'x'}; }

  /// A piece of a query, and what it may stand as: itself and others.
  struct Piece {
    Words own;
    std::set<Words> any;
  };
  /// The longest forms from the left on. @param least  words of a form, at least
  [[nodiscard]] std::vector<Piece> cut(const Words& query, std::size_t least) const {
    std::vector<Piece> pieces;
    for (std::size_t at = 0; at < query.size();) {
      std::size_t taken = 1;
      Piece piece{{query[at]}, {{query[at]}}};
      for (std::size_t count = 3; count >= least; --count) {
        if (at + count > query.size()) continue;
        const auto first = query.begin() + static_cast<std::ptrdiff_t>(at);
        const Words form(first, first + static_cast<std::ptrdiff_t>(count));
        const auto found = found_.find(form);
        if (found == found_.end()) continue;
        piece = {form, found->second};
        taken = count;
        break;
      }
      pieces.push_back(std::move(piece));
      at += taken;
    }
    return pieces;
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  static std::vector<Words> random_forms(Dice& dice, std::uint32_t count) {
    std::vector<Words> forms(count);
    for (Words& form : forms) {
      for (std::uint32_t left = 1 + dice.below(3); left > 0; --left) {
        form.push_back(random_word(dice));
      }
    }
    return forms;
  }
  static std::string line(const std::vector<Words>& forms) {
    std::string text;
    for (const Words& form : forms) text += (text.empty() ? "" : " = ") + joined(form);
    return text;
  }

  std::string text_;
  std::map<Words, std::set<Words>> found_;
};

// All pieces in a row from a place on.
bool follows(const Words& text, std::size_t at, const std::vector<Rules::Piece>& pieces,
             std::size_t piece) {
  if (piece == pieces.size()) return true;
  return std::ranges::any_of(pieces[piece].any, [&](const Words& words) {
    return stands_at(text, at, words) && follows(text, at + words.size(), pieces, piece + 1);
  });
}

bool has_phrase(const Words& text, const std::vector<Rules::Piece>& pieces) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (follows(text, at, pieces, 0)) return true;
  }
  return false;
}

// In a list, a form of several words is there, too, where its words are: any, or all of them.
bool has_piece(const Words& text, const Rules::Piece& piece, bool needs_all) {
  const auto has = [&](const std::string& word) { return stands_in(text, {word}); };
  if (needs_all ? std::ranges::all_of(piece.own, has) : std::ranges::any_of(piece.own, has)) {
    return true;
  }
  return std::ranges::any_of(piece.any, [&](const Words& words) { return stands_in(text, words); });
}

class Corpus {
 public:
  explicit Corpus(const Row& row) : row_(row), dice_(row.seed) {
    std::ofstream file(folder_.file("articles.jsonl"));
    for (std::uint32_t number = 0; number < row.articles; ++number) {
      Words& words = texts_["n" + std::to_string(number)];
      for (std::uint32_t left = 1 + dice_.below(8); left > 0; --left) {
        words.push_back(Rules::random_word(dice_));
      }
      file << R"({"id":"n)" << number << R"(","body":")" << joined(words) << "\"}\n";
    }
    file.close();
    BuildOptions options;
    options.index_path = folder_.file("index");
    options.analyzer = "plain";
    options.segment_articles = row.segment_articles;
    index_.emplace(testing::model_index(folder_.file("articles.jsonl"), options, row.deleted_one_in,
                                        dice_, texts_));
  }

  void check_random_query() {
    const Rules rules(dice_);
    Words words;
    for (std::uint32_t left = 1 + dice_.below(4); left > 0; --left) {
      words.push_back(Rules::random_word(dice_));
    }
    SearchOptions options;
    options.synonyms = Synonyms::parse(rules.text()).value();
    options.require_all = dice_.one_in(2);
    options.literal = dice_.one_in(4);
    const bool is_phrase = !options.literal && dice_.one_in(2);
    const bool excludes = is_phrase && dice_.one_in(3);
    const std::string query =
        is_phrase ? (excludes ? "* -\"" : "\"") + joined(words) + "\"" : joined(words);
    const auto pieces = rules.cut(words, is_phrase ? 1 : 2);
    // In lists, words that are no part of a form of several may be one by themselves.
    std::vector<Rules::Piece> listed;
    for (const Rules::Piece& piece : pieces) {
      listed.push_back(piece.own.size() > 1 ? piece : rules.cut(piece.own, 1)[0]);
    }
    std::set<std::string> wanted;
    for (const auto& [id, text] : texts_) {
      const auto has = [&](const Rules::Piece& piece) {
        return has_piece(text, piece, options.require_all);
      };
      const bool matches = is_phrase             ? has_phrase(text, pieces) != excludes
                           : options.require_all ? std::ranges::all_of(listed, has)
                                                 : std::ranges::any_of(listed, has);
      if (matches) wanted.insert(id);
    }
    CAPTURE(rules.text());
    CAPTURE(query);
    CAPTURE(options.require_all);
    check(query, options, wanted);
    found_ += is_phrase ? wanted.size() : 0;
  }

  [[nodiscard]] std::size_t found() const { return found_; }

 private:
  void check(const std::string& query, SearchOptions options,
             const std::set<std::string>& wanted) const {
    options.limit = 1'000;
    options.threads = row_.threads;
    options.snippets = false;
    const Answer pruned = index_->search(query, options).value();
    options.limit = 5;
    const Answer best = index_->search(query, options).value();
    options.limit = 1'000;
    options.algorithm = Algorithm::exhaustive;
    const Answer exhaustive = index_->search(query, options).value();
    std::set<std::string> found;
    for (const Hit& hit : exhaustive.hits) found.insert(hit.id);
    CHECK(found == wanted);
    CHECK(pruned.total == wanted.size());
    CHECK(index_->count(query, options).value() == wanted.size());
    REQUIRE(pruned.hits.size() == exhaustive.hits.size());
    CHECK(testing::are_first(pruned.hits, exhaustive.hits, pruned.hits.size()));
    CHECK(testing::are_first(best.hits, exhaustive.hits, best.hits.size()));
  }

  const Row& row_;
  Dice dice_;
  testing::TemporaryFolder folder_;
  std::map<std::string, Words> texts_;  // by id
  std::optional<Index> index_;
  std::size_t found_ = 0;
};

TEST_CASE("synonyms find the articles with a form that they stand for") {
  const std::uint64_t rounds = testing::number_of("NEWSIDX_QUERIES", 80);
  for (Row row : kRows) {
    row.seed += testing::number_of("NEWSIDX_SEED", 0);
    CAPTURE(row.seed);
    Corpus corpus(row);
    for (std::uint64_t round = 0; round < rounds; ++round) corpus.check_random_query();
    CHECK(corpus.found() > 0);
  }
}

}  // namespace
}  // namespace newsidx
