// indexer/live/deletions.h
//
// Which documents an edit deletes: those of ids that come again, of files that have changed or are
// gone, or that a query found. They are gathered as bits by segment; the segments stay as they are.
//
// Threads: one.   Memory: a bit for each document of a segment of which some are deleted.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "indexer/live/known_ids.h"
#include "indexer/live/manifest_edit.h"
#include "segment/id_reader.h"
#include "segment/live_docs.h"
#include "segment/segment_info.h"
#include "storage/store.h"

namespace newsidx::indexer {

class Deletions {
 public:
  /// @param segments  committed ones, with their live states
  /// @param known     of a writer that lives on: spares lookups; must outlive this
  Deletions(std::shared_ptr<const storage::Store> store,
            const std::vector<segment::SegmentInfo>& segments, KnownIds* known = nullptr);

  [[nodiscard]] const std::shared_ptr<const storage::Store>& store() const noexcept {
    return store_;
  }

  struct Place {
    std::size_t segment = 0;  ///< its place among the segments
    std::uint32_t document = 0;
  };
  /// The living document that has the id.
  /// Cost: a lookup in each segment that may have it (KnownIds knows of small ones)
  /// @errors corruption, io; as for all of these
  [[nodiscard]] Result<std::optional<Place>> find(std::string_view id);
  [[nodiscard]] const segment::SegmentInfo& segment(const Place& place) const {
    return segments_[place.segment].info;
  }

  /// Deletes a document. @return false when it was deleted before
  [[nodiscard]] Result<bool> remove(const Place& place);
  /// The same of a segment by its number. @errors invalid_argument  it is not there
  [[nodiscard]] Result<bool> remove_document(std::uint32_t segment, std::uint32_t document);
  /// Deletes the document of an id. @return false when no living one has it
  [[nodiscard]] Result<bool> remove_id(std::string_view id);

  /// A new segment: what has one of its ids so far is deleted, and the segment counts as one of
  /// those that there are.
  /// Cost: a lookup for each of its ids and each segment, or a walk over the ids of both
  struct Replaced {
    std::uint64_t committed = 0;  ///< documents of committed segments
    std::uint64_t added = 0;      ///< of those that replace_by() was told of before
  };
  [[nodiscard]] Result<Replaced> replace_by(const segment::SegmentInfo& segment);

  /// Deletes the documents of files, by their numbers in column source_file. Those of segments that
  /// replace_by() was told of stay.
  /// Cost: the column is read of each segment that may have such a number
  /// @return deleted documents
  [[nodiscard]] Result<std::uint64_t> remove_files(
      const std::unordered_set<std::uint32_t>& numbers);

  /// What a commit takes.
  [[nodiscard]] std::vector<ManifestEdit::Live> take() &&;

 private:
  struct Segment {
    segment::SegmentInfo info;
    segment::IdReader ids;
    bool is_new = false;
    bool is_changed = false;
    segment::DocBits live = {};  // read when first needed
  };
  [[nodiscard]] Status load(Segment& segment) const;
  [[nodiscard]] Result<bool> remove(Segment& segment, std::uint32_t document) const;
  [[nodiscard]] Result<std::uint64_t> remove_ids_of(const segment::SegmentInfo& info,
                                                    const segment::IdReader& newer, Segment& older);

  std::shared_ptr<const storage::Store> store_;
  KnownIds* known_;
  std::vector<Segment> segments_;
};

}  // namespace newsidx::indexer
