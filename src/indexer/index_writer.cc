#include "indexer/index_writer.h"

#include <algorithm>
#include <new>
#include <optional>

#include "base/bytes.h"
#include "base/try.h"
#include "storage/keys.h"

namespace newsidx::indexer {

using segment::Manifest;
using storage::Family;

namespace {

// Families whose keys start with a segment number.
constexpr Family kSegmentFamilies[] = {Family::terms, Family::postings, Family::positions,
                                       Family::norms, Family::columns,  Family::ids,
                                       Family::live};

// The manifest; an empty one of a new index, or one whose first build was killed; or nothing when
// it cannot be read. (The pinned value ends here: it must not outlive the store.)
Result<std::optional<Manifest>> read_manifest(const storage::Store& store) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto value, store.get(Family::meta, storage::manifest_key()));
  if (!value) return std::optional(Manifest{});
  auto manifest = segment::parse_manifest(value->bytes());
  if (manifest) return std::optional(*std::move(manifest));
  if (manifest.error().code == ErrorCode::unsupported) return fail(manifest.error());
  return std::optional<Manifest>();
}

// A manifest that nobody can read names nothing that could be kept, but its data still takes
// numbers: the new build must not use them again before they are dropped.
Result<Manifest> manifest_behind_everything(const storage::Store& store) {
  Manifest manifest;
  for (const Family family : kSegmentFamilies) {
    NEWSIDX_ASSIGN_OR_RETURN(const auto key, store.last_key(family));
    if (!key) continue;
    const auto segment = ByteReader(*key).be<std::uint32_t>();
    manifest.next_segment = std::max(manifest.next_segment, segment + 1);
  }
  NEWSIDX_ASSIGN_OR_RETURN(const auto key, store.last_key(Family::docs));
  if (key) manifest.next_sequence = ByteReader(*key).be<std::uint64_t>() + 1;
  return manifest;
}

}  // namespace

Result<IndexWriter> IndexWriter::open(const std::string& path, std::size_t cache_bytes) {
  NEWSIDX_ASSIGN_OR_RETURN(auto opened, storage::WriteStore::open(path, cache_bytes));
  auto store = std::make_shared<storage::WriteStore>(std::move(opened));
  NEWSIDX_ASSIGN_OR_RETURN(auto manifest, read_manifest(*store));
  if (!manifest) {
    NEWSIDX_ASSIGN_OR_RETURN(Manifest fresh, manifest_behind_everything(*store));
    IndexWriter writer(std::move(store), std::move(fresh));
    writer.names_are_known_ = false;
    return writer;
  }
  IndexWriter writer(std::move(store), *std::move(manifest));
  NEWSIDX_RETURN_IF_ERROR(writer.drop_unnamed(writer.manifest_));
  return writer;
}

Status IndexWriter::drop_unnamed(const Manifest& manifest) {
  std::vector<std::uint32_t> segments;
  for (const auto& segment : manifest.segments) segments.push_back(segment.id);
  std::sort(segments.begin(), segments.end());
  for (const Family family : kSegmentFamilies) {
    std::string begin;
    for (const std::uint32_t segment : segments) {
      NEWSIDX_RETURN_IF_ERROR(store_->drop_keys(family, begin, storage::segment_prefix(segment)));
      begin = storage::segment_prefix(segment + 1);
    }
    NEWSIDX_RETURN_IF_ERROR(store_->drop_keys(family, begin, {}));
  }
  std::vector<std::pair<std::uint64_t, std::uint64_t>> stored;
  for (const auto& segment : manifest.segments) {
    stored.emplace_back(segment.first_sequence, end_of(segment));
  }
  std::sort(stored.begin(), stored.end());
  std::string begin;
  for (const auto& [first, end] : stored) {
    NEWSIDX_RETURN_IF_ERROR(store_->drop_keys(Family::docs, begin, storage::doc_key(first)));
    begin = storage::doc_key(end);
  }
  return store_->drop_keys(Family::docs, begin, {});
}

Status IndexWriter::drop_flushed(std::uint32_t segment) {
  for (const Family family : kSegmentFamilies) {
    NEWSIDX_RETURN_IF_ERROR(store_->drop_keys(family, storage::segment_prefix(segment),
                                              storage::segment_prefix(segment + 1)));
  }
  return {};
}

Status IndexWriter::add_segment(segment::SegmentInfo segment,
                                std::vector<storage::SstWriter> files) {
  NEWSIDX_RETURN_IF_ERROR(store_->ingest(files));
  added_.push_back(std::move(segment));
  return {};
}

Result<std::uint64_t> IndexWriter::commit(segment::IndexSettings settings) {
  Manifest next = manifest_;
  ++next.generation;
  next.next_sequence = next_sequence();
  next.settings = std::move(settings);
  next.segments = std::move(added_);
  added_.clear();
  commit_was_tried_ = true;
  NEWSIDX_RETURN_IF_ERROR(store_->put_manifest(serialize_manifest(next)));
  manifest_ = std::move(next);
  // The new generation answers; what follows only gives space back. If it fails (the disk is full),
  // the next build tries again.
  static_cast<void>(drop_unnamed(manifest_));
  NEWSIDX_RETURN_IF_ERROR(read_back());
  return manifest_.generation;
}

// A reader sees less than the writer where files that were there before are damaged: what was
// committed must be what is found.
Status IndexWriter::read_back() const {
  const auto reader = storage::Store::open(store_->path(), storage::Store::OpenFiles::few);
  auto found = reader ? read_manifest(*reader) : fail(reader.error());
  if (found && *found && (*found)->generation == manifest_.generation) return {};
  const std::string message = "the new generation of '" + store_->path() + "' cannot be read back";
  if (found) return fail(ErrorCode::corruption, message, store_->rebuild_hint());
  return fail(ErrorCode::corruption, message + ": " + found.error().message, found.error().hint);
}

void IndexWriter::give_up() noexcept {
  if (!names_are_known_ || commit_was_tried_) return;
  try {
    if (manifest_.generation == 0) return std::move(*store_).remove();
    static_cast<void>(drop_unnamed(manifest_));
  } catch (const std::bad_alloc&) {  // the next writer drops it
  }
}

}  // namespace newsidx::indexer
