#include <newsidx/index.h>
#include <newsidx/snapshot.h>

#include <utility>

#include "base/status_macros.h"
#include "storage/directory.h"
#include "storage/index_copy.h"
#include "storage/live_files.h"
#include "storage/replaced_index.h"

namespace newsidx {
namespace {

struct Copied {
  storage::IndexCopy copy;  // goes unless it is kept
  SnapshotReport report;
};

// Copies the index, and reads back what opening an index reads.
Result<Copied> copy_index(const std::string& source, const std::string& folder,
                          const std::stop_token& stop) {
  NEWSIDX_ASSIGN_OR_RETURN(auto files, storage::take_live_files(source));
  NEWSIDX_ASSIGN_OR_RETURN(auto copy, storage::IndexCopy::make(files, folder, stop));
  files.tables.clear();  // of the descriptors that this takes, these are half
  const auto index = Index::open(folder);
  if (!index) {
    // Then the source cannot be opened either, and is what the error is about.
    NEWSIDX_RETURN_IF_ERROR(Index::open(source));
    return fail("the copy cannot be opened", index.error());
  }
  NEWSIDX_ASSIGN_OR_RETURN(const IndexStats stats, index->stats());
  if (stats.generation < files.generation) {
    return fail(ErrorCode::corruption, "the copy has generation " +
                                           std::to_string(stats.generation) + " of the index at '" +
                                           source + "', which has " +
                                           std::to_string(files.generation));
  }
  if (stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped");
  SnapshotReport report;
  report.generation = stats.generation;
  report.articles = stats.articles;
  report.bytes = copy.bytes();
  report.files_linked = copy.files_linked();
  report.files_copied = copy.files_copied();
  return Copied{std::move(copy), report};
}

Status verify(const std::string& snapshot, const CheckOptions& options) {
  NEWSIDX_ASSIGN_OR_RETURN(const Index index, Index::open(snapshot));
  NEWSIDX_ASSIGN_OR_RETURN(const CheckReport report, index.check(options));
  if (report.problems.empty()) return {};
  const std::size_t more = report.problems.size() - 1;
  return fail(ErrorCode::corruption,
              "the snapshot at '" + snapshot + "' is damaged: " + report.problems.front().message +
                  (more == 0 ? "" : " (and " + std::to_string(more) + " more)"),
              "another snapshot");
}

bool is_same_folder(const std::string& a, const std::string& b) {
  const auto folder = storage::Folder::open(a);
  return folder && folder->is_at(b);
}

}  // namespace

Result<SnapshotReport> snapshot(const std::string& index_path, const std::string& folder,
                                std::stop_token stop) {
  NEWSIDX_ASSIGN_OR_RETURN(auto copied, copy_index(index_path, folder, stop));
  NEWSIDX_RETURN_IF_ERROR(copied.copy.keep());
  return copied.report;
}

Result<SnapshotReport> restore(const std::string& snapshot, const RestoreOptions& options) {
  using storage::Standing;
  const std::string& path = options.index_path;
  NEWSIDX_ASSIGN_OR_RETURN(const Standing standing, storage::look_at(path));
  if (standing.what == Standing::What::other) {
    return storage::not_an_index(path, standing.stranger);
  }
  if (is_same_folder(snapshot, path)) {
    return fail(ErrorCode::unsupported,
                "'" + snapshot + "' is the index itself, not a snapshot of it");
  }
  if (standing.what == Standing::What::nothing) {
    NEWSIDX_RETURN_IF_ERROR(verify(snapshot, options.check));
    return newsidx::snapshot(snapshot, path, options.check.stop);
  }
  if (!options.replace) {
    return fail(ErrorCode::invalid_argument, "there is an index at '" + path + "'",
                Hint("to replace it, or another ", HintName::index_path));
  }
  NEWSIDX_ASSIGN_OR_RETURN(auto replaced, storage::ReplacedIndex::take(path));
  NEWSIDX_RETURN_IF_ERROR(verify(snapshot, options.check));
  NEWSIDX_ASSIGN_OR_RETURN(auto copied,
                           copy_index(snapshot, replaced.path_beside(), options.check.stop));
  NEWSIDX_RETURN_IF_ERROR(replaced.replace_by(copied.copy));
  return copied.report;
}

}  // namespace newsidx
