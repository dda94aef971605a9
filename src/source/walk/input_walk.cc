#include "source/walk/input_walk.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <deque>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "base/cancellation.h"
#include "base/status_macros.h"
#include "source/format/file_name.h"

namespace newsidx::source {
namespace {

using FileIdentity = std::pair<dev_t, ino_t>;

FileIdentity identity_of(const struct stat& status) { return {status.st_dev, status.st_ino}; }

std::string system_message(int error) { return std::generic_category().message(error); }

std::string joined(const std::string& folder, std::string_view name) {
  std::string path = folder;
  if (!path.empty() && path.back() != '/') path += '/';
  return path.append(name);
}

// Names of a folder's entries, in no order.
// @param error  set to the system's number when it cannot be read
std::optional<std::vector<std::string>> entry_names(const std::string& folder, int& error) {
  const std::unique_ptr<DIR, int (*)(DIR*)> handle(::opendir(folder.c_str()), &::closedir);
  if (handle == nullptr) {
    error = errno;
    return std::nullopt;
  }
  std::vector<std::string> names;
  // readdir gives nothing at the end, and where the rest of the folder is damaged.
  for (errno = 0; const dirent* entry = ::readdir(handle.get()); errno = 0) {
    names.emplace_back(entry->d_name);
  }
  if (errno == 0) return names;
  error = errno;
  return std::nullopt;
}

struct FoundFile {
  InputFile file;
  FileIdentity identity;
};

// Walks one folder given by the user.
class FolderWalk {
 public:
  FolderWalk(std::string root, const WalkSettings& settings, const std::stop_token& stop)
      : root_(std::move(root)), settings_(settings), filter_(settings.paths), stop_(stop) {}

  std::vector<FoundFile> files;
  std::vector<Problem> problems;
  std::map<std::string, std::uint64_t> ignored_kinds;
  bool has_hidden = false;  ///< names that begin with a dot, which are passed over

  /// @errors io         the folder itself cannot be read
  ///         cancelled
  Status run() {
    struct stat status {};
    if (::stat(root_.c_str(), &status) != 0) return fail(ErrorCode::io, system_message(errno));
    seen_.insert(identity_of(status));
    if (const int error = read_folder(""); error != 0) {
      return fail(ErrorCode::io, system_message(error));
    }
    walk_folders();
    while (!links_.empty() && !stop_.stop_requested()) {
      std::sort(links_.begin(), links_.end());
      for (const std::string& name : std::exchange(links_, {})) follow_link(name);
      walk_folders();
    }
    if (stop_.stop_requested()) return cancelled_error();
    std::sort(files.begin(), files.end(),
              [](const auto& a, const auto& b) { return a.file.path < b.file.path; });
    std::sort(problems.begin(), problems.end(),
              [](const auto& a, const auto& b) { return a.file < b.file; });
    return {};
  }

 private:
  void walk_folders() {
    while (!folders_.empty() && !stop_.stop_requested()) {
      const std::string name = std::move(folders_.back());
      folders_.pop_back();
      if (const int error = read_folder(name); error != 0) {
        report(name, "the folder cannot be read: " + system_message(error));
      }
    }
  }

  // @return the system's number of the error, or 0
  int read_folder(const std::string& name) {
    int error = 0;
    const auto entries = entry_names(name.empty() ? root_ : joined(root_, name), error);
    if (!entries) return error;
    if (std::ranges::find(*entries, kIndexMark) != entries->end()) {
      ignore(name.empty() ? "." : name, "newsidx index folder");
      return 0;
    }
    if (std::ranges::find(*entries, kIgnoreFile) != entries->end()) read_ignore_file(name);
    for (const std::string& entry : *entries) {
      if (stop_.stop_requested()) break;
      if (!entry.starts_with('.')) {
        look_at(joined(name, entry));
      } else if (entry != "." && entry != "..") {
        has_hidden = true;
      }
    }
    return 0;
  }

  void read_ignore_file(const std::string& folder) {
    constexpr std::size_t kMaxBytes = 1 << 20;
    const std::string name = joined(folder, kIgnoreFile);
    const std::string path = joined(root_, name);
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
      return report(name, "not a file of patterns; nothing is left out by it");
    }
    std::ifstream file(path, std::ios::binary);
    std::string text(kMaxBytes + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (file.bad() || text.size() > kMaxBytes || (text.empty() && status.st_size > 0)) {
      return report(name, "cannot be read, or is longer than 1 MiB; nothing is left out by it");
    }
    filter_.add_ignore_file(folder, text);
  }

  void look_at(const std::string& name) {
    struct stat status {};
    if (::lstat(joined(root_, name).c_str(), &status) != 0) {
      report(name, system_message(errno));
    } else if (S_ISLNK(status.st_mode)) {
      links_.push_back(name);
    } else {
      seen_.insert(identity_of(status));
      add(name, status);
    }
  }

  void follow_link(const std::string& name) {
    struct stat status {};
    if (::stat(joined(root_, name).c_str(), &status) != 0) {
      // Without a suffix it could have led to a folder of articles, on a disk that is not there.
      const bool has_suffix = name.find('.', name.rfind('/') + 1) != std::string::npos;
      const FileFormat format = format_of_name(name);
      const bool is_news = format != FileFormat::unknown && format != FileFormat::no_news;
      if (!has_suffix || is_news) {
        report(name, "the link leads nowhere: " + system_message(errno));
      }
    } else if (seen_.insert(identity_of(status)).second) {
      add(name, status);
    }
  }

  // Sockets, FIFOs and devices are passed over: reading one could wait for ever.
  void add(const std::string& name, const struct stat& status) {
    const bool is_folder = S_ISDIR(status.st_mode);
    if (filter_.leaves_out(name, is_folder)) {
      ignore(name, is_folder ? "unselected folder" : "unselected file");
    } else if (is_folder) {
      folders_.push_back(name);
    } else if (S_ISREG(status.st_mode)) {
      FileFormat format = format_of_name(name);
      if (format == FileFormat::no_news && filter_.is_asked_for(name)) format = FileFormat::unknown;
      if (format == FileFormat::no_news) {
        ignore(name, std::string(no_news_by_name(name)));
      } else {
        files.push_back(
            {{joined(root_, name), name, format, filter_.is_asked_for(name)}, identity_of(status)});
        files.back().file.size_bytes = static_cast<std::uint64_t>(status.st_size);
      }
    } else {
      ignore(name, S_ISFIFO(status.st_mode)   ? "pipe"
                   : S_ISSOCK(status.st_mode) ? "socket"
                                              : "device");
    }
  }

  void ignore(const std::string& name, const std::string& what) {
    ++ignored_kinds[what];
    if (settings_.tells_no_news) {
      problems.push_back(
          {Problem::Kind::no_news, joined(root_, name), 0, 0, no_news_message(what)});
    }
  }

  void report(const std::string& name, std::string message) {
    problems.push_back(
        {Problem::Kind::unreadable_file, joined(root_, name), 0, 0, std::move(message)});
  }

  std::string root_;
  const WalkSettings& settings_;
  PathFilter filter_;
  const std::stop_token& stop_;
  std::set<FileIdentity> seen_;
  std::vector<std::string> folders_;  // still to be read; names relative to root_
  std::vector<std::string> links_;    // followed once all that is reached without them is known
};

Failure nothing_found(const std::string& folder, const FolderWalk& walk) {
  std::string found;
  for (const auto& [what, count] : walk.ignored_kinds) {
    found +=
        (found.empty() ? "" : ", ") + std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
  }
  const auto unreadable =
      std::ranges::find(walk.problems, Problem::Kind::unreadable_file, &Problem::kind);
  if (unreadable != walk.problems.end()) {
    const auto count =
        std::ranges::count(walk.problems, Problem::Kind::unreadable_file, &Problem::kind);
    found += (found.empty() ? "" : ", and ") + std::to_string(count) + " that cannot be read (" +
             unreadable->to_string() + ")";
  }
  if (found.empty()) {
    found = walk.has_hidden ? "the folder has hidden files alone" : "the folder is empty";
  }
  return fail(ErrorCode::invalid_argument, "nothing to index in '" + folder + "': " + found,
              "a folder that holds articles");
}

// Gathers the inputs and keeps their names, and so the articles' ids, apart.
class InputGathering {
 public:
  InputGathering(const WalkSettings& settings, const std::stop_token& stop)
      : settings_(settings), stop_(stop) {}

  Status add(const std::string& input) {
    if (input == "-") {
      size_known_ = false;
      list_.files.push_back({"-", "-", FileFormat::unknown, true});
      return {};
    }
    struct stat status {};
    if (::stat(input.c_str(), &status) != 0) {
      const int error = errno;
      const bool missing = error == ENOENT || error == ENOTDIR;
      return fail(missing ? ErrorCode::not_found : ErrorCode::io,
                  "cannot read '" + input + "': " + system_message(error));
    }
    return S_ISDIR(status.st_mode) ? add_folder(input) : add_file(input, status);
  }

  InputList take() && {
    if (!size_known_) list_.total_bytes = 0;
    return std::move(list_);
  }

 private:
  Status add_folder(const std::string& input) {
    FolderWalk walk(input, settings_, stop_);
    if (Status walked = walk.run(); !walked) {
      return fail("cannot read '" + input + "'", std::move(walked).error());
    }
    if (walk.files.empty() && !settings_.may_be_empty) return nothing_found(input, walk);
    for (FoundFile& found : walk.files) keep(std::move(found));
    std::move(walk.problems.begin(), walk.problems.end(), std::back_inserter(list_.problems));
    for (const auto& [what, count] : walk.ignored_kinds) list_.ignored_kinds[what] += count;
    return {};
  }

  Status add_file(const std::string& input, const struct stat& status) {
    if (::access(input.c_str(), R_OK) != 0) {
      return fail(ErrorCode::io, "cannot read '" + input + "': " + system_message(errno));
    }
    if (!S_ISREG(status.st_mode)) size_known_ = false;  // a pipe, as in <(command)
    const std::string name = input.substr(input.rfind('/') + 1);
    FoundFile found{{input, name, format_of_name(name), true}, identity_of(status)};
    if (S_ISREG(status.st_mode)) found.file.size_bytes = static_cast<std::uint64_t>(status.st_size);
    keep(std::move(found));
    return {};
  }

  // The same file reached through two inputs is read once. Two files of one name in two inputs are
  // told apart by the whole path of the later one.
  void keep(FoundFile found) {
    if (!seen_.insert(found.identity).second) return;
    if (!names_.insert(found.file.name).second) found.file.name = found.file.path;
    list_.total_bytes += found.file.size_bytes;
    list_.files.push_back(std::move(found.file));
  }

  const WalkSettings& settings_;
  const std::stop_token& stop_;
  InputList list_;
  std::set<FileIdentity> seen_;
  std::set<std::string> names_;
  bool size_known_ = true;
};

}  // namespace

Result<InputList> walk_inputs(const std::vector<std::string>& inputs, const WalkSettings& settings,
                              const std::stop_token& stop) {
  if (inputs.empty()) {
    return fail(ErrorCode::invalid_argument, "no inputs", "a folder, a file, or - ");
  }
  InputGathering gathering(settings, stop);
  for (const std::string& input : inputs) NEWSIDX_RETURN_IF_ERROR(gathering.add(input));
  return std::move(gathering).take();
}

}  // namespace newsidx::source
