// storage/sst_sink.h (private)
//
// A sink that writes sorted files into the staging folder: one for each family that has records,
// and further ones when the articles of one are many. Where one file ends and the next begins
// depends on the records alone.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "storage/record_sink.h"
#include "storage/sst_writer.h"

namespace newsidx::storage {

class SstSink : public RecordSink {
 public:
  /// A file of articles is full with so many bytes of them, before compression.
  static constexpr std::uint64_t kMaxFileBytes = 256u << 20;

  /// @param new_path  a path in the staging folder that no other file ever had
  explicit SstSink(std::function<std::string(Family)> new_path,
                   std::uint64_t max_file_bytes = kMaxFileBytes);

  [[nodiscard]] Status put(Family family, std::string_view key, std::string_view value) override;
  [[nodiscard]] Result<StagedRecords> finish() override;

 private:
  struct Open {
    std::optional<SstWriter> file;
    std::uint64_t bytes = 0;
  };
  [[nodiscard]] Status finish_file(Open& open);

  std::function<std::string(Family)> new_path_;
  std::uint64_t max_file_bytes_;
  std::array<Open, kFamilyNames.size()> open_;
  StagedRecords staged_;
};

}  // namespace newsidx::storage
