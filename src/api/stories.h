// api/stories.h (private)
//
// The stories of a generation: articles that are copies of one another, for all that show one of
// them or list them.
//
// Threads: const methods from any number.   Memory: memory_bytes(); only articles with copies
// count.
#pragma once

#include <newsidx/result.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "base/cancellation.h"
#include "search/collector/match_bits.h"
#include "segment/live_docs.h"
#include "segment/segment_reader.h"

namespace newsidx {

class Stories {
 public:
  struct Member {
    std::uint32_t segment = 0;  // its place among the segments
    std::uint32_t document = 0;
    bool is_correction = false;
    friend bool operator==(const Member&, const Member&) = default;
  };
  /// The first published first, undated ones last; of one time by their ids.
  using Story = std::vector<Member>;

  /// Finds all of them.
  /// @param first_documents  numbers of the segments' documents 0
  /// @errors cancelled, corruption, io; unsupported
  [[nodiscard]] static Result<Stories> find(std::span<const segment::SegmentReader* const> segments,
                                            std::span<const std::uint32_t> first_documents,
                                            const CancellationToken& cancellation);

  /// That of a document; nullptr: it has no copies.
  [[nodiscard]] const Story* find(std::uint32_t segment, std::uint32_t document) const;
  [[nodiscard]] const std::vector<Story>& all() const noexcept { return stories_; }
  [[nodiscard]] std::uint64_t memory_bytes() const noexcept;

 private:
  struct Place {
    std::uint64_t number;  // segment << 32 | document
    std::uint32_t story;
  };
  std::vector<Story> stories_;
  std::vector<Place> places_;  // ascending
};

/// What one of them has for a search: the members that match, and which of them is shown.
struct MatchingStory {
  Stories::Story members;
  std::size_t shown = 0;
};

/// The matches of a query by their stories.
class CollapsedMatches {
 public:
  using Readers = std::span<const segment::SegmentReader* const>;

  /// @param stories  must outlive this
  CollapsedMatches(const Stories& stories, const search::MatchBits& matches, Readers readers);

  /// That of a document that matches; nothing where it has no copies among the matches.
  [[nodiscard]] std::optional<MatchingStory> find(std::uint32_t segment,
                                                  std::uint32_t document) const;
  /// Bits of the matches that are shown, by segment.
  [[nodiscard]] const std::vector<segment::DocBits>& shown() const noexcept { return shown_; }
  [[nodiscard]] std::uint64_t story_count() const noexcept { return story_count_; }

 private:
  [[nodiscard]] std::optional<MatchingStory> matching(const Stories::Story& story) const;

  const Stories& stories_;
  std::vector<const segment::DocBits*> matches_;  // by segment; nullptr: none
  std::vector<segment::DocBits> shown_;
  std::uint64_t story_count_ = 0;
};

/// Those of an index, once somebody has asked for them.
class FoundStories {
 public:
  template <class Find>
  [[nodiscard]] Result<std::shared_ptr<const Stories>> get(Find find) {
    const std::lock_guard lock(mutex_);
    if (stories_ != nullptr) return stories_;
    auto found = find();
    if (!found) return fail(std::move(found).error());
    stories_ = std::make_shared<const Stories>(*std::move(found));
    return stories_;
  }

 private:
  std::mutex mutex_;
  std::shared_ptr<const Stories> stories_;
};

}  // namespace newsidx
