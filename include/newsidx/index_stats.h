// newsidx/index_stats.h: what is in an index.
#pragma once

#include <newsidx/article.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace newsidx {

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
  /// To files of the index since it was built, up to the last commit: logs, and merges, whose
  /// input is gone by now. 0: not known, an older newsidx has written to it.
  std::uint64_t written_bytes = 0;
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
  /// Bytes on disk of each part: "lists" (words, and the articles that they occur in), "positions"
  /// (where in these), "articles" (as stored, and their ids), "columns" (numbers of each article).
  std::vector<std::pair<std::string, std::uint64_t>> parts;
};

struct TermStats {
  std::string word;               ///< as in the articles, lower case, not stemmed
  std::string term;               ///< as searched (stemmed)
  std::uint64_t articles = 0;     ///< that the term occurs in
  std::uint64_t occurrences = 0;  ///< in titles and bodies
};

/// A word of the articles.
struct SuggestedWord {
  std::string word;               ///< lower case, not stemmed
  std::uint64_t occurrences = 0;  ///< in titles and bodies
};

}  // namespace newsidx
