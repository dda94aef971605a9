#include "fault/crash/faulty_disk.h"

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <utility>

#include "fault/crash/disk_model.h"
#include "fault/crash/raw_calls.h"

namespace newsidx::testing {
namespace {

struct Disk {
  explicit Disk(const FaultPlan& what) : plan(what), model(what.folder), numbers(what.seed) {}

  const FaultPlan plan;
  std::mutex mutex;
  DiskModel model;
  std::mt19937_64 numbers;
  std::uint64_t count = 0;
  bool is_reported = false;
};

std::atomic<Disk*> g_disk = nullptr;

// What is to be done with the next operation.
enum class Course : std::uint8_t { go, fail, die };

void report(Disk& disk, const std::string& operation, const std::string& file) {
  if (std::exchange(disk.is_reported, true)) return;
  raw::write_all(disk.plan.report,
                 "at " + std::to_string(disk.count) + ' ' + operation + ' ' + file + '\n');
}

// Of operations that `asks` for space, or not.
Course next(Disk& disk, const char* operation, const std::string& file, bool asks) {
  ++disk.count;
  const Fault fault = disk.plan.fault;
  if (fault == Fault::none && file.starts_with("MANIFEST-") && operation == std::string("sync")) {
    raw::write_all(disk.plan.report, "list " + std::to_string(disk.count) + '\n');
  }
  if (fault == Fault::none || disk.count < disk.plan.at) return Course::go;
  const bool is_lasting = fault == Fault::no_space || fault == Fault::io_error;
  if (is_crash(fault)) {
    report(disk, operation, file);
    return Course::die;
  }
  if (disk.is_reported && !is_lasting) return Course::go;
  const bool is_space = fault == Fault::no_space || fault == Fault::no_space_once;
  if (is_space && !asks) return Course::go;  // the next that does
  report(disk, operation, file);
  errno = is_space ? ENOSPC : EIO;
  return Course::fail;
}

[[noreturn]] void die(Disk& disk) {
  if (disk.plan.fault != Fault::kill) disk.model.fail(disk.plan.fault, disk.numbers);
  raw::end(kCrashStatus);
}

bool may_go(Disk& disk, const char* operation, const std::string& file, bool asks) {
  const Course course = next(disk, operation, file, asks);
  if (course == Course::die) die(disk);
  return course == Course::go;
}

ino_t inode_of(int file) {
  struct stat found {};
  return fstat(file, &found) == 0 ? found.st_ino : 0;
}

// A path as a name in a folder of the disk.
struct Place {
  ino_t folder = 0;
  std::string name;
  ino_t inode = 0;  // that has the name; 0: none
};

std::optional<Place> place_of(const Disk& disk, int folder, const std::string& path) {
  std::string whole = path;
  while (whole.size() > 1 && whole.ends_with('/')) whole.pop_back();
  const std::size_t slash = whole.rfind('/');
  const std::string above = slash == std::string::npos ? "." : whole.substr(0, slash + 1);
  const int parent = raw::open(folder, above.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (parent < 0) return std::nullopt;
  Place place{inode_of(parent), whole.substr(slash == std::string::npos ? 0 : slash + 1), 0};
  struct stat found {};
  if (fstatat(parent, place.name.c_str(), &found, AT_SYMLINK_NOFOLLOW) == 0) {
    place.inode = found.st_ino;
  }
  close(parent);
  if (!disk.model.has_folder(place.folder)) return std::nullopt;
  return place;
}

void made(Disk& disk, int folder, const std::string& path) {
  const auto place = place_of(disk, folder, path);
  if (place && place->inode != 0) {
    disk.model.change({{place->folder, place->name, place->inode}});
  }
}

int opened(int folder, const char* path, int flags, mode_t mode) {
  Disk* const disk = g_disk;
  const bool is_unnamed = (flags & O_TMPFILE) == O_TMPFILE;
  if (disk == nullptr || !(is_unnamed || (flags & (O_CREAT | O_TRUNC)) != 0)) {
    return raw::open(folder, path, flags, mode);
  }
  const std::lock_guard guard(disk->mutex);
  const auto place = place_of(*disk, folder, is_unnamed ? std::string(path) + "/x" : path);
  const bool changes = is_unnamed || (place && (place->inode == 0 || (flags & O_TRUNC) != 0));
  if (!place || !changes) return raw::open(folder, path, flags, mode);
  if (!may_go(*disk, "create", is_unnamed ? "unnamed" : place->name, true)) return -1;
  const int file = raw::open(folder, path, flags, mode);
  if (file >= 0 && is_unnamed) disk->model.take_unnamed(file);
  if (file >= 0 && !is_unnamed && place->inode == 0) made(*disk, folder, path);
  return file;
}

// Of a write at a crash, and of one that there is no space for, the beginning is done.
template <class Write>
ssize_t written(int file, std::size_t size, Write write) {
  Disk* const disk = g_disk;
  if (disk == nullptr) return write(size);
  const std::lock_guard guard(disk->mutex);
  const ino_t inode = inode_of(file);
  if (!disk->model.has_file(inode)) return write(size);
  switch (next(*disk, "write", disk->model.name_of(inode), true)) {
    case Course::go: return write(size);
    case Course::fail: return -1;
    case Course::die: break;
  }
  write(disk->numbers() % (size + 1));
  die(*disk);
}

int synced(int file) {
  Disk* const disk = g_disk;
  if (disk == nullptr) return raw::sync(file);
  const std::lock_guard guard(disk->mutex);
  const ino_t inode = inode_of(file);
  const bool is_file = disk->model.has_file(inode);
  if (!is_file && !disk->model.has_folder(inode)) return raw::sync(file);
  if (!may_go(*disk, "sync", disk->model.name_of(inode), true)) return -1;
  if (is_file) disk->model.sync_file(inode);
  if (!is_file) disk->model.sync_folder(inode);
  return 0;
}

int removed(int folder, const char* path, int flags) {
  Disk* const disk = g_disk;
  if (disk == nullptr) return raw::unlink(folder, path, flags);
  const std::lock_guard guard(disk->mutex);
  const auto place = place_of(*disk, folder, path);
  if (!place || place->inode == 0) return raw::unlink(folder, path, flags);
  if (!may_go(*disk, "remove", place->name, false)) return -1;
  const int done = raw::unlink(folder, path, flags);
  if (done == 0) disk->model.change({{place->folder, place->name, 0}});
  return done;
}

int renamed(int from, const char* old_path, int to, const char* path, unsigned flags) {
  Disk* const disk = g_disk;
  if (disk == nullptr) return raw::rename(from, old_path, to, path, flags);
  const std::lock_guard guard(disk->mutex);
  const auto source = place_of(*disk, from, old_path);
  const auto target = place_of(*disk, to, path);
  if (!source || !target) return raw::rename(from, old_path, to, path, flags);
  if (!may_go(*disk, "rename", target->name, true)) return -1;
  const int done = raw::rename(from, old_path, to, path, flags);
  if (done == 0) {
    disk->model.change(
        {{source->folder, source->name, 0}, {target->folder, target->name, source->inode}});
  }
  return done;
}

int linked(int from, const char* old_path, int to, const char* path, int flags) {
  Disk* const disk = g_disk;
  if (disk == nullptr) return raw::link(from, old_path, to, path, flags);
  const std::lock_guard guard(disk->mutex);
  const auto place = place_of(*disk, to, path);
  if (!place) return raw::link(from, old_path, to, path, flags);
  if (!may_go(*disk, "link", place->name, true)) return -1;
  const int done = raw::link(from, old_path, to, path, flags);
  if (done == 0) made(*disk, to, path);
  return done;
}

int folder_made(int folder, const char* path, mode_t mode) {
  Disk* const disk = g_disk;
  if (disk == nullptr) return raw::mkdir(folder, path, mode);
  const std::lock_guard guard(disk->mutex);
  const auto place = place_of(*disk, folder, path);
  if (!place || place->inode != 0) return raw::mkdir(folder, path, mode);
  if (!may_go(*disk, "create", place->name, true)) return -1;
  const int done = raw::mkdir(folder, path, mode);
  if (done == 0) made(*disk, folder, path);
  return done;
}

// Of a file that is open: its length, or the room for it.
template <class Change>
int changed(int file, const char* operation, bool asks, Change change) {
  Disk* const disk = g_disk;
  if (disk == nullptr) return change();
  const std::lock_guard guard(disk->mutex);
  const ino_t inode = inode_of(file);
  if (disk->model.has_file(inode) && !may_go(*disk, operation, disk->model.name_of(inode), asks)) {
    return -1;
  }
  return change();
}

}  // namespace

void make_faulty(const FaultPlan& plan) {
  g_disk = std::make_unique<Disk>(plan).release();  // until the process ends
}

std::uint64_t operation_count() {
  Disk& disk = *g_disk;
  const std::lock_guard guard(disk.mutex);
  return disk.count;
}

}  // namespace newsidx::testing

// The names of the C library, which are found here first.
namespace disk = newsidx::testing;
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name, cert-dcl50-cpp)
#pragma GCC visibility push(default)  // for shared libraries
extern "C" {

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = static_cast<mode_t>(va_arg(rest, unsigned));
  va_end(rest);
  return disk::opened(AT_FDCWD, path, flags, mode);
}
int openat(int folder, const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = static_cast<mode_t>(va_arg(rest, unsigned));
  va_end(rest);
  return disk::opened(folder, path, flags, mode);
}
ssize_t write(int file, const void* bytes, size_t size) {
  return disk::written(file, size,
                       [&](size_t part) { return disk::raw::write(file, bytes, part); });
}
ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  return disk::written(file, size,
                       [&](size_t part) { return disk::raw::pwrite(file, bytes, part, at); });
}
int fsync(int file) { return disk::synced(file); }
int fdatasync(int file) { return disk::synced(file); }
int unlink(const char* path) noexcept { return disk::removed(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char* path, int flags) noexcept {
  return disk::removed(folder, path, flags);
}
int rmdir(const char* path) noexcept { return disk::removed(AT_FDCWD, path, AT_REMOVEDIR); }
int rename(const char* old_path, const char* path) noexcept {
  return disk::renamed(AT_FDCWD, old_path, AT_FDCWD, path, 0);
}
int renameat(int from, const char* old_path, int to, const char* path) noexcept {
  return disk::renamed(from, old_path, to, path, 0);
}
int link(const char* old_path, const char* path) noexcept {
  return disk::linked(AT_FDCWD, old_path, AT_FDCWD, path, 0);
}
int linkat(int from, const char* old_path, int to, const char* path, int flags) noexcept {
  return disk::linked(from, old_path, to, path, flags);
}
int mkdir(const char* path, mode_t mode) noexcept {
  return disk::folder_made(AT_FDCWD, path, mode);
}
int mkdirat(int folder, const char* path, mode_t mode) noexcept {
  return disk::folder_made(folder, path, mode);
}
int ftruncate(int file, off_t size) noexcept {
  return disk::changed(file, "truncate", false, [&] { return disk::raw::truncate(file, size); });
}
int fallocate(int file, int how, off_t at, off_t size) {
  return disk::changed(file, "allocate", true,
                       [&] { return disk::raw::allocate(file, how, at, size); });
}

}  // extern "C"
#pragma GCC visibility pop
// NOLINTEND(readability-inconsistent-declaration-parameter-name, cert-dcl50-cpp)
