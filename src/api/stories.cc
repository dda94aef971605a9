#include "api/stories.h"

#include <algorithm>
#include <string>
#include <utility>

#include "api/state.h"
#include "base/status_macros.h"
#include "copies/copy_rule.h"
#include "copies/shingles.h"
#include "copies/sketch.h"
#include "copies/stories.h"
#include "indexer/copies/copy_search.h"
#include "segment/column_names.h"
#include "segment/copies_record.h"

namespace newsidx {
namespace {

constexpr std::uint64_t number_of(std::uint32_t segment, std::uint32_t document) noexcept {
  return std::uint64_t{segment} << 32 | document;
}

// The order of the members of a story.
class MemberOrder {
 public:
  explicit MemberOrder(std::span<const segment::SegmentReader* const> segments)
      : segments_(segments), times_(segments.size()) {}

  Status sort(Stories::Story& story) {
    std::vector<Dated> dated;
    for (const Stories::Member& member : story) {
      NEWSIDX_ASSIGN_OR_RETURN(const std::uint64_t time, time_of(member));
      dated.push_back({member, time, {}});
    }
    std::ranges::stable_sort(dated, {}, &Dated::time);
    for (auto first = dated.begin(); first != dated.end();) {
      const auto end = std::find_if(first, dated.end(),
                                    [&](const Dated& each) { return each.time != first->time; });
      if (end - first > 1) {
        for (auto each = first; each != end; ++each) {
          NEWSIDX_ASSIGN_OR_RETURN(
              Article article,
              segments_[each->member.segment]->documents().article(each->member.document));
          each->id = std::move(article.id);
        }
        std::sort(first, end, [](const Dated& a, const Dated& b) { return a.id < b.id; });
      }
      first = end;
    }
    std::ranges::transform(dated, story.begin(), &Dated::member);
    return {};
  }

 private:
  struct Dated {
    Stories::Member member;
    std::uint64_t time;  // of the undated the last
    std::string id;      // where times are equal
  };

  // To the second: how exactly it is known does not matter.
  Result<std::uint64_t> time_of(const Stories::Member& member) {
    std::vector<std::uint64_t>& times = times_[member.segment];
    if (times.empty()) {
      NEWSIDX_RETURN_IF_ERROR(
          segments_[member.segment]->read_column(segment::kPublishedColumn, times));
    }
    const std::uint64_t number = times[member.document];
    return number == 0 ? UINT64_MAX : number >> 4;
  }

  std::span<const segment::SegmentReader* const> segments_;
  std::vector<std::vector<std::uint64_t>> times_;  // of segments, once they are needed
};

// What is in a record of the segment. @return whether there is one
Result<bool> add_known(const segment::SegmentReader& reader, std::uint32_t first,
                       indexer::FoundCopies& known) {
  NEWSIDX_ASSIGN_OR_RETURN(
      const auto record,
      segment::read_copies(*reader.store(), reader.info().id, reader.document_count()));
  if (!record) return false;
  for (const auto& [a, b] : record->pairs) {
    if (reader.is_deleted(a) || reader.is_deleted(b)) continue;
    known.pairs.emplace_back(first + a, first + b);
  }
  for (const std::uint32_t document : record->corrections) {
    known.corrections.push_back(first + document);
  }
  return true;
}

bool has_bit(const segment::DocBits& bits, std::uint32_t document) noexcept {
  return (bits[document / 64] >> (document % 64) & 1) != 0;
}

}  // namespace

Result<Stories> Stories::find(std::span<const segment::SegmentReader* const> segments,
                              std::span<const std::uint32_t> first_documents,
                              const CancellationToken& cancellation) {
  std::vector<indexer::CopySource> sources;
  indexer::FoundCopies known;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    NEWSIDX_ASSIGN_OR_RETURN(const bool is_known,
                             add_known(*segments[i], first_documents[i], known));
    sources.push_back({segments[i], first_documents[i], is_known});
  }
  NEWSIDX_ASSIGN_OR_RETURN(auto found, indexer::find_copies(sources, {}, cancellation));
  found.pairs.insert(found.pairs.end(), known.pairs.begin(), known.pairs.end());
  found.corrections.insert(found.corrections.end(), known.corrections.begin(),
                           known.corrections.end());
  std::ranges::sort(found.corrections);
  Stories stories;
  MemberOrder order(segments);
  for (const auto& numbers : copies::stories_of(found.pairs)) {
    Story& story = stories.stories_.emplace_back();
    const auto index = static_cast<std::uint32_t>(stories.stories_.size() - 1);
    for (const std::uint32_t number : numbers) {
      const auto after = std::ranges::upper_bound(first_documents, number);
      const auto segment = static_cast<std::uint32_t>(after - first_documents.begin() - 1);
      const std::uint32_t document = number - first_documents[segment];
      story.push_back({segment, document, std::ranges::binary_search(found.corrections, number)});
      stories.places_.push_back({number_of(segment, document), index});
    }
    NEWSIDX_RETURN_IF_ERROR(order.sort(story));
  }
  std::ranges::sort(stories.places_, {}, &Place::number);
  return stories;
}

const Stories::Story* Stories::find(std::uint32_t segment, std::uint32_t document) const {
  const std::uint64_t number = number_of(segment, document);
  const auto at = std::ranges::lower_bound(places_, number, {}, &Place::number);
  return at == places_.end() || at->number != number ? nullptr : &stories_[at->story];
}

std::uint64_t Stories::memory_bytes() const noexcept {
  std::uint64_t bytes = places_.capacity() * sizeof(Place) + stories_.capacity() * sizeof(Story);
  for (const Story& story : stories_) bytes += story.capacity() * sizeof(Member);
  return bytes;
}

CollapsedMatches::CollapsedMatches(const Stories& stories, const search::MatchBits& matches,
                                   Readers readers)
    : stories_(stories), matches_(readers.size()), shown_(readers.size()) {
  for (std::size_t i = 0; i < readers.size(); ++i) {
    const auto own = std::ranges::find(matches.in_segments(), readers[i],
                                       &search::MatchBits::InSegment::segment);
    if (own == matches.in_segments().end()) continue;
    matches_[i] = &own->bits;
    shown_[i] = own->bits;
  }
  story_count_ = matches.count();
  for (const Stories::Story& story : stories.all()) {
    const auto found = matching(story);
    if (!found) continue;
    story_count_ -= found->members.size() - 1;
    for (std::size_t i = 0; i < found->members.size(); ++i) {
      if (i == found->shown) continue;
      const auto& [segment, document, is_correction] = found->members[i];
      shown_[segment][document / 64] &= ~(std::uint64_t{1} << document % 64);
    }
  }
}

// A correction wins over what it corrects: the last one.
std::optional<MatchingStory> CollapsedMatches::matching(const Stories::Story& story) const {
  MatchingStory found;
  for (const Stories::Member& member : story) {
    const segment::DocBits* const bits = matches_[member.segment];
    if (bits == nullptr || !has_bit(*bits, member.document)) continue;
    if (member.is_correction) found.shown = found.members.size();
    found.members.push_back(member);
  }
  if (found.members.size() < 2) return std::nullopt;
  return found;
}

std::optional<MatchingStory> CollapsedMatches::find(std::uint32_t segment,
                                                    std::uint32_t document) const {
  const Stories::Story* const story = stories_.find(segment, document);
  return story == nullptr ? std::nullopt : matching(*story);
}

Result<std::shared_ptr<const Stories>> Index::State::stories(
    const CancellationToken& cancellation) const {
  return found_stories.get([&] { return Stories::find(readers, first_documents, cancellation); });
}

Result<std::vector<Copy>> Index::copies(std::string_view id) const {
  NEWSIDX_ASSIGN_OR_RETURN(const State::Place asked, state_->find_id(id));
  NEWSIDX_ASSIGN_OR_RETURN(const Article article, state_->article(asked));
  NEWSIDX_ASSIGN_OR_RETURN(const auto stories, state_->stories({}));
  const Stories::Story itself = {{asked.segment, asked.document, false}};
  const Stories::Story* const story = stories->find(asked.segment, asked.document);
  const auto shingles = copies::shingles_of(article.body);
  std::vector<Copy> found;
  for (const auto& [segment, document, is_correction] : story == nullptr ? itself : *story) {
    NEWSIDX_ASSIGN_OR_RETURN(const Article other, state_->article({segment, document}));
    Copy& copy = found.emplace_back();
    copy.ref = state_->ref_of({segment, document});
    copy.id = other.id;
    copy.title = other.title;
    copy.published = other.published;
    copy.source = other.source;
    copy.url = other.url;
    copy.containment = copies::containment(shingles, copies::shingles_of(other.body));
    if (article.published && other.published) {
      copy.days_later =
          static_cast<double>(other.published->utc_seconds - article.published->utc_seconds) /
          copies::kDaySeconds;
    }
    copy.is_correction = is_correction || copies::is_correction(other.title);
  }
  return found;
}

}  // namespace newsidx
