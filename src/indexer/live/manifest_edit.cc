#include "indexer/live/manifest_edit.h"

#include <algorithm>

#include "base/assert.h"

namespace newsidx::indexer {
namespace {

using segment::Manifest;
using segment::SegmentInfo;
using segment::StoreInfo;

bool is_unused(const Manifest& manifest, const StoreInfo& store) {
  return std::ranges::none_of(manifest.segments, [&](const SegmentInfo& info) {
    return std::ranges::find(info.stores, store.id) != info.stores.end();
  });
}

void set_live(Manifest& manifest, const ManifestEdit::Live& live) {
  const auto changed = std::ranges::find(manifest.segments, live.segment, &SegmentInfo::id);
  NEWSIDX_CHECK(changed != manifest.segments.end());
  changed->live = {manifest.generation, segment::count_bits(live.bits)};
  for (const auto& [id, count] : live.by_store) {
    std::ranges::find(manifest.stores, id, &StoreInfo::id)->live_count = count;
  }
}

}  // namespace

Manifest next_manifest(Manifest manifest, const ManifestEdit& edit) {
  ++manifest.generation;
  std::erase_if(manifest.segments, [&](const SegmentInfo& info) {
    return std::ranges::find(edit.remove, info.id) != edit.remove.end();
  });
  for (const ManifestEdit::Added& added : edit.add) {
    manifest.segments.push_back(added.info);
    manifest.segments.back().live = {0, added.info.document_count};
    if (added.store) manifest.stores.push_back(*added.store);
    for (const StoreInfo& store : added.kept_stores) {
      if (manifest.find_store(store.id) == nullptr) manifest.stores.push_back(store);
    }
  }
  std::ranges::sort(manifest.stores, {}, &StoreInfo::id);
  for (const ManifestEdit::Live& live : edit.set_live) set_live(manifest, live);
  std::erase_if(manifest.segments, [](const SegmentInfo& info) {
    return info.live.document_count == 0;  // and with it its articles
  });
  std::erase_if(manifest.stores,
                [&](const StoreInfo& store) { return is_unused(manifest, store); });
  return manifest;
}

}  // namespace newsidx::indexer
