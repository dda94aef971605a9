#include "storage/open_tables.h"

#include <sys/stat.h>

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "storage/table_end.h"

namespace newsidx::storage {
namespace {

using rocksdb::FSRandomAccessFile;
using rocksdb::IOStatus;

// Device and number: no other file has them while this one is open.
using FileKey = std::pair<dev_t, ino_t>;

struct FoundFile {
  FileKey key;
  std::uint64_t size = 0;
};

std::optional<FoundFile> find_file(const std::string& path) {
  struct stat found {};
  if (stat(path.c_str(), &found) != 0) return std::nullopt;
  return FoundFile{{found.st_dev, found.st_ino}, static_cast<std::uint64_t>(found.st_size)};
}

class OpenTables : public std::enable_shared_from_this<OpenTables> {
 public:
  std::shared_ptr<FSRandomAccessFile> find(const FileKey& key) {
    const std::lock_guard guard(mutex_);
    const auto found = files_.find(key);
    return found == files_.end() ? nullptr : found->second.lock();
  }

  // What another thread was faster with is taken, and `file` closed.
  std::shared_ptr<FSRandomAccessFile> keep(const FileKey& key,
                                           std::unique_ptr<FSRandomAccessFile> file) {
    // Outside of the lock, which whoever lets it go takes.
    std::shared_ptr<FSRandomAccessFile> shared(
        file.release(), [key, self = shared_from_this()](FSRandomAccessFile* last) {
          self->forget(key);
          delete last;
        });
    const std::lock_guard guard(mutex_);
    std::weak_ptr<FSRandomAccessFile>& kept = files_[key];
    if (auto other = kept.lock()) return other;
    kept = shared;
    return shared;
  }

 private:
  // Before it is closed, so that its number is not another file's yet.
  void forget(const FileKey& key) {
    const std::lock_guard guard(mutex_);
    const auto found = files_.find(key);
    if (found != files_.end() && found->second.expired()) files_.erase(found);
  }

  std::mutex mutex_;
  std::map<FileKey, std::weak_ptr<FSRandomAccessFile>> files_;
};

// A reader may be held longer than this variable lives: each file holds what it points to.
OpenTables& open_tables() {
  static const auto tables = std::make_shared<OpenTables>();
  return *tables;
}

class SharedTable : public rocksdb::FSRandomAccessFileWrapper {
 public:
  explicit SharedTable(std::shared_ptr<FSRandomAccessFile> file)
      : FSRandomAccessFileWrapper(file.get()), file_(std::move(file)) {}

 private:
  const std::shared_ptr<FSRandomAccessFile> file_;
};

}  // namespace

IOStatus open_table(rocksdb::FileSystem& file_system, const std::string& path,
                    const rocksdb::FileOptions& options,
                    std::unique_ptr<FSRandomAccessFile>& result, rocksdb::IODebugContext* debug) {
  const auto before = find_file(path);
  if (before) {
    if (auto open = open_tables().find(before->key)) {
      result = std::make_unique<SharedTable>(std::move(open));
      return IOStatus::OK();
    }
  }
  IOStatus status = file_system.NewRandomAccessFile(path, options, &result, debug);
  // The name may have become another file's in between (`restore` exchanges folders).
  const auto opened = find_file(path);
  if (!status.ok() || !before || !opened || opened->key != before->key) return status;
  status = check_table_end(*result, opened->size, path.substr(path.rfind('/') + 1));
  if (!status.ok()) return status;
  result = std::make_unique<SharedTable>(open_tables().keep(opened->key, std::move(result)));
  return status;
}

}  // namespace newsidx::storage
