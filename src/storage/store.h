// storage/store.h
//
// The index directory, for reading: gets, scans and checks over RocksDB's column families.
//
// It is opened as a RocksDB *secondary* instance: safe beside a live writer in another process or
// in this one, without a lock and without writing a byte (OpenForReadOnly beside a writer is
// undefined). It shows the state at the time of opening, and its open files outlive their deletion
// by a writer.
//
// RocksDB is file format, cache, log and lock; a posting list is a few values of at most 64 KiB,
// short lists stand side by side in values of 8 KiB, and no posting has a key. Values stay small
// because only what fits a shard of the block cache comes without a copy. A secondary that is faced
// with a missing file shows an older state in silence, so opening compares RocksDB's list of files
// before and after, and asks each family for the files that segments need.
//
// Threads: all const methods from any number of threads; an Iterator belongs to one.
// Cost (RocksDB 7.8): open 4-6 ms; a cached get 2-5 us and no copy; seek 4-5 us.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "storage/block_cache.h"
#include "storage/family.h"

namespace newsidx::storage {

/// A value kept where RocksDB has it (its block cache), for as long as this lives. Must not outlive
/// the Store.
class PinnedValue {
 public:
  PinnedValue() noexcept;
  PinnedValue(PinnedValue&&) noexcept;
  PinnedValue& operator=(PinnedValue&&) noexcept;
  ~PinnedValue();
  /// A value of its own, not from a store.
  [[nodiscard]] static PinnedValue own(std::string bytes);

  [[nodiscard]] std::string_view bytes() const& noexcept { return bytes_; }
  [[nodiscard]] std::string_view bytes() && = delete;

 private:
  friend class Store;
  struct Pin;
  std::unique_ptr<Pin> pin_;
  std::string_view bytes_;
};

/// Keys and values of one family in key order. key() and value() are valid until the next move.
class Iterator {
 public:
  Iterator(Iterator&&) noexcept;
  Iterator& operator=(Iterator&&) noexcept;
  ~Iterator();

  void seek(std::string_view key);
  void next();
  [[nodiscard]] bool valid() const;
  [[nodiscard]] std::string_view key() const;
  [[nodiscard]] std::string_view value() const;
  /// After valid() turned false: was that the end, or a fault?
  [[nodiscard]] Status status() const;

 private:
  friend class Store;
  struct State;
  explicit Iterator(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// What an iterator is for: `scan` reads a lot once and keeps the block cache clean.
enum class Access : std::uint8_t { lookup, scan };

/// The keys that some files can hold, each from a first to a last one.
class KeyRanges {
 public:
  /// Whether one of them can hold a key in [begin, end); in logarithmic time.
  /// @param end  empty: behind all keys
  [[nodiscard]] bool has_between(std::string_view begin, std::string_view end) const;

 private:
  friend class Store;
  struct Range {
    std::string first;
    std::string last;  // of this and all before it: the greatest
  };
  std::vector<Range> ranges_;  // by their firsts
};

class Store {
 public:
  /// Which files stay open: `all`, so that a writer may delete them, or a few, for a short look.
  enum class OpenFiles : std::uint8_t { all, few };

  /// Needs no permission to write. When a writer commits meanwhile, it is opened again.
  /// @param cache  of blocks, which other stores may share; nullptr: one of its own
  /// @errors not_found    nothing at `path`, or no build was ever finished
  ///         unsupported  a file, or a directory that is not an index; or of unknown families
  ///         corruption   the list of files, or the file CURRENT itself, is gone or damaged
  ///         limit        the index has more files than the process may open
  ///         io           no permission, ...
  [[nodiscard]] static Result<Store> open(const std::string& path, OpenFiles files = OpenFiles::all,
                                          std::shared_ptr<const BlockCache> cache = nullptr);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  /// The value, or nothing when there is no such key.
  [[nodiscard]] Result<std::optional<PinnedValue>> get(Family family, std::string_view key) const;

  /// From the first key >= `prefix` to the last that starts with it; an empty prefix: the whole
  /// family.
  [[nodiscard]] Iterator iterate(Family family, std::string_view prefix, Access access) const;

  /// The greatest key of the family that starts with the prefix, or nothing when there is none.
  [[nodiscard]] Result<std::optional<std::string>> last_key(Family family,
                                                            std::string_view prefix = {}) const;

  /// Reads every block of every file and compares it with its checksum.
  /// @errors corruption (naming the file and block), io
  [[nodiscard]] Status verify_checksums() const;

  /// Which keys the files of the family can hold; reads none. What is in the log is in none of
  /// them.
  [[nodiscard]] KeyRanges key_ranges(Family family) const;

  /// Names of the files that hold its keys and values.
  [[nodiscard]] std::set<std::string> data_files() const;

  /// Of its files.
  [[nodiscard]] std::uint64_t disk_bytes(Family family) const;
  /// The last generation that is known to have been committed before this was opened; 0: none. A
  /// store that has an earlier one has lost what was in its log.
  [[nodiscard]] std::uint64_t committed_generation() const noexcept;
  [[nodiscard]] const std::string& path() const noexcept;
  /// How to get a sound index in place of one whose files are damaged or missing.
  [[nodiscard]] Hint repair_hint() const;

  struct State;  ///< of the files beside this one (state.h)

 protected:
  explicit Store(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace newsidx::storage
