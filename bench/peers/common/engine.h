// common/engine.h
//
// What a driver is made of: how its engine builds an index, opens it and answers. The protocol
// around it (README.md) is in driver.cc, and the clock in stopwatch.cc.
//
// Whatever goes wrong is thrown as std::exception with a message of one line.
// Threads: one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::bench {

/// What an index is opened for.
enum class Use : std::uint8_t {
  serving,  ///< hits shall name the article's number in the corpus
  timing,   ///< hits may name the engine's own document numbers
};

struct Hit {
  std::uint32_t document = 0;
  double score = 0;
};

/// An index that is open. `query` is as in README.md; no result, or false, says that the engine
/// cannot answer it exactly.
class Engine {
 public:
  Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  virtual ~Engine() = default;

  /// The exact number of articles that match.
  [[nodiscard]] virtual std::optional<std::uint64_t> count(std::string_view query) = 0;

  /// Replaces `hits` by the best `limit`, best first. No count is asked for.
  [[nodiscard]] virtual bool top(std::string_view query, std::uint32_t limit,
                                 std::vector<Hit>& hits) = 0;

  /// Both: the hits as of top(), and the number of all articles that match.
  [[nodiscard]] virtual std::optional<std::uint64_t> top_and_count(std::string_view query,
                                                                   std::uint32_t limit,
                                                                   std::vector<Hit>& hits) = 0;

  /// Drops all that the open index keeps of earlier queries. Only where Driver::remembers.
  virtual void forget() {}
};

/// What is indexed, and where to.
struct BuildOrder {
  std::string corpus;
  std::string folder;  ///< does not exist yet
  unsigned threads = 1;
  unsigned bigrams = 128;  ///< words whose pairs get lists; only where Driver::has_bigrams
};

class LiveIndex;  // live.h

struct Driver {
  std::string version;  ///< the engine's name and version
  void (*build)(const BuildOrder&) = nullptr;
  std::unique_ptr<Engine> (*open)(const std::string& folder, Use) = nullptr;
  bool has_bigrams = false;  ///< `build` knows --bigrams
  bool remembers = false;    ///< `time` knows --forget
  /// A new index that is changed while it is asked; nullptr: there is no command `live`.
  std::unique_ptr<LiveIndex> (*open_live)(const std::string& folder) = nullptr;
};

/// The whole program of a driver: `version`, `build`, `serve`, `time` and `live`.
/// @return the exit code
int run_driver(const Driver& driver, int argc, char** argv);

}  // namespace newsidx::bench
