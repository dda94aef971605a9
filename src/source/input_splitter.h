// source/input_splitter.h
//
// One file after the other -> their records. A file is opened, its format told, and a splitter of
// that format cuts it; of an archive the files in it are, and those of an archive within it.
//
// Threads: one splitter, one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "source/archive/member_reader.h"
#include "source/article_reader.h"
#include "source/charset/utf8_stream.h"
#include "source/file_splitter.h"
#include "source/parse_pool.h"
#include "source/stream/decompressed_stream.h"
#include "source/stream/mac_lines.h"
#include "source/walk/input_walk.h"

namespace newsidx::source {

/// Each file given to start() ends up in exactly one of the counts `files`, `files_skipped` and
/// `ignored_kinds`, but for the one that a stop found at work: it has no more records, and nothing
/// is told of it. Members of archives that are no news are in `ignored_kinds`, too.
class InputSplitter {
 public:
  /// @param stop  outlives the splitter
  /// @param captures  of the web archives in all files; may be null, else outlives the splitter.
  ///                  Until it is closed there are no records: web archives alone are gone through,
  ///                  and archives in which files can be passed over without unpacking them.
  InputSplitter(const ReaderOptions& options, const StopEvent& stop,
                CaptureDates* captures = nullptr);

  /// Begins with a file. A file that cannot be opened is a problem and has no records.
  /// @param number  RecordOrigin::input of its records, and Problem::input
  /// @param end  of what is read of it: it is read on there, if that is sound
  void start(const InputFile& file, std::uint32_t number = 0,
             const std::optional<FileEnd>& end = std::nullopt);

  /// Whether it is. Known from the start.
  [[nodiscard]] bool is_read_on() const { return is_read_on_; }
  /// After the last record: what was read, of a file that may grow.
  [[nodiscard]] const std::optional<FileReading>& reading() const { return reading_; }

  /// What the file is; nothing when there is nothing to be read in it.
  [[nodiscard]] std::optional<FileFormat> format() const;

  /// Leaves the rest of the file unread; it is in no count.
  void abandon() {
    levels_.clear();
    pending_.clear();
  }

  /// The next record of this file or problem with it, or nothing at its end.
  [[nodiscard]] std::optional<InputPiece> next();

  /// Of files and bytes alone.
  [[nodiscard]] const ReadCounts& counts() const { return counts_; }
  [[nodiscard]] std::uint64_t extra_window_bytes() const;

 private:
  /// A file, or a member of the archive one level below.
  struct Level {
    std::shared_ptr<const RecordOrigin> origin;
    std::unique_ptr<DecompressedStream> stream;
    std::unique_ptr<Utf8Stream> utf8;  // of the stream, where that is UTF-16 or UTF-32
    std::unique_ptr<MacLines> lines;   // of either, where they end in "\r"
    FileFormat format = FileFormat::unknown;
    std::unique_ptr<RecordSplitter> splitter;  // of the stream; or, of an archive,
    std::unique_ptr<MemberReader> members;
    std::uint64_t number_before = 0;  // of records in front of the last damage
    std::uint64_t last_number = 0;
    bool has_pieces = false;      // records, or problems
    bool has_records = false;     // it, or what is in it
    bool may_grow = false;        // a file on disk that is cut record by record, as it is
    bool is_web_archive = false;  // in a zip: only its folder "archive" is read
  };

  void push(Level level, FileFormat by_name, bool is_surely_text);
  void start_records(Level level, ByteStream& text);
  void note_reading(const Level& level);
  void push_archive(Level level, ContainerKind kind);
  void leave_binary(const Level& level, bool is_expected);
  [[nodiscard]] bool notes_captures() const {
    return captures_ != nullptr && !captures_->is_closed();
  }
  bool start_member(Level& archive);
  void report(Problem problem) {
    problem.input = input_;
    pending_.push_back({std::nullopt, std::move(problem)});
  }
  void give_up(const std::string& path, const Error& error);
  void skip(const std::string& path, Remark remark);
  void ignore(const std::string& path, const std::string& what);
  void leave_out(const LeftOut& part);
  bool go_on_behind(const Error& fault);
  void end_level();
  void leave_level();
  void update_bytes();
  [[nodiscard]] SplitterOptions splitter_options(std::uint64_t begin_byte = 0);

  std::shared_ptr<const FieldMap> map_;
  std::uint64_t max_record_bytes_;
  bool tells_no_news_;
  std::uint64_t max_window_bytes_;
  const StopEvent& stop_;
  CaptureDates* captures_;
  ReadCounts counts_;

  bool waits_for_rest_;
  std::uint32_t input_ = 0;           // the file at hand
  std::optional<FileEnd> known_end_;  // of it
  bool is_read_on_ = false;
  std::optional<FileReading> reading_;
  std::vector<Level> levels_;            // none between two files
  ArchiveBudget budget_;                 // of the file and all archives in it
  std::uint64_t text_bytes_before_ = 0;  // of the files read before this one
  std::uint64_t input_bytes_before_ = 0;
  std::deque<InputPiece> pending_;  // problems, and the record behind them
};

}  // namespace newsidx::source
