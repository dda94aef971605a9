// storage/index_folder.h (private)
//
// The folder of an index in a writer's hands: held by its descriptor, marked and locked. Nothing in
// it is written over or removed but what its mark names, and nothing is written before it is
// certain that the folder is an index's or is to become one.
//
// Threads: as Mark.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "storage/committed.h"
#include "storage/folder.h"
#include "storage/mark.h"

namespace newsidx::storage {

/// busy: `index '...' is in use by another writer, process 4711`
[[nodiscard]] Failure in_use(const std::string& path);

class IndexFolder {
 public:
  /// Takes the folder at `path`: one that is marked, one that holds an index made before there were
  /// marks, or an empty or missing one, which is made and marked.
  /// @errors io           in use by another writer, no permission, ...
  ///         unsupported  something else is there, which is left as it was
  ///         corruption   an index without a mark is damaged
  [[nodiscard]] static Result<std::unique_ptr<IndexFolder>> claim(const std::string& path);

  /// Takes the index at `path` that another one is to replace, be it damaged or a copy that was not
  /// finished. Nothing in it may be anybody else's.
  /// @errors as claim(); not_found  there is none
  [[nodiscard]] static Result<std::unique_ptr<IndexFolder>> claim_replaced(const std::string& path);

  /// Removes what is staged; and if no build has ever been committed, all that is ours.
  ~IndexFolder();
  IndexFolder(const IndexFolder&) = delete;
  IndexFolder& operator=(const IndexFolder&) = delete;

  /// Removes what killed builds left staged, and makes an empty folder for files on their way in.
  /// It has a name that no other process has: files that are made by path cannot meet another's.
  [[nodiscard]] Status make_staging();
  [[nodiscard]] const std::string& staging_path() const noexcept { return staging_path_; }

  /// Writes the logs of earlier writers to disk. What a writer does behind its last commit is not:
  /// torn by a power failure, it would be damage in front of the log that this writer commits to.
  /// @errors io
  [[nodiscard]] Status sync_logs() const;

  /// Before a commit: from now on the index stays when this ends. Of a new one the folder is on
  /// disk when this returns, and the names of those above.
  /// @errors io; then it is not kept
  [[nodiscard]] Status keep();
  /// After a commit: a reader that finds less knows that the log has lost it.
  void note_commit(std::uint64_t generation) noexcept {
    write_committed(folder_, *mark_, generation);
  }
  /// All that is ours is removed when this ends.
  void give_up() noexcept { is_kept_ = false; }

  /// Whether this made the index, and nothing has been committed to it.
  [[nodiscard]] bool is_new() const noexcept { return !is_kept_; }
  [[nodiscard]] bool is_in_place() const noexcept { return folder_.is_at(path_); }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] const Folder& folder() const noexcept { return folder_; }
  [[nodiscard]] Mark& mark() noexcept { return *mark_; }

 private:
  IndexFolder(std::string path, std::vector<MadeFolder> made, Folder folder)
      : path_(std::move(path)), made_(std::move(made)), folder_(std::move(folder)) {}
  [[nodiscard]] Status take_mark();
  [[nodiscard]] Status make_mark(std::set<std::string> names, bool is_new);
  [[nodiscard]] Result<std::set<std::string>> own_names() const;
  void remove_staging(const std::string& name) noexcept;

  std::string path_;
  std::vector<MadeFolder> made_;
  Folder folder_;
  std::unique_ptr<Mark> mark_;  // none until the folder is ours
  std::string staging_name_;
  std::string staging_path_;
  bool is_kept_ = true;
};

}  // namespace newsidx::storage
