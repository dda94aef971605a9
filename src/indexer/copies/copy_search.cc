#include "indexer/copies/copy_search.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/status_macros.h"
#include "copies/sketch.h"
#include "copies/sketch_index.h"
#include "segment/column_names.h"
#include "segment/document_reader.h"
#include "segment/sketches.h"
#include "segment/timestamp_column.h"

namespace newsidx::indexer {
namespace {

using copies::Shingles;
using copies::Sketch;
using segment::ArticleAddress;

constexpr std::size_t kArticlesPerQuestion = 256;
constexpr std::size_t kMaxBodyBytes = 8u << 20;  // of bodies that are remembered

// The articles of a source: their places among those of all are their numbers in the join.
struct Part {
  const CopySource* source = nullptr;
  std::uint32_t begin = 0;  // of its places
  std::uint32_t end = 0;
  std::vector<ArticleAddress> addresses;  // by document; of deleted ones, too
  std::vector<std::uint64_t> times;       // of column published
};

// Reads the sketches of articles in a row.
class SketchStream {
 public:
  Result<Sketch> read(const segment::SegmentReader& reader, const ArticleAddress& address) {
    if (!sketches_ || reader_ != &reader || store_ != address.store) {
      sketches_.emplace(*reader.store(), address.store);
      reader_ = &reader;
      store_ = address.store;
    }
    NEWSIDX_ASSIGN_OR_RETURN(const std::string_view bytes, sketches_->find(address.number));
    if (bytes.empty()) {
      return fail(ErrorCode::unsupported,
                  "copies cannot be told: articles of this index have no sketch, for it stores no "
                  "articles, or was built by an earlier newsidx",
                  HintName::rebuild);
    }
    auto sketch = copies::parse_sketch(bytes);
    if (!sketch) return fail(ErrorCode::corruption, "the sketch of an article is broken");
    return *std::move(sketch);
  }

 private:
  std::optional<segment::SketchesReader> sketches_;
  const segment::SegmentReader* reader_ = nullptr;
  std::uint32_t store_ = 0;
};

class CopySearch {
 public:
  CopySearch(std::span<const CopySource> sources, const CopySearchSettings& settings,
             const CancellationToken& cancellation)
      : sources_(sources.begin(), sources.end()), settings_(settings), cancellation_(cancellation) {
    std::ranges::stable_sort(sources_, {}, [](const CopySource& source) {
      return source.reader->info().live.document_count;
    });
  }

  Result<FoundCopies> run() {
    if (sources_.size() == 1 && sources_.front().pairs_are_known) return std::move(found_);
    for (const CopySource& source : sources_) NEWSIDX_RETURN_IF_ERROR(load(source));
    auto end = static_cast<std::uint32_t>(documents_.size());
    if (!parts_.empty() && parts_.back().source->pairs_are_known) end = parts_.back().begin;
    for (std::uint32_t begin = 0; begin < end;) {
      NEWSIDX_ASSIGN_OR_RETURN(begin, join_block(begin, end));
    }
    std::ranges::sort(found_.pairs);
    std::ranges::sort(found_.corrections);
    const auto again = std::ranges::unique(found_.corrections);
    found_.corrections.erase(again.begin(), again.end());
    return std::move(found_);
  }

 private:
  Status load(const CopySource& source) {
    const segment::SegmentReader& reader = *source.reader;
    Part& part = parts_.emplace_back();
    part.source = &source;
    NEWSIDX_ASSIGN_OR_RETURN(part.addresses, reader.documents().addresses());
    NEWSIDX_RETURN_IF_ERROR(reader.read_column(segment::kPublishedColumn, part.times));
    part.begin = static_cast<std::uint32_t>(documents_.size());
    documents_.reserve(documents_.size() + reader.info().live.document_count);
    for (std::uint32_t document = 0; document < reader.document_count(); ++document) {
      if (!reader.is_deleted(document)) documents_.push_back(document);
    }
    part.end = static_cast<std::uint32_t>(documents_.size());
    std::ranges::sort(documents_.begin() + part.begin, documents_.end(), {},
                      [&](std::uint32_t document) { return part.addresses[document]; });
    return {};
  }

  [[nodiscard]] const Part& part_of(std::uint32_t place) const {
    return *std::ranges::find_if(parts_, [place](const Part& part) { return place < part.end; });
  }
  [[nodiscard]] copies::Time time_of(const Part& part, std::uint32_t place) const {
    const auto time = segment::time_of_column(part.times[documents_[place]]);
    return time ? copies::Time(time->utc_seconds) : copies::Time();
  }
  [[nodiscard]] std::uint32_t number_of(const Part& part, std::uint32_t place) const {
    return part.source->first_number + documents_[place];
  }

  // Calls visit(part, place, sketch) for the articles from `begin` on, until it is false or fails.
  template <class Visit>
  Status for_each_sketch(std::uint32_t begin, Visit visit) {
    SketchStream stream;
    for (const Part& part : parts_) {
      for (std::uint32_t place = std::max(begin, part.begin); place < part.end; ++place) {
        if (place % kArticlesPerQuestion == 0 && cancellation_.requested()) {
          return cancelled_error();
        }
        NEWSIDX_ASSIGN_OR_RETURN(
            const Sketch sketch,
            stream.read(*part.source->reader, part.addresses[documents_[place]]));
        NEWSIDX_ASSIGN_OR_RETURN(const bool goes_on, visit(part, place, sketch));
        if (!goes_on) return {};
      }
    }
    return {};
  }

  // The articles from `begin` on, as far as there is room, with one another and all that follow.
  // @return where the next block begins
  Result<std::uint32_t> join_block(std::uint32_t begin, std::uint32_t end) {
    copies::SketchIndex index;
    std::uint32_t next = begin;
    NEWSIDX_RETURN_IF_ERROR(for_each_sketch(
        begin, [&](const Part& part, std::uint32_t place, const Sketch& sketch) -> Result<bool> {
          if (place == end || index.memory_bytes() > settings_.block_bytes) return false;
          index.add(place, time_of(part, place), sketch);
          next = place + 1;
          return true;
        }));
    const bool is_last = next == documents_.size();
    index.finish(is_last);
    for (std::uint32_t article = 0; article < index.size(); ++article) {
      if (article % kArticlesPerQuestion == 0 && cancellation_.requested()) {
        return cancelled_error();
      }
      const auto [place, others] = index.pairs_of(article);
      for (const std::uint32_t other : others) NEWSIDX_RETURN_IF_ERROR(look_at(other, place));
    }
    if (is_last) return next;
    const Status joined = for_each_sketch(
        next, [&](const Part& part, std::uint32_t place, const Sketch& sketch) -> Result<bool> {
          for (const std::uint32_t other : index.candidates(place, time_of(part, place), sketch)) {
            NEWSIDX_RETURN_IF_ERROR(look_at(other, place));
          }
          return true;
        });
    if (!joined) return fail(joined.error());
    return next;
  }

  Status look_at(std::uint32_t first, std::uint32_t second) {
    const Part& part_a = part_of(first);
    const Part& part_b = part_of(second);
    if (&part_a == &part_b && part_a.source->pairs_are_known) return {};
    if (body_bytes_ >= kMaxBodyBytes) {
      bodies_.clear();
      body_bytes_ = 0;
    }
    NEWSIDX_ASSIGN_OR_RETURN(const Body* const a, body_of(part_a, first));
    NEWSIDX_ASSIGN_OR_RETURN(const Body* const b, body_of(part_b, second));
    const bool are = copies::are_copies(a->shingles, time_of(part_a, first), b->shingles,
                                        time_of(part_b, second), settings_.rule);
    if (!are) return {};
    const std::uint32_t numbers[] = {number_of(part_a, first), number_of(part_b, second)};
    found_.pairs.emplace_back(std::minmax(numbers[0], numbers[1]));
    if (a->is_correction) found_.corrections.push_back(numbers[0]);
    if (b->is_correction) found_.corrections.push_back(numbers[1]);
    return {};
  }

  struct Body {
    Shingles shingles;
    bool is_correction = false;
  };

  Result<const Body*> body_of(const Part& part, std::uint32_t place) {
    const auto [at, is_new] = bodies_.try_emplace(place);
    if (is_new) {
      if (cancellation_.requested()) return cancelled_error();
      NEWSIDX_ASSIGN_OR_RETURN(const Article article,
                               part.source->reader->documents().article(documents_[place]));
      at->second = {copies::shingles_of(article.body), copies::is_correction(article.title)};
      body_bytes_ += sizeof(Body) + at->second.shingles.hashes.capacity() * sizeof(std::uint64_t);
    }
    return &at->second;
  }

  std::vector<CopySource> sources_;
  const CopySearchSettings& settings_;
  const CancellationToken& cancellation_;
  std::vector<std::uint32_t> documents_;  // by place: those of the segment
  std::vector<Part> parts_;
  std::unordered_map<std::uint32_t, Body> bodies_;  // by place; nodes stay where they are
  std::size_t body_bytes_ = 0;
  FoundCopies found_;
};

}  // namespace

Result<FoundCopies> find_copies(std::span<const CopySource> sources,
                                const CopySearchSettings& settings,
                                const CancellationToken& cancellation) {
  return CopySearch(sources, settings, cancellation).run();
}

}  // namespace newsidx::indexer
