#include "api/source_tracker.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/hash.h"
#include "base/status_macros.h"
#include "storage/keys.h"

namespace newsidx {

using indexer::ArticleStream;
using segment::SourceFile;
using source::FileStamp;
using source::FileState;

namespace {

// Clocks of file systems tick every few milliseconds, those of FAT every two seconds.
constexpr std::int64_t kClockTickNs = 2'000'000'000;

// Of a file that is damaged for good and changes for ever.
constexpr std::size_t kMaxNumbersBefore = 64;

std::int64_t now_ns() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
}

std::int64_t trusted_time(const FileStamp& stamp, std::int64_t looked_at_ns) {
  const bool is_old = stamp.modified_ns < looked_at_ns - kClockTickNs;
  return is_old ? stamp.modified_ns : segment::kUnsureTime;
}

source::FileFormat format_of(segment::SourceFileEnd::Kind kind) {
  switch (kind) {
    case segment::SourceFileEnd::Kind::table: return source::FileFormat::table;
    case segment::SourceFileEnd::Kind::mbox: return source::FileFormat::mbox;
    default: return source::FileFormat::records;
  }
}

segment::SourceFileEnd::Kind kind_of(source::FileFormat format) {
  switch (format) {
    case source::FileFormat::table: return segment::SourceFileEnd::Kind::table;
    case source::FileFormat::mbox: return segment::SourceFileEnd::Kind::mbox;
    default: return segment::SourceFileEnd::Kind::lines;
  }
}

bool is_within(const std::string& path, const std::string& folder) {
  return path == folder || folder == "/" ||
         (path.starts_with(folder) && path[folder.size()] == '/');
}

}  // namespace

Result<std::optional<SourceFile>> SourceTracker::find(const std::string& path) const {
  std::optional<SourceFile> found;
  storage::Iterator it = store_->iterate(storage::Family::meta, storage::source_file_prefix(path),
                                         storage::Access::lookup);
  for (; it.valid(); it.next()) {  // the newest comes last; two paths may share a hash
    NEWSIDX_ASSIGN_OR_RETURN(SourceFile file, segment::parse_source_file(it.value()));
    if (file.path == path) found = std::move(file);
  }
  NEWSIDX_RETURN_IF_ERROR(it.status());
  return found;
}

// A file of which the times differ may have been copied or touched.
Result<bool> SourceTracker::has_changed(const std::string& path, const FileStamp& stamp,
                                        const SourceFile& known) {
  if (stamp.size_bytes != known.size_bytes) return true;
  if (stamp.modified_ns == known.modified_ns) return false;
  const std::int64_t looked_at = now_ns();
  const auto digest = source::digest_of_file(path, stop_.get());
  if (!digest || *digest != known.digest || stamper_.stamp_of(path) != stamp) return true;
  SourceFile touched = known;
  touched.modified_ns = trusted_time(stamp, looked_at);
  if (touched.modified_ns != known.modified_ns) touched_.push_back(std::move(touched));
  return false;
}

Status SourceTracker::watch(source::ReaderOptions& options) {
  NEWSIDX_ASSIGN_OR_RETURN(stop_, source::StopEvent::create(options.stop));
  options.is_wanted = [this](const std::string& path) { return is_wanted(path); };
  options.on_file_end = [this](std::uint32_t input, const auto& reading) {
    note_end(input, reading);
  };
  options.end_of = [this](std::uint32_t input) { return end_of(input); };
  return {};
}

bool SourceTracker::is_wanted(const std::string& path) {
  Wanted file;
  file.looked_at_ns = now_ns();
  file.stamp = stamper_.stamp_of(path);
  if (file.stamp) seen_.insert(hash128(file.stamp->path));
  if (store_ != nullptr && file.stamp && status_) {
    const auto known = find(file.stamp->path);
    if (!known) {
      status_ = fail(known.error());
    } else if (*known) {
      const auto changed = has_changed(path, *file.stamp, **known);
      if (!changed) status_ = fail(changed.error());
      if (changed && !*changed) {
        ++counts_.unchanged;
        return false;
      }
      file.known = *known;
    }
  }
  wanted_.push_back(std::move(file));
  return true;
}

// Appended records with these numbers and in front of them are one file.
std::optional<source::FileEnd> SourceTracker::end_of(std::uint32_t input) const {
  const Wanted& file = wanted_[input - 1];
  if (!file.stamp || !file.known || !file.known->end) return std::nullopt;
  const segment::SourceFileEnd& end = *file.known->end;
  if (file.stamp->size_bytes < end.byte) return std::nullopt;
  const auto digests = source::digests_of_file(file.stamp->path, {end.byte}, 0, stop_.get());
  if (!digests || digests->of_sizes != std::vector{end.digest}) return std::nullopt;
  return source::FileEnd{format_of(end.kind), end.byte, end.line, end.head};
}

// What was read is compared with what is there now: the file may have been written to meanwhile,
// and what counts is that its beginning is what was read.
void SourceTracker::note_growing(Wanted& file, const source::FileReading& reading) {
  std::vector<std::uint64_t> sizes;
  std::vector<std::uint64_t> digests_before;
  file.is_read_on = reading.begin_byte > 0;
  file.has_waiting_record = reading.has_waiting_record;
  if (file.is_read_on) {
    sizes.push_back(reading.begin_byte);
    digests_before.push_back(file.known->end->digest);
  }
  if (reading.end) sizes.push_back(reading.end->byte);
  sizes.push_back(reading.end_byte);
  const auto digests =
      source::digests_of_file(file.stamp->path, sizes, reading.begin_byte, stop_.get());
  if (!digests || digests->of_sizes.size() != sizes.size()) return;
  if (digests->of_part != reading.read_digest) return;
  if (file.is_read_on && digests->of_sizes.front() != digests_before.front()) return;
  file.digest = digests->of_sizes.back();
  file.read_bytes = reading.end_byte;
  if (!reading.end) return;
  file.end =
      segment::SourceFileEnd{kind_of(reading.end->format), reading.end->byte, reading.end->line,
                             reading.end->head, digests->of_sizes[digests->of_sizes.size() - 2]};
}

void SourceTracker::note_end(std::uint32_t input,
                             const std::optional<source::FileReading>& reading) {
  Wanted& file = wanted_[input - 1];
  if (!file.stamp) return;
  if (reading) return note_growing(file, *reading);
  const std::string& path = file.stamp->path;
  const auto digest = source::digest_of_file(path, stop_.get());
  if (!digest || stamper_.stamp_of(path) != file.stamp) return;
  file.digest = *digest;
  file.read_bytes = file.stamp->size_bytes;
}

ArticleStream::FileNumbers SourceTracker::numbers(std::uint32_t input, bool is_read_on) const {
  if (input == 0 || !wanted_[input - 1].stamp) return {};
  const std::uint32_t before = wanted_[input - 1].known ? wanted_[input - 1].known->number : 0;
  return {is_read_on ? before : first_ + input - 1, before};
}

// What is to be known of a file that was read.
SourceFile SourceTracker::record_of(const Wanted& file, std::uint32_t number) const {
  SourceFile read;
  read.number = number;
  read.path = file.stamp->path;
  // One that changed while it was read is read again.
  read.size_bytes = file.digest ? file.read_bytes : UINT64_MAX;
  const bool has_grown = file.digest && file.read_bytes != file.stamp->size_bytes;
  read.modified_ns =
      has_grown ? segment::kUnsureTime : trusted_time(*file.stamp, file.looked_at_ns);
  read.digest = file.digest.value_or(0);
  read.end = file.end;
  return read;
}

Result<ArticleStream::FileChanges> SourceTracker::changes(
    const std::vector<source::ArticleReader::File>& files, bool prune,
    const std::vector<std::string>& inputs) {
  NEWSIDX_RETURN_IF_ERROR(status_);
  ArticleStream::FileChanges changes;
  changes.read = std::move(touched_);
  for (std::size_t i = 0; i < files.size(); ++i) {
    const Wanted& file = wanted_[i];
    const FileState state = files[i].state;
    if (!file.stamp || state == FileState::unread || state == FileState::unreadable) continue;
    ++(file.known ? counts_.changed : counts_.added);
    if (file.is_read_on) {
      changes.read.push_back(record_of(file, file.known->number));
      changes.read.back().numbers_before = file.known->numbers_before;
      continue;
    }
    SourceFile read = record_of(file, first_ + static_cast<std::uint32_t>(i));
    std::vector<std::uint32_t> numbers_before;
    if (file.known) {
      numbers_before = file.known->numbers_before;
      numbers_before.push_back(file.known->number);
    }
    // What is not known of it any more may be where it cannot be read.
    const bool is_all_known = state == FileState::whole && !file.has_waiting_record;
    const std::size_t kept = is_all_known ? 0 : kMaxNumbersBefore;
    // Of a file that is being written anew, all is read once more when the rest is there: then it
    // is known what it has no more. It has everything still where it had no whole record.
    const bool had_records = file.known && !(file.known->end && file.known->end->byte == 0);
    if (had_records && file.has_waiting_record) read.end.reset();
    const std::size_t count = numbers_before.size();
    for (std::size_t n = 0; n < count; ++n) {
      const std::uint32_t number = numbers_before[n];
      if (n + kept < count) {
        changes.replaced.insert(number);
      } else {
        read.numbers_before.push_back(number);
      }
    }
    changes.read.push_back(std::move(read));
  }
  if (store_ != nullptr) NEWSIDX_RETURN_IF_ERROR(add_gone(inputs, prune, changes));
  return changes;
}

Status SourceTracker::add_gone(const std::vector<std::string>& inputs, bool prune,
                               ArticleStream::FileChanges& changes) {
  std::vector<std::string> folders;
  for (const std::string& input : inputs) {
    std::error_code error;
    const auto real = std::filesystem::canonical(input, error);
    if (!error && std::filesystem::is_directory(real, error)) folders.push_back(real.string());
  }
  storage::Iterator it =
      store_->iterate(storage::Family::meta, storage::source_file_prefix(), storage::Access::scan);
  for (; it.valid(); it.next()) {
    NEWSIDX_ASSIGN_OR_RETURN(SourceFile file, segment::parse_source_file(it.value()));
    const bool is_asked_for = std::ranges::any_of(
        folders, [&file](const std::string& folder) { return is_within(file.path, folder); });
    if (!is_asked_for || !seen_.insert(hash128(file.path))) continue;
    std::error_code error;
    if (std::filesystem::exists(file.path, error) || error) continue;
    ++counts_.gone;
    if (!prune) continue;
    changes.replaced.insert(file.number);
    changes.replaced.insert(file.numbers_before.begin(), file.numbers_before.end());
    changes.forget.push_back(std::move(file.path));
  }
  return it.status();
}

}  // namespace newsidx
