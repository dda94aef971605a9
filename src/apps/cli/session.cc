#include "cli/session.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace newsidx::cli {

namespace {

constexpr const char* kIndexName = ".newsidx";

std::string nearest_index() {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path here = fs::current_path(error);
  for (fs::path folder = here; !error && !folder.empty(); folder = folder.parent_path()) {
    std::error_code ignored;
    if (fs::is_directory(folder / kIndexName, ignored)) {
      return folder == here ? kIndexName : (folder / kIndexName).string();
    }
    if (folder == folder.parent_path()) break;
  }
  return kIndexName;
}

}  // namespace

std::string Session::new_index_path() const {
  if (!options.index.empty()) return options.index;
  const char* const from_environment = std::getenv("NEWSIDX_INDEX");
  if (from_environment != nullptr && *from_environment != '\0') return from_environment;
  return kIndexName;
}

std::string Session::index_path() const {
  const std::string path = new_index_path();
  return path == kIndexName && options.index.empty() ? nearest_index() : path;
}

const Result<Index>& Session::open_index() const {
  static const auto* const index = new Result<Index>(Index::open(index_path()));
  return *index;
}

ExitCode Session::report(const Error& error) {
  if (error.code == ErrorCode::cancelled) {
    console.note("newsidx: stopped");
    return ExitCode::interrupted;
  }
  console.error(error.message);
  return ExitCode::error;
}

}  // namespace newsidx::cli
