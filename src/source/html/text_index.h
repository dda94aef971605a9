// source/html/text_index.h
//
// Asks whether a piece of text stands in another, whatever its blanks, signs and capitals.
//
// Threads: immutable when made.   Cost: n log n to make; 8 bytes a byte of the text, of which the
//          first MiB counts.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace newsidx::source {

class TextIndex {
 public:
  explicit TextIndex(std::string_view text);
  /// At least half of it does. Pieces of less than 24 bytes of letters never do.
  [[nodiscard]] bool contains(std::string_view piece) const;

 private:
  std::vector<std::uint64_t> windows_;  // hashes, ascending
};

}  // namespace newsidx::source
