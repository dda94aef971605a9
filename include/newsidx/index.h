// newsidx/index.h
//
// Reading an index: search, count, explain, look up, check.
//
//   auto index = newsidx::Index::open(".newsidx");
//   auto answer = index->search("Daraya siege", {.limit = 5});
//
// An Index pins one generation: what writers commit later does not change its answers. refresh() is
// an Index of the newest one. It is a handle: a copy is cheap, and is the same opened index, which
// is closed with the last of them.
//
// Threads: all const methods may be called from several threads at once; none waits for another but
// for moments. Assigning to a handle that others use needs a lock, as of a shared_ptr.
#pragma once

#include <newsidx/answer.h>
#include <newsidx/article.h>
#include <newsidx/check.h>
#include <newsidx/explanation.h>
#include <newsidx/export.h>
#include <newsidx/index_stats.h>
#include <newsidx/query_statistics.h>
#include <newsidx/result.h>
#include <newsidx/search_options.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx {

struct OpenOptions {
  /// About how many bytes an Index may remember between calls, over all its segments and copies: a
  /// third are blocks of its files, the rest lists of words that were asked for, what is known not
  /// to be there, analysed words. What was not asked for lately is given up first. What the calls
  /// of the moment use comes on top, and 7 bytes an article.
  std::uint64_t cache_bytes = std::uint64_t{768} << 20;
};

/// @return whether to go on
using VisitArticle = std::function<bool(const Article&)>;

class NEWSIDX_EXPORT Index {
 public:
  /// Opens the newest generation, and keeps its files open: up to 8 a segment. Takes no lock:
  /// writers work on beside it.
  /// Cost: 5 to 20 ms, and 7 bytes an article that are read.
  /// @errors not_found    nothing at `path`, or no index was ever committed there
  ///         unsupported  not an index; or of another format version or analyser (rebuild)
  ///         limit        the process may not have so many files open
  ///         corruption, io
  [[nodiscard]] static Result<Index> open(const std::string& path, const OpenOptions& options = {});

  /// Several indexes (of years, of desks) as one: its answers, scores, counts and words are those
  /// of one index that was built of the articles of all, the first index's first. An id that stands
  /// in several is several articles, each of its index (Hit::index); by id, the first is found.
  /// Cost as of one index with so many segments; check() and stats() are of each by itself.
  /// @errors as open(); invalid_argument  none, the same one twice, or they were analysed
  /// differently
  ///         (another analyser, language or title weight)
  [[nodiscard]] static Result<Index> open_all(const std::vector<std::string>& paths,
                                              const OpenOptions& options = {});

  /// The newest generation: this handle when it is this one, else another Index. It shares all that
  /// has not changed with this one, which stays as it is: segments with their opened lists, blocks
  /// of files, memory (cache_bytes is for all of them together).
  /// Cost: a few milliseconds, and 7 bytes an article of segments that are new; 0.02 ms when
  /// nothing has changed.
  /// @errors as open()
  [[nodiscard]] Result<Index> refresh() const;

  /// The best articles with passages.
  /// Cost: the query, and for each hit one article that is read, unpacked and, for the snippet,
  /// analysed: about 0.1 ms for a short one. rank() spares that.
  /// @errors parse (with Error::column), limit, invalid_argument, corruption, io, cancelled.
  ///         That the time was over is no error: Answer::partial
  [[nodiscard]] Result<Answer> search(std::string_view query,
                                      const SearchOptions& options = {}) const;

  /// The same hits by their numbers; reads no article. Ignores `snippets`, `snippet_chars`, and
  /// what is to be counted beside `count_total`
  /// (of a collapsed ranking the stories, too).
  /// @errors as search
  [[nodiscard]] Result<Ranking> rank(std::string_view query,
                                     const SearchOptions& options = {}) const;

  /// The exact number of matching articles. How the query was read, search() with a limit of 0
  /// says, too, for the same time. Of the options, those of what is found and in what order are
  /// ignored: limit, offset, what is to be counted, algorithm, k1, b, snippets, snippet_chars.
  /// @errors as search; timed_out
  [[nodiscard]] Result<std::uint64_t> count(std::string_view query,
                                            const SearchOptions& options = {}) const;

  /// All matching articles, in the order of the index. The options are those of count().
  /// Cost: as count(), and 16 bytes for each.
  /// @errors as count()
  [[nodiscard]] Result<std::vector<DocumentRef>> matches(std::string_view query,
                                                         const SearchOptions& options = {}) const;

  /// Shows every matching article, however many they are, until `visit` returns false. In the order
  /// of SearchOptions::sort; without one in that of the index, which begins at once. The other
  /// options are those of count().
  /// Cost: as count(), and an article that is read for each. Memory: a bit for each article of the
  ///       index, and one article; in an order 16 bytes for each that matches.
  /// @return as search() with a limit of 0: the total, and how the query was read
  /// @errors as count(); unsupported  the index stores no articles
  [[nodiscard]] Result<Answer> for_each_match(std::string_view query, const VisitArticle& visit,
                                              const SearchOptions& options = {}) const;

  /// Articles that are like one, without itself, or like a text: those with the best of its words,
  /// 25 at most, which Answer::query has. Of the options, literal, require_all, both_spellings,
  /// synonyms and suggest are ignored.
  /// Cost: a search for 25 words, and the analysis of the first 256 KiB: a millisecond a few
  /// hundred KiB, less than a search mostly.
  /// @errors as search(); not_found  no article with this id; unsupported  the index stores none
  [[nodiscard]] Result<Answer> similar(std::string_view id,
                                       const SearchOptions& options = {}) const;
  [[nodiscard]] Result<Answer> similar_to_text(std::string_view text,
                                               const SearchOptions& options = {}) const;

  /// Why the article has its score for the query. Ignores limit, offset, count_total, algorithm,
  /// snippets, snippet_chars and threads.
  /// Cost: the lists of the query's words are opened; no article is read.
  /// @errors as count; not_found  no article with this id, or none of this generation
  [[nodiscard]] Result<Explanation> explain(std::string_view query, std::string_view id,
                                            const SearchOptions& options = {}) const;
  [[nodiscard]] Result<Explanation> explain(std::string_view query, const DocumentRef& document,
                                            const SearchOptions& options = {}) const;

  /// What this index adds to the statistics of a query that several indexes answer as one
  /// (query_statistics.h). SearchOptions::statistics is the sum so far: what it has is not told
  /// again. Of the other options, require_all, literal, both_spellings, synonyms, timeout, stop and
  /// threads count. Cost: up to a dozen plans of the query; the words of a prefix are counted in
  /// the dictionary; a search for one article where a compound stands alone.
  /// @errors as count; invalid_argument  the sum is of another query, or of articles that were
  ///         analysed otherwise
  [[nodiscard]] Result<QueryStatistics> statistics(std::string_view query,
                                                   const SearchOptions& options = {}) const;

  /// A stored article.
  /// Cost: one read from disk or cache, and unpacking; by id, one more for each segment before that
  /// of the article.
  /// @errors not_found  no article with this id, or none of this generation;
  ///         unsupported  the index stores no articles; corruption, io
  [[nodiscard]] Result<Article> article(std::string_view id) const;
  [[nodiscard]] Result<Article> article(const DocumentRef& document) const;

  /// The story of an article: the articles that say the same, the first published first, itself
  /// among them. Two are copies when 80 % of the runs of five words of the shorter body (60 words
  /// at least) stand in the longer one, which is at most four times as long, and their dates are at
  /// most six weeks apart; shorter ones when nine tenths of all runs are common, within two days;
  /// undated ones whenever. Copies of copies are of one story.
  /// Cost: once for an Index, the sketches of articles are compared that were not when they were
  ///       written or merged: 160 bytes an article; then an article that is read for each.
  /// @errors not_found; corruption, io; unsupported  the index stores no articles, or an earlier
  ///         version wrote them (rebuild)
  [[nodiscard]] Result<std::vector<Copy>> copies(std::string_view id) const;

  /// Which generation was opened; of several indexes, their sum. A DocumentRef of another one is
  /// refused.
  [[nodiscard]] std::uint64_t generation() const noexcept;

  /// Articles of the index.
  [[nodiscard]] std::uint64_t article_count() const noexcept;

  /// Cost: reads the column of times, 8 bytes an article.
  /// @errors corruption, io; unsupported  of several indexes
  [[nodiscard]] Result<IndexStats> stats() const;

  /// Words of the articles that start with `prefix`, in byte order; one that articles of several
  /// languages have comes once for each of its stems.
  /// Cost: `limit` entries of the dictionary, and as many lists.
  /// @errors corruption, io
  [[nodiscard]] Result<std::vector<TermStats>> terms(std::string_view prefix,
                                                     std::uint32_t limit) const;

  /// The most frequent words of the articles that start with `prefix`, the most frequent first.
  /// They are words as they are written, in lower case; deleted articles count until they are
  /// merged away. Cost: all words that start so are walked, some ns each.
  /// @errors corruption, io
  [[nodiscard]] Result<std::vector<SuggestedWord>> suggest(std::string_view prefix,
                                                           std::uint32_t limit) const;

  /// How much of OpenOptions::cache_bytes is in use.
  [[nodiscard]] std::uint64_t cached_bytes() const noexcept;

  /// Reads everything and verifies every checksum and invariant.
  /// @errors cancelled; unsupported  of several indexes. What is broken is in the report
  [[nodiscard]] Result<CheckReport> check(const CheckOptions& options = {}) const;

 private:
  friend class IndexWriter;  // which searches in what it has not committed
  struct NEWSIDX_HIDDEN State;
  NEWSIDX_HIDDEN explicit Index(std::shared_ptr<const State> state);
  std::shared_ptr<const State> state_;
};

}  // namespace newsidx
