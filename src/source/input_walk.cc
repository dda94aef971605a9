#include "source/input_walk.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "base/interrupt.h"
#include "base/try.h"

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
  std::uint64_t size_bytes = 0;
};

// Walks one folder given by the user.
class FolderWalk {
 public:
  FolderWalk(std::string root, const std::stop_token& stop) : root_(std::move(root)), stop_(stop) {}

  std::vector<FoundFile> files;
  std::vector<Problem> problems;
  std::uint64_t ignored_count = 0;

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
    if (stop_.stop_requested()) return interrupted();
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
    for (const std::string& entry : *entries) {
      if (stop_.stop_requested()) break;
      if (!entry.starts_with('.')) look_at(joined(name, entry));  // hidden, or the folder itself
    }
    return 0;
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
      if (!has_suffix || format_of_name(name) != FileFormat::unknown) {
        report(name, "the link leads nowhere: " + system_message(errno));
      }
    } else if (seen_.insert(identity_of(status)).second) {
      add(name, status);
    }
  }

  // Sockets, FIFOs and devices are passed over: reading one could wait for ever.
  void add(const std::string& name, const struct stat& status) {
    if (S_ISDIR(status.st_mode)) {
      folders_.push_back(name);
    } else if (S_ISREG(status.st_mode)) {
      const FileFormat format = format_of_name(name);
      if (format == FileFormat::unknown) {
        ++ignored_count;
      } else {
        files.push_back({{joined(root_, name), name, format},
                         identity_of(status),
                         static_cast<std::uint64_t>(status.st_size)});
      }
    }
  }

  void report(const std::string& name, std::string message) {
    problems.push_back(
        {Problem::Kind::unreadable_file, joined(root_, name), 0, 0, std::move(message)});
  }

  std::string root_;
  const std::stop_token& stop_;
  std::set<FileIdentity> seen_;
  std::vector<std::string> folders_;  // still to be read; names relative to root_
  std::vector<std::string> links_;    // followed once all that is reached without them is known
};

Failure nothing_found(const std::string& folder, const FolderWalk& walk) {
  std::string found;
  if (walk.ignored_count == 0 && walk.problems.empty()) {
    found = "the folder is empty";
  } else {
    found = std::to_string(walk.ignored_count) + (walk.ignored_count == 1 ? " file" : " files");
    if (walk.ignored_count > 0) found += ", none of them .txt, .jsonl or .ndjson";
    if (!walk.problems.empty()) {
      found += ", and " + std::to_string(walk.problems.size()) + " that cannot be read (" +
               walk.problems.front().to_string() + ")";
    }
  }
  return fail(
      ErrorCode::invalid_argument,
      "nothing to index in '" + folder + "': " + found +
          " (try: a folder that holds articles, or name a file to read it whatever its name)");
}

// Gathers the inputs and keeps their names, and so the articles' ids, apart.
class InputGathering {
 public:
  explicit InputGathering(const std::stop_token& stop) : stop_(stop) {}

  Status add(const std::string& input) {
    if (input == "-") {
      size_known_ = false;
      list_.files.push_back({"-", "-", FileFormat::unknown});
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
    FolderWalk walk(input, stop_);
    if (Status walked = walk.run(); !walked) {
      return fail("cannot read '" + input + "'", std::move(walked).error());
    }
    if (walk.files.empty()) return nothing_found(input, walk);
    for (FoundFile& found : walk.files) keep(std::move(found));
    std::move(walk.problems.begin(), walk.problems.end(), std::back_inserter(list_.problems));
    list_.ignored_count += walk.ignored_count;
    return {};
  }

  Status add_file(const std::string& input, const struct stat& status) {
    if (::access(input.c_str(), R_OK) != 0) {
      return fail(ErrorCode::io, "cannot read '" + input + "': " + system_message(errno));
    }
    if (!S_ISREG(status.st_mode)) size_known_ = false;  // a pipe, as in <(command)
    const std::string name = input.substr(input.rfind('/') + 1);
    keep({{input, name, format_of_name(name)},
          identity_of(status),
          static_cast<std::uint64_t>(status.st_size)});
    return {};
  }

  // Two files of one name in two inputs are told apart by the whole path of the later one; the
  // same file reached through two inputs is read once.
  void keep(FoundFile found) {
    const auto [place, is_new] = identity_of_name_.try_emplace(found.file.name, found.identity);
    if (!is_new) {
      if (place->second == found.identity) return;
      found.file.name = found.file.path;
    }
    list_.total_bytes += found.size_bytes;
    list_.files.push_back(std::move(found.file));
  }

  const std::stop_token& stop_;
  InputList list_;
  std::map<std::string, FileIdentity> identity_of_name_;
  bool size_known_ = true;
};

}  // namespace

Result<InputList> walk_inputs(const std::vector<std::string>& inputs, const std::stop_token& stop) {
  if (inputs.empty()) {
    return fail(ErrorCode::invalid_argument, "no inputs (try: a folder, a file, or - )");
  }
  InputGathering gathering(stop);
  for (const std::string& input : inputs) NEWSIDX_RETURN_IF_ERROR(gathering.add(input));
  return std::move(gathering).take();
}

}  // namespace newsidx::source
