// storage/sst_writer.h (private)
//
// Writes ascending keys of one family to a sorted file outside the store, which WriteStore::ingest
// then takes over by renaming: the fast way for bulk data, no write-ahead log, no compaction. A
// file that is not taken over goes with its writer.
//
// Threads: one writer, one thread; several writers side by side.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "storage/family.h"

namespace newsidx::storage {

class SstWriter {
 public:
  /// @param path  a file to be made, on the file system of the index
  [[nodiscard]] static Result<SstWriter> create(Family family, std::string path);
  SstWriter(SstWriter&&) noexcept;
  SstWriter& operator=(SstWriter&&) noexcept;
  ~SstWriter();

  /// REQUIRES key greater than the one before.
  [[nodiscard]] Status add(std::string_view key, std::string_view value);

  /// Writes the file out. REQUIRES that it has a key.
  [[nodiscard]] Status finish();

  [[nodiscard]] Family family() const noexcept;
  [[nodiscard]] const std::string& path() const noexcept;
  [[nodiscard]] std::uint64_t bytes() const noexcept;  ///< so far

 private:
  struct State;
  explicit SstWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace newsidx::storage
