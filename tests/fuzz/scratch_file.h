// A file in a folder of its own (in TMPDIR: run_fuzzers.py puts that into memory), written anew for
// each input.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "support/temporary_folder.h"

namespace newsidx::fuzz {

class ScratchFiles {
 public:
  /// @return the path
  std::string write(const std::string& name, std::string_view bytes) const {
    std::string path = folder_.file(name);
    std::FILE* const file = std::fopen(path.c_str(), "wb");
    NEWSIDX_CHECK(file != nullptr);
    NEWSIDX_CHECK(std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size());
    NEWSIDX_CHECK(std::fclose(file) == 0);
    return path;
  }

 private:
  testing::TemporaryFolder folder_;
};

}  // namespace newsidx::fuzz
