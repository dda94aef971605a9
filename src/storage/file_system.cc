#include "storage/file_system.h"

#include <rocksdb/file_system.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>
#include <system_error>

#include "storage/file_names.h"
#include "storage/log_format.h"
#include "storage/open_tables.h"
#include "storage/written_file.h"

namespace newsidx::storage {
namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

std::string last_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// RocksDB takes them off in some places.
std::string without_last_slashes(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

IOStatus io_status(int number, const std::string& path) {
  const std::string text = std::generic_category().message(number);
  if (number == ENOENT) return IOStatus::PathNotFound(path, text);
  if (number == ENOSPC) return IOStatus::NoSpace(path, text);
  return IOStatus::IOError(path, text);
}

// Bytes that were read and checked, as a file.
class CheckedFile : public rocksdb::FSSequentialFile {
 public:
  explicit CheckedFile(std::string bytes) : bytes_(std::move(bytes)) {}

  IOStatus Read(std::size_t size, const IOOptions&, rocksdb::Slice* result, char* scratch,
                IODebugContext*) override {
    size = std::min(size, bytes_.size() - position_);
    std::memcpy(scratch, bytes_.data() + position_, size);
    *result = rocksdb::Slice(scratch, size);
    position_ += size;
    return IOStatus::OK();
  }

  IOStatus Skip(std::uint64_t size) override {
    position_ += std::min<std::uint64_t>(size, bytes_.size() - position_);
    return IOStatus::OK();
  }

 private:
  const std::string bytes_;
  std::size_t position_ = 0;
};

class CheckingFileSystem : public rocksdb::FileSystemWrapper {
 public:
  explicit CheckingFileSystem(LogDamage* damage)
      : FileSystemWrapper(rocksdb::FileSystem::Default()), damage_(damage) {}
  const char* Name() const override { return "newsidx.CheckingFileSystem"; }

  IOStatus NewSequentialFile(const std::string& path, const FileOptions& options,
                             std::unique_ptr<rocksdb::FSSequentialFile>* result,
                             IODebugContext* debug) override {
    const std::string name = last_name(path);
    const bool is_log = is_list_name(name) || is_log_name(name);
    if (!is_log && name != "CURRENT") {
      const IOStatus regular = is_regular(path);
      return regular.ok() ? target()->NewSequentialFile(path, options, result, debug) : regular;
    }
    auto content = read_file(path, is_log ? kMaxLogBytes : kMaxShortBytes);
    if (!content) return read_failure(path, content.error());
    if (is_log) {
      IOStatus status = leave_whole_records(name, *content);
      if (!status.ok()) return status;
    } else if (!is_current(*content)) {
      return IOStatus::Corruption(name, "it does not name a list of files");
    }
    *result = std::make_unique<CheckedFile>(*std::move(content));
    return IOStatus::OK();
  }

  IOStatus NewRandomAccessFile(const std::string& path, const FileOptions& options,
                               std::unique_ptr<rocksdb::FSRandomAccessFile>* result,
                               IODebugContext* debug) override {
    const IOStatus regular = is_regular(path);
    if (!regular.ok()) return regular;
    return is_table_name(last_name(path))
               ? open_table(*target(), path, options, *result, debug)
               : target()->NewRandomAccessFile(path, options, result, debug);
  }

 private:
  IOStatus leave_whole_records(const std::string& name, std::string& content) {
    const auto whole = whole_records(content);
    if (damage_ == nullptr || !is_log_name(name)) {
      if (!whole) return IOStatus::Corruption(name, whole.error().message);
      content.resize(*whole);
      return IOStatus::OK();
    }
    const std::lock_guard guard(damage_->mutex);
    const std::string& log = damage_->log;
    // Logs are read in the order of their numbers, which have six digits or more.
    const bool is_behind =
        !log.empty() && (name.size() > log.size() || (name.size() == log.size() && name > log));
    content.resize(is_behind ? 0 : records_before_damage(content));
    if (!whole && !is_behind) {
      damage_->log = name;
      damage_->what = name + ": " + whole.error().message;
    }
    return IOStatus::OK();
  }

  static IOStatus read_failure(const std::string& path, const Error& error) {
    if (error.code == ErrorCode::not_found) return IOStatus::PathNotFound(path, error.message);
    if (error.code == ErrorCode::disk_full) return IOStatus::NoSpace(path, error.message);
    if (error.code == ErrorCode::io) return IOStatus::IOError(path, error.message);
    return IOStatus::Corruption(last_name(path), error.message);
  }

  static IOStatus is_regular(const std::string& path) {
    struct stat found {};
    if (stat(path.c_str(), &found) != 0) return io_status(errno, path);
    if (S_ISREG(found.st_mode)) return IOStatus::OK();
    return IOStatus::Corruption(last_name(path), "not a regular file");
  }

  LogDamage* const damage_;
};

class ReaderFileSystem : public CheckingFileSystem {
 public:
  ReaderFileSystem(const std::string& path, const MarkText& mark, LogDamage& damage)
      : CheckingFileSystem(&damage), path_(without_last_slashes(path)), mark_(mark) {}

  IOStatus GetChildren(const std::string& path, const IOOptions& options,
                       std::vector<std::string>* names, IODebugContext* debug) override {
    IOStatus status = target()->GetChildren(path, options, names, debug);
    if (!status.ok() || without_last_slashes(path) != path_) return status;
    std::erase_if(*names, [this](const std::string& name) {
      return name.ends_with(".log") &&
             (!is_log_name(name) || (mark_.is_whole && !mark_.names.contains(name)));
    });
    return status;
  }

 private:
  const std::string path_;
  const MarkText mark_;
};

// What has been removed from it is crossed out when that is on disk.
class SyncedFolder : public rocksdb::FSDirectoryWrapper {
 public:
  SyncedFolder(std::unique_ptr<rocksdb::FSDirectory> folder, Mark& mark)
      : FSDirectoryWrapper(std::move(folder)), mark_(mark) {}

  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    IOStatus status = FSDirectoryWrapper::Fsync(options, debug);
    if (status.ok()) mark_.cross_out();
    return status;
  }
  IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* debug,
                               const rocksdb::DirFsyncOptions& why) override {
    IOStatus status = FSDirectoryWrapper::FsyncWithDirOptions(options, debug, why);
    if (status.ok()) mark_.cross_out();
    return status;
  }

 private:
  Mark& mark_;
};

class WriterFileSystem : public CheckingFileSystem {
 public:
  WriterFileSystem(IndexFolder& index, LogEnd& log_end, std::atomic<std::uint64_t>& written_bytes,
                   LogDamage* damage)
      : CheckingFileSystem(damage),
        index_(index),
        path_(without_last_slashes(index.path())),
        log_end_(log_end),
        written_bytes_(written_bytes) {}

  IOStatus GetChildren(const std::string& path, const IOOptions& options,
                       std::vector<std::string>* names, IODebugContext* debug) override {
    IOStatus status = target()->GetChildren(path, options, names, debug);
    if (!status.ok() || without_last_slashes(path) != path_) return status;
    std::erase_if(*names, [this](const std::string& name) { return !index_.mark().has(name); });
    return status;
  }

  IOStatus NewDirectory(const std::string& path, const IOOptions& options,
                        std::unique_ptr<rocksdb::FSDirectory>* result,
                        IODebugContext* debug) override {
    IOStatus status = target()->NewDirectory(path, options, result, debug);
    if (!status.ok() || without_last_slashes(path) != path_) return status;
    *result = std::make_unique<SyncedFolder>(std::move(*result), index_.mark());
    return status;
  }

  IOStatus NewWritableFile(const std::string& path, const FileOptions& options,
                           std::unique_ptr<rocksdb::FSWritableFile>* result,
                           IODebugContext* debug) override {
    IOStatus ours = claim(path);
    if (!ours.ok()) return ours;
    IOStatus made = target()->NewWritableFile(path, options, result, debug);
    if (made.ok() && is_list_name(last_name(path))) {
      *result = with_failure(std::move(*result), has_list_failed_);
    } else if (made.ok() && is_log_name(last_name(path))) {
      *result = with_end(std::move(*result), log_end_);
    }
    if (made.ok()) *result = with_count(std::move(*result), written_bytes_);
    return made;
  }
  IOStatus ReopenWritableFile(const std::string& path, const FileOptions& options,
                              std::unique_ptr<rocksdb::FSWritableFile>* result,
                              IODebugContext* debug) override {
    IOStatus ours = claim(path);
    return ours.ok() ? target()->ReopenWritableFile(path, options, result, debug) : ours;
  }
  IOStatus ReuseWritableFile(const std::string& path, const std::string&, const FileOptions&,
                             std::unique_ptr<rocksdb::FSWritableFile>*, IODebugContext*) override {
    return IOStatus::NotSupported(path, "logs are not recycled");
  }
  IOStatus NewRandomRWFile(const std::string& path, const FileOptions& options,
                           std::unique_ptr<rocksdb::FSRandomRWFile>* result,
                           IODebugContext* debug) override {
    IOStatus ours = claim(path);
    return ours.ok() ? target()->NewRandomRWFile(path, options, result, debug) : ours;
  }
  IOStatus LinkFile(const std::string& source, const std::string& path, const IOOptions& options,
                    IODebugContext* debug) override {
    IOStatus ours = claim(path);
    return ours.ok() ? target()->LinkFile(source, path, options, debug) : ours;
  }
  IOStatus LockFile(const std::string& path, const IOOptions& options, rocksdb::FileLock** lock,
                    IODebugContext* debug) override {
    IOStatus ours = claim(path);
    return ours.ok() ? target()->LockFile(path, options, lock, debug) : ours;
  }

  IOStatus RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                      IODebugContext* debug) override {
    const auto source = name_in_index(from);
    const auto name = name_in_index(to);
    if (!source || !name) return target()->RenameFile(from, to, options, debug);
    IOStatus ours = claim(to);
    if (!ours.ok()) return ours;
    const int folder = index_.folder().descriptor();
    if (renameat(folder, source->c_str(), folder, name->c_str()) != 0) {
      return io_status(errno, to);
    }
    index_.mark().remove(*source);
    return IOStatus::OK();
  }

  // A file that is not ours is not there, for RocksDB.
  IOStatus DeleteFile(const std::string& path, const IOOptions& options,
                      IODebugContext* debug) override {
    const auto name = name_in_index(path);
    if (!name) return target()->DeleteFile(path, options, debug);
    if (!index_.mark().has(*name)) return io_status(ENOENT, path);
    // RocksDB 7.8.3 removes the tables of an edit that it could not write: where the edit is on
    // disk in spite of that, the list names files that are gone. They stay, and whoever opens the
    // list next removes what it does not name.
    if (has_list_failed_ && (is_table_name(*name) || is_list_name(*name))) return IOStatus::OK();
    if (unlinkat(index_.folder().descriptor(), name->c_str(), 0) != 0) {
      return io_status(errno, path);
    }
    index_.mark().remove(*name);
    return IOStatus::OK();
  }

  IOStatus Truncate(const std::string& path, std::size_t size, const IOOptions& options,
                    IODebugContext* debug) override {
    IOStatus ours = claim(path);
    return ours.ok() ? target()->Truncate(path, size, options, debug) : ours;
    // NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDeleteLeaks): it follows RocksDB's headers wrongly
  }

 private:
  std::optional<std::string> name_in_index(const std::string& path) const {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos || slash + 1 == path.size()) return std::nullopt;
    if (without_last_slashes(path.substr(0, slash + 1)) != path_) return std::nullopt;
    return path.substr(slash + 1);
  }

  // Before a file in the index is made or written to: it is ours, or nothing is there yet.
  IOStatus claim(const std::string& path) {
    const auto name = name_in_index(path);
    if (!index_.is_in_place()) {
      return IOStatus::IOError(index_.path(), "the folder was moved away or replaced meanwhile");
    }
    if (!name || index_.mark().has(*name)) return IOStatus::OK();
    if (index_.folder().kind_of(*name) != Kind::missing) {
      return IOStatus::IOError(path, "in the way: newsidx did not make it");
    }
    const Status named = index_.mark().add(*name);
    return named ? IOStatus::OK() : IOStatus::IOError(path, named.error().message);
    // NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDeleteLeaks): the same
  }

  IndexFolder& index_;
  const std::string path_;
  LogEnd& log_end_;
  std::atomic<std::uint64_t>& written_bytes_;
  // Whether what was last written to the list of files is there, on disk: once that failed nobody
  // knows until the list is read again.
  std::atomic<bool> has_list_failed_ = false;
};

// Nothing is flushed or compacted for a reader, but each opening of a database asks for threads.
class ThreadlessEnv : public rocksdb::EnvWrapper {
 public:
  using EnvWrapper::EnvWrapper;
  void IncBackgroundThreadsIfNeeded(int, Priority) override {}
  const char* Name() const override { return "newsidx.ThreadlessEnv"; }
};

}  // namespace

std::unique_ptr<rocksdb::Env> reader_env(const std::string& path, const MarkText& mark,
                                         LogDamage& damage) {
  return std::make_unique<ThreadlessEnv>(
      rocksdb::NewCompositeEnv(std::make_shared<ReaderFileSystem>(path, mark, damage)));
}

std::unique_ptr<rocksdb::Env> writer_env(IndexFolder& index, LogEnd& log_end,
                                         std::atomic<std::uint64_t>& written_bytes,
                                         LogDamage* damage) {
  return rocksdb::NewCompositeEnv(
      std::make_shared<WriterFileSystem>(index, log_end, written_bytes, damage));
}

}  // namespace newsidx::storage
