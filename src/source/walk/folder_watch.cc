#include "source/walk/folder_watch.h"

#include <dirent.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>

#include "source/walk/input_walk.h"
#include "source/walk/path_filter.h"

namespace newsidx::source {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint32_t kOfFiles =
    IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF;
constexpr std::uint32_t kOfFolders =
    kOfFiles | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR | IN_EXCL_UNLINK;
constexpr std::uint32_t kLost = IN_Q_OVERFLOW | IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT;

// What the walk passes over does not wake anybody: an index within the folder would for ever.
bool is_passed_over(std::string_view name) { return name.starts_with('.') && name != kIgnoreFile; }

std::string system_message(int error) { return std::generic_category().message(error); }

}  // namespace

// A walk over all folders.
struct FolderWatch::Tree {
  std::set<std::pair<dev_t, ino_t>> seen;  // folders, and files behind links
  std::vector<std::string> folders;        // still to be read
  std::set<int> watched;
  int error = 0;  // the first, of those that leave a folder unwatched
};

FolderWatch::FolderWatch(std::vector<std::string> folders)
    : folders_(std::move(folders)), descriptor_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
  if (descriptor_ < 0) error_ = errno;
}

FolderWatch::~FolderWatch() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::optional<Remark> FolderWatch::update() {
  if (descriptor_ < 0) {
    needs_update_ = false;
    return Remark{"the folders cannot be watched, and are looked at from time to time: " +
                      system_message(error_),
                  error_ == EMFILE ? "a higher fs.inotify.max_user_instances, or ulimit -n" : ""};
  }
  static_cast<void>(take_events());  // of what is looked at now
  needs_update_ = false;
  is_complete_ = true;
  Tree tree;
  for (const std::string& folder : folders_) watch_tree(folder, tree);
  for (const int old : watched_) {
    if (!tree.watched.contains(old)) ::inotify_rm_watch(descriptor_, old);
  }
  watched_ = std::move(tree.watched);
  if (tree.error == 0) return std::nullopt;
  return Remark{"some folders cannot be watched, and are looked at from time to time: " +
                    system_message(tree.error),
                tree.error == ENOSPC ? "a higher fs.inotify.max_user_watches" : ""};
}

void FolderWatch::watch_tree(const std::string& root, Tree& tree) {
  struct stat status {};
  if (::stat(root.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) {
    is_complete_ = false;  // it may come again
    return;
  }
  if (tree.seen.insert({status.st_dev, status.st_ino}).second) tree.folders.push_back(root);
  while (!tree.folders.empty()) {
    const std::string folder = std::move(tree.folders.back());
    tree.folders.pop_back();
    watch_folder(folder, tree);
  }
}

// The watch comes before the look, so that nothing is made between the two unseen.
void FolderWatch::watch_folder(const std::string& path, Tree& tree) {
  struct stat status {};
  const std::string prefix = path.ends_with('/') ? path : path + '/';
  if (::stat((prefix + std::string(kIndexMark)).c_str(), &status) == 0) return;
  watch(path, true, tree);
  const std::unique_ptr<DIR, int (*)(DIR*)> handle(::opendir(path.c_str()), &::closedir);
  if (handle == nullptr) return;  // the walk says so
  while (const dirent* entry = ::readdir(handle.get())) {
    if (entry->d_name[0] == '.' || entry->d_type == DT_REG) continue;
    const std::string name = prefix + entry->d_name;
    if (::lstat(name.c_str(), &status) != 0) continue;
    const bool is_link = S_ISLNK(status.st_mode);
    if (is_link && ::stat(name.c_str(), &status) != 0) continue;
    const bool is_folder = S_ISDIR(status.st_mode);
    if (!is_folder && !(is_link && S_ISREG(status.st_mode))) continue;
    if (!tree.seen.insert({status.st_dev, status.st_ino}).second) continue;
    if (is_folder) {
      tree.folders.push_back(name);
    } else {
      watch(name, false, tree);
    }
  }
}

void FolderWatch::watch(const std::string& path, bool is_folder, Tree& tree) {
  const int watched =
      ::inotify_add_watch(descriptor_, path.c_str(), is_folder ? kOfFolders : kOfFiles);
  if (watched >= 0) {
    tree.watched.insert(watched);
    return;
  }
  if (errno == ENOENT || errno == ENOTDIR || errno == EACCES) return;  // gone, or the walk says so
  is_complete_ = false;
  if (tree.error == 0) tree.error = errno;
}

FolderWatch::Woken FolderWatch::wait(const StopEvent& stop,
                                     std::optional<std::chrono::milliseconds> limit) {
  const auto end = Clock::now() + limit.value_or(std::chrono::milliseconds(0));
  while (true) {
    if (stop.requested()) return Woken::by_stop;
    if (descriptor_ >= 0 && take_events()) return Woken::by_change;
    int left_ms = -1;
    if (limit) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
      if (left <= 0) return Woken::by_time;
      left_ms = static_cast<int>(std::min<long long>(left, INT_MAX));
    }
    pollfd events[2] = {{descriptor_, POLLIN, 0}, {stop.descriptor(), POLLIN, 0}};
    static_cast<void>(::poll(events, 2, left_ms));
  }
}

// @return whether one of them is of what the walk looks at
bool FolderWatch::take_events() {
  alignas(inotify_event) char buffer[16 << 10];
  bool is_change = false;
  while (true) {
    const ssize_t size = ::read(descriptor_, buffer, sizeof(buffer));
    if (size <= 0) return is_change;
    for (const char* at = buffer; at < buffer + size;) {
      inotify_event event{};
      std::memcpy(&event, at, sizeof(event));
      const std::string_view name(event.len > 0 ? at + sizeof(event) : "");
      at += sizeof(event) + event.len;
      if ((event.mask & IN_IGNORED) != 0 || is_passed_over(name)) continue;
      const bool is_of_folders = (event.mask & IN_ISDIR) != 0 && (event.mask & IN_CLOSE_WRITE) == 0;
      if (is_of_folders || (event.mask & kLost) != 0 || name == kIndexMark) needs_update_ = true;
      is_change = true;
    }
  }
}

}  // namespace newsidx::source
