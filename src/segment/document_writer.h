// segment/document_writer.h
//
// A store of articles, as sorted files of bounded size. Where one file ends and the next begins
// depends on the articles alone.
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

#include "segment/manifest.h"
#include "storage/sst_writer.h"

namespace newsidx::segment {

class DocumentWriter {
 public:
  /// @param staging_path     the folder that files are made in
  /// @param store            the number of the store
  /// @param max_file_bytes   a file is full with this many bytes of articles, before compression
  DocumentWriter(std::string staging_path, std::uint32_t store,
                 std::uint64_t max_file_bytes = kMaxFileBytes)
      : staging_path_(std::move(staging_path)), max_file_bytes_(max_file_bytes) {
    output_.store.id = store;
  }

  [[nodiscard]] std::uint32_t store() const noexcept { return output_.store.id; }

  /// Stores an article under the next number.
  /// @param article   as append_stored_article() made it
  [[nodiscard]] Status add(std::string_view article);

  struct Output {
    std::vector<storage::SstWriter> files;
    StoreInfo store;  ///< all its articles are alive
  };
  [[nodiscard]] Result<Output> finish() &&;

 private:
  static constexpr std::uint64_t kMaxFileBytes = 256u << 20;

  [[nodiscard]] Status put(std::string_view key, std::string_view value);
  [[nodiscard]] Status finish_file();

  std::string staging_path_;
  std::uint64_t max_file_bytes_;
  std::optional<storage::SstWriter> file_;
  std::uint64_t file_bytes_ = 0;
  Output output_;
};

}  // namespace newsidx::segment
