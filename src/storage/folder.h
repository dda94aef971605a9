// storage/folder.h (private)
//
// A folder held by a descriptor: what is done through it is done to this folder, whatever its path
// names meanwhile. Links in it are never followed: a link is no regular file and no folder.
//
// Threads: const methods from any number.
#pragma once

#include <newsidx/result.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace newsidx::storage {

/// A file descriptor, closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) noexcept : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor();
  [[nodiscard]] int get() const noexcept { return number_; }
  /// Somebody else closes it.
  void release() noexcept { number_ = -1; }
  [[nodiscard]] explicit operator bool() const noexcept { return number_ >= 0; }

 private:
  int number_;
};

/// What a name stands for, without following a link.
enum class Kind : std::uint8_t { missing, file, folder, other };

class Folder {
 public:
  /// @errors io  with the system's words alone; not_found  nothing there
  [[nodiscard]] static Result<Folder> open(const std::string& path);
  /// The same of one that need not be listed: without names().
  [[nodiscard]] static Result<Folder> reach(const std::string& path);
  /// A folder in this one.
  [[nodiscard]] Result<Folder> open_folder(const std::string& name) const;

  /// Names of what is in it, sorted.
  [[nodiscard]] Result<std::vector<std::string>> names() const;
  [[nodiscard]] Kind kind_of(const std::string& name) const noexcept;

  /// The content of a regular file.
  /// @errors not_found; unsupported  not a regular file; limit  larger than `max_bytes`; io
  [[nodiscard]] Result<std::string> read(const std::string& name, std::size_t max_bytes) const;
  /// Its first `bytes`, or all of a shorter one; errors as read().
  [[nodiscard]] Result<std::string> read_start(const std::string& name, std::size_t bytes) const;

  /// Whether `path` still names this folder.
  [[nodiscard]] bool is_at(const std::string& path) const noexcept;
  /// Whether `name` in it is the very file or folder that is open as `descriptor`.
  [[nodiscard]] bool has(const std::string& name, int descriptor) const noexcept;

  /// Removes a regular file, or an empty folder. False: it is something else, or errno says why.
  bool remove_file(const std::string& name) const noexcept;
  bool remove_folder(const std::string& name) const noexcept;

  [[nodiscard]] int descriptor() const noexcept { return descriptor_.get(); }

 private:
  explicit Folder(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}
  Descriptor descriptor_;
};

/// The content of a regular file by its path, where links are followed; errors as Folder::read.
[[nodiscard]] Result<std::string> read_file(const std::string& path, std::size_t max_bytes);

/// A folder that this process made, and the way back.
class MadeFolder {
 public:
  /// Removes it if it is empty and still where it was made.
  void remove() noexcept;

 private:
  friend Result<std::vector<MadeFolder>> make_folders(const std::string& path);
  MadeFolder(Folder parent, std::string name, Folder self)
      : parent_(std::move(parent)), name_(std::move(name)), self_(std::move(self)) {}
  Folder parent_;
  std::string name_;
  Folder self_;
};

/// Makes the folder at `path`, and those above it that are missing.
/// @return those that were made, outermost first; none are left after an error
/// @errors io  with the system's words
[[nodiscard]] Result<std::vector<MadeFolder>> make_folders(const std::string& path);

/// Writes the folder's names to disk, and those of the folders above it, as far as they may be
/// read.
/// @errors io  of the folder itself
[[nodiscard]] Status sync_folders(const Folder& folder, const std::string& path);

}  // namespace newsidx::storage
