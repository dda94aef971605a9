#include "storage/log_end.h"

#include <utility>

namespace newsidx::storage {
namespace {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

class LogFile : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  LogFile(std::unique_ptr<rocksdb::FSWritableFile> file, LogEnd& end)
      : FSWritableFileOwnerWrapper(std::move(file)), end_(end) {
    end_.open(*target());
  }
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;
  ~LogFile() override { end_.close(*target()); }

  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                  IODebugContext* debug) override {
    IOStatus status = FSWritableFileOwnerWrapper::Append(data, options, debug);
    if (status.ok()) end_.grew(*target(), data.size());
    return status;
  }
  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                  const rocksdb::DataVerificationInfo& verification,
                  IODebugContext* debug) override {
    IOStatus status = FSWritableFileOwnerWrapper::Append(data, options, verification, debug);
    if (status.ok()) end_.grew(*target(), data.size());
    return status;
  }
  IOStatus Close(const IOOptions& options, IODebugContext* debug) override {
    end_.close(*target());
    return FSWritableFileOwnerWrapper::Close(options, debug);
  }

 private:
  LogEnd& end_;
};

}  // namespace

void LogEnd::begin() {
  const std::lock_guard guard(mutex_);
  begin_ = bytes_;
}

void LogEnd::cut() {
  const std::lock_guard guard(mutex_);
  if (file_ == nullptr || bytes_ == begin_) return;
  file_->Truncate(begin_, IOOptions(), nullptr).PermitUncheckedError();
}

void LogEnd::open(rocksdb::FSWritableFile& file) {
  const std::lock_guard guard(mutex_);
  file_ = &file;
  bytes_ = begin_ = 0;
}

void LogEnd::grew(rocksdb::FSWritableFile& file, std::uint64_t bytes) {
  const std::lock_guard guard(mutex_);
  if (file_ == &file) bytes_ += bytes;
}

void LogEnd::close(rocksdb::FSWritableFile& file) {
  const std::lock_guard guard(mutex_);
  if (file_ == &file) file_ = nullptr;
}

std::unique_ptr<rocksdb::FSWritableFile> with_end(std::unique_ptr<rocksdb::FSWritableFile> log,
                                                  LogEnd& end) {
  return std::make_unique<LogFile>(std::move(log), end);
}

}  // namespace newsidx::storage
