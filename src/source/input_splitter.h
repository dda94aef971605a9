// source/input_splitter.h
//
// One file after the other -> their records. A file is opened, its kind told, and a splitter of
// that kind cuts it.
//
// Threads: one splitter, one thread.   Cost: buffers are kept from file to file.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "source/article_reader.h"
#include "source/decompressed_stream.h"
#include "source/input_walk.h"
#include "source/json_record.h"
#include "source/line_reader.h"
#include "source/parse_pool.h"

namespace newsidx::source {

/// Each file given to start() ends up in exactly one of the counts `files` and `files_skipped`, but
/// for the one that a stop found at work: it has no more records, and nothing is told of it.
class InputSplitter {
 public:
  /// @param stop  outlives the splitter
  InputSplitter(const ReaderOptions& options, const StopEvent& stop);

  /// Begins with a file. A file that cannot be opened is a problem and has no records.
  void start(const InputFile& file);

  /// The next record of this file or problem with it, or nothing at its end.
  [[nodiscard]] std::optional<InputPiece> next();

  /// Of files and bytes alone.
  [[nodiscard]] const ReadCounts& counts() const { return counts_; }
  [[nodiscard]] std::uint64_t extra_window_bytes() const;

 private:
  [[nodiscard]] std::unique_ptr<RecordSplitter> make_splitter(FileFormat format);
  void report(Problem problem) { pending_.push_back({std::nullopt, std::move(problem)}); }
  void give_up_file(const Error& error);
  void skip_file(std::string message);
  void ignore_file(const std::string& what);
  bool is_one_document(const RawRecord& record);
  void update_bytes();

  std::uint64_t max_record_bytes_;
  std::uint64_t max_window_bytes_;
  const StopEvent& stop_;
  ReadCounts counts_;

  std::shared_ptr<const RecordOrigin> origin_;
  std::optional<DecompressedStream> stream_;  // none between two files
  std::unique_ptr<RecordSplitter> splitter_;  // of the stream
  std::uint64_t text_bytes_before_ = 0;       // of the files read before this one
  std::uint64_t input_bytes_before_ = 0;
  bool is_first_record_told_ = false;  // of a file that may be one document of JSON
  std::deque<InputPiece> pending_;     // problems, and the record behind them
  LineReader lines_;
};

}  // namespace newsidx::source
