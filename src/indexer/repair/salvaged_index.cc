#include "indexer/repair/salvaged_index.h"

#include <algorithm>
#include <utility>

#include "base/bytes.h"
#include "base/cancellation.h"
#include "base/status_macros.h"
#include "indexer/build/build_settings.h"
#include "segment/document_pieces.h"
#include "storage/keys.h"

namespace newsidx::indexer {

using segment::SegmentInfo;
using segment::StoreInfo;
using storage::Family;

Result<SalvagedIndex> SalvagedIndex::read(storage::Salvage& salvage) {
  SalvagedIndex index(salvage);
  NEWSIDX_RETURN_IF_ERROR(index.read_meta());
  NEWSIDX_RETURN_IF_ERROR(index.choose_manifest());
  index.take_source_files();
  return index;
}

Status SalvagedIndex::read_meta() {
  for (std::size_t part = 0; part < salvage_->part_count(); ++part) {
    NEWSIDX_RETURN_IF_ERROR(salvage_->read(
        part, Family::meta, [this](std::string_view key, std::string_view value) -> Status {
          meta_.insert_or_assign(std::string(key), std::string(value));
          return {};
        }));
  }
  return {};
}

bool SalvagedIndex::has_stores(const segment::Manifest& manifest) const {
  return std::ranges::all_of(manifest.stores, [this](const StoreInfo& store) {
    const std::string begin = storage::store_prefix(store.id);
    return salvage_->has_between(Family::docs, begin, storage::prefix_end(begin));
  });
}

Status SalvagedIndex::choose_manifest() {
  last_generation_ = salvage_->committed_generation();
  const std::string end = storage::prefix_end(storage::manifest_prefix());
  std::optional<std::uint64_t> newest;  // that there is a key of
  for (auto it = meta_.lower_bound(end); it != meta_.begin();) {
    --it;
    const auto generation = storage::parse_manifest_key(it->first);
    if (!generation) break;
    last_generation_ = std::max(last_generation_, *generation);
    if (!newest) newest = generation;
    const std::string name = "generation " + std::to_string(*generation);
    auto manifest = segment::parse_manifest(it->second);
    if (!manifest && manifest.error().code == ErrorCode::unsupported) {
      return fail(std::move(manifest).error());
    }
    if (!manifest) {
      problems_.emplace_back(name + ": " + manifest.error().message);
      continue;
    }
    const bool is_newest = *generation == last_generation_;
    if (!is_newest && !has_stores(*manifest)) {
      problems_.emplace_back(name + ": what it had has been dropped since");
      continue;
    }
    if (!is_newest) {
      problems_.emplace_back("generation " + std::to_string(last_generation_) +
                             " is lost: generation " + std::to_string(*generation) + " is taken");
    }
    has_manifest_ = true;
    take_segments(*std::move(manifest));
    return {};
  }
  problems_.emplace_back(
      "no generation can be read: all stored articles are taken, also deleted ones, and the "
      "settings are those of a new index",
      Hint(HintName::rebuild, " with ", HintName::language, ", if that was another"));
  return {};
}

void SalvagedIndex::take_segments(segment::Manifest manifest) {
  manifest_ = std::move(manifest);
  const auto named = std::exchange(manifest_.segments, {});
  for (const SegmentInfo& segment : named) {
    const auto record = meta_.find(storage::segment_info_key(segment.id));
    auto info = record == meta_.end()
                    ? Result<SegmentInfo>(fail(ErrorCode::corruption, "its record is missing"))
                    : segment::parse_segment_info(record->second);
    if (info && info->id == segment.id) {
      info->live = segment.live;
      manifest_.segments.push_back(*std::move(info));
      continue;
    }
    problems_.emplace_back("segment " + std::to_string(segment.id) + ": " +
                           (info ? "its record is another's" : info.error().message));
    lost_segments_.push_back(segment);
  }
}

// Keys of one path are side by side, in the order of their generations.
void SalvagedIndex::take_source_files() {
  const std::string begin(storage::source_file_prefix());
  const std::string end = storage::prefix_end(begin);
  std::uint64_t broken = 0;
  for (auto it = meta_.lower_bound(begin); it != meta_.end() && it->first < end; ++it) {
    const auto file = segment::parse_source_file(it->second);
    if (file) source_files_.insert_or_assign(file->path, it->second);
    broken += file ? 0u : 1u;
  }
  if (broken == 0) return;
  problems_.emplace_back(std::to_string(broken) +
                         " of the files that articles were read from are not known any more");
}

bool SalvagedIndex::is_wanted(Family family, std::string_view key) const {
  if (key.size() < sizeof(std::uint32_t)) return false;
  const auto number = ByteReader(key).be<std::uint32_t>();
  if (family == Family::docs) return !has_manifest_ || manifest_.find_store(number) != nullptr;
  const auto info = std::ranges::find(manifest_.segments, number, &SegmentInfo::id);
  if (info == manifest_.segments.end()) return false;
  // Of earlier generations bits may be left.
  return family != Family::live ||
         key.starts_with(storage::live_key(number, info->live.generation, 0).substr(0, 12));
}

Status SalvagedIndex::copy_part(std::size_t part, storage::WriteStore& store,
                                const std::stop_token& stop) {
  const auto sink = store.make_files();
  for (std::size_t i = 0; i < storage::kFamilyNames.size(); ++i) {
    const auto family = static_cast<Family>(i);
    if (family == Family::meta) continue;
    NEWSIDX_RETURN_IF_ERROR(
        salvage_->read(part, family, [&](std::string_view key, std::string_view value) -> Status {
          if (stop.stop_requested()) return cancelled_error();
          if (!is_wanted(family, key)) return {};
          if (family == Family::docs) {
            const auto doc = storage::parse_doc_key(key);
            if (!doc) return {};
            if (doc->piece == segment::kSketchesPiece) return sink->put(family, key, value);
            std::uint32_t& last = found_ends_[doc->store];
            last = std::max(last, doc->number + 1);
          }
          return sink->put(family, key, value);
        }));
  }
  NEWSIDX_ASSIGN_OR_RETURN(auto records, sink->finish());
  return store.ingest(std::move(records));
}

// Records of segments are taken over as they are: they say of which format they are.
std::vector<storage::WriteStore::Record> SalvagedIndex::meta_records() const {
  segment::Manifest manifest = manifest_;
  manifest.generation = last_generation_ + 1;
  if (!has_manifest_) {
    manifest.settings.title_weight = BuildSettings().title_weight_or_default();
    for (const auto& [id, end] : found_ends_) manifest.stores.push_back({id, end, end, 0});
    if (!found_ends_.empty()) manifest.next_store = found_ends_.rbegin()->first + 1;
  }
  std::vector<storage::WriteStore::Record> records;
  for (const SegmentInfo& info : manifest.segments) {
    const std::string key = storage::segment_info_key(info.id);
    records.push_back({Family::meta, key, meta_.at(key)});
  }
  for (const auto& [path, value] : source_files_) {
    if (!has_manifest_) break;  // nothing tells which articles are theirs
    records.push_back({Family::meta, storage::source_file_key(path, manifest.generation), value});
  }
  records.push_back({Family::meta, storage::manifest_key(manifest.generation),
                     segment::serialize_manifest(manifest)});
  return records;
}

Status SalvagedIndex::copy_to(const std::string& path, const std::stop_token& stop) {
  NEWSIDX_ASSIGN_OR_RETURN(auto store, storage::WriteStore::open(path));
  for (std::size_t part = 0; part < salvage_->part_count(); ++part) {
    NEWSIDX_RETURN_IF_ERROR(copy_part(part, store, stop));
  }
  if (found_ends_.empty()) {
    return fail(ErrorCode::corruption, "nothing can be saved: no article can be read");
  }
  return store.commit(meta_records());
}

}  // namespace newsidx::indexer
