// storage/replaced_index.h (private)
//
// Puts another index into the place of one, in one step: the new one is made beside it, in a folder
// of its own ("index.restoring-123"), the two folders change their names, and the old one goes.
// Readers that have it open keep its files.
//
// Where the file system cannot exchange names, there is a moment in which a reader finds none; a
// kill just then leaves the old one as "index.replaced-123".
//
// Threads: one.
#pragma once

#include <newsidx/result.h>

#include <memory>
#include <string>

#include "storage/folder.h"
#include "storage/index_copy.h"
#include "storage/index_folder.h"

namespace newsidx::storage {

class ReplacedIndex {
 public:
  /// Locks the index at `path` against writers, and removes what a killed restore left beside it.
  /// @errors as IndexFolder::claim_replaced
  [[nodiscard]] static Result<ReplacedIndex> take(const std::string& path);

  /// Where the other index is to be made: nothing is there.
  [[nodiscard]] const std::string& path_beside() const noexcept { return path_beside_; }

  /// The other index takes the place; the old one is removed. After an error nothing has changed,
  /// and the other one is to be given up.
  /// @errors io
  [[nodiscard]] Status replace_by(IndexCopy& copy);

  /// The index that was made at path_beside(), and is closed, takes the place; the old one stays
  /// beside it. A kill leaves either, or both names as they were.
  /// @return the path of the old one from now on: "index.damaged-1"
  /// @errors io; then nothing has changed
  [[nodiscard]] Result<std::string> replace_and_keep();
  /// Removes the old one, which replace_and_keep() has put aside.
  void discard() noexcept;
  /// Removes what was made at path_beside().
  void give_up_beside() noexcept;

 private:
  ReplacedIndex(std::unique_ptr<IndexFolder> index, Folder parent, std::string name,
                std::string name_beside, std::string path_beside)
      : index_(std::move(index)),
        parent_(std::move(parent)),
        name_(std::move(name)),
        name_beside_(std::move(name_beside)),
        path_beside_(std::move(path_beside)) {}

  std::unique_ptr<IndexFolder> index_;
  Folder parent_;
  std::string name_;         // of the index in it
  std::string name_beside_;  // of the other one
  std::string path_beside_;
  std::string name_kept_ = {};  // of the old one, aside
};

/// Two folders in `parent` change their names, at once or not at all.
/// @return false: errno says why
[[nodiscard]] bool exchange(const Folder& parent, const std::string& a, const std::string& b);
/// The same in three steps, for file systems that cannot do it at once: `a` is away for a moment.
[[nodiscard]] bool exchange_in_steps(const Folder& parent, const std::string& a,
                                     const std::string& b, const std::string& third);

}  // namespace newsidx::storage
