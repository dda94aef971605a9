#include "storage/batch_sink.h"

#include <algorithm>
#include <iterator>

#include "base/assert.h"
#include "base/status_macros.h"
#include "storage/options.h"
#include "storage/staged_records.h"
#include "storage/state.h"

namespace newsidx::storage {
namespace {

constexpr std::size_t kMaxBatchBytes = 64u << 10;  // before the last record
constexpr std::size_t kRecordBytes = 16;  // what RocksDB adds to a record in a batch, at most

// Hands the records of a batch on.
class Replay : public rocksdb::WriteBatch::Handler {
 public:
  Replay(const Store::State& store, RecordSink& to) : store_(store), to_(to) {}

  rocksdb::Status PutCF(std::uint32_t number, const rocksdb::Slice& key,
                        const rocksdb::Slice& value) override {
    const auto handle =
        std::ranges::find(store_.families, number, &rocksdb::ColumnFamilyHandle::GetID);
    NEWSIDX_CHECK(handle != store_.families.end());
    const auto family = static_cast<Family>(std::distance(store_.families.begin(), handle));
    done_ = to_.put(family, view(key), view(value));
    return done_ ? rocksdb::Status::OK() : rocksdb::Status::Aborted();
  }
  [[nodiscard]] Status take_status() { return std::move(done_); }

 private:
  const Store::State& store_;
  RecordSink& to_;
  Status done_;
};

}  // namespace

BatchSink::BatchSink(const Store::State& store)
    : store_(store), staged_(std::make_unique<StagedRecords::State>()) {}

Status BatchSink::put(Family family, std::string_view key, std::string_view value) {
  std::vector<rocksdb::WriteBatch>& batches = staged_.state_->batches;
  if (batches.empty() || batches.back().GetDataSize() >= kMaxBatchBytes) batches.emplace_back();
  const rocksdb::Status status =
      batches.back().Put(store_.handle(family), slice(key), slice(value));
  if (!status.ok()) {
    return storage_error("cannot write " + std::string(name_of(family)), status, store_.path);
  }
  bytes_ += key.size() + value.size() + kRecordBytes;
  return {};
}

Result<StagedRecords> BatchSink::finish() { return std::move(staged_); }

Status BatchSink::replay(RecordSink& to) const {
  Replay records(store_, to);
  for (const rocksdb::WriteBatch& batch : staged_.state_->batches) {
    const rocksdb::Status status = batch.Iterate(&records);
    NEWSIDX_RETURN_IF_ERROR(records.take_status());
    if (!status.ok()) return storage_error("cannot read a batch", status, store_.path);
  }
  return {};
}

SpillingSink::SpillingSink(const Store::State& store, std::size_t max_batch_bytes,
                           MakeFiles make_files)
    : max_batch_bytes_(max_batch_bytes),
      make_files_(std::move(make_files)),
      batch_(std::make_unique<BatchSink>(store)) {}

Status SpillingSink::put(Family family, std::string_view key, std::string_view value) {
  if (files_ != nullptr) return files_->put(family, key, value);
  if (batch_->bytes() + key.size() + value.size() + kRecordBytes <= max_batch_bytes_) {
    return batch_->put(family, key, value);
  }
  files_ = make_files_();
  NEWSIDX_RETURN_IF_ERROR(batch_->replay(*files_));
  batch_.reset();
  return files_->put(family, key, value);
}

Result<StagedRecords> SpillingSink::finish() {
  return files_ != nullptr ? files_->finish() : batch_->finish();
}

}  // namespace newsidx::storage
