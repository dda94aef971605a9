#include "indexer/live/index_writer.h"

#include <algorithm>
#include <new>
#include <optional>

#include "base/assert.h"
#include "base/bytes.h"
#include "base/status_macros.h"
#include "segment/document_reader.h"
#include "storage/keys.h"

namespace newsidx::indexer {

using segment::Manifest;
using segment::SegmentInfo;
using storage::Family;

namespace {

// Families whose keys start with a segment number.
constexpr Family kSegmentFamilies[] = {Family::terms, Family::postings, Family::positions,
                                       Family::norms, Family::columns,  Family::ids,
                                       Family::live};

// A reader may have seen the key of a manifest: it stays for so many generations.
constexpr std::uint64_t kKeptGenerations = 20;

// The manifest; an empty one of a new index, or one whose first build was killed; or nothing when
// it cannot be read. (The pinned value ends here: it must not outlive the store.)
Result<std::optional<Manifest>> manifest_of(const storage::Store& store) {
  auto manifest = segment::read_manifest(store);
  if (manifest) return std::optional(std::move(*manifest).value_or(Manifest{}));
  if (manifest.error().code == ErrorCode::unsupported) return fail(manifest.error());
  return std::optional<Manifest>();
}

// The number at the end of the last key that starts so; 0 when there is none.
template <class Number>
Result<Number> last_number(const storage::Store& store, std::string_view prefix) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto key, store.last_key(Family::meta, prefix));
  return key ? ByteReader(std::string_view(*key).substr(prefix.size())).be<Number>() : Number{0};
}

// Numbers behind all that there are. What a killed writer left is dropped, but a reader may have
// seen its keys (of a manifest that nobody can read, all keys): no number is used twice.
Result<Manifest> behind_everything(Manifest manifest, const storage::Store& store) {
  for (const Family family : kSegmentFamilies) {
    NEWSIDX_ASSIGN_OR_RETURN(const auto key, store.last_key(family));
    if (!key) continue;
    const auto segment = ByteReader(*key).be<std::uint32_t>();
    manifest.next_segment = std::max(manifest.next_segment, segment + 1);
  }
  NEWSIDX_ASSIGN_OR_RETURN(const auto recorded,
                           last_number<std::uint32_t>(store, storage::segment_info_prefix()));
  manifest.next_segment = std::max(manifest.next_segment, recorded + 1);
  NEWSIDX_ASSIGN_OR_RETURN(const auto key, store.last_key(Family::docs));
  if (key) {
    manifest.next_store = std::max(manifest.next_store, ByteReader(*key).be<std::uint32_t>() + 1);
  }
  NEWSIDX_ASSIGN_OR_RETURN(const auto last,
                           last_number<std::uint64_t>(store, storage::manifest_prefix()));
  manifest.generation = std::max({manifest.generation, last, store.committed_generation()});
  return manifest;
}

// The records that a commit writes.
Result<std::vector<storage::WriteStore::Record>> records_of(const Manifest& next,
                                                            const ManifestEdit& edit) {
  std::vector<storage::WriteStore::Record> records;
  for (const ManifestEdit::Added& added : edit.add) {
    records.push_back({Family::meta, storage::segment_info_key(added.info.id),
                       segment::serialize_segment_info(added.info)});
  }
  for (const ManifestEdit::Live& live : edit.set_live) {
    NEWSIDX_RETURN_IF_ERROR(segment::write_live_docs(
        live.segment, next.generation, live.bits,
        [&records](std::string_view key, std::string_view value) {
          records.push_back({Family::live, std::string(key), std::string(value)});
          return Status();
        }));
  }
  for (const segment::SourceFile& file : edit.files) {
    records.push_back({Family::meta, storage::source_file_key(file.path, next.generation),
                       segment::serialize_source_file(file)});
  }
  records.push_back(
      {Family::meta, storage::manifest_key(next.generation), segment::serialize_manifest(next)});
  return records;
}

// What is known of files at present, and not in the next generation.
void append_file_keys(const storage::Store& store, const ManifestEdit& edit,
                      std::vector<storage::WriteStore::Key>& keys) {
  const auto append_all = [&](std::string_view prefix) {
    storage::Iterator it = store.iterate(Family::meta, prefix, storage::Access::lookup);
    for (; it.valid(); it.next()) keys.push_back({Family::meta, std::string(it.key())});
  };
  if (edit.forgets_all_files) return append_all(storage::source_file_prefix());
  for (const segment::SourceFile& file : edit.files) {
    append_all(storage::source_file_prefix(file.path));
  }
  for (const std::string& path : edit.forget) append_all(storage::source_file_prefix(path));
}

// Of an earlier generation; of a segment that is dropped they go with it.
void append_live_keys(const SegmentInfo& info, std::uint64_t generation,
                      std::vector<storage::WriteStore::Key>& keys) {
  for (std::uint32_t chunk = 0; chunk < segment::live_chunk_count(info.document_count); ++chunk) {
    keys.push_back({Family::live, storage::live_key(info.id, generation, chunk)});
  }
}

}  // namespace

Result<IndexWriter> IndexWriter::open(const std::string& path, std::size_t cache_bytes) {
  NEWSIDX_ASSIGN_OR_RETURN(auto opened, storage::WriteStore::open(path, cache_bytes));
  auto store = std::make_shared<storage::WriteStore>(std::move(opened));
  NEWSIDX_ASSIGN_OR_RETURN(auto manifest, manifest_of(*store));
  const bool is_known = manifest.has_value();
  NEWSIDX_ASSIGN_OR_RETURN(const Manifest start,
                           behind_everything(std::move(manifest).value_or(Manifest{}), *store));
  IndexWriter writer(std::move(store), start);
  writer.manifest_is_readable_ = is_known;
  if (is_known) NEWSIDX_RETURN_IF_ERROR(writer.sweep());
  return writer;
}

// Drops all numbers that somebody had and that are neither named nor leased, known or not.
Status IndexWriter::sweep() {
  // Those that begin while this goes on are behind the end.
  const std::uint32_t ends[] = {registry_.next(Part::Kind::segment),
                                registry_.next(Part::Kind::store)};
  const auto drop_others = [this](Family family, const std::vector<std::uint32_t>& kept,
                                  std::uint32_t end) -> Status {
    std::string begin;
    for (const std::uint32_t number : kept) {
      const std::string prefix = storage::segment_prefix(number);
      NEWSIDX_RETURN_IF_ERROR(store_->drop_keys(family, begin, prefix));
      begin = storage::prefix_end(prefix);
    }
    return store_->drop_keys(family, begin, std::max(begin, storage::segment_prefix(end)));
  };
  const auto segments = registry_.kept(Part::Kind::segment);
  for (const Family family : kSegmentFamilies) {
    NEWSIDX_RETURN_IF_ERROR(drop_others(family, segments, ends[0]));
  }
  return drop_others(Family::docs, registry_.kept(Part::Kind::store), ends[1]);
}

// All parts from one to another of its kind, which have the numbers in a row.
Status IndexWriter::drop(Part first, Part last) {
  const std::string prefix = storage::segment_prefix(first.number);  // of stores alike
  const std::string end = storage::prefix_end(storage::segment_prefix(last.number));
  if (first.kind == Part::Kind::store) return store_->drop_keys(Family::docs, prefix, end);
  for (const Family family : kSegmentFamilies) {
    NEWSIDX_RETURN_IF_ERROR(store_->drop_keys(family, prefix, end));
  }
  return {};
}

Status IndexWriter::collect() {
  std::vector<Part> garbage;
  {
    const std::lock_guard lock(*mutex_);
    if (commit_is_uncertain_) return {};
    garbage = registry_.take_garbage();
  }
  // Small segments that were merged have numbers in a row: one tombstone is enough.
  Status done;
  for (std::size_t first = 0; first < garbage.size();) {
    std::size_t last = first;
    while (last + 1 < garbage.size() && garbage[last + 1].kind == garbage[first].kind &&
           garbage[last + 1].number == garbage[last].number + 1) {
      ++last;
    }
    if (done) done = drop(garbage[first], garbage[last]);
    for (; first <= last; ++first) {
      if (!done) registry_.give_back(garbage[first]);
    }
  }
  return done;
}

IndexWriter::Pinned IndexWriter::pin() {
  const std::lock_guard lock(*mutex_);
  Pinned pinned{store_, manifest_, {}};
  for (const Part part : parts_of(manifest_)) {
    pinned.leases.push_back(registry_.pin(part).value());
  }
  return pinned;
}

Status IndexWriter::add_segment(SegmentInfo segment, const segment::StoreInfo& store,
                                storage::StagedRecords records, std::vector<Lease> leases) {
  NEWSIDX_RETURN_IF_ERROR(store_->ingest(std::move(records)));
  const std::lock_guard lock(*mutex_);
  added_.push_back({std::move(segment), store});
  for (Lease& lease : leases) added_leases_.push_back(std::move(lease));
  return {};
}

std::uint32_t IndexWriter::begin_source_files(std::uint32_t count) {
  return std::exchange(next_source_file_, next_source_file_ + count);
}

ManifestEdit IndexWriter::addition() {
  const std::lock_guard lock(*mutex_);
  ManifestEdit edit;
  edit.add = std::exchange(added_, {});
  return edit;
}

ManifestEdit IndexWriter::replacement() {
  ManifestEdit edit = addition();
  edit.forgets_all_files = true;
  for (const SegmentInfo& segment : manifest_.segments) edit.remove.push_back(segment.id);
  return edit;
}

const SegmentInfo* IndexWriter::find_segment(const ManifestEdit& edit, std::uint32_t id) const {
  const auto named = std::ranges::find(manifest_.segments, id, &SegmentInfo::id);
  if (named != manifest_.segments.end()) return &*named;
  const auto added = std::ranges::find(edit.add, id, [](const auto& each) { return each.info.id; });
  return added == edit.add.end() ? nullptr : &added->info;
}

// How many articles of each store are of live documents.
Status IndexWriter::count_live(ManifestEdit& edit) const {
  for (ManifestEdit::Live& live : edit.set_live) {
    const SegmentInfo* const info = find_segment(edit, live.segment);
    if (info == nullptr) {
      return fail(ErrorCode::invalid_argument,
                  "there is no segment " + std::to_string(live.segment));
    }
    NEWSIDX_ASSIGN_OR_RETURN(const auto documents, segment::DocumentReader::open(store_, *info));
    NEWSIDX_ASSIGN_OR_RETURN(const auto addresses, documents.addresses());
    for (const std::uint32_t store : info->stores) live.by_store[store] = 0;
    for (std::size_t document = 0; document < addresses.size(); ++document) {
      const bool is_live = (live.bits[document / 64] >> (document % 64) & 1) != 0;
      live.by_store[addresses[document].store] += is_live ? 1 : 0;
    }
  }
  return {};
}

// Of manifests that no reader looks for any more, and of what only these name.
std::vector<storage::WriteStore::Key> IndexWriter::outdated_keys(const Manifest& next,
                                                                 const ManifestEdit& edit) const {
  std::vector<storage::WriteStore::Key> keys;
  append_file_keys(*store_, edit, keys);
  storage::Iterator it =
      store_->iterate(Family::meta, storage::manifest_prefix(), storage::Access::lookup);
  for (; it.valid(); it.next()) {
    const std::string_view number = it.key().substr(storage::manifest_prefix().size());
    if (ByteReader(number).be<std::uint64_t>() + kKeptGenerations > next.generation) break;
    keys.push_back({Family::meta, std::string(it.key())});
    const auto outdated = segment::parse_manifest(it.value());
    if (!outdated) continue;  // damaged; the records that it names stay
    for (const SegmentInfo& segment : outdated->segments) {
      const auto now = std::ranges::find(next.segments, segment.id, &SegmentInfo::id);
      if (now == next.segments.end()) {
        keys.push_back({Family::meta, storage::segment_info_key(segment.id)});
      } else if (now->live.generation != segment.live.generation) {
        append_live_keys(*now, segment.live.generation, keys);
      }
    }
  }
  return keys;  // of a table that is damaged, fewer
}

Result<std::string> IndexWriter::write_next(const Manifest& next, const ManifestEdit& edit) {
  NEWSIDX_ASSIGN_OR_RETURN(auto records, records_of(next, edit));
  {
    const std::lock_guard lock(*mutex_);
    commit_is_uncertain_ = true;
  }
  NEWSIDX_RETURN_IF_ERROR(store_->commit(records, outdated_keys(next, edit)));
  std::vector<Lease> committed;  // which ends after the lock does
  const std::lock_guard lock(*mutex_);
  commit_is_uncertain_ = false;
  manifest_ = next;
  NEWSIDX_CHECK(registry_.name(parts_of(next)));
  committed = std::exchange(added_leases_, {});
  return std::move(records.back().value);
}

Result<std::uint64_t> IndexWriter::commit(ManifestEdit edit, segment::IndexSettings settings) {
  NEWSIDX_RETURN_IF_ERROR(count_live(edit));
  Manifest next = next_manifest(manifest_, edit);
  next.settings = std::move(settings);
  next.next_segment = registry_.next(Part::Kind::segment);
  next.next_store = registry_.next(Part::Kind::store);
  next.next_source_file = next_source_file_;
  // Anew with a build in the place of all that there was; of an older newsidx it is not known.
  const std::uint64_t written_bytes = store_->written_bytes();
  const bool is_new = edit.forgets_all_files || manifest_.segments.empty();
  if (is_new || next.written_bytes > 0) {
    next.written_bytes = (is_new ? 0 : next.written_bytes) + written_bytes - counted_bytes_;
  }
  if (!registry_.can_name(parts_of(next))) {
    return fail(ErrorCode::invalid_argument, "a segment that is added is not under way");
  }
  NEWSIDX_ASSIGN_OR_RETURN(const std::string written, write_next(next, edit));
  counted_bytes_ = written_bytes;
  // The new generation answers; what follows only gives space back. If it fails (the disk is full),
  // the next commit or build tries again.
  static_cast<void>(collect());
  if (!manifest_is_readable_) manifest_is_readable_ = sweep().has_value();
  store_->bound_log();
  NEWSIDX_RETURN_IF_ERROR(read_back(written));
  return manifest_.generation;
}

// What was committed must be what is found. A reader sees less than the writer where the list of
// files or the files in it are damaged, so one is opened whenever they have changed, and after the
// writer's first commit. It opens each file anew, tens of milliseconds for some hundred: a commit
// that changed none is compared by the writer itself with what it wrote.
Status IndexWriter::read_back(std::string_view written) const {
  if (!store_->files_changed()) {
    const auto found = store_->get(Family::meta, storage::manifest_key(manifest_.generation));
    if (found && *found && (*found)->bytes() == written) return {};
    return compare_with(found ? manifest_of(*store_) : fail(found.error()));
  }
  const auto reader = storage::Store::open(store_->path(), storage::Store::OpenFiles::few);
  return compare_with(reader ? manifest_of(*reader) : fail(reader.error()));
}

Status IndexWriter::compare_with(const Result<std::optional<Manifest>>& found) const {
  if (found && *found && (*found)->generation == manifest_.generation) return {};
  const std::string message = "the new generation of '" + store_->path() + "' cannot be read back";
  if (found) return fail(ErrorCode::corruption, message, store_->repair_hint());
  return fail(ErrorCode::corruption, message + ": " + found.error().message, found.error().hint);
}

void IndexWriter::drop_additions() noexcept try {
  std::vector<Lease> leases;
  {
    const std::lock_guard lock(*mutex_);
    if (!manifest_is_readable_ || commit_is_uncertain_) return;
    added_.clear();
    leases = std::exchange(added_leases_, {});
  }
  leases.clear();
  static_cast<void>(collect());
} catch (const std::bad_alloc&) {  // the next writer drops it
}

void IndexWriter::give_up() noexcept {
  const bool is_new = manifest_.generation == 0 && manifest_is_readable_ && !commit_is_uncertain_;
  if (is_new) return std::move(*store_).remove();
  drop_additions();
}

}  // namespace newsidx::indexer
