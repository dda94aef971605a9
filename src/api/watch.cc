#include <newsidx/build.h>
#include <newsidx/index.h>
#include <newsidx/watch.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "api/addition.h"
#include "api/read_options.h"
#include "base/hash.h"
#include "base/hash_set.h"
#include "base/status_macros.h"
#include "indexer/build/build_pipeline.h"
#include "source/stream/stop_event.h"
#include "source/walk/folder_watch.h"

namespace newsidx {
namespace {

using Clock = std::chrono::steady_clock;
using source::FolderWatch;

// Of files that are damaged in ever new ways.
constexpr std::size_t kMaxTold = 100'000;

bool is_folder(const std::string& path) {
  std::error_code error;
  return std::filesystem::is_directory(path, error);
}

// What may be over the next time.
bool is_passing(const Error& error) {
  switch (error.code) {
    case ErrorCode::busy:
    case ErrorCode::io:
    case ErrorCode::disk_full:
    case ErrorCode::limit:
    case ErrorCode::not_found: return true;
    default: return false;
  }
}

class Watcher {
 public:
  Watcher(const std::vector<std::string>& folders, const WatchOptions& options)
      : folders_(folders), options_(options), add_(options.add), watch_(folders) {
    add_.reading.on_problem = [this](const Remark& problem) { tell_once(problem); };
  }

  Result<WatchReport> run() {
    const auto start = Clock::now();
    NEWSIDX_ASSIGN_OR_RETURN(stop_, source::StopEvent::create(add_.reading.stop));
    update_watch();
    if (options_.on_start) options_.on_start();
    NEWSIDX_RETURN_IF_ERROR(commit());
    while (wait()) {
      update_watch();
      NEWSIDX_RETURN_IF_ERROR(commit());
    }
    report_.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    return report_;
  }

 private:
  // Until it is time for a commit. @return false: stopped
  bool wait() {
    std::optional<std::chrono::milliseconds> look_again;
    if (has_failed_ || !watch_.is_complete()) look_again = options_.commit_every;
    auto woken = watch_.wait(*stop_, look_again);
    const auto latest = Clock::now() + options_.commit_every;
    while (woken == FolderWatch::Woken::by_change) {
      if (watch_.needs_update()) update_watch();  // to be told of what comes into new folders
      const auto left =
          std::chrono::duration_cast<std::chrono::milliseconds>(latest - Clock::now());
      if (left.count() <= 0) break;
      woken = watch_.wait(*stop_, std::min(left, options_.quiet));
    }
    return woken != FolderWatch::Woken::by_stop;
  }

  void update_watch() {
    if (!watch_.needs_update() && watch_.is_complete()) return;
    if (const auto why_not = watch_.update()) tell_once(*why_not);
  }

  // The folders that are there. What is told of one that is gone is told again the next time.
  std::vector<std::string> present() {
    std::vector<std::string> found;
    for (const std::string& folder : folders_) {
      if (is_folder(folder)) {
        found.push_back(folder);
      } else if (std::ranges::find(gone_, folder) == gone_.end()) {
        tell({"the folder '" + folder + "' is gone: it is waited for, and its articles stay", {}});
      }
    }
    gone_.clear();
    for (const std::string& folder : folders_) {
      if (std::ranges::find(found, folder) == found.end()) gone_.push_back(folder);
    }
    return found;
  }

  Status commit() {
    const std::vector<std::string> inputs = present();
    if (inputs.empty() || stop_->requested()) return {};
    auto committed = add_or_build(inputs);
    if (committed) {
      has_failed_ = false;
      last_failure_.clear();
      if (*committed) note(**committed);
      return {};
    }
    const Error& error = committed.error();
    if (error.code == ErrorCode::cancelled) return {};
    if (!is_passing(error)) return fail(error);
    has_failed_ = true;
    if (std::exchange(last_failure_, error.message) == error.message) return {};
    tell({"not added for now, and tried again: " + error.message, error.hint});
    return {};
  }

  // @return nothing: there is no index, and nothing to make one of
  Result<std::optional<WatchCommit>> add_or_build(const std::vector<std::string>& inputs) {
    auto added = add_inputs(inputs, add_, /*may_be_empty=*/true);
    if (added) return std::optional(WatchCommit{*std::move(added), false});
    if (added.error().code != ErrorCode::not_found || has_index()) {
      return fail(std::move(added).error());
    }
    BuildOptions build_options;
    build_options.index_path = add_.index_path;
    build_options.threads = add_.reading.threads;
    build_options.memory_bytes = add_.reading.memory_bytes;
    build_options.replaces_all = false;
    build_options.max_record_bytes = add_.reading.max_record_bytes;
    build_options.includes = add_.reading.includes;
    build_options.excludes = add_.reading.excludes;
    build_options.field_map = add_.reading.field_map;
    build_options.on_progress = add_.on_progress;
    build_options.on_problem = add_.reading.on_problem;
    build_options.on_no_news = add_.reading.on_no_news;
    build_options.stop = add_.reading.stop;
    auto built = build_growing(inputs, build_options);
    if (!built) {
      // The options were found good: it is the folders that have no article yet.
      if (built.error().code == ErrorCode::invalid_argument) return std::optional<WatchCommit>();
      return fail(std::move(built).error());
    }
    return std::optional(WatchCommit{*std::move(built), true});
  }

  [[nodiscard]] bool has_index() const {
    const auto index = Index::open(add_.index_path);
    return index || index.error().code != ErrorCode::not_found;
  }

  void note(const WatchCommit& commit) {
    const AddReport& report = commit.report;
    report_.generation = report.generation;
    if (report.articles + report.replaced + report.deleted == 0) return;
    ++report_.commits;
    report_.added += report.articles - report.replaced;
    report_.replaced += report.replaced;
    report_.deleted += report.deleted;
    if (options_.on_commit) options_.on_commit(commit);
  }

  void tell(const Remark& remark) {
    if (options_.add.reading.on_problem) options_.add.reading.on_problem(remark);
  }

  void tell_once(const Remark& remark) {
    if (told_count_ >= kMaxTold) {
      told_ = {};
      told_count_ = 0;
    }
    if (!told_.insert(hash128(remark.message))) return;
    ++told_count_;
    tell(remark);
  }

  const std::vector<std::string>& folders_;
  const WatchOptions& options_;
  AddOptions add_;
  FolderWatch watch_;
  std::unique_ptr<source::StopEvent> stop_;
  std::vector<std::string> gone_;
  HashSet told_;
  std::size_t told_count_ = 0;
  bool has_failed_ = false;  // the last commit
  std::string last_failure_;
  WatchReport report_;
};

Status check(const std::vector<std::string>& folders, const WatchOptions& options) {
  if (folders.empty()) return fail(ErrorCode::invalid_argument, "no folder to watch");
  for (const std::string& folder : folders) {
    std::error_code error;
    if (is_folder(folder)) continue;
    return std::filesystem::exists(folder, error)
               ? fail(ErrorCode::invalid_argument, "'" + folder + "' is no folder", "its folder")
               : fail(ErrorCode::not_found, "no folder '" + folder + "'");
  }
  if (options.commit_every.count() < 1 || options.quiet.count() < 1) {
    return fail(ErrorCode::invalid_argument, "a time between commits of less than a millisecond");
  }
  NEWSIDX_RETURN_IF_ERROR(reader_options_of(options.add.reading));
  indexer::BuildSettings settings;
  settings.threads = options.add.reading.threads;
  settings.memory_bytes = options.add.reading.memory_bytes;
  return indexer::check_settings(settings);
}

}  // namespace

Result<WatchReport> watch(const std::vector<std::string>& folders, const WatchOptions& options) {
  NEWSIDX_RETURN_IF_ERROR(check(folders, options));
  return Watcher(folders, options).run();
}

}  // namespace newsidx
