// common/live.h
//
// An index that changes while it is asked, as the `live` command of the protocol (README.md) drives
// it: one thread writes, another one reads.
//
// Whatever goes wrong is thrown as std::exception with a message of one line.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

#include "common/engine.h"

namespace newsidx::bench {

class LiveIndex {
 public:
  LiveIndex() = default;
  LiveIndex(const LiveIndex&) = delete;
  LiveIndex& operator=(const LiveIndex&) = delete;
  virtual ~LiveIndex() = default;

  /// The writer's thread. An article takes the place of that of its id; `text` stays until the end.
  virtual void put(std::uint32_t id, std::string_view text) = 0;
  virtual void erase(std::uint32_t id) = 0;
  /// What was put and erased is on disk when this returns, synced.
  virtual void commit() = 0;

  /// The reader's thread. Goes to the newest state. @return its articles
  [[nodiscard]] virtual std::uint64_t refresh() = 0;
  /// That of the last refresh().
  [[nodiscard]] virtual Engine& engine() = 0;
};

/// Answers the writer's lines until their end, and those of the reader in a thread beside it.
/// @param texts  the articles' texts by their lines in the corpus
void serve_live(LiveIndex& index, std::span<const std::string> texts, std::istream& writer_in,
                std::ostream& writer_out, const std::string& reader_in,
                const std::string& reader_out);

}  // namespace newsidx::bench
