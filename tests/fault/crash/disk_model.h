// tests/fault/crash/disk_model.h
//
// What of a folder is on disk, and what only the system knows: the state of faulty_disk.h. Files
// and folders are known by their inode numbers; each file is held open, so that no number comes
// twice and what was removed can come back.
//
// Threads: one at a time.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "fault/crash/faulty_disk.h"

namespace newsidx::testing {

class DiskModel {
 public:
  /// All that is in `folder` is on disk.
  explicit DiskModel(const std::string& folder);

  [[nodiscard]] bool has_file(ino_t file) const { return files_.contains(file); }
  [[nodiscard]] bool has_folder(ino_t folder) const { return folders_.contains(folder); }
  /// That it was opened with, for reports; empty: not known.
  [[nodiscard]] std::string name_of(ino_t inode) const;

  struct Change {
    ino_t folder;
    std::string name;
    ino_t inode;  // 0: the name is gone
  };
  /// What a call has done to names, at once. New files and folders are those of the names.
  void change(const std::vector<Change>& changes);
  /// A file that has no name (O_TMPFILE).
  void take_unnamed(int file);

  void sync_file(ino_t file);
  void sync_folder(ino_t folder);

  /// Makes of the folder what there is after a power failure.
  void fail(Fault fault, std::mt19937_64& numbers);

 private:
  struct File {
    int descriptor = -1;
    std::string synced;
    std::string name;
  };
  using Names = std::map<std::string, ino_t>;

  void take(int folder, const std::string& name, ino_t inode);
  void take_all(int folder, ino_t inode);
  void write_out(int folder, ino_t inode, std::map<ino_t, Names>& names, Fault fault,
                 std::mt19937_64& numbers);

  int root_ = -1;
  ino_t root_inode_ = 0;
  std::map<ino_t, File> files_;
  std::map<ino_t, Names> folders_;  // names on disk
  std::map<ino_t, int> folder_descriptors_;
  std::map<ino_t, std::string> folder_names_;
  std::vector<std::vector<Change>> pending_;  // changes of names that are not, in their order
};

}  // namespace newsidx::testing
