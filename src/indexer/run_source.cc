#include "indexer/run_source.h"

#include <algorithm>

#include "base/assert.h"
#include "base/try.h"
#include "storage/keys.h"

namespace newsidx::indexer {

using storage::Field;

RunSource::RunSource(Run run, const DocumentTable& documents, std::uint32_t title_weight)
    : run_(std::move(run)),
      documents_(documents),
      title_weight_(title_weight),
      records_(run_.bytes) {
  advance();
}

void RunSource::advance() {
  valid_ = !records_.at_end();
  if (!valid_) return;
  key_ = records_.prefixed();
  payload_ = records_.prefixed();
  NEWSIDX_CHECK(records_.ok() && !key_.empty());
}

Status RunSource::next() {
  advance();
  return {};
}

Result<bool> RunSource::next_id(std::string& id, std::uint32_t& document) {
  if (next_id_ == run_.ids.size()) return false;
  id = std::move(run_.ids[next_id_].first);
  document = run_.ids[next_id_++].second;
  return true;
}

// In the list of title and body an occurrence in the title counts title_weight times.
std::uint32_t RunSource::weighted_freq(std::uint32_t document) const {
  const std::uint32_t title_end = documents_[document].title_positions;
  const auto in_title = std::count_if(occurrences_.begin(), occurrences_.end(),
                                      [&](const auto& o) { return o.position < title_end; });
  return static_cast<std::uint32_t>(occurrences_.size()) +
         static_cast<std::uint32_t>(in_title) * (title_weight_ - 1);
}

Status RunSource::read_postings(PostingSink& sink) {
  const auto field = static_cast<Field>(key_[0]);
  const bool with_positions = field != Field::keyword;
  const bool is_weighted = title_weight_ > 1 && (field == Field::text || field == Field::text_caps);
  ByteReader in(payload_);
  std::uint32_t document = run_.first_document;
  while (!in.at_end()) {
    document += in.varint32();
    occurrences_.clear();
    if (with_positions) {
      const std::uint32_t count = in.varint32();
      std::uint32_t position = 0;
      for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t gap = in.varint32();
        position += gap / codec::kMaxSpan;
        occurrences_.push_back({position, gap % codec::kMaxSpan + 1});
      }
    }
    std::uint32_t freq = 1;
    if (with_positions) {
      freq =
          is_weighted ? weighted_freq(document) : static_cast<std::uint32_t>(occurrences_.size());
    }
    NEWSIDX_CHECK(in.ok());
    NEWSIDX_RETURN_IF_ERROR(sink.add(document, freq, occurrences_));
  }
  return {};
}

}  // namespace newsidx::indexer
