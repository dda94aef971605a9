// Index::stats() and Index::terms().

#include <algorithm>
#include <map>
#include <set>

#include "analysis/analyzer.h"
#include "api/state.h"
#include "base/status_macros.h"
#include "query/expansion.h"
#include "segment/column_names.h"
#include "segment/field.h"
#include "segment/sealed_record.h"
#include "segment/timestamp_column.h"

namespace newsidx {

using segment::Field;
using segment::FieldInfo;

namespace {

FieldStats field_stats(const segment::Manifest& manifest, Field field) {
  FieldStats stats;
  stats.name = name_of(field);
  FieldInfo sum;
  for (const segment::SegmentInfo& segment : manifest.segments) {
    const FieldInfo& info = segment.field(field);
    sum.document_count += info.document_count;
    sum.total_length += info.total_length;
    stats.terms += info.term_count;
    stats.postings += info.posting_count;
    stats.tokens += info.token_count;
    stats.bytes += info.list_bytes;
  }
  if (sum.document_count > 0) stats.average_length = sum.average_length();
  return stats;
}

// The earliest, the latest and the number of unknown times of all segments.
Status add_times(const segment::SegmentReader& segment, IndexStats& stats) {
  std::vector<std::uint64_t> numbers;
  NEWSIDX_RETURN_IF_ERROR(segment.read_column(segment::kPublishedColumn, numbers));
  for (std::uint32_t document = 0; document < numbers.size(); ++document) {
    if (segment.is_deleted(document)) continue;
    const auto time = segment::time_of_column(numbers[document]);
    if (!time) {
      ++stats.undated_articles;
      continue;
    }
    if (!stats.earliest || time->utc_seconds < stats.earliest->utc_seconds) stats.earliest = time;
    if (!stats.latest || time->utc_seconds > stats.latest->utc_seconds) stats.latest = time;
  }
  return {};
}

// What the families of the storage are to a user.
std::string_view part_of(storage::Family family) {
  switch (family) {
    case storage::Family::terms:
    case storage::Family::postings: return "lists";
    case storage::Family::positions: return "positions";
    case storage::Family::docs:
    case storage::Family::ids: return "articles";
    case storage::Family::meta:
    case storage::Family::norms:
    case storage::Family::columns:
    case storage::Family::live: return "columns";
  }
  return "columns";
}

std::vector<std::pair<std::string, std::uint64_t>> parts_of(const storage::Store& store,
                                                            const segment::LoggedBytes& logged) {
  std::vector<std::pair<std::string, std::uint64_t>> parts = {
      {"lists", 0}, {"positions", 0}, {"articles", 0}, {"columns", 0}};
  for (std::size_t i = 0; i < storage::kFamilyNames.size(); ++i) {
    const auto family = static_cast<storage::Family>(i);
    const auto part = std::ranges::find(
        parts, part_of(family), [](const auto& row) { return std::string_view(row.first); });
    part->second += store.disk_bytes(family) + logged[i];
  }
  return parts;
}

}  // namespace

Result<IndexStats> Index::stats() const {
  NEWSIDX_RETURN_IF_ERROR(state_->check_is_one());
  const segment::Manifest& manifest = state_->manifest;
  IndexStats stats;
  stats.path = state_->store->path();
  stats.format_version = segment::kFormatVersion;
  for (const segment::SegmentInfo& segment : manifest.segments) {
    stats.format_version = std::min<std::uint64_t>(stats.format_version, segment.format_version);
  }
  stats.generation = manifest.generation;
  stats.written_bytes = manifest.written_bytes;
  stats.articles = manifest.live_document_count();
  stats.segments = manifest.segments.size();
  stats.analyzer = manifest.settings.fingerprint;
  stats.title_weight = manifest.settings.title_weight;
  stats.stores_articles = manifest.settings.stores_articles;
  stats.is_reordered = std::any_of(manifest.segments.begin(), manifest.segments.end(),
                                   [](const auto& segment) { return segment.is_reordered; });
  for (const auto& segment : state_->segments) {
    NEWSIDX_RETURN_IF_ERROR(add_times(*segment, stats));
    stats.bigrams = std::max(stats.bigrams, static_cast<unsigned>(segment->frequent_word_count()));
  }
  for (std::uint8_t field = 0; field < segment::kFieldCount; ++field) {
    FieldStats of_field = field_stats(manifest, static_cast<Field>(field));
    // Pairs and boundaries are not in every index.
    const bool is_optional =
        static_cast<Field>(field) == Field::bigram || static_cast<Field>(field) == Field::boundary;
    if (is_optional && of_field.terms == 0) continue;
    stats.fields.push_back(std::move(of_field));
  }
  std::map<std::string, std::uint64_t> languages;
  for (const segment::SegmentInfo& segment : manifest.segments) {
    for (const auto& [language, count] : segment.languages) languages[language] += count;
  }
  stats.languages.assign(languages.begin(), languages.end());
  stats.parts = parts_of(*state_->store, state_->logged_bytes);
  for (const auto& [part, bytes] : stats.parts) stats.disk_bytes += bytes;
  return stats;
}

Result<std::vector<TermStats>> Index::terms(std::string_view prefix, std::uint32_t limit) const {
  const auto& readers = state_->readers;
  const std::string folded = analysis::fold(state_->analyzer_options, prefix);
  // Words with their terms (a word of several languages has several stems). The first `limit` words
  // of each segment do.
  std::set<std::pair<std::string, std::string>> words;
  for (const segment::SegmentReader* reader : readers) {
    std::uint32_t found = 0;
    NEWSIDX_RETURN_IF_ERROR(reader->dictionary().visit_surfaces(
        folded, folded, [&](std::string_view surface, std::span<const segment::SurfaceTerm> terms) {
          if (found++ >= limit) return false;
          for (const auto& [term, written] : terms) words.emplace(surface, term);
          return true;
        }));
  }
  std::vector<TermStats> result;
  for (const auto& [word, term] : words) {
    if (result.size() == limit) break;
    TermStats stats;
    stats.word = word;
    stats.term = term;
    for (const segment::SegmentReader* reader : readers) {
      NEWSIDX_ASSIGN_OR_RETURN(const auto counts, reader->dictionary().counts(Field::text, term));
      if (!counts) continue;
      stats.articles += counts->document_count;
      stats.occurrences += counts->occurrence_count;
    }
    result.push_back(std::move(stats));
  }
  return result;
}

}  // namespace newsidx
