// tests/unit/source/source_fixture.h: folders and files to read in the tests of this module.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "source/article_reader.h"

namespace newsidx::source {

/// A folder of its own, removed at the end.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  [[nodiscard]] std::string path(std::string_view name = "") const;
  /// Makes the folders on the way. @return the whole path
  std::string write(std::string_view name, std::string_view bytes) const;

 private:
  std::filesystem::path root_;
};

/// Packs into one stream of "gzip", "zstd", "xz", "bzip2" or "lz4"; "none" leaves the bytes.
[[nodiscard]] std::string compressed(std::string_view bytes, const std::string& format);

/// The text of a file, and the error that it ended with.
struct Content {
  std::string text;
  std::string error;
};
[[nodiscard]] Content content_of(const std::string& path, std::size_t step_bytes = 10'000,
                                 std::uint64_t max_window_bytes = 128u << 20);

/// Text that packs about as news does.
[[nodiscard]] std::string long_text(std::uint32_t seed, std::size_t bytes = 700'000);

/// All that a reader gave.
struct Reading {
  std::string error;  ///< of open(); empty when it worked
  std::vector<Article> articles;
  std::vector<Problem> problems;
  ReadCounts counts;
  std::uint64_t total_input_bytes = 0;
};
[[nodiscard]] Reading read_all(const std::vector<std::string>& inputs,
                               std::uint64_t max_record_bytes = 64u << 20);

/// In the place of a hash of what the article says "=" and its title.
[[nodiscard]] std::vector<std::string> ids_of(const Reading& reading);

/// "unreadable_file a.gz:0 the gzip data is cut off", with the folder taken off the path.
[[nodiscard]] std::vector<std::string> problems_of(const Reading& reading,
                                                   const TempFolder& folder);

}  // namespace newsidx::source
