// storage/batch_sink.h (private)
//
// A sink that keeps records in memory, for the write-ahead log; and one that does so only while
// they are few.
//
// They are written in several batches: RocksDB copies a batch as a whole, twice, when it is read
// from the log again, and copies that stay in the processor's cache cost a third of those that do
// not.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "storage/record_sink.h"
#include "storage/store.h"

namespace newsidx::storage {

class BatchSink : public RecordSink {
 public:
  /// @param store  names the families to RocksDB; must outlive the sink
  explicit BatchSink(const Store::State& store);

  [[nodiscard]] Status put(Family family, std::string_view key, std::string_view value) override;
  [[nodiscard]] Result<StagedRecords> finish() override;

  /// With what RocksDB adds.
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }
  /// Puts all records to another sink, in their order.
  [[nodiscard]] Status replay(RecordSink& to) const;

 private:
  const Store::State& store_;
  StagedRecords staged_;
  std::size_t bytes_ = 0;
};

/// A batch until it would be larger than `max_batch_bytes`; then all goes to files.
class SpillingSink : public RecordSink {
 public:
  using MakeFiles = std::function<std::unique_ptr<RecordSink>()>;
  SpillingSink(const Store::State& store, std::size_t max_batch_bytes, MakeFiles make_files);

  [[nodiscard]] Status put(Family family, std::string_view key, std::string_view value) override;
  [[nodiscard]] Result<StagedRecords> finish() override;

 private:
  std::size_t max_batch_bytes_;
  MakeFiles make_files_;
  std::unique_ptr<BatchSink> batch_;   // until it is full
  std::unique_ptr<RecordSink> files_;  // from then on
};

}  // namespace newsidx::storage
