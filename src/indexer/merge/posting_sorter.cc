#include "indexer/merge/posting_sorter.h"

#include <algorithm>
#include <array>
#include <bit>

#include "base/status_macros.h"

namespace newsidx::indexer {
namespace {

constexpr unsigned kDigitBits = 11;
constexpr std::size_t kFewEntries = 512;  // are sorted by comparing
// Postings of a long list are here and there in memory: asked for so many before they are read.
constexpr std::size_t kAhead = 12;

}  // namespace

Status PostingSorter::take(TermSource& source) {
  places_.clear();
  NEWSIDX_RETURN_IF_ERROR(source.list_postings(places_));
  const auto index = static_cast<std::uint32_t>(sources_.size());
  sources_.push_back(&source);
  for (const PostingPlace& place : places_) {
    const std::uint32_t number = numbers_[place.document - first_document_];
    if (number != kLeftOut) entries_.push_back({number, index, place});
  }
  return {};
}

// Least significant digit first: linear, and memory is written in a few streams. Pieces of one
// document stay in their order.
void PostingSorter::sort() {
  if (entries_.size() < kFewEntries) {
    std::stable_sort(entries_.begin(), entries_.end(),
                     [](const Entry& a, const Entry& b) { return a.number < b.number; });
    return;
  }
  const auto bits = static_cast<unsigned>(std::bit_width(numbers_.size()));
  scratch_.resize(entries_.size());
  for (unsigned shift = 0; shift < bits; shift += kDigitBits) {
    std::array<std::uint32_t, (1u << kDigitBits) + 1> ends{};
    const auto digit = [shift](const Entry& entry) {
      return (entry.number >> shift) & ((1u << kDigitBits) - 1);
    };
    for (const Entry& entry : entries_) ++ends[digit(entry) + 1];
    for (std::size_t i = 1; i < ends.size(); ++i) ends[i] += ends[i - 1];
    for (const Entry& entry : entries_) scratch_[ends[digit(entry)]++] = entry;
    entries_.swap(scratch_);
  }
}

Status PostingSorter::write(PostingSink& sink) {
  sort();
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (i + kAhead < entries_.size()) __builtin_prefetch(entries_[i + kAhead].place.at);
    const Entry& entry = entries_[i];
    NEWSIDX_RETURN_IF_ERROR(
        sources_[entry.source]->read_posting(entry.place, first_document_ + entry.number, sink));
  }
  entries_.clear();
  sources_.clear();
  return {};
}

}  // namespace newsidx::indexer
