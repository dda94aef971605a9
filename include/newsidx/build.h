// newsidx/build.h
//
// Making an index from articles.
//
//   newsidx::build({"corpus/"}, {.index_path = ".newsidx"})
//
// A build makes a new generation beside the one that answers now and swaps it in at the end, in one
// atomic step. Until then, and for ever when the build fails or is killed, the old one answers.
#pragma once

#include <newsidx/article.h>
#include <newsidx/article_reader.h>
#include <newsidx/export.h>
#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace newsidx {

/// What the build is doing, told several times a second.
struct BuildProgress {
  enum class Stage : std::uint8_t { reading, reordering, merging, pairing, committing };
  Stage stage = Stage::reading;
  std::uint64_t articles = 0;    ///< read so far
  std::uint64_t text_bytes = 0;  ///< of them [bytes, decompressed]
  /// Of this stage: bytes read from disk, terms merged, articles whose pairs were found.
  std::uint64_t done_units = 0;
  std::uint64_t total_units = 0;  ///< 0: not known (standard input)
  /// Of the whole build with all its stages, by what these take as a rule [0 to 1]; negative: not
  /// known.
  double share_done = -1;
};

struct BuildOptions {
  std::string index_path = ".newsidx";
  std::string analyzer = "news";     ///< "news" or "plain" (lower-case letters and digits, for
                                     ///< benchmarks; no language is told from texts)
  std::string language = "english";  ///< name or code; an article's own `lang` wins
  unsigned threads = 0;              ///< 0: all cores
  /// For the indexing buffers; >= 16 MiB. A build stays within this and 150 MiB, if the longest
  /// record is no longer than the default of max_record_bytes; beyond a million articles it takes
  /// 54 bytes an article more. With less than 16 MiB a thread, fewer threads work.
  std::uint64_t memory_bytes = 1u << 30;
  /// Occurrences that one in the title counts for, 1 to 16. Not given: 2. With "plain" only 1.
  std::optional<unsigned> title_weight = {};
  bool store_articles = true;  ///< false: no snippets and no `show`, a smaller index
  /// Similar articles are put side by side: queries get faster and the index smaller, the build
  /// takes longer, and articles of equal score are listed in another order. It takes 512 of
  /// memory_bytes for each article of a segment. Not given: where a segment has more than 131,072
  /// and memory_bytes has room for them (else on_problem says so).
  std::optional<bool> reorder = {};
  /// The index has a segment for each so many articles in the order of reading: the build needs
  /// less memory, queries take longer. 0: one segment for all. No more than 1,024 segments.
  std::uint32_t segment_articles = 0;
  /// So many of the most frequent words of a segment get lists of the places where two of them
  /// stand side by side: phrases of them ("of the bank") are found sooner, and the index is larger
  /// by a tenth. 0: none; at most 1,024. The answers are the same.
  unsigned bigrams = 128;
  /// A longer line or page is skipped and reported. 0: an eighth of memory_bytes, but 20 to 64 MiB.
  std::uint64_t max_record_bytes = 0;

  /// Of folders: the files that are read (none: all that are news by name or contents), and what is
  /// not, as in .gitignore: "*.html", "drafts/", "/old/2015-*". A .newsidxignore in a folder has
  /// more patterns of what is not. Files that are given by name are read in any case.
  std::vector<std::string> includes = {};
  std::vector<std::string> excludes = {};

  /// Which fields of records are title, body and so on, where their names do not tell:
  /// "body=maintext,title=fields.headline|headline"; of a table also by number: "body=5".
  std::string field_map = {};

  std::function<void(const BuildProgress&)> on_progress = {};  ///< called from one thread at a time
  /// For each part of the input that was skipped or repaired: "a.jsonl:17: not JSON: ...".
  std::function<void(const Remark&)> on_problem = {};
  /// For each file that is no news: "photos/a.jpg: a picture is no news".
  std::function<void(const Remark&)> on_no_news = {};
  /// Asks the build to give up, also while it waits for its input; the old index stays.
  std::stop_token stop = {};
};

struct BuildReport : ReadReport {
  std::uint64_t articles = 0;
  std::uint64_t superseded = 0;  ///< articles of the input of which a later one has the id: that
                                 ///< one is in the index
  std::uint64_t generation = 0;
  double seconds = 0;
  std::uint64_t unknown_languages = 0;  ///< articles whose `lang` names no language: it counts as
                                        ///< not given
};

/// Indexes folders, files or "-" (standard input) and replaces what index_path held.
/// @errors not_found, io      an input is missing or cannot be read
///         invalid_argument   options out of range; nothing indexable in the inputs
///         limit              more articles or segments than an index can have
///         busy               another writer holds the index
///         io, disk_full      no permission, no space
///         cancelled          `stop` was asked
///         unsupported        index_path holds something that is not an index, or of a newer
///                            version
/// Locks: the index against other writers, of this process and of others. Readers go on.
[[nodiscard]] NEWSIDX_EXPORT Result<BuildReport> build(const std::vector<std::string>& inputs,
                                                       const BuildOptions& options);

/// What a build would read, by the names and beginnings of files.
struct InputSurvey {
  using Counts = std::vector<std::pair<std::string, std::uint64_t>>;
  Counts read;      ///< files by what they are, in the singular, ascending: {"web page", 3}
  Counts left_out;  ///< {"picture", 2}
  std::uint64_t unreadable = 0;  ///< files
  std::uint64_t bytes = 0;       ///< on disk, of all files; 0 when standard input is among them
};

/// Looks at the inputs of a build without reading them: `includes`, `excludes` and `stop` of the
/// options are used.
/// @param on_file  is told of each file, "a/b: web page"; may be empty
/// @errors as build()
[[nodiscard]] NEWSIDX_EXPORT Result<InputSurvey> survey(
    const std::vector<std::string>& inputs, const BuildOptions& options,
    const std::function<void(const Remark&)>& on_file = {});

/// A build from articles that a program makes: `next` gives one after the other, then nothing. It
/// is called from the thread that called build(). An article without an id gets a hash of what it
/// says: two that say the same are one.
/// Ignores what is of files: max_record_bytes, includes, excludes, field_map, on_no_news.
/// @errors as above, but for the inputs
[[nodiscard]] NEWSIDX_EXPORT Result<BuildReport> build(
    const std::function<std::optional<Article>()>& next, const BuildOptions& options);

}  // namespace newsidx
