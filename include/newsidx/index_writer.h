// newsidx/index_writer.h
//
// Changing an index article by article, while it is searched.
//
//   auto writer = newsidx::IndexWriter::open(".newsidx");
//   writer->add(article);               // replaces the article of its id
//   writer->remove("https://a.example/1");
//   writer->commit();                   // on disk, and to be seen by whoever opens or refreshes
//
// What is between two commits is one transaction: nothing of it is seen before commit() has
// returned, and all of it afterwards. Of each id the last call counts: an add() after a remove()
// adds, a remove() after an add() removes, of two add() the last article is there. What was not
// committed when the writer goes, or the process dies, is as if it had never been.
//
// The writer holds the lock of the index as long as it lives; another one is told `busy`, and by
// which process. The lock of a process that is dead is none.
//
// Segments are merged in the background, so that there are 15 of them at most however often is
// committed; commits go on meanwhile and wait for small merges alone.
//
// Errors: one of add(), remove() or commit() ends the transaction, of which nothing is committed;
// the writer goes on with a new one. Where a commit failed in such a way that it may be on disk or
// not, every later call says so (`io`), and the index is to be opened for writing again. An error
// of remove_matching() that is one of the query changes nothing.
//
// Threads: all methods from several threads at once; the order is that in which they come to the
// writer's lock. Texts are analysed by threads of the writer.
#pragma once

#include <newsidx/article.h>
#include <newsidx/export.h>
#include <newsidx/result.h>
#include <newsidx/search_options.h>
#include <newsidx/update.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace newsidx {

struct WriterOptions {
  /// For articles under way and merges; >= 32 MiB. What is added between two commits may be more:
  /// it is written to disk before.
  std::uint64_t memory_bytes = std::uint64_t{256} << 20;
  unsigned threads = 0;  ///< that analyse texts; 0: all cores
  /// false: commit() merges before it returns.
  bool merges_in_background = true;
  /// An index where there is none; its first generation is that of the first commit(). false:
  /// not_found.
  bool creates = true;

  /// Of a new index, as BuildOptions has them; one that there is keeps its own.
  std::string analyzer = "news";
  std::string language = "english";
  std::optional<unsigned> title_weight = {};
  bool store_articles = true;
  /// Frequent words whose pairs get lists, in segments of 4,096 articles or more. Not given: as
  /// many as in the index; 128, where no segment is as large.
  std::optional<unsigned> bigrams = {};

  /// For merges that did not succeed (they are tried again). Called from threads of the writer,
  /// which must not be called from it.
  std::function<void(const Remark&)> on_problem = {};
};

struct CommitReport {
  std::uint64_t generation = 0;  ///< that answers now; the one before, where nothing has changed
  std::uint64_t added = 0;       ///< articles of the transaction that are in the index
  std::uint64_t replaced = 0;    ///< articles of the generation before that these replaced
  std::uint64_t deleted = 0;     ///< further ones of it that are gone
};

class NEWSIDX_EXPORT IndexWriter {
 public:
  /// @errors busy              another writer holds the index
  ///         not_found         there is none, and it is not to be made
  ///         invalid_argument  options out of range
  ///         unsupported       not an index; or of another format version or analyser
  ///         corruption, io, disk_full, limit
  [[nodiscard]] static Result<IndexWriter> open(const std::string& path,
                                                const WriterOptions& options = {});
  IndexWriter(IndexWriter&&) noexcept;
  IndexWriter& operator=(IndexWriter&&) noexcept;
  /// As rollback(); ends merges under way, which cost nothing but their time.
  ~IndexWriter();

  /// Adds an article, in the place of that with its id. One without an id is given one by its
  /// contents. What is not UTF-8 is replaced.
  /// Cost: about 0.1 ms of a thread for each kilobyte of text; waits while memory_bytes are used up
  /// @errors corruption, io, disk_full, limit
  [[nodiscard]] Status add(Article article);

  /// Removes the article of an id. That there is none is no error.
  /// @errors as add()
  [[nodiscard]] Status remove(std::string_view id);

  /// Removes all articles that match a query: of the generation that is committed, and of what was
  /// added before in the transaction; not what is added afterwards.
  /// Cost: what was added becomes a segment, which is searched beside the others
  /// @param search  those options that decide on what matches: require_all, literal, ...
  /// @return articles that were there
  /// @errors as add(), and as Index::count()
  [[nodiscard]] Result<std::uint64_t> remove_matching(std::string_view query,
                                                      const SearchOptions& search = {});

  /// Ends the transaction: what it did is on disk, and answers, when this returns.
  /// Cost: one synced write, and for each segment of which something was deleted a bit an article.
  /// @errors as add()
  [[nodiscard]] Result<CommitReport> commit();

  /// Ends the transaction without its changes.
  void rollback();

  /// Commits, and merges in this thread: what is worth it, or all segments to one.
  /// @return segments and articles of the index when it is done, to which other threads may have
  ///         added meanwhile
  /// @errors as commit(); cancelled  another merge's commit failed
  [[nodiscard]] Result<MergeReport> merge(bool full);

  /// Waits until nothing is left that is worth merging in the background.
  /// @errors of the last merge
  [[nodiscard]] Status wait_for_merges();

  /// That answers now. Merges make generations, too.
  [[nodiscard]] std::uint64_t generation() const;

 private:
  struct NEWSIDX_HIDDEN State;
  NEWSIDX_HIDDEN explicit IndexWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace newsidx
