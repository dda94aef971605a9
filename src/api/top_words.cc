// The words that set the first articles of an answer apart: of each word the share of these
// articles that have it is compared with its share of all articles of the index.
//
// Source: the JLH score of Elasticsearch's significant_terms; to read a sample of the best articles
// alone is its sampler aggregation. Words of one article alone say nothing and are left out, as are
// function words, numbers, and the words of the query, which all of the articles have.
#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analysis/analyzer.h"
#include "api/state.h"
#include "base/status_macros.h"
#include "search/highlight_terms.h"
#include "segment/field.h"

namespace newsidx {
namespace {

constexpr std::size_t kArticles = 200;
constexpr std::uint64_t kLeastArticles = 2;  // of a word, among these

struct Sighted {
  std::uint64_t articles = 0;
  std::size_t last_article = SIZE_MAX;
  std::map<std::string, std::uint64_t, std::less<>> surfaces;  // how often each
};
using SightedWords = std::unordered_map<std::string, Sighted>;

class Sighting final : public analysis::TokenSink {
 public:
  Sighting(SightedWords& words, std::size_t article) : words_(words), article_(article) {}

  void accept(const analysis::Token& token) override {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const bool is_number = std::ranges::any_of(token.term, is_digit);
    if (token.kind != analysis::TermKind::word || token.is_stop_word || is_number) return;
    term_ = token.term;
    Sighted& word = words_[term_];
    if (std::exchange(word.last_article, article_) != article_) ++word.articles;
    const auto known = word.surfaces.find(token.surface);
    if (known != word.surfaces.end()) {
      ++known->second;
    } else {
      word.surfaces.emplace(token.surface, 1);
    }
  }

 private:
  SightedWords& words_;
  std::size_t article_;
  std::string term_;
};

std::set<std::string> words_of(const query::PlanNode& root) {
  std::set<std::string> terms;
  for (const search::HighlightTerm& pattern : search::highlight_terms(root, 1)) {
    for (const analysis::QueryWord& slot : pattern.slots) {
      for (const analysis::TermSequence& sequence : slot.alternatives) {
        for (const analysis::QueryTerm& term : sequence) terms.insert(term.term);
      }
    }
  }
  return terms;
}

std::string commonest(const Sighted& word) {
  const auto most = std::ranges::max_element(
      word.surfaces, [](const auto& a, const auto& b) { return a.second < b.second; });
  return most->first;
}

}  // namespace

std::size_t Index::State::wanted(const SearchOptions& options) noexcept {
  const std::size_t shown = std::size_t{options.offset} + options.limit;
  return options.top_words > 0 ? std::max(shown, kArticles) : shown;
}

void Index::State::cut(const SearchOptions& options, Found& found) {
  if (options.top_words == 0) return;
  const std::size_t read = std::min(kArticles, found.ranked.size());
  found.first.assign(found.ranked.begin(),
                     found.ranked.begin() + static_cast<std::ptrdiff_t>(read));
  const std::size_t shown = std::size_t{options.offset} + options.limit;
  if (found.ranked.size() > shown) found.ranked.resize(shown);
  if (found.sort_values.size() > shown) found.sort_values.resize(shown);
}

Result<TopWords> Index::State::top_words(analysis::Analyzer& analyzer, const query::Plan& plan,
                                         const Found& found, const SearchOptions& options,
                                         const CancellationToken& cancellation) const {
  SightedWords sighted;
  TopWords top;
  for (const search::RankedDoc& ranked : found.first) {
    if (cancellation.requested()) return cancelled_error();
    NEWSIDX_ASSIGN_OR_RETURN(const Article article, this->article({ranked.segment, ranked.doc}));
    Sighting sighting(sighted, top.articles_read++);
    analyzer.analyze(article.title, article.lang, sighting);
    analyzer.analyze(article.body, article.lang, sighting);
  }
  if (found.is_partial) return cancelled_error();
  const std::set<std::string> asked = words_of(plan.root);
  std::vector<std::string> terms;
  for (const auto& [term, word] : sighted) {
    if (word.articles >= kLeastArticles && !asked.contains(term)) terms.push_back(term);
  }
  std::ranges::sort(terms);
  std::vector<std::uint64_t> all(terms.size(), 0);
  std::uint64_t document_count = 0;
  for (const segment::SegmentReader* reader : readers) {
    document_count += reader->document_count();
    NEWSIDX_RETURN_IF_ERROR(reader->dictionary().visit_counts(
        segment::Field::text, terms, [&](std::size_t i, const segment::TermCounts& counts) {
          all[i] += counts.document_count;
          return !cancellation.requested();
        }));
    if (cancellation.requested()) return cancelled_error();
  }
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const Sighted& word = sighted.at(terms[i]);
    if (all[i] == 0) continue;
    const double share =
        static_cast<double>(word.articles) / static_cast<double>(top.articles_read);
    const double share_of_all = static_cast<double>(all[i]) / static_cast<double>(document_count);
    if (share <= share_of_all) continue;
    const double score = (share - share_of_all) * share / share_of_all;
    top.words.push_back({commonest(word), score, word.articles, all[i]});
  }
  const std::size_t kept = std::min<std::size_t>(options.top_words, top.words.size());
  std::ranges::partial_sort(top.words, top.words.begin() + static_cast<std::ptrdiff_t>(kept),
                            [](const TopWords::Word& a, const TopWords::Word& b) {
                              return a.score != b.score ? a.score > b.score : a.word < b.word;
                            });
  top.words.resize(kept);
  return top;
}

}  // namespace newsidx
