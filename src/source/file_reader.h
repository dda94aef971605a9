// source/file_reader.h
//
// One file after the other -> their articles. What cannot be used is reported and counted here.
//
// Threads: one reader, one thread.   Cost: buffers are kept from file to file.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "source/article_reader.h"
#include "source/decompressed_stream.h"
#include "source/input_walk.h"
#include "source/json_record.h"
#include "source/line_reader.h"

namespace newsidx::source {

/// Each file given to start() ends up in exactly one of the counts `files` and `files_skipped`, but
/// for the one that a stop found at work: it has no more articles, and nothing is told of it.
class FileReader {
 public:
  /// @param stop  outlives the reader
  FileReader(ReaderOptions options, const StopEvent& stop);

  /// Begins with a file. A file that cannot be opened is reported and has no articles.
  void start(const InputFile& file);

  /// The next article of this file, or nothing at its end.
  [[nodiscard]] std::optional<Article> next();

  void report(const Problem& problem);
  [[nodiscard]] ReadCounts& counts() { return counts_; }
  [[nodiscard]] std::uint64_t extra_window_bytes() const;

 private:
  std::optional<Article> next_record();
  std::optional<JsonRecord> read_broken_string(std::string_view first);
  std::optional<Article> accept_record(JsonRecord record, const Line& line);
  bool read_page_text();
  void split_page_text();
  void give_up_file(const Error& error);
  void skip_file(std::string message);
  void skip_record(const Line& line, std::string message);
  void finish_file();
  void update_bytes();

  ReaderOptions options_;
  const StopEvent& stop_;
  ReadCounts counts_;

  InputFile file_;
  std::optional<DecompressedStream> stream_;  // none between two files
  std::uint64_t text_bytes_before_ = 0;       // of the files read before this one
  std::uint64_t input_bytes_before_ = 0;

  LineReader lines_;
  JsonRecordParser records_;
  bool any_record_read_ = false;  // of this file

  std::string page_;
  std::deque<Article> page_articles_;  // still to be given out
};

}  // namespace newsidx::source
