// tests/support/string_stream.h: text in memory as a stream, in small steps, with faults.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "source/stream/byte_stream.h"

namespace newsidx::source {

/// Parts with a fault between each two, as damaged members of gzip are; resume() goes on behind it.
class StringStream final : public ByteStream {
 public:
  explicit StringStream(std::string text, std::size_t step_bytes = 1 << 20)
      : StringStream(std::vector<std::string>{std::move(text)}, step_bytes) {}
  explicit StringStream(std::vector<std::string> parts, std::size_t step_bytes = 1 << 20)
      : parts_(std::move(parts)), step_bytes_(step_bytes) {}

  Result<std::size_t> read(char* out, std::size_t capacity) override {
    const std::string& part = parts_[part_];
    const std::size_t size = std::min({capacity, step_bytes_, part.size() - at_});
    if (size == 0 && part_ + 1 < parts_.size()) return fail(ErrorCode::corruption, "damaged here");
    part.copy(out, size, at_);
    at_ += size;
    return size;
  }

  Result<bool> resume() override {
    if (part_ + 1 == parts_.size()) return false;
    ++part_;
    at_ = 0;
    return true;
  }

 private:
  std::vector<std::string> parts_;
  std::size_t step_bytes_;
  std::size_t part_ = 0;
  std::size_t at_ = 0;
};

}  // namespace newsidx::source
