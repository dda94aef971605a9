// More like this: an article's best words as a query.
//
// Source: Lucene's MoreLikeThis. A word counts by its frequency in the text times ln(1 + articles /
// articles that have it); the 25 best are searched as any list of words, each by its own weight. Of
// words that only one article has none is like another, and function words and numbers tell
// nothing.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analysis/analyzer.h"
#include "api/state.h"
#include "base/status_macros.h"
#include "base/utf8.h"
#include "query/syntax/characters.h"

namespace newsidx {
namespace {

constexpr std::size_t kMostWords = 25;
constexpr std::uint64_t kLeastArticles = 2;  // of a word
constexpr std::size_t kMostBytes = std::size_t{256} << 10;
constexpr std::size_t kLongestWord = 64;

struct CountedWord {
  std::uint64_t count = 0;
  std::map<std::string, std::uint64_t, std::less<>> surfaces;  // how often each
};

class WordCounter final : public analysis::TokenSink {
 public:
  // The words of a title count as often as the index counts them.
  void set_weight(std::uint64_t weight) { weight_ = weight; }

  void accept(const analysis::Token& token) override {
    const bool is_number = std::ranges::all_of(token.surface, query::is_digit);
    if (token.kind != analysis::TermKind::word || token.is_stop_word || token.span > 1 ||
        is_number || token.surface.size() > kLongestWord) {
      return;
    }
    CountedWord& word = words_[std::string(token.term)];
    word.count += weight_;
    const auto known = word.surfaces.find(token.surface);
    if (known != word.surfaces.end()) {
      known->second += weight_;
    } else {
      word.surfaces.emplace(token.surface, weight_);
    }
  }

  [[nodiscard]] const std::unordered_map<std::string, CountedWord>& words() const { return words_; }

 private:
  std::unordered_map<std::string, CountedWord> words_;
  std::uint64_t weight_ = 1;
};

std::string_view start_of(std::string_view text) {
  return text.size() <= kMostBytes ? text : text.substr(0, utf8_floor(text, kMostBytes));
}

// As a query has what is no operator.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

std::string as_word(const std::string& surface) {
  return std::ranges::all_of(surface, query::is_small) ? surface : quoted(surface);
}

const std::string& commonest(const CountedWord& word) {
  const auto most = std::ranges::max_element(
      word.surfaces, [](const auto& a, const auto& b) { return a.second < b.second; });
  return most->first;
}

struct ScoredWord {
  double score = 0;
  std::string text;
};

}  // namespace

Result<std::string> Index::State::best_words(const Article& article) const {
  NEWSIDX_ASSIGN_OR_RETURN(auto lease, lease_analyzer({}));
  WordCounter counter;
  counter.set_weight(std::max(1u, static_cast<unsigned>(manifest.settings.title_weight)));
  lease->analyzer().analyze(start_of(article.title), article.lang, counter);
  counter.set_weight(1);
  lease->analyzer().analyze(start_of(article.body), article.lang, counter);
  std::vector<std::string> terms;
  for (const auto& [term, word] : counter.words()) terms.push_back(term);
  std::ranges::sort(terms);
  std::vector<std::uint64_t> articles(terms.size(), 0);
  std::uint64_t article_count = 0;
  for (const segment::SegmentReader* const reader : readers) {
    article_count += reader->document_count();
    NEWSIDX_RETURN_IF_ERROR(reader->dictionary().visit_counts(
        segment::Field::text, terms, [&](std::size_t i, const segment::TermCounts& counts) {
          articles[i] += counts.document_count;
          return true;
        }));
  }
  std::vector<ScoredWord> best;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (articles[i] < kLeastArticles) continue;
    const CountedWord& word = counter.words().at(terms[i]);
    const double idf =
        std::log(1 + static_cast<double>(article_count) / static_cast<double>(articles[i]));
    best.push_back({static_cast<double>(word.count) * idf, as_word(commonest(word))});
  }
  std::ranges::sort(best, [](const ScoredWord& a, const ScoredWord& b) {
    return a.score != b.score ? a.score > b.score : a.text < b.text;
  });
  if (best.size() > kMostWords) best.resize(kMostWords);
  std::string query;
  for (const ScoredWord& word : best) query += (query.empty() ? "" : " ") + word.text;
  return query;
}

Result<Answer> Index::State::find_similar(const Index& index, const std::string& words,
                                          const std::string& beside, SearchOptions options) {
  if (words.empty()) {
    Answer answer;
    if (options.count_total) answer.total = 0;
    answer.warnings.push_back({"the text has no word that two articles have", "a longer text"});
    return answer;
  }
  options.literal = options.require_all = options.both_spellings = options.suggest = false;
  options.synonyms = {};
  auto answer = index.search(words + beside, options);
  if (answer) answer->notes.clear();  // of a query that nobody typed
  return answer;
}

Result<Answer> Index::similar(std::string_view id, const SearchOptions& options) const {
  NEWSIDX_ASSIGN_OR_RETURN(const Article article, this->article(id));
  NEWSIDX_ASSIGN_OR_RETURN(const std::string words, state_->best_words(article));
  return State::find_similar(*this, words, " -id:" + quoted(id), options);
}

Result<Answer> Index::similar_to_text(std::string_view text, const SearchOptions& options) const {
  Article article;
  article.body = start_of(text);
  NEWSIDX_ASSIGN_OR_RETURN(const std::string words, state_->best_words(article));
  return State::find_similar(*this, words, "", options);
}

}  // namespace newsidx
