#include "storage/written_file.h"

#include <utility>

namespace newsidx::storage {
namespace {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

// A file whose failures are noted.
class FailureFile : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FailureFile(std::unique_ptr<rocksdb::FSWritableFile> file, std::atomic<bool>& has_failed)
      : FSWritableFileOwnerWrapper(std::move(file)), has_failed_(has_failed) {}

  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                  IODebugContext* debug) override {
    return noted(FSWritableFileOwnerWrapper::Append(data, options, debug));
  }
  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                  const rocksdb::DataVerificationInfo& verification,
                  IODebugContext* debug) override {
    return noted(FSWritableFileOwnerWrapper::Append(data, options, verification, debug));
  }
  IOStatus Flush(const IOOptions& options, IODebugContext* debug) override {
    return noted(FSWritableFileOwnerWrapper::Flush(options, debug));
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    return noted(FSWritableFileOwnerWrapper::Sync(options, debug));
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return noted(FSWritableFileOwnerWrapper::Fsync(options, debug));
  }
  IOStatus Close(const IOOptions& options, IODebugContext* debug) override {
    return noted(FSWritableFileOwnerWrapper::Close(options, debug));
  }

 private:
  IOStatus noted(IOStatus status) {
    if (!status.ok()) has_failed_ = true;
    return status;
  }

  std::atomic<bool>& has_failed_;
};

// A file whose bytes are counted.
class CountedFile : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  CountedFile(std::unique_ptr<rocksdb::FSWritableFile> file, std::atomic<std::uint64_t>& bytes)
      : FSWritableFileOwnerWrapper(std::move(file)), bytes_(bytes) {}

  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                  IODebugContext* debug) override {
    bytes_ += data.size();
    return FSWritableFileOwnerWrapper::Append(data, options, debug);
  }
  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                  const rocksdb::DataVerificationInfo& verification,
                  IODebugContext* debug) override {
    bytes_ += data.size();
    return FSWritableFileOwnerWrapper::Append(data, options, verification, debug);
  }

 private:
  std::atomic<std::uint64_t>& bytes_;
};

}  // namespace

std::unique_ptr<rocksdb::FSWritableFile> with_failure(std::unique_ptr<rocksdb::FSWritableFile> file,
                                                      std::atomic<bool>& has_failed) {
  return std::make_unique<FailureFile>(std::move(file), has_failed);
}

std::unique_ptr<rocksdb::FSWritableFile> with_count(std::unique_ptr<rocksdb::FSWritableFile> file,
                                                    std::atomic<std::uint64_t>& bytes) {
  return std::make_unique<CountedFile>(std::move(file), bytes);
}

}  // namespace newsidx::storage
