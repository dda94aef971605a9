#include "storage/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <system_error>

#include "base/status_macros.h"

namespace newsidx::storage {
namespace {

Failure system_error(int number = errno) {
  return fail(number == ENOENT   ? ErrorCode::not_found
              : number == ENOSPC ? ErrorCode::disk_full
                                 : ErrorCode::io,
              std::generic_category().message(number));
}

bool is_same(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

// The first bytes of a file, without waiting for somebody at the other end of a pipe.
// @param link_flag  O_NOFOLLOW: a link is no regular file; 0: it is followed
Result<std::string> read_start_at(int folder, const std::string& name, int link_flag,
                                  std::size_t max_bytes) {
  const Descriptor file(
      openat(folder, name.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | link_flag));
  if (!file && errno == ELOOP && link_flag != 0) {
    return fail(ErrorCode::unsupported, "not a regular file");
  }
  struct stat found {};
  if (!file || fstat(file.get(), &found) != 0) return system_error();
  if (!S_ISREG(found.st_mode)) return fail(ErrorCode::unsupported, "not a regular file");
  std::string bytes;
  constexpr std::size_t kStep = 64u << 10;
  const auto expected = static_cast<std::size_t>(std::max<off_t>(found.st_size, 0));
  bytes.reserve(std::min(max_bytes, expected + kStep));  // and it may grow
  for (;;) {
    const std::size_t size = bytes.size();
    const std::size_t step = std::min(kStep, max_bytes - size);
    if (step == 0) return bytes;
    bytes.resize(size + step);
    const ssize_t count = ::read(file.get(), bytes.data() + size, step);
    if (count < 0 && errno != EINTR) return system_error();
    bytes.resize(size + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (count == 0) return bytes;
  }
}

Result<std::string> read_at(int folder, const std::string& name, int link_flag,
                            std::size_t max_bytes) {
  auto bytes = read_start_at(folder, name, link_flag, max_bytes + 1);
  if (bytes && bytes->size() > max_bytes) return fail(ErrorCode::limit, "too large");
  return bytes;
}

}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) close(number_);
}

Result<Folder> Folder::open(const std::string& path) {
  Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!descriptor) return system_error();
  return Folder(std::move(descriptor));
}

Result<Folder> Folder::reach(const std::string& path) {
  Descriptor descriptor(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!descriptor) return system_error();
  return Folder(std::move(descriptor));
}

Result<Folder> Folder::open_folder(const std::string& name) const {
  Descriptor opened(
      openat(descriptor(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!opened) return system_error();
  return Folder(std::move(opened));
}

Result<std::vector<std::string>> Folder::names() const {
  Descriptor own(openat(descriptor(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(own ? fdopendir(own.get()) : nullptr, closedir);
  if (entries == nullptr) return system_error();
  own.release();  // closedir() closes it
  std::vector<std::string> names;
  for (errno = 0; const dirent* entry = readdir(entries.get()); errno = 0) {
    std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(std::move(name));
  }
  if (errno != 0) return system_error();
  std::sort(names.begin(), names.end());
  return names;
}

Kind Folder::kind_of(const std::string& name) const noexcept {
  struct stat found {};
  if (fstatat(descriptor(), name.c_str(), &found, AT_SYMLINK_NOFOLLOW) != 0) {
    return errno == ENOENT ? Kind::missing : Kind::other;
  }
  if (S_ISREG(found.st_mode)) return Kind::file;
  return S_ISDIR(found.st_mode) ? Kind::folder : Kind::other;
}

Result<std::string> Folder::read(const std::string& name, std::size_t max_bytes) const {
  return read_at(descriptor(), name, O_NOFOLLOW, max_bytes);
}

Result<std::string> Folder::read_start(const std::string& name, std::size_t bytes) const {
  return read_start_at(descriptor(), name, O_NOFOLLOW, bytes);
}

Result<std::string> read_file(const std::string& path, std::size_t max_bytes) {
  return read_at(AT_FDCWD, path, 0, max_bytes);
}

bool Folder::is_at(const std::string& path) const noexcept {
  struct stat there {};
  struct stat here {};
  return stat(path.c_str(), &there) == 0 && fstat(descriptor(), &here) == 0 && is_same(there, here);
}

bool Folder::has(const std::string& name, int opened) const noexcept {
  struct stat there {};
  struct stat here {};
  return fstatat(descriptor(), name.c_str(), &there, AT_SYMLINK_NOFOLLOW) == 0 &&
         fstat(opened, &here) == 0 && is_same(there, here);
}

bool Folder::remove_file(const std::string& name) const noexcept {
  return kind_of(name) == Kind::file && unlinkat(descriptor(), name.c_str(), 0) == 0;
}

bool Folder::remove_folder(const std::string& name) const noexcept {
  return unlinkat(descriptor(), name.c_str(), AT_REMOVEDIR) == 0;
}

void MadeFolder::remove() noexcept {
  if (parent_.has(name_, self_.descriptor())) parent_.remove_folder(name_);
}

Result<std::vector<MadeFolder>> make_folders(const std::string& path) {
  std::vector<MadeFolder> made;
  const auto failed = [&made](Error error) {
    for (auto folder = made.rbegin(); folder != made.rend(); ++folder) folder->remove();
    return fail(ErrorCode::io, std::move(error.message));
  };
  std::filesystem::path prefix;
  for (const std::filesystem::path& part : std::filesystem::path(path)) {
    const std::string parent = prefix.empty() ? "." : prefix.string();
    prefix /= part;
    if (part.empty() || part == "." || part == ".." || part == "/") continue;
    const std::string name = part.string();
    auto above = Folder::reach(parent);
    if (!above) return failed(std::move(above).error());
    if (mkdirat(above->descriptor(), name.c_str(), 0777) != 0) {
      if (errno == EEXIST) continue;
      return failed(system_error().take());
    }
    auto self = above->open_folder(name);
    if (!self) {
      above->remove_folder(name);
      return failed(std::move(self).error());
    }
    made.push_back(MadeFolder(*std::move(above), name, *std::move(self)));
  }
  return made;
}

Status sync_folders(const Folder& folder, const std::string& path) {
  if (fsync(folder.descriptor()) != 0) {
    return fail(ErrorCode::io, "cannot write the folder '" + path +
                                   "' to disk: " + std::generic_category().message(errno));
  }
  std::error_code ignored;
  std::filesystem::path above = std::filesystem::canonical(path, ignored);
  while (above.has_relative_path()) {
    above = above.parent_path();
    const Descriptor opened(::open(above.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened) fsync(opened.get());
  }
  return {};
}

}  // namespace newsidx::storage
