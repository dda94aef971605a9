#include "storage/index_copy.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <vector>

#include "base/status_macros.h"
#include "storage/directory.h"
#include "storage/options.h"

namespace newsidx::storage {
namespace {

constexpr std::size_t kStepBytes = 1u << 20;

// 0, or errno.
int write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) return errno;
    if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

Descriptor make_file(const Folder& folder, const std::string& name) {
  return Descriptor(openat(folder.descriptor(), name.c_str(),
                           O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
}

// The very file that is open, whatever its name stands for by now. False: copy it.
bool link_file(int file, const Folder& folder, const std::string& name) {
  const std::string self = "/proc/self/fd/" + std::to_string(file);
  return linkat(AT_FDCWD, self.c_str(), folder.descriptor(), name.c_str(), AT_SYMLINK_FOLLOW) == 0;
}

Failure not_empty(const std::string& path) {
  return fail(ErrorCode::unsupported, "'" + path + "' is not empty",
              "the path of a folder that is not there yet");
}

}  // namespace

Result<IndexCopy> IndexCopy::make(const LiveFiles& files, const std::string& path,
                                  const std::stop_token& stop) {
  NEWSIDX_ASSIGN_OR_RETURN(const Standing standing, look_at(path));
  if (standing.mark.names.contains(kUnfinishedName))
    return fail(find_index(standing, path).error());
  if (standing.what != Standing::What::nothing) return not_empty(path);
  NEWSIDX_ASSIGN_OR_RETURN(auto folder, IndexFolder::claim(path));
  if (!folder->is_new()) return not_empty(path);  // somebody was faster
  IndexCopy copy(std::move(folder));
  NEWSIDX_RETURN_IF_ERROR(copy.write(files, stop));
  return copy;
}

Status IndexCopy::write(const LiveFiles& files, const std::stop_token& stop) {
  Mark& mark = folder_->mark();
  std::vector<std::string> names = {kUnfinishedName};
  for (const LiveFiles::Table& table : files.tables) names.push_back(table.name);
  for (const auto& [name, content] : files.contents) names.push_back(name);
  if (Status named = mark.add_all(names); !named) {
    return fail("cannot write to '" + folder_->path() + "'", std::move(named).error());
  }
  for (const LiveFiles::Table& table : files.tables) {
    NEWSIDX_RETURN_IF_ERROR(take_table(table, stop));
  }
  for (const auto& [name, content] : files.contents) {
    NEWSIDX_RETURN_IF_ERROR(write_content(name, content));
  }
  NEWSIDX_RETURN_IF_ERROR(sync_folders(folder_->folder(), folder_->path()));
  if (!folder_->is_in_place()) {
    return fail(ErrorCode::io, "the folder '" + folder_->path() + "' was moved away meanwhile");
  }
  auto own = mark.names();
  own.erase(kUnfinishedName);
  if (Status done = mark.rewrite(std::move(own)); !done) {
    return fail("cannot write to '" + folder_->path() + "'", std::move(done).error());
  }
  return {};
}

Status IndexCopy::take_table(const LiveFiles::Table& table, const std::stop_token& stop) {
  bytes_ += table.bytes;
  if (link_file(table.file.get(), folder_->folder(), table.name)) {
    ++files_linked_;
    if (fsync(table.file.get()) != 0) return cannot_write(table.name, errno);
    return {};
  }
  ++files_copied_;
  const Descriptor file = make_file(folder_->folder(), table.name);
  if (!file) return cannot_write(table.name, errno);
  std::string step(static_cast<std::size_t>(std::min<std::uint64_t>(kStepBytes, table.bytes)),
                   '\0');
  for (std::uint64_t at = 0; at < table.bytes;) {
    if (stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped");
    const ssize_t count =
        ::pread(table.file.get(), step.data(), step.size(), static_cast<off_t>(at));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      return fail(ErrorCode::io, "cannot read " + table.name + " of the index: " +
                                     (count < 0 ? std::generic_category().message(errno)
                                                : std::string("it has become shorter")));
    }
    const int number =
        write_all(file.get(), std::string_view(step.data(), static_cast<std::size_t>(count)));
    if (number != 0) return cannot_write(table.name, number);
    at += static_cast<std::uint64_t>(count);
  }
  if (fsync(file.get()) != 0) return cannot_write(table.name, errno);
  return {};
}

Status IndexCopy::write_content(const std::string& name, const std::string& content) {
  ++files_copied_;
  bytes_ += content.size();
  const Descriptor file = make_file(folder_->folder(), name);
  if (!file) return cannot_write(name, errno);
  int number = write_all(file.get(), content);
  if (number == 0 && fsync(file.get()) != 0) number = errno;
  if (number != 0) return cannot_write(name, number);
  return {};
}

Failure IndexCopy::cannot_write(const std::string& name, int number) const {
  const std::string message = "cannot write '" + folder_->path() + '/' + name +
                              "': " + std::generic_category().message(number);
  if (number == ENOSPC || number == EDQUOT) {
    return fail(ErrorCode::disk_full, message, "free some disk space");
  }
  if (is_out_of_files(message)) return fail(ErrorCode::limit, message, "a larger ulimit -n");
  return fail(ErrorCode::io, message);
}

Status IndexCopy::keep() { return folder_->keep(); }

}  // namespace newsidx::storage
