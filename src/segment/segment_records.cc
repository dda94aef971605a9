#include "segment/segment_records.h"

#include "base/assert.h"
#include "base/try.h"
#include "segment/record_digest.h"

namespace newsidx::segment {

using storage::Family;
using storage::SstWriter;

namespace {

constexpr std::size_t kSegmentKeyBytes = 4;

// Articles are written elsewhere.
constexpr Family kFamilies[] = {Family::terms, Family::postings, Family::positions,
                                Family::norms, Family::columns,  Family::ids};

}  // namespace

Result<SegmentRecords> SegmentRecords::create(const std::string& staging_path,
                                              std::uint32_t segment) {
  SegmentRecords records(segment);
  for (const Family family : kFamilies) {
    std::string path = staging_path + "/segment-" + std::to_string(segment) + "-" +
                       std::string(name_of(family)) + ".sst";
    NEWSIDX_ASSIGN_OR_RETURN(SstWriter file, SstWriter::create(family, std::move(path)));
    records.files_.push_back(std::move(file));
  }
  return records;
}

Status SegmentRecords::put(Family family, std::string_view key, std::string_view value) {
  digests_[storage::index_of(family)] += record_digest(key.substr(kSegmentKeyBytes), value);
  for (SstWriter& file : files_) {
    if (file.family() == family) return file.add(key, value);
  }
  NEWSIDX_CHECK(false);
}

Result<std::vector<SstWriter>> SegmentRecords::finish() && {
  std::vector<SstWriter> with_keys;
  for (SstWriter& file : files_) {
    NEWSIDX_ASSIGN_OR_RETURN(const bool has_keys, file.finish());
    if (has_keys) with_keys.push_back(std::move(file));
  }
  return with_keys;
}

}  // namespace newsidx::segment
