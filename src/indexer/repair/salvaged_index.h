// indexer/repair/salvaged_index.h
//
// A damaged index as far as it can be read, and a copy of that: an index again, in which segments
// may be damaged, but nothing that a manifest needs is missing.
//
// The newest manifest counts that can be read, if what it names has not been dropped since. Where
// there is none, all stored articles count.
//
// Threads: one.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "segment/manifest.h"
#include "segment/source_file.h"
#include "storage/salvage.h"
#include "storage/write_store.h"

namespace newsidx::indexer {

class SalvagedIndex {
 public:
  /// @param salvage  must outlive this
  /// @errors unsupported  the newest manifest is of a format that is not read
  [[nodiscard]] static Result<SalvagedIndex> read(storage::Salvage& salvage);

  /// Whether a manifest was found. Else settings are those of a new index.
  [[nodiscard]] bool has_manifest() const noexcept { return has_manifest_; }
  /// Segments of the manifest whose records are lost; with their numbers and live states alone.
  [[nodiscard]] const std::vector<segment::SegmentInfo>& lost_segments() const noexcept {
    return lost_segments_;
  }
  [[nodiscard]] const std::vector<Remark>& problems() const noexcept { return problems_; }

  /// Makes an index of what can be read, and closes it. Its generation is one that the damaged one
  /// never had.
  /// @param path  nothing is there
  /// @errors io, disk_full, cancelled
  ///         corruption  there is nothing to be saved
  [[nodiscard]] Status copy_to(const std::string& path, const std::stop_token& stop);

 private:
  using Records = std::map<std::string, std::string>;
  explicit SalvagedIndex(storage::Salvage& salvage) : salvage_(&salvage) {}
  [[nodiscard]] Status read_meta();
  [[nodiscard]] Status choose_manifest();
  [[nodiscard]] bool has_stores(const segment::Manifest& manifest) const;
  void take_segments(segment::Manifest manifest);
  void take_source_files();
  [[nodiscard]] bool is_wanted(storage::Family family, std::string_view key) const;
  [[nodiscard]] Status copy_part(std::size_t part, storage::WriteStore& store,
                                 const std::stop_token& stop);
  [[nodiscard]] std::vector<storage::WriteStore::Record> meta_records() const;

  storage::Salvage* salvage_;
  Records meta_;
  bool has_manifest_ = false;
  std::uint64_t last_generation_ = 0;  // that ever was, as far as that is known
  segment::Manifest manifest_;
  std::vector<segment::SegmentInfo> lost_segments_;
  Records source_files_;                               // by their paths: values of the newest keys
  std::map<std::uint32_t, std::uint32_t> found_ends_;  // of stores: behind the last article
  std::vector<Remark> problems_;
};

}  // namespace newsidx::indexer
