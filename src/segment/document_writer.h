// segment/document_writer.h
//
// Stored articles of consecutive documents, as sorted files of bounded size. Where one file ends
// and the next begins depends on the articles alone.
//
// Written while articles are read, before the segment's number of documents is known.
// Read by document_reader.h.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/sst_writer.h"

namespace newsidx::segment {

class DocumentWriter {
 public:
  /// @param staging_path     the folder that files are made in
  /// @param first_sequence   document d is stored under first_sequence + d
  /// @param max_file_bytes   a file is full with this many bytes of articles, before compression
  DocumentWriter(std::string staging_path, std::uint64_t first_sequence,
                 std::uint64_t max_file_bytes = kMaxFileBytes)
      : staging_path_(std::move(staging_path)),
        first_sequence_(first_sequence),
        max_file_bytes_(max_file_bytes) {}

  /// @param document  ascending
  /// @param article   as append_stored_article() made it
  [[nodiscard]] Status add(std::uint32_t document, std::string_view article);

  struct Output {
    std::vector<storage::SstWriter> files;
    std::uint64_t digest = 0;  ///< of the segment's family docs
  };
  [[nodiscard]] Result<Output> finish() &&;

 private:
  static constexpr std::uint64_t kMaxFileBytes = 256u << 20;

  [[nodiscard]] Status finish_file();

  std::string staging_path_;
  std::uint64_t first_sequence_;
  std::uint64_t max_file_bytes_;
  std::optional<storage::SstWriter> file_;
  std::uint64_t file_bytes_ = 0;
  Output output_;
};

}  // namespace newsidx::segment
