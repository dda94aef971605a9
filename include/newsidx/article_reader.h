// newsidx/article_reader.h
//
// Reads articles from folders, files and archives, as a build does, without an index:
//
//   auto reader = newsidx::ArticleReader::open({"corpus/"});
//   while (auto article = reader.value().next().value()) std::puts(article->title.c_str());
#pragma once

#include <newsidx/article.h>
#include <newsidx/export.h>
#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace newsidx {

struct ReadOptions {
  /// For what is read ahead and for the windows of compressed files; a file that needs more than
  /// half of it, and more than 128 MiB, is not read.
  std::uint64_t memory_bytes = 1u << 30;
  /// A longer line or page is skipped and reported. 0: an eighth of memory_bytes, but 20 to 64 MiB.
  std::uint64_t max_record_bytes = 0;
  unsigned threads = 0;  ///< that parse what was read; 0: all cores

  /// Of folders: the files that are read (none: all that are news by name or contents), and what is
  /// not, as in .gitignore: "*.html", "drafts/", "/old/2015-*". A .newsidxignore in a folder has
  /// more patterns of what is not. Files that are given by name are read in any case.
  std::vector<std::string> includes = {};
  std::vector<std::string> excludes = {};

  /// Which fields of records are title, body and so on, where their names do not tell:
  /// "body=maintext,title=fields.headline|headline"; of a table also by number: "body=5".
  std::string field_map = {};

  /// Whether the language of an article that names none is told from its text.
  bool tells_language = true;

  /// For each part of the input that was skipped or repaired: "a.jsonl:17: not JSON: ...".
  std::function<void(const Remark&)> on_problem = {};
  /// For each file that is no news: "photos/a.jpg: a picture is no news".
  std::function<void(const Remark&)> on_no_news = {};
  /// Ends the reading, also while it waits for its input.
  std::stop_token stop = {};
};

/// What was read.
struct ReadReport {
  std::uint64_t records_skipped = 0;   ///< broken
  std::uint64_t records_repaired = 0;  ///< ill-formed UTF-8 or impossible values replaced
  std::uint64_t records_cut_off = 0;   ///< whose end is missing: what was there is kept
  std::uint64_t files = 0;
  std::uint64_t files_skipped = 0;     ///< unreadable, or from some place on
  std::uint64_t files_ignored = 0;     ///< that are no news: pictures, programs, licences
  std::uint64_t text_bytes = 0;        ///< decompressed
  std::uint64_t captures_skipped = 0;  ///< articles met again: a page, a post, a row with its url
  std::uint64_t shared_urls = 0;  ///< articles whose url is another's, too, so that it is no id
  std::uint64_t shared_ids = 0;  ///< articles whose id, a number of a row, is one of another file's
  std::string unused_fields;     ///< with text that is no part of an article: "raw_html (17)"
  std::string unmet_fields;      ///< of the field map, that nothing had: "headline|kopf, maintext"
  /// files_ignored by what they are, in the singular, ascending: {"picture", 3}.
  std::vector<std::pair<std::string, std::uint64_t>> ignored_kinds;
  std::uint64_t files_in_part = 0;  ///< of files_skipped those with articles in front of that place
};

/// Threads: one reader, one thread; it has some of its own that parse ahead.
class NEWSIDX_EXPORT ArticleReader {
 public:
  /// @param inputs  folders, files, or "-" (standard input), as for build()
  /// @errors not_found, io      an input is missing or cannot be read
  ///         invalid_argument   options out of range; no inputs, or a folder without any news
  ///         cancelled          `stop` was asked
  [[nodiscard]] static Result<ArticleReader> open(const std::vector<std::string>& inputs,
                                                  const ReadOptions& options = {});
  ArticleReader(ArticleReader&&) noexcept;
  ArticleReader& operator=(ArticleReader&&) noexcept;
  ~ArticleReader();

  /// The next article, in a stable order, with an id (its own, or by file and number); nothing at
  /// the end. What cannot be read goes to on_problem and is counted, and the rest is read on.
  /// @errors cancelled  `stop` was asked
  [[nodiscard]] Result<std::optional<Article>> next();

  /// Of what was read so far.
  [[nodiscard]] ReadReport report() const;

 private:
  struct NEWSIDX_HIDDEN State;
  NEWSIDX_HIDDEN explicit ArticleReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace newsidx
