#include "cli/session.h"

#include <cstdlib>

namespace newsidx::cli {

std::string Session::index_path() const {
  if (!options.index.empty()) return options.index;
  const char* const from_environment = std::getenv("NEWSIDX_INDEX");
  if (from_environment != nullptr && *from_environment != '\0') return from_environment;
  return ".newsidx";
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
