#include "storage/live_files.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <optional>
#include <set>
#include <system_error>
#include <thread>

#include "base/status_macros.h"
#include "storage/committed.h"
#include "storage/directory.h"
#include "storage/file_names.h"
#include "storage/keys.h"
#include "storage/log_format.h"
#include "storage/mark.h"
#include "storage/store.h"

namespace newsidx::storage {
namespace {

// A writer that makes files all the time leaves moments between two of them: about four seconds.
constexpr unsigned kAttempts = 200;
constexpr std::chrono::milliseconds kLongestPause(20);

Failure cannot_read(const std::string& path, const std::string& name, Error error) {
  const std::string what = "the index at '" + path + "': cannot read " + name;
  if (error.code == ErrorCode::io) return fail(what, std::move(error));
  if (error.code == ErrorCode::limit) {
    if (error.hint.empty()) error.hint = "a larger ulimit -n";
    return fail(what, std::move(error));
  }
  error.code = ErrorCode::corruption;
  if (error.hint.empty()) error.hint = repair_hint(path);
  return fail(what, std::move(error));
}

// Of a list of files or a log the records that are whole.
Result<std::string> read_records(const Folder& folder, const std::string& name) {
  NEWSIDX_ASSIGN_OR_RETURN(std::string content, folder.read(name, kMaxLogBytes));
  NEWSIDX_ASSIGN_OR_RETURN(const std::size_t whole, whole_records(content));
  content.resize(whole);
  return content;
}

Result<LiveFiles::Table> open_table(const Folder& folder, const std::string& name) {
  LiveFiles::Table table;
  table.name = name;
  table.file = Descriptor(
      openat(folder.descriptor(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat found {};
  if (!table.file || fstat(table.file.get(), &found) != 0) {
    const bool is_limit = errno == EMFILE || errno == ENFILE;
    return fail(is_limit          ? ErrorCode::limit
                : errno == ENOENT ? ErrorCode::not_found
                                  : ErrorCode::io,
                std::generic_category().message(errno));
  }
  if (!S_ISREG(found.st_mode)) return fail(ErrorCode::unsupported, "not a regular file");
  table.bytes = static_cast<std::uint64_t>(found.st_size);
  return table;
}

// One attempt: true only of one state if the list of files is the same before and after.
// @param name  of the file that is being read: of the one that an error is about
Result<LiveFiles> take_once(const std::string& path, const Folder& folder, std::string& name) {
  LiveFiles files;
  name = "its list of files";
  NEWSIDX_ASSIGN_OR_RETURN(const Standing standing, look_into(folder, path));
  NEWSIDX_RETURN_IF_ERROR(find_index(standing, path));
  // These come before the logs, which then have them.
  files.generation = read_committed(path).value_or(0);
  std::set<std::string> tables;
  {
    NEWSIDX_ASSIGN_OR_RETURN(const Store store, Store::open(path, Store::OpenFiles::few));
    tables = store.data_files();
    NEWSIDX_ASSIGN_OR_RETURN(const auto key, store.last_key(Family::meta, manifest_prefix()));
    const auto last = key ? parse_manifest_key(*key) : std::nullopt;
    files.generation = std::max(files.generation, last.value_or(0));
  }
  for (const std::string& table_name : tables) {
    name = table_name;
    NEWSIDX_ASSIGN_OR_RETURN(auto table, open_table(folder, table_name));
    files.tables.push_back(std::move(table));
  }
  // When a log is there, nothing is added to those before it; so it is one state in any order.
  NEWSIDX_ASSIGN_OR_RETURN(const auto names, folder.names());
  const bool knows_all = standing.what == Standing::What::marked && standing.mark.is_whole;
  for (const std::string& each : names) {
    name = each;
    if (!is_log_name(each) || (knows_all && !standing.mark.names.contains(each))) continue;
    NEWSIDX_ASSIGN_OR_RETURN(std::string records, read_records(folder, each));
    files.contents.emplace_back(each, std::move(records));
  }
  name = "CURRENT";
  NEWSIDX_ASSIGN_OR_RETURN(std::string current, folder.read("CURRENT", kMaxShortBytes));
  if (!is_current(current)) {
    return fail(ErrorCode::corruption, "it does not name a list of files");
  }
  name = current.substr(0, current.size() - 1);
  NEWSIDX_ASSIGN_OR_RETURN(std::string list, read_records(folder, name));
  files.contents.emplace_back(name, std::move(list));
  if (files.generation > 0) {
    files.contents.emplace_back(kCommittedName, committed_text(files.generation));
  }
  files.contents.emplace_back("CURRENT", std::move(current));
  return files;
}

}  // namespace

std::string list_state(const Folder& folder) {
  const auto current = folder.read("CURRENT", kMaxShortBytes);
  if (!current || !is_current(*current)) return {};
  const std::string name = current->substr(0, current->size() - 1);
  struct stat found {};
  if (fstatat(folder.descriptor(), name.c_str(), &found, AT_SYMLINK_NOFOLLOW) != 0) return {};
  return name + ' ' + std::to_string(found.st_size);
}

Result<LiveFiles> take_live_files(const std::string& index_path) {
  for (unsigned attempt = 0; attempt < kAttempts; ++attempt) {
    if (attempt > 0) {
      std::this_thread::sleep_for(std::min(std::chrono::milliseconds(attempt), kLongestPause));
    }
    NEWSIDX_ASSIGN_OR_RETURN(const Standing standing, look_at(index_path));
    NEWSIDX_RETURN_IF_ERROR(find_index(standing, index_path));
    const auto folder = Folder::open(index_path);
    if (!folder) return cannot_read(index_path, "the folder", folder.error());
    const std::string before = list_state(*folder);
    std::string name;
    auto files = take_once(index_path, *folder, name);
    if (list_state(*folder) != before || !folder->is_at(index_path)) continue;
    if (files) return files;
    // A log that was put away after its name was read: its records are in tables, which were noted
    // before. With the next look at the folder it is gone.
    if (files.error().code == ErrorCode::not_found && attempt + 1 < kAttempts) continue;
    if (files.error().message.find(index_path) != std::string::npos) return files;
    return cannot_read(index_path, name, std::move(files).error());
  }
  return fail(ErrorCode::io, "the index at '" + index_path + "' changes faster than it can be read",
              "again");
}

}  // namespace newsidx::storage
