// source/format/file_end.h
//
// Up to where a file was read that others may write to, so that what is behind it when the file has
// grown can be read by itself.
#pragma once

#include <cstdint>
#include <optional>

#include "source/format/file_format.h"

namespace newsidx::source {

struct FileEnd {
  FileFormat format = FileFormat::unknown;  ///< records, table or mbox
  std::uint64_t byte = 0;  ///< what is in front of it is read, and no record goes over it
  std::uint64_t line = 0;  ///< line breaks in front of it; of mbox, mails
  std::uint64_t head = 0;  ///< of a table: a hash of its dialect and the names of its columns
  friend bool operator==(const FileEnd&, const FileEnd&) = default;
};

/// What was read of a file, to its end.
struct FileReading {
  std::optional<FileEnd> end;       ///< nothing: if the file grows, all of it is to be read
  std::uint64_t begin_byte = 0;     ///< from here on: where it was read on, else 0
  std::uint64_t end_byte = 0;       ///< up to here
  bool has_waiting_record = false;  ///< behind `end`
  std::uint64_t read_digest = 0;    ///< of these bytes: StreamingHash
};

/// Of a splitter of files that may grow.
class GrowingFile {
 public:
  virtual ~GrowingFile() = default;
  /// Once there are no more records; without `format`.
  [[nodiscard]] virtual std::optional<FileEnd> end() const = 0;
  /// Behind end() there is the beginning of a record.
  [[nodiscard]] virtual bool has_waiting_record() const = 0;
};

}  // namespace newsidx::source
