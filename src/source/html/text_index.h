// source/html/text_index.h
//
// Asks whether a piece of text stands in another, whatever its blanks, signs and capitals.
//
// Threads: immutable when made.   Cost: linear in both; 8 bytes and more a letter of the text.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_set>

namespace newsidx::source {

class TextIndex {
 public:
  explicit TextIndex(std::string_view text);
  /// Its beginning, middle and end do, or most of them. Too short pieces never do.
  [[nodiscard]] bool contains(std::string_view piece) const;
  [[nodiscard]] bool empty() const { return windows_.empty(); }

 private:
  std::unordered_set<std::uint64_t> windows_;
};

}  // namespace newsidx::source
