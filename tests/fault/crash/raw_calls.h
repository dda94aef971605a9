// tests/fault/crash/raw_calls.h
//
// System calls that the faulty disk does not see.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <string>
#include <string_view>

namespace newsidx::testing::raw {

inline int open(int folder, const char* path, int flags, mode_t mode = 0) {
  return static_cast<int>(::syscall(SYS_openat, folder, path, flags, mode));
}
inline ssize_t write(int file, const void* bytes, std::size_t size) {
  return ::syscall(SYS_write, file, bytes, size);
}
inline ssize_t pwrite(int file, const void* bytes, std::size_t size, off_t at) {
  return ::syscall(SYS_pwrite64, file, bytes, size, at);
}
inline int unlink(int folder, const char* path, int flags) {
  return static_cast<int>(::syscall(SYS_unlinkat, folder, path, flags));
}
inline int mkdir(int folder, const char* path, mode_t mode) {
  return static_cast<int>(::syscall(SYS_mkdirat, folder, path, mode));
}
inline int link(int from, const char* old_path, int to, const char* path, int flags) {
  return static_cast<int>(::syscall(SYS_linkat, from, old_path, to, path, flags));
}
inline int rename(int from, const char* old_path, int to, const char* path, unsigned flags) {
  return static_cast<int>(::syscall(SYS_renameat2, from, old_path, to, path, flags));
}
inline int truncate(int file, off_t size) {
  return static_cast<int>(::syscall(SYS_ftruncate, file, size));
}
inline int allocate(int file, int mode, off_t at, off_t size) {
  return static_cast<int>(::syscall(SYS_fallocate, file, mode, at, size));
}
inline int sync(int file) { return static_cast<int>(::syscall(SYS_fsync, file)); }
[[noreturn]] inline void end(int status) {
  for (;;) ::syscall(SYS_exit_group, status);
}

inline std::string read_all(int file) {
  struct stat found {};
  std::string bytes;
  if (fstat(file, &found) != 0 || !S_ISREG(found.st_mode)) return bytes;
  bytes.resize(static_cast<std::size_t>(found.st_size));
  std::size_t at = 0;
  while (at < bytes.size()) {
    const ssize_t count = ::syscall(SYS_pread64, file, bytes.data() + at, bytes.size() - at, at);
    if (count <= 0) break;
    at += static_cast<std::size_t>(count);
  }
  bytes.resize(at);
  return bytes;
}

inline void write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = raw::write(file, bytes.data(), bytes.size());
    if (count <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

inline int reopen(int file, int flags) {
  return raw::open(AT_FDCWD, ("/proc/self/fd/" + std::to_string(file)).c_str(), flags | O_CLOEXEC);
}

}  // namespace newsidx::testing::raw
