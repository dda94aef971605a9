// body := generation next_segment next_store
//         analyzer:prefixed language:prefixed fingerprint:prefixed title_weight stores_articles:u8
//         store_count (id article_count live_count digest:u64)*
//         segment_count (id live_generation live_count)*
// part 1 := next_source_file, where that is not 1
// Numbers are varints unless said otherwise.

#include "segment/manifest.h"

#include <algorithm>

#include "base/status_macros.h"
#include "segment/sealed_record.h"
#include "storage/keys.h"

namespace newsidx::segment {
namespace {

constexpr const char* kWhat = "manifest";
constexpr std::uint64_t kNextSourceFilePart = 1;
constexpr std::uint64_t kWrittenBytesPart = 2;

void append_settings(std::string& out, const IndexSettings& settings) {
  append_prefixed(out, settings.analyzer);
  append_prefixed(out, settings.language);
  append_prefixed(out, settings.fingerprint);
  append_varint(out, settings.title_weight);
  out.push_back(settings.stores_articles ? 1 : 0);
}

IndexSettings read_settings(ByteReader& in) {
  IndexSettings settings;
  settings.analyzer = in.prefixed();
  settings.language = in.prefixed();
  settings.fingerprint = in.prefixed();
  settings.title_weight = in.varint32();
  settings.stores_articles = in.le<std::uint8_t>() == 1;
  return settings;
}

// Ascending, and as many alive as there are at most.
bool read_stores(ByteReader& in, Manifest& manifest) {
  const std::uint64_t count = in.varint();
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    StoreInfo store;
    store.id = in.varint32();
    store.article_count = in.varint32();
    store.live_count = in.varint32();
    store.digest = in.le<std::uint64_t>();
    const bool ascends = manifest.stores.empty() || manifest.stores.back().id < store.id;
    if (!ascends || store.live_count > store.article_count) return false;
    manifest.stores.push_back(store);
  }
  return in.ok();
}

void read_segments(ByteReader& in, Manifest& manifest) {
  const std::uint64_t count = in.varint();
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    SegmentInfo& segment = manifest.segments.emplace_back();
    segment.id = in.varint32();
    segment.live.generation = in.varint();
    segment.live.document_count = in.varint32();
  }
}

Result<SegmentInfo> read_segment_info(const storage::Store& store, const SegmentInfo& named) {
  const std::string what = "segment " + std::to_string(named.id);
  NEWSIDX_ASSIGN_OR_RETURN(const auto value,
                           store.get(storage::Family::meta, storage::segment_info_key(named.id)));
  if (!value) return fail(ErrorCode::corruption, what + ": its record is missing");
  auto info = parse_segment_info(value->bytes());
  if (!info) return fail(what, std::move(info).error());
  const LiveState& live = named.live;
  if (info->id != named.id || live.document_count > info->document_count ||
      (live.generation == 0 && live.document_count != info->document_count)) {
    return fail(ErrorCode::corruption, what + ": its record is not that which the manifest names");
  }
  info->live = live;
  return info;
}

}  // namespace

std::uint64_t Manifest::document_count() const noexcept {
  std::uint64_t count = 0;
  for (const SegmentInfo& segment : segments) count += segment.document_count;
  return count;
}

std::uint64_t Manifest::live_document_count() const noexcept {
  std::uint64_t count = 0;
  for (const SegmentInfo& segment : segments) count += segment.live.document_count;
  return count;
}

const StoreInfo* Manifest::find_store(std::uint32_t id) const noexcept {
  const auto found = std::ranges::lower_bound(stores, id, {}, &StoreInfo::id);
  return found == stores.end() || found->id != id ? nullptr : &*found;
}

std::string serialize_manifest(const Manifest& manifest) {
  std::string out = start_record(kManifestMagic);
  append_varint(out, manifest.generation);
  append_varint(out, manifest.next_segment);
  append_varint(out, manifest.next_store);
  append_settings(out, manifest.settings);
  append_varint(out, manifest.stores.size());
  for (const StoreInfo& store : manifest.stores) {
    append_varint(out, store.id);
    append_varint(out, store.article_count);
    append_varint(out, store.live_count);
    append_le(out, store.digest);
  }
  append_varint(out, manifest.segments.size());
  for (const SegmentInfo& segment : manifest.segments) {
    append_varint(out, segment.id);
    append_varint(out, segment.live.generation);
    append_varint(out, segment.live.document_count);
  }
  FurtherParts parts;
  if (manifest.next_source_file > 1) {
    append_varint(parts[kNextSourceFilePart], manifest.next_source_file);
  }
  if (manifest.written_bytes > 0) {
    append_varint(parts[kWrittenBytesPart], manifest.written_bytes);
  }
  return finish_record(std::move(out), parts);
}

Result<Manifest> parse_manifest(std::string_view bytes) {
  NEWSIDX_ASSIGN_OR_RETURN(ByteReader in, open_record(bytes, kManifestMagic, kWhat));
  Manifest manifest;
  manifest.generation = in.varint();
  manifest.next_segment = in.varint32();
  manifest.next_store = in.varint32();
  manifest.settings = read_settings(in);
  if (!read_stores(in, manifest)) return broken_record(kWhat, "broken body");
  read_segments(in, manifest);
  NEWSIDX_ASSIGN_OR_RETURN(const FurtherParts parts, read_further_parts(in, kWhat));
  if (const auto part = parts.find(kNextSourceFilePart); part != parts.end()) {
    ByteReader number(part->second);
    manifest.next_source_file = number.varint32();
    if (!number.ok() || manifest.next_source_file == 0) return broken_record(kWhat, "broken body");
  }
  if (const auto part = parts.find(kWrittenBytesPart); part != parts.end()) {
    ByteReader number(part->second);
    manifest.written_bytes = number.varint();
    if (!number.ok()) return broken_record(kWhat, "broken body");
  }
  return manifest;
}

Result<std::optional<Manifest>> read_manifest(const storage::Store& store) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto key,
                           store.last_key(storage::Family::meta, storage::manifest_prefix()));
  const std::uint64_t found = key ? storage::parse_manifest_key(*key).value_or(0) : 0;
  if (found < store.committed_generation()) {
    return fail(ErrorCode::corruption,
                "manifest: generation " + std::to_string(store.committed_generation()) +
                    " was committed, and the write-ahead log has lost it",
                store.repair_hint());
  }
  if (!key) return std::optional<Manifest>();
  NEWSIDX_ASSIGN_OR_RETURN(const auto value, store.get(storage::Family::meta, *key));
  if (!value) return fail(ErrorCode::corruption, "manifest: its value is missing");
  NEWSIDX_ASSIGN_OR_RETURN(Manifest manifest, parse_manifest(value->bytes()));
  for (SegmentInfo& segment : manifest.segments) {
    NEWSIDX_ASSIGN_OR_RETURN(segment, read_segment_info(store, segment));
    for (const std::uint32_t id : segment.stores) {
      if (manifest.find_store(id) != nullptr) continue;
      return fail(ErrorCode::corruption,
                  "segment " + std::to_string(segment.id) +
                      ": the manifest does not name the store of its articles");
    }
  }
  return std::optional(std::move(manifest));
}

}  // namespace newsidx::segment
