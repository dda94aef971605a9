// newsidx/index.h
//
// Reading an index: search, count, explain, look up, check.
//
//   auto index = newsidx::Index::open(".newsidx");
//   auto answer = index->search("Daraya siege", {.limit = 5});
//
// An Index pins one generation: builds that finish later do not change its answers.
// Threads: all const methods may be called from several threads at once.
#pragma once

#include <newsidx/article.h>
#include <newsidx/export.h>
#include <newsidx/result.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace newsidx {

/// How the best hits are found. The answers are the same; `exhaustive` is there to prove it.
enum class Algorithm : std::uint8_t { pruned, exhaustive };

struct OpenOptions {
  /// About how many bytes an Index may remember between calls, over all its segments: lists of
  /// words that were asked for, what is known not to be there, analysed words. What was not asked
  /// for lately is given up first; what the calls of the moment use comes on top. Beside it there
  /// is a cache of blocks of files, of half as much, and 7 bytes an article.
  std::uint64_t memory_bytes = std::uint64_t{512} << 20;
};

struct SearchOptions {
  std::uint32_t limit = 10;     ///< hits wanted; offset + limit <= 10,000
  std::uint32_t offset = 0;     ///< hits passed over
  bool require_all = false;     ///< words side by side must all occur (AND) instead of any (OR)
  bool literal = false;         ///< the query is text: nothing in it is an operator
  bool both_spellings = false;  ///< British and American ones find each other: colour, color
  bool count_total = true;      ///< also count all matching articles, exactly
  Algorithm algorithm = Algorithm::pruned;
  float k1 = 1.2f;  ///< BM25, >= 0
  float b = 0.75f;  ///< BM25, 0 to 1
  bool snippets = true;
  std::uint32_t snippet_chars = 240;  ///< about this many characters a snippet; <= 10,000
  /// The answer comes after about this time, if need be with the best of what was looked at until
  /// then (Answer::partial, Hit::snippet_partial; Answer::warnings say what was cut). To read one
  /// stored article is not interrupted: a few milliseconds for each megabyte of it.
  std::optional<std::chrono::microseconds> timeout = {};
  std::stop_token stop = {};
  /// That share the work of a long query; 0: as many as there are cores. The answers are the same.
  unsigned threads = 1;
};

/// A run of text to be marked: bytes [begin, end) of the text it belongs to.
struct Mark {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(const Mark&, const Mark&) = default;
};

struct MarkedText {
  std::string text;         ///< UTF-8, one line
  std::vector<Mark> marks;  ///< ascending, not overlapping
};

struct Hit {
  std::uint32_t rank = 0;  ///< from 1
  double score = 0;
  std::uint32_t document = 0;  ///< number in this generation, below IndexStats::articles
  std::string id;
  MarkedText title;  ///< beyond 4 KiB, which no headline has, its start and " …"
  MarkedText
      snippet;  ///< the best passage of the body; starts or ends with "…" where text was left out
  /// The time was over: the snippet was chosen from a part of the body, or marks are missing.
  bool snippet_partial = false;
  std::optional<Timestamp> published;
  std::string source;
  std::string url;
};

struct Answer {
  std::string query;
  std::vector<Hit> hits;
  std::optional<std::uint64_t> total;  ///< matching articles, exact; set when count_total
  std::vector<std::string> warnings;   ///< for example that a prefix was cut at 256 words
  std::vector<std::string> notes;      ///< how the query was read, where that may surprise
  /// The time was over: hits are missing, or better ones may be (then `total` is not set).
  bool partial = false;
  double seconds = 0;
};

/// An answer by numbers alone.
struct Ranking {
  struct Place {
    std::uint32_t document = 0;  ///< as Hit::document
    double score = 0;
    friend bool operator==(const Place&, const Place&) = default;
  };
  std::vector<Place> places;           ///< the best first
  std::optional<std::uint64_t> total;  ///< as in Answer
  bool partial = false;
};

/// How one article's score came about: a tree.
struct Explanation {
  double value = 0;
  std::string description;  ///< one line
  std::vector<Explanation> details;
  bool matched = false;  ///< (of the root) the article matches the query
};

struct FieldStats {
  std::string name;            ///< "text" (title and body), "title", ...
  std::uint64_t terms = 0;     ///< distinct
  std::uint64_t postings = 0;  ///< (term, article) pairs
  std::uint64_t tokens = 0;    ///< positions
  std::uint64_t bytes = 0;     ///< of the lists and their keys, before they are compressed
  double average_length = 0;   ///< as scored: title occurrences count with their weight
};

struct IndexStats {
  std::string path;
  std::uint64_t format_version = 0;
  std::uint64_t generation = 0;
  std::uint64_t articles = 0;
  std::uint64_t segments = 0;
  std::uint64_t disk_bytes = 0;
  std::string analyzer;  ///< the fingerprint
  unsigned title_weight = 1;
  bool stores_articles = true;
  bool is_reordered = false;  ///< similar articles stand side by side
  unsigned bigrams = 0;       ///< frequent words whose pairs have lists, of one segment at most
  std::optional<Timestamp> earliest;
  std::optional<Timestamp> latest;
  std::uint64_t undated_articles = 0;
  std::vector<FieldStats> fields;
  std::vector<std::pair<std::string, std::uint64_t>> languages;  ///< stemming language, articles
  std::vector<std::pair<std::string, std::uint64_t>>
      families;  ///< part of the index, bytes on disk
};

struct TermStats {
  std::string word;               ///< as in the articles, lower case, not stemmed
  std::string term;               ///< as searched (stemmed)
  std::uint64_t articles = 0;     ///< that the term occurs in
  std::uint64_t occurrences = 0;  ///< in titles and bodies
};

/// How far Index::check() has come.
struct CheckProgress {
  std::uint64_t done_units = 0;   ///< postings and articles verified
  std::uint64_t total_units = 0;  ///< of the whole index
};

struct CheckOptions {
  std::function<void(const CheckProgress&)> on_progress = {};  ///< called now and then
  std::stop_token stop = {};
};

struct CheckReport {
  std::vector<std::string> problems;  ///< one line each, with the place; empty: the index is whole
  std::uint64_t segments = 0;
  std::uint64_t terms = 0;
  std::uint64_t postings = 0;
  std::uint64_t positions = 0;
  std::uint64_t articles = 0;
  std::uint64_t bytes = 0;  ///< of files whose checksums were read
};

class NEWSIDX_EXPORT Index {
 public:
  /// @errors not_found    nothing at `path`, or no index was ever committed there
  ///         unsupported  not an index; or of another format version or analyser (rebuild)
  ///         corruption, io
  [[nodiscard]] static Result<Index> open(const std::string& path, const OpenOptions& options = {});
  Index(Index&&) noexcept;
  Index& operator=(Index&&) noexcept;
  ~Index();

  /// @errors parse (a message of three lines with a caret), limit, invalid_argument, corruption,
  /// cancelled
  [[nodiscard]] Result<Answer> search(std::string_view query,
                                      const SearchOptions& options = {}) const;

  /// The same hits by their numbers; reads no article.
  /// @errors as search
  [[nodiscard]] Result<Ranking> rank(std::string_view query,
                                     const SearchOptions& options = {}) const;

  /// The exact number of matching articles. How the query was read, search() with a limit of 0
  /// says, too, for the same time.
  /// @errors as search; limit  the time was over
  [[nodiscard]] Result<std::uint64_t> count(std::string_view query,
                                            const SearchOptions& options = {}) const;

  /// Why the article has its score for the query.
  /// @errors as count; not_found  no article with this id
  [[nodiscard]] Result<Explanation> explain(std::string_view query, std::string_view id,
                                            const SearchOptions& options = {}) const;

  /// @errors not_found  no article with this id; unsupported  the index stores no articles
  [[nodiscard]] Result<Article> article(std::string_view id) const;

  [[nodiscard]] Result<IndexStats> stats() const;

  /// Words of the articles that start with `prefix`, in byte order; one that articles of several
  /// languages have comes once for each of its stems.
  [[nodiscard]] Result<std::vector<TermStats>> terms(std::string_view prefix,
                                                     std::uint32_t limit) const;

  /// How much of OpenOptions::memory_bytes is in use.
  [[nodiscard]] std::uint64_t remembered_bytes() const noexcept;

  /// Reads everything and verifies every checksum and invariant.
  /// @errors cancelled; what is broken is in the report
  [[nodiscard]] Result<CheckReport> check(const CheckOptions& options = {}) const;

 private:
  struct State;
  explicit Index(std::shared_ptr<const State> state);
  std::shared_ptr<const State> state_;
};

}  // namespace newsidx
