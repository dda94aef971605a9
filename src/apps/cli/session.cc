#include "cli/session.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "cli/hint_words.h"
#include "cli/render/render.h"

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
  if (has_index()) return options.indexes.front();
  const char* const from_environment = std::getenv("NEWSIDX_INDEX");
  if (from_environment != nullptr && *from_environment != '\0') return from_environment;
  return kIndexName;
}

std::string Session::index_path() const {
  const std::string path = new_index_path();
  return path == kIndexName && !has_index() ? nearest_index() : path;
}

const Result<Index>& Session::open_index(const OpenOptions& opening) {
  if (index_ != nullptr) return *index_;
  index_ = options.indexes.size() > 1 ? new Result<Index>(Index::open_all(options.indexes, opening))
                                      : new Result<Index>(Index::open(index_path(), opening));
  return *index_;
}

ExitCode Session::report(const Error& error, std::string_view query) {
  if (error.code == ErrorCode::cancelled) {
    console.note("newsidx: stopped");
    return ExitCode::interrupted;
  }
  std::string text = error.to_string(words_of);
  if (error.column != 0) text += '\n' + query_excerpt(query, error.column);
  if (text.ends_with('\n')) text.pop_back();  // which the console writes
  console.error(text);
  return ExitCode::error;
}

}  // namespace newsidx::cli
