// indexer/live/segment_registry.h
//
// Which segments and stores of articles are in use, so that cleaning up never takes what somebody
// writes or reads.
//
//   begin()         a number that nothing ever had, under way as long as its lease lives
//   name()          what the manifest names from now on
//   pin()           what a reader needs, as long as its lease lives
//   take_garbage()  what is neither named nor leased: no manifest will name it, nobody reads it
//
// So an aborted flush is garbage when its lease goes, and a segment that was replaced is when the
// last of its readers goes. Pins are by segment and not by snapshots of RocksDB, which do not hold
// files against DeleteFilesInRange. (LevelDB's pending outputs and tantivy's inventory of segments
// are the same idea.)
//
// Threads: all methods, and leases, from any number; a lease may outlive the registry.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "segment/manifest.h"

namespace newsidx::indexer {

/// What is written, named and dropped as a whole.
struct Part {
  enum class Kind : std::uint8_t { segment, store };
  Kind kind = Kind::segment;
  std::uint32_t number = 0;
  friend auto operator<=>(const Part&, const Part&) = default;
};

/// All that a manifest names: its segments, and its stores.
[[nodiscard]] std::vector<Part> parts_of(const segment::Manifest& manifest);

class SegmentRegistry {
  struct State;

 public:
  /// Keeps a part from being garbage.
  class Lease {
   public:
    Lease() noexcept = default;  ///< of nothing
    Lease(Lease&& other) noexcept;
    Lease& operator=(Lease&& other) noexcept;
    ~Lease();
    [[nodiscard]] std::uint32_t number() const noexcept { return part_.number; }

   private:
    friend class SegmentRegistry;
    Lease(std::shared_ptr<State> state, Part part) noexcept
        : state_(std::move(state)), part_(part) {}
    std::shared_ptr<State> state_;  // nullptr: of nothing
    Part part_;
  };

  /// @param manifest  names what is there, and has the next numbers
  explicit SegmentRegistry(const segment::Manifest& manifest);

  /// The next number of its kind.
  [[nodiscard]] Lease begin(Part::Kind kind);
  /// The least number that no part of the kind had.
  [[nodiscard]] std::uint32_t next(Part::Kind kind) const;

  /// Another reader, or writer, of what is named or leased; nothing when it is neither.
  [[nodiscard]] std::optional<Lease> pin(Part part);

  /// Names these and no others.
  /// @return false, and changes nothing, when one of them is neither named nor leased
  [[nodiscard]] bool name(const std::vector<Part>& parts);
  [[nodiscard]] bool can_name(const std::vector<Part>& parts) const;

  /// What is named or leased, of one kind, ascending.
  [[nodiscard]] std::vector<std::uint32_t> kept(Part::Kind kind) const;

  /// Each part of it is handed out once, ascending.
  [[nodiscard]] std::vector<Part> take_garbage();
  /// It could not be dropped: it is garbage again.
  void give_back(Part part);

 private:
  std::shared_ptr<State> state_;
};

}  // namespace newsidx::indexer
