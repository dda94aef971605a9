// cli/output_file.h
//
// A file of results that is there whole or not at all: it is written beside its place under another
// name, and renamed when it is complete. What is not finished is removed. A device or a pipe is
// written to as it is.
#pragma once

#include <newsidx/result.h>

#include <string>
#include <string_view>

namespace newsidx::cli {

class OutputFile {
 public:
  OutputFile() = default;
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile();

  /// @errors io
  [[nodiscard]] Status open(const std::string& path);
  /// @errors io
  [[nodiscard]] Status write(std::string_view bytes);
  /// Syncs the file and puts it in its place. @errors io
  [[nodiscard]] Status finish();

 private:
  [[nodiscard]] Failure failed() const;

  std::string path_;
  std::string unfinished_path_;  // empty: there is none
  int descriptor_ = -1;
};

}  // namespace newsidx::cli
