// source/walk/folder_watch.h
//
// Tells when something changes in folders, and in all that the walk (input_walk.h) would find below
// them: folders that come later, and what links lead to. What has changed is for the walk to find:
// an event says that there is something, and events that were lost cost nothing but a look.
//
// Source: inotify(7). A watch is of one folder, so each of a tree has one; the system bounds them
// (fs.inotify.max_user_watches), and a folder beyond that is looked at from time to time.
//
// Threads: one.   Cost: one descriptor, and about 1 KB of the system's memory a folder.
#pragma once

#include <newsidx/hint.h>
#include <newsidx/result.h>

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "source/stream/stop_event.h"

namespace newsidx::source {

class FolderWatch {
 public:
  /// @param folders  that may come later, or go
  explicit FolderWatch(std::vector<std::string> folders);
  ~FolderWatch();
  FolderWatch(const FolderWatch&) = delete;
  FolderWatch& operator=(const FolderWatch&) = delete;

  /// Watches what is there now, and no more what is gone. Files that came before are not told of:
  /// look for them afterwards.
  /// Cost: a walk over all folders
  /// @return why some cannot be watched
  [[nodiscard]] std::optional<Remark> update();

  enum class Woken { by_change, by_time, by_stop };
  /// Waits until something changes.
  /// @param limit  none: for ever
  [[nodiscard]] Woken wait(const StopEvent& stop, std::optional<std::chrono::milliseconds> limit);

  /// Folders came or went, or events were lost: update() is to be called.
  [[nodiscard]] bool needs_update() const noexcept { return needs_update_; }
  /// All is watched; else some changes are not told of.
  [[nodiscard]] bool is_complete() const noexcept { return is_complete_; }

 private:
  struct Tree;
  void watch_tree(const std::string& root, Tree& tree);
  void watch_folder(const std::string& path, Tree& tree);
  void watch(const std::string& path, bool is_folder, Tree& tree);
  bool take_events();

  std::vector<std::string> folders_;
  int descriptor_ = -1;
  int error_ = 0;          // why there is no descriptor
  std::set<int> watched_;  // as the system numbers them
  bool needs_update_ = true;
  bool is_complete_ = false;
};

}  // namespace newsidx::source
