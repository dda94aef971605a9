// storage/staged_records.h (private): what StagedRecords holds.
#pragma once

#include <rocksdb/write_batch.h>

#include <vector>

#include "storage/record_sink.h"
#include "storage/sst_writer.h"

namespace newsidx::storage {

struct StagedRecords::State {
  std::vector<SstWriter> files;              ///< finished; each goes from disk with its writer
  std::vector<rocksdb::WriteBatch> batches;  ///< none is empty
};

}  // namespace newsidx::storage
