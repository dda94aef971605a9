// storage/index_copy.h (private)
//
// A copy of one state of an index in a folder of its own: tables by hard links, which no writer
// writes to, and where that is not possible by their bytes; the list of files and the logs, which a
// writer adds to, by their bytes.
//
// Its mark names all files before they are made, and among them kUnfinishedName, which goes in one
// step when all of them are on disk: until then nobody takes the folder for an index.
//
// Threads: one.   Cost: a file system call a table; else the bytes of the index.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>

#include "storage/index_folder.h"
#include "storage/live_files.h"

namespace newsidx::storage {

class IndexCopy {
 public:
  /// Writes `files` into the folder at `path`, which is made, or is empty (but for lost+found).
  /// @errors unsupported  there is something; disk_full, io; cancelled  `stop` was asked.
  ///         Then nothing is left of it
  [[nodiscard]] static Result<IndexCopy> make(const LiveFiles& files, const std::string& path,
                                              const std::stop_token& stop);

  /// From now on the copy stays when this ends.
  /// @errors io  it may not be on disk; then it does not stay
  [[nodiscard]] Status keep();
  /// All of it goes when this ends, if it is still where it was made.
  void give_up() noexcept { folder_->give_up(); }

  [[nodiscard]] std::uint64_t files_linked() const noexcept { return files_linked_; }
  [[nodiscard]] std::uint64_t files_copied() const noexcept { return files_copied_; }
  [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_; }
  [[nodiscard]] const IndexFolder& folder() const noexcept { return *folder_; }

 private:
  explicit IndexCopy(std::unique_ptr<IndexFolder> folder) : folder_(std::move(folder)) {}
  [[nodiscard]] Status write(const LiveFiles& files, const std::stop_token& stop);
  [[nodiscard]] Status take_table(const LiveFiles::Table& table, const std::stop_token& stop);
  [[nodiscard]] Status write_content(const std::string& name, const std::string& content);
  [[nodiscard]] Failure cannot_write(const std::string& name, int number) const;

  std::unique_ptr<IndexFolder> folder_;
  std::uint64_t files_linked_ = 0;
  std::uint64_t files_copied_ = 0;  // tables, and what is always copied
  std::uint64_t bytes_ = 0;
};

}  // namespace newsidx::storage
