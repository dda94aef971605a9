// segment/sketches.h
//
// The sketches of the articles of a store, by which copies are found (copies/sketch.h), in chunks
// between the articles: they are written while these are read, and need no memory for the rest of
// them. A store that was written by an earlier newsidx has none.
// Format: FORMAT.md, "Sketches".
//
// Threads: one, each.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/store.h"

namespace newsidx::segment {

inline constexpr std::uint32_t kSketchesInChunk = 256;

/// @param number  of any article of the chunk
[[nodiscard]] std::string sketches_key(std::uint32_t store, std::uint32_t number);
/// Whether such keys have the number.
[[nodiscard]] constexpr bool is_sketches_number(std::uint32_t number) noexcept {
  return number % kSketchesInChunk == kSketchesInChunk - 1;
}

/// @return those of a chunk, in the order of their articles; views into `value`
/// @errors corruption
[[nodiscard]] Result<std::vector<std::string_view>> parse_sketches(std::string_view value);

class SketchesWriter {
 public:
  /// @param sketch  empty: the article has none
  void add(std::string_view sketch);
  /// What was added since the last chunk; empty where no article has one.
  [[nodiscard]] std::string take_chunk();

 private:
  std::string chunk_;
  bool has_any_ = false;
};

class SketchesReader {
 public:
  /// @param store   must outlive the reader
  /// @param number  of the store of articles
  SketchesReader(const storage::Store& store, std::uint32_t number)
      : store_(&store), number_(number) {}

  /// Empty: the article has none. Good until the next call.
  /// Cost: a lookup a chunk, for numbers that ascend.
  /// @errors corruption, io
  [[nodiscard]] Result<std::string_view> find(std::uint32_t article);

 private:
  const storage::Store* store_;
  std::uint32_t number_;
  std::uint32_t chunk_ = UINT32_MAX;  // that was read
  std::string value_;
  std::vector<std::string_view> sketches_;  // of it
};

}  // namespace newsidx::segment
