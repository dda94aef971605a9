// source/archive/archive_input.h
//
// What libarchive reads from: a stream as it comes, or a copy of it that can be read from its end.
//
// Threads: one.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <stop_token>
#include <string_view>

#include "source/archive/member_reader.h"
#include "source/stream/byte_stream.h"

namespace newsidx::source {

class ArchiveInput {
 public:
  /// @param stream, budget  outlive the input
  ArchiveInput(ByteStream& stream, ArchiveBudget& budget, bool is_outermost, std::stop_token stop);

  /// Copies the stream to a nameless file.
  /// @errors those of the stream; limit, io
  [[nodiscard]] Status spool();

  /// The next block; empty at the end.
  /// @errors those of the stream; kept in fault()
  [[nodiscard]] Result<std::string_view> read();

  /// In a copy. @return whether that place exists
  [[nodiscard]] bool seek(std::int64_t offset, int whence);
  [[nodiscard]] std::int64_t position() const;

  /// What the stream failed with.
  [[nodiscard]] const std::optional<Error>& fault() const { return fault_; }

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  Result<std::string_view> read_stream();

  ByteStream& stream_;
  ArchiveBudget& budget_;
  bool is_outermost_;
  std::stop_token stop_;
  std::unique_ptr<char[]> block_;
  std::unique_ptr<std::FILE, CloseFile> copy_;
  std::optional<Error> fault_;
};

}  // namespace newsidx::source
