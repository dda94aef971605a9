#include "storage/index_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <exception>
#include <random>
#include <system_error>

#include "base/status_macros.h"
#include "storage/directory.h"
#include "storage/file_names.h"
#include "storage/keys.h"
#include "storage/lock_holder.h"
#include "storage/log_format.h"
#include "storage/options.h"
#include "storage/store.h"

namespace newsidx::storage {
namespace {

constexpr std::string_view kStagingStart = "staging-";
constexpr unsigned kAttempts = 3;  // folders and marks may come and go while they are looked at

Failure cannot_write(const std::string& path, const Error& error) {
  const std::string message = "cannot open the index at '" + path + "' for writing: ";
  if (error.code == ErrorCode::disk_full) {
    return fail(error.code, message + error.message, "free some disk space");
  }
  if (is_out_of_files(error.message)) {
    return fail(ErrorCode::limit, message + error.message, "a larger ulimit -n");
  }
  return fail(ErrorCode::io, message + error.message,
              Hint("check the permissions, or another ", HintName::index_path));
}

// What SegmentWriter, DocumentWriter and PairSorter make.
bool is_staged_name(const std::string& name) {
  return name.ends_with(".sst") || name.starts_with("pairs-");
}

// RocksDB writes such a file, as far as can be told from what it holds. Of tables only the live
// ones are known to be ours.
bool is_written_by_rocksdb(const Folder& folder, const std::string& name) {
  const bool is_short = name == "CURRENT" || name == "LOCK" || name == "IDENTITY";
  // Of any other name it is somebody's, and not read: it may be as large as a disk.
  if (!is_short && !is_options_name(name) && !is_list_name(name) && !is_log_name(name)) {
    return false;
  }
  const auto content = folder.read(name, is_short ? kMaxShortBytes : kMaxLogBytes);
  if (!content) return false;
  if (name == "CURRENT") return is_current(*content);
  if (name == "LOCK") return content->empty();
  if (name == "IDENTITY") return content->size() == 36 || content->size() == 37;
  if (is_options_name(name)) return content->starts_with("# This is a RocksDB option file.");
  if (is_list_name(name)) return !content->empty() && whole_records(*content).has_value();
  return is_log_name(name) && whole_records(*content).has_value();
}

}  // namespace

Failure in_use(const std::string& path) {
  const auto holder = lock_holder(path);
  return fail(ErrorCode::busy,
              "index '" + path + "' is in use by another writer" +
                  (holder ? ", process " + std::to_string(*holder) : ""),
              Hint("wait for it to end, or give another ", HintName::index_path));
}

Result<std::unique_ptr<IndexFolder>> IndexFolder::claim(const std::string& path) {
  Status last;
  for (unsigned attempt = 0; attempt < kAttempts; ++attempt) {
    NEWSIDX_ASSIGN_OR_RETURN(const Standing standing, look_at(path));
    if (standing.what == Standing::What::other) return no_writable_index(standing, path);
    auto made = make_folders(path);
    if (!made) {
      return fail(ErrorCode::io,
                  "cannot make the index directory '" + path + "': " + made.error().message);
    }
    auto folder = Folder::open(path);
    if (!folder) {
      for (auto above = made->rbegin(); above != made->rend(); ++above) above->remove();
      last = cannot_write(path, folder.error());
      continue;
    }
    std::unique_ptr<IndexFolder> index(new IndexFolder(path, *std::move(made), *std::move(folder)));
    last = index->take_mark();
    if (last) return index;
    if (last.error().code != ErrorCode::busy) break;
    last = in_use(path);
  }
  return fail(std::move(last).error());
}

Result<std::unique_ptr<IndexFolder>> IndexFolder::claim_replaced(const std::string& path) {
  NEWSIDX_ASSIGN_OR_RETURN(const Standing standing, look_at(path));
  if (standing.what == Standing::What::nothing) {
    return fail(ErrorCode::not_found, "no index at '" + path + "'");
  }
  std::unique_ptr<IndexFolder> index;
  if (standing.what == Standing::What::marked && standing.mark.is_whole) {
    auto folder = Folder::open(path);
    if (!folder) return cannot_write(path, folder.error());
    index.reset(new IndexFolder(path, {}, *std::move(folder)));
    auto mark = Mark::take(index->folder_);
    if (!mark && mark.error().code == ErrorCode::busy) return in_use(path);
    if (!mark) return cannot_write(path, mark.error());
    index->mark_ = std::make_unique<Mark>(*std::move(mark));
  } else {
    NEWSIDX_ASSIGN_OR_RETURN(index, claim(path));
  }
  NEWSIDX_ASSIGN_OR_RETURN(const std::string stranger, stranger_in(index->folder_));
  if (stranger.empty()) return index;
  return fail(ErrorCode::unsupported,
              "'" + path + "' holds '" + stranger + "', which newsidx did not make",
              Hint("move it away, or another ", HintName::index_path));
}

// busy: another writer was faster, or is at it
Status IndexFolder::take_mark() {
  NEWSIDX_ASSIGN_OR_RETURN(const Standing standing, look_into(folder_, path_));
  switch (standing.what) {
    case Standing::What::other: return no_writable_index(standing, path_);
    case Standing::What::nothing: return make_mark({}, true);
    case Standing::What::unmarked: {
      NEWSIDX_ASSIGN_OR_RETURN(auto names, own_names());
      return make_mark(std::move(names), false);
    }
    case Standing::What::marked: break;
  }
  if (Status found = find_index(standing, path_);
      !found && found.error().code == ErrorCode::corruption) {
    return found;
  }
  auto mark = Mark::take(folder_);
  if (!mark && mark.error().code == ErrorCode::not_found) {
    return fail(ErrorCode::busy, std::move(mark).error().message);
  }
  const auto is_refused = [](ErrorCode code) {
    return code == ErrorCode::io || code == ErrorCode::disk_full;
  };
  if (!mark && !is_refused(mark.error().code)) return fail(std::move(mark).error());
  if (!mark) return cannot_write(path_, mark.error());
  mark_ = std::make_unique<Mark>(*std::move(mark));
  if (!mark_->is_whole()) {  // an index whose mark was damaged gets a new one
    if (!standing.has_current && !mark_->is_cut()) {
      return fail(
          ErrorCode::corruption,
          "no index was finished at '" + path_ + "', and its file " + kMarkName + " is damaged",
          Hint("another ", HintName::index_path));
    }
    std::set<std::string> names = mark_->names();
    if (standing.has_current) {
      auto own = own_names();
      // Of a first build that was not finished there is no manifest, but the database is ours.
      const bool is_unfinished =
          !own && mark_->has("CURRENT") && own.error().code != ErrorCode::corruption;
      if (!own && !is_unfinished) return fail(std::move(own).error());
      if (own) names.merge(*own);
    }
    const Status done = mark_->rewrite(std::move(names));
    if (!done) return cannot_write(path_, done.error());
  }
  for (const char* const name : {"CURRENT", "IDENTITY", "LOCK"}) {
    if (!mark_->has(name) && folder_.kind_of(name) != Kind::missing) {
      return not_an_index(path_, name);
    }
  }
  return {};
}

Status IndexFolder::make_mark(std::set<std::string> names, bool is_new) {
  auto mark = Mark::make(folder_, std::move(names));
  if (mark) {
    mark_ = std::make_unique<Mark>(*std::move(mark));
    is_kept_ = !is_new;
    return {};
  }
  if (mark.error().code == ErrorCode::busy) return fail(std::move(mark).error());
  return cannot_write(path_, mark.error());
}

// The files of an index that no mark names: those that it consists of, and RocksDB's own. It must
// have our manifest, or it may be anybody's.
Result<std::set<std::string>> IndexFolder::own_names() const {
  NEWSIDX_ASSIGN_OR_RETURN(const Store store, Store::open(path_));
  NEWSIDX_ASSIGN_OR_RETURN(const auto manifest, store.last_key(Family::meta, manifest_prefix()));
  if (!manifest || !is_in_place()) return another_database(path_);
  std::set<std::string> own = store.data_files();
  NEWSIDX_ASSIGN_OR_RETURN(const auto names, folder_.names());
  for (const std::string& name : names) {
    if (is_written_by_rocksdb(folder_, name)) own.insert(name);
  }
  const auto committed = folder_.read(kCommittedName, kMaxShortBytes);
  if (committed && parse_committed(*committed)) own.insert(kCommittedName);
  return own;
}

Status IndexFolder::make_staging() {
  for (const std::string& name : mark_->names()) {
    if (name.starts_with(kStagingStart)) remove_staging(name);
    if (is_mark_name(name) && folder_.remove_file(name)) mark_->remove(name);
  }
  if (mark_->is_long()) {  // a failure leaves it long
    auto names = mark_->names();
    std::erase_if(names, [this](const auto& own) { return folder_.kind_of(own) == Kind::missing; });
    static_cast<void>(mark_->rewrite(std::move(names)));
  }
  std::string name = std::string(kStagingStart) + std::to_string(std::random_device()());
  Status done = mark_->add(name);
  if (done && mkdirat(folder_.descriptor(), name.c_str(), 0777) != 0) {
    done = fail(errno == ENOSPC ? ErrorCode::disk_full : ErrorCode::io,
                std::generic_category().message(errno));
  }
  if (!done) return fail("cannot write to '" + path_ + "'", std::move(done).error());
  staging_path_ = path_ + '/' + name;
  staging_name_ = std::move(name);
  return {};
}

Status IndexFolder::sync_logs() const {
  for (const std::string& name : mark_->names()) {
    if (!is_log_name(name)) continue;
    constexpr int kFlags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    const Descriptor log(openat(folder_.descriptor(), name.c_str(), kFlags));
    const bool is_no_file = !log && (errno == ENOENT || errno == ELOOP);
    if (is_no_file) continue;  // whoever reads it tells, if it matters
    if (log && fdatasync(log.get()) == 0) continue;
    const Error error{ErrorCode::io, name + ": " + std::generic_category().message(errno)};
    return cannot_write(path_, error);
  }
  return {};
}

Status IndexFolder::keep() {
  if (is_kept_) return {};
  if (!mark_->has(kCommittedName)) note_commit(0);
  NEWSIDX_RETURN_IF_ERROR(sync_folders(folder_, path_));
  is_kept_ = true;
  return {};
}

// Where it fails, as when memory is short, the next writer does it.
void IndexFolder::remove_staging(const std::string& name) noexcept try {
  if (const auto staging = folder_.open_folder(name)) {
    if (const auto names = staging->names()) {
      for (const std::string& file : *names) {
        if (is_staged_name(file)) staging->remove_file(file);
      }
    }
    folder_.remove_folder(name);
  }
  if (folder_.kind_of(name) == Kind::missing) mark_->remove(name);
} catch (const std::exception&) {
}

IndexFolder::~IndexFolder() {
  if (mark_ == nullptr) {
    for (auto folder = made_.rbegin(); folder != made_.rend(); ++folder) folder->remove();
    return;
  }
  if (is_kept_) {
    if (!staging_name_.empty()) remove_staging(staging_name_);
    if (fsync(folder_.descriptor()) == 0) mark_->cross_out();
    return;
  }
  bool is_left = false;
  for (const std::string& name : mark_->take_names()) {
    if (name.starts_with(kStagingStart)) remove_staging(name);
    folder_.remove_file(name);
    is_left = is_left || folder_.kind_of(name) != Kind::missing;
  }
  if (is_left) return;  // the file still names it, for the next writer
  mark_->remove_file();
  for (auto folder = made_.rbegin(); folder != made_.rend(); ++folder) folder->remove();
}

}  // namespace newsidx::storage
