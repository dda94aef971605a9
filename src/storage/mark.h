// storage/mark.h (private)
//
// The file NEWSIDX of an index: says that the folder is one, and which files in it are its own. A
// name is written down before its file is made, and is crossed out after it was removed; so what is
// not named there is not ours, and is neither read, nor written over, nor removed.
//
//   mark := "This folder is an index of newsidx (mark 1). Its own files are named below.\n" line*
//   line := sign name " " sum "\n"     sign: "+" a file of ours, "-" no longer
//   sum  := checksum32 of sign and name, 8 hexadecimal digits
//
// The same holds after a power failure: a name is on disk before its file is made, and is crossed
// out when it is on disk that the file is gone. Else a file of ours would be a stranger's, in the
// way of the next writer.
//
// Where the title is damaged, a line with its sum still says that this is a mark. (So lines of a
// mark 2 need other sums.)
//
// It is also the lock of a writer (flock), taken before anything else is looked at closely.
// RocksDB's own lock is taken later, and keeps out a newsidx that knows no marks.
//
// Threads: add and remove from any number (RocksDB has threads of its own).
#pragma once

#include <newsidx/result.h>

#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "storage/folder.h"

namespace newsidx::storage {

inline constexpr const char* kMarkName = "NEWSIDX";

/// What a mark says.
struct MarkText {
  std::set<std::string> names;
  bool is_whole =
      true;  ///< false: the title or lines are damaged, or cut off; names may be missing
  /// Not whole, but all that is damaged is behind the last whole line, as a power failure leaves
  /// it: files that it was to name were not made yet.
  bool is_cut = false;
};

/// @errors unsupported  `text` is not a mark: it has neither the title nor a line with its sum
[[nodiscard]] Result<MarkText> parse_mark(std::string_view text);

/// A file that does not begin like a mark is not read further, however large it is.
/// @errors not_found  there is none; unsupported  such a file is no mark; limit  it is longer than
///         a mark can be; io
[[nodiscard]] Result<MarkText> read_mark(const Folder& folder);

class Mark {
 public:
  /// Makes the mark of a folder that has none, at once complete and locked.
  /// @errors already_exists  somebody else was faster; io
  [[nodiscard]] static Result<Mark> make(const Folder& folder, std::set<std::string> names);

  /// Locks the mark that is there.
  /// @errors as read_mark; already_exists  another writer has it; io
  [[nodiscard]] static Result<Mark> take(const Folder& folder);

  Mark(Mark&& other) noexcept;
  Mark& operator=(Mark&&) = delete;
  ~Mark() = default;

  /// Names a file that is going to be made, on disk when this returns.
  /// @errors io; limit  the mark would be longer than one that is read
  [[nodiscard]] Status add(const std::string& name);
  /// The same of several, with one wait for the disk.
  [[nodiscard]] Status add_all(const std::vector<std::string>& names);
  /// Forgets one that was removed. It is crossed out by cross_out().
  void remove(const std::string& name) noexcept;
  /// For when the folder is on disk: that files are gone is, too. A failure, also of memory, leaves
  /// names too many.
  void cross_out() noexcept;
  [[nodiscard]] bool has(const std::string& name) const;
  [[nodiscard]] std::set<std::string> names() const;
  /// The names, of which none is left here; the file keeps them. Needs no memory.
  [[nodiscard]] std::set<std::string> take_names() noexcept;
  [[nodiscard]] bool is_whole() const noexcept { return text_.is_whole; }
  [[nodiscard]] bool is_cut() const noexcept { return text_.is_cut; }

  /// Replaces the file by one that names these, and no other.
  /// @errors io; then the old one stays
  [[nodiscard]] Status rewrite(std::set<std::string> names);
  /// Many lines are crossed out: it is time to rewrite it.
  [[nodiscard]] bool is_long() const noexcept;

  /// Removes the mark itself from the folder that it was made in.
  void remove_file() noexcept;

 private:
  Mark(const Folder& folder, Descriptor file, MarkText text, std::size_t bytes);
  [[nodiscard]] Status append(const std::string& lines);

  const Folder* folder_;
  Descriptor file_;
  MarkText text_;
  std::set<std::string> removed_;  // that the file still names
  std::size_t bytes_;              // of the file
  std::size_t needed_bytes_;       // that it would have without what is crossed out
  mutable std::mutex mutex_;
};

}  // namespace newsidx::storage
