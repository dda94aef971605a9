// source/article_reader.h
//
// Folders, files and archives to articles, one after the other, in a stable order.
//
//   inputs -> walk (files, sorted) -> decompress -> .txt page | .jsonl records
//
// The caller's thread reads files and cuts them into records; other threads make articles of them,
// some records ahead, and next() gives them out in the order of the input. A file larger than
// memory is read in constant space. A broken record, or a file that cannot be read, is counted and
// reported where it stands in that order; the rest is read on.
//
// Threads: one reader, one thread.
#pragma once

#include <newsidx/article.h>
#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "source/fields/field_map.h"
#include "source/format/file_end.h"
#include "source/problem.h"
#include "source/walk/path_filter.h"

namespace newsidx::source {

struct ReaderOptions {
  std::function<void(const Problem&)> on_problem;  ///< may be empty
  std::uint64_t max_record_bytes = 64u << 20;      ///< a longer line or page is a broken record
  /// The window of compressed data may take half of it, and 128 MiB in any case: a file that asks
  /// for more is not read.
  std::uint64_t memory_bytes = 0;
  unsigned threads = 1;                 ///< that make articles of what was read
  PathRules paths = {};                 ///< of what is read in folders
  std::shared_ptr<const FieldMap> map;  ///< which fields are what; may be null
  bool tells_language = true;           ///< of articles that name none, from their text
  bool tells_no_news = false;           ///< on_problem is told of what is no news, too
  bool may_be_empty = false;            ///< folders without any news are no error
  /// Others may write to the files: the beginning of a record at the end of one waits for its rest,
  /// where it can be told, and is counted.
  bool waits_for_rest = false;
  std::stop_token stop = {};  ///< ends the reading, also within a page and while a read blocks

  /// Asked for the path of each file that was found, before anything is read: those that it refuses
  /// are passed over. Empty: all are wanted.
  std::function<bool(const std::string& path)> is_wanted = {};
  /// Told of each file that was read, before the next one is opened, its number among those that
  /// are wanted, from 1; may be empty. The reading is nothing of what may not grow: compressed
  /// files, pages, pipes, files that could not be read to their end.
  std::function<void(std::uint32_t number, const std::optional<FileReading>& reading)> on_file_end =
      {};
  /// Asked for each file before it is opened, by that number: where it is to be read on, if what it
  /// is and what is in front have not changed. Nothing: at its beginning. May be empty.
  std::function<std::optional<FileEnd>(std::uint32_t number)> end_of = {};
};

/// What became of a file.
enum class FileState : std::uint8_t {
  unread,      ///< the reading ended before
  unreadable,  ///< as a whole
  damaged,     ///< records of it could not be read, or what is behind some place
  whole,       ///< read; without any article, perhaps
};

struct ReadCounts {
  std::uint64_t files = 0;          ///< opened and read
  std::uint64_t files_skipped = 0;  ///< unreadable, binary, or broken on the way
  std::uint64_t files_in_part = 0;  ///< of these, that had records in front of the place
  std::uint64_t files_ignored = 0;  ///< that are no news: pictures, programs, licences
  std::map<std::string, std::uint64_t> ignored_kinds;  ///< the same by what they are: "picture"
  std::uint64_t articles = 0;
  std::uint64_t records_skipped = 0;
  std::uint64_t records_waiting = 0;  ///< that begin at the end of a file, and go on later
  std::uint64_t records_repaired = 0;
  std::uint64_t records_cut_off =
      0;  ///< whose end is missing; repaired, too, if that is said of it
  std::uint64_t captures_skipped = 0;  ///< of articles that came before: the same url and title;
                                       ///< of pages in web archives those that are not the newest
  std::uint64_t shared_urls = 0;       ///< articles whose url one of another title has: it is no id
  std::uint64_t shared_ids = 0;        ///< articles whose row number one of another file has
  std::string unmet_fields;            ///< of the field map: FieldMap::unmet()
  std::uint64_t text_bytes = 0;        ///< decompressed bytes read
  std::uint64_t input_bytes = 0;       ///< bytes read from disk so far (compressed where it is)

  friend bool operator==(const ReadCounts&, const ReadCounts&) = default;
};

class ArticleReader {
 public:
  /// @param inputs  folders (walked recursively in the byte order of their paths; hidden entries,
  ///                sockets, FIFOs and devices are passed over, loops of links are not followed),
  ///                files (read whatever their name: .txt is a page, .jsonl, .ndjson and .json are
  ///                JSON lines, each also with .gz .zst .xz .bz2 .lz4; any other name is told by
  ///                its contents), or "-" (standard input). Contents that start with '{' are JSON
  ///                lines, others one page. In folders other names are passed over and counted.
  /// @errors not_found         an input does not exist
  ///         io                an input given by name cannot be read at all
  ///         invalid_argument  no inputs; a folder without any readable file
  ///         cancelled         the stop was asked for
  [[nodiscard]] static Result<ArticleReader> open(const std::vector<std::string>& inputs,
                                                  const ReaderOptions& options);
  ArticleReader(ArticleReader&&) noexcept;
  ArticleReader& operator=(ArticleReader&&) noexcept;
  ~ArticleReader();

  /// The next article, or nothing at the end of all inputs and once the stop was asked for (which
  /// its caller can tell from the token). Problems go to on_problem.
  /// Every article has an id: its own, else that of article_namer.h: its url, the path of its file
  /// relative to the input, with "#N" (from 1) where a page holds several, or, of a record, what it
  /// says: "001_a246f93a30b869c3.txt", "000_x.txt#3", "0f3a…" (32 hexadecimal digits). An id of up
  /// to nine digits is often the number of a row: where an article of another title in another file
  /// had it, the file is put in front, "b.csv#id=17".
  [[nodiscard]] std::optional<Article> next();

  /// The file of the article that next() gave last: its number in files(), from 1.
  [[nodiscard]] std::uint32_t input() const;

  /// The file by that number was not read from its beginning. Known with its first article.
  [[nodiscard]] bool is_read_on(std::uint32_t input) const;

  /// Whether the id of that article is its url, which another one may have, too.
  [[nodiscard]] bool is_named_by_url() const;

  /// Whether the id of that article is the name of its file.
  [[nodiscard]] bool is_named_by_file() const;

  struct File {
    std::string path;
    FileState state = FileState::unread;
  };
  /// All files that are read, in the order of reading. What became of the last ones is known at the
  /// end.
  [[nodiscard]] std::vector<File> files() const;

  [[nodiscard]] ReadCounts counts() const;
  /// Names of fields with text that is no part of an article, and how often: "raw_html (17)"; "".
  [[nodiscard]] std::string unused_fields() const;
  /// What is held of the input that was read ahead, and of the window of the compressed file at
  /// hand beyond the usual 128 MiB [bytes].
  [[nodiscard]] std::uint64_t memory_bytes() const;
  /// Size on disk of all files found, for progress [bytes]; 0 when standard input is among them.
  [[nodiscard]] std::uint64_t total_input_bytes() const;

 private:
  struct State;
  explicit ArticleReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace newsidx::source
