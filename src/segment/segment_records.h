// segment/segment_records.h
//
// Where the writers of a segment's parts put their records: a sorted file for each family, and the
// digests by which a check finds what is not as it was written.
//
// Threads: one.
#pragma once

#include <newsidx/result.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/family.h"
#include "storage/sst_writer.h"

namespace newsidx::segment {

class SegmentRecords {
 public:
  using Digests = std::array<std::uint64_t, storage::kFamilyNames.size()>;

  /// @param staging_path  the folder that files are made in
  [[nodiscard]] static Result<SegmentRecords> create(const std::string& staging_path,
                                                     std::uint32_t segment);

  [[nodiscard]] std::uint32_t segment() const noexcept { return segment_; }

  /// @param key  of the segment; ascending in its family
  [[nodiscard]] Status put(storage::Family family, std::string_view key, std::string_view value);

  /// Sums over what was put.
  [[nodiscard]] const Digests& digests() const noexcept { return digests_; }

  /// @return the files that have records
  [[nodiscard]] Result<std::vector<storage::SstWriter>> finish() &&;

 private:
  explicit SegmentRecords(std::uint32_t segment) : segment_(segment) {}

  std::uint32_t segment_;
  std::vector<storage::SstWriter> files_;
  Digests digests_{};
};

}  // namespace newsidx::segment
