#include "storage/directory.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "base/status_macros.h"
#include "storage/committed.h"
#include "storage/file_names.h"
#include "storage/options.h"

namespace newsidx::storage {
namespace {

constexpr std::string_view kNewDisk = "lost+found";  // all that a new file system may hold

std::string in_one_line(std::string name) {
  for (char& c : name) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = '?';
  }
  return name;
}

Hint another_index() { return Hint("another ", HintName::index_path); }

Failure cannot_look_into(const std::string& path, const std::string& message) {
  if (is_out_of_files(message)) {
    return fail(ErrorCode::limit, "cannot open the index at '" + path + "': " + message,
                "a larger ulimit -n");
  }
  return fail(ErrorCode::io, "cannot open the index at '" + path + "': " + message,
              Hint("check the permissions, or another ", HintName::index_path));
}

}  // namespace

Failure not_an_index(const std::string& path, const std::string& stranger) {
  return fail(ErrorCode::unsupported,
              "'" + path + "' is not an index: it holds '" + in_one_line(stranger) +
                  "', which newsidx did not make",
              another_index());
}

Failure no_writable_index(const Standing& standing, const std::string& path) {
  if (!standing.has_current || standing.stranger != kMarkName) {
    return not_an_index(path, standing.stranger);
  }
  return fail(ErrorCode::unsupported,
              "'" + path + "' cannot be built over: its file " + kMarkName +
                  " is damaged, or somebody else's",
              Hint("another ", HintName::index_path,
                   "; or move that file away, and an index gets a new one"));
}

Hint repair_hint(const std::string& path) {
  if (path.empty()) return another_index();
  const auto folder = Folder::open(path);
  if (!folder) return another_index();
  const auto stranger = stranger_in(*folder);
  if (!stranger) return Hint("move away what is not newsidx's, and ", HintName::repair);
  if (stranger->empty()) return Hint(HintName::repair);
  return Hint("move '", in_one_line(*stranger), "' away, which is not newsidx's, and ",
              HintName::repair);
}

Result<std::string> stranger_in(const Folder& folder) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto names, folder.names());
  NEWSIDX_ASSIGN_OR_RETURN(const MarkText mark, read_mark(folder));
  if (!mark.is_whole) return fail(ErrorCode::unsupported, "its mark is damaged");
  const auto stranger = std::ranges::find_if(names, [&mark](const std::string& name) {
    return name != kMarkName && name != kNewDisk && !mark.names.contains(name);
  });
  return stranger == names.end() ? std::string() : *stranger;
}

Failure another_database(const std::string& path) {
  return fail(ErrorCode::unsupported, "'" + path + "' is a database, but not an index",
              another_index());
}

Result<Standing> look_at(const std::string& path) {
  struct stat found {};
  if (stat(path.c_str(), &found) != 0) {
    if (errno == ENOENT) return Standing();
    return cannot_look_into(path, std::generic_category().message(errno));
  }
  if (!S_ISDIR(found.st_mode)) {
    return fail(ErrorCode::unsupported, "'" + path + "' is a file, not an index", another_index());
  }
  const auto folder = Folder::open(path);
  if (!folder) return cannot_look_into(path, folder.error().message);
  return look_into(*folder, path);
}

Result<Standing> look_into(const Folder& folder, const std::string& path) {
  const auto names = folder.names();
  if (!names) return cannot_look_into(path, names.error().message);
  Standing standing;
  const auto has = [&](const char* name) {
    return std::binary_search(names->begin(), names->end(), name);
  };
  standing.has_current = has("CURRENT");
  if (has(kMarkName)) {
    auto mark = read_mark(folder);
    if (mark) {
      standing.what = Standing::What::marked;
      standing.mark = *std::move(mark);
      return standing;
    }
    if (mark.error().code == ErrorCode::io) return cannot_look_into(path, mark.error().message);
  }
  for (const std::string& name : *names) {
    if (name == kNewDisk) continue;
    standing.what = Standing::What::other;
    standing.stranger = name;
    // A mark that is none is not ours to write over, though readers need no mark.
    if (name == kMarkName) return standing;
  }
  if (standing.has_current) standing.what = Standing::What::unmarked;
  return standing;
}

Status find_index(const Standing& standing, const std::string& path) {
  const Hint hint(HintName::build_at, " '", path, "'");
  if (standing.mark.names.contains(kUnfinishedName)) {
    return fail(ErrorCode::corruption, "'" + path + "' is a copy of an index that was not finished",
                Hint("remove the folder '", path, "'"));
  }
  if (standing.has_current) return {};
  switch (standing.what) {
    case Standing::What::nothing:
      return fail(ErrorCode::not_found, "no index at '" + path + "'", hint);
    case Standing::What::other: return not_an_index(path, standing.stranger);
    case Standing::What::marked:
    case Standing::What::unmarked: break;
  }
  // A kill may come between the name and its file, but there are no data before CURRENT.
  const auto& own = standing.mark.names;
  const bool has_data =
      own.contains(kCommittedName) || std::any_of(own.begin(), own.end(), is_table_name);
  if (!own.contains("CURRENT") || !has_data) {
    return fail(ErrorCode::not_found, "no index was finished at '" + path + "'", hint);
  }
  return fail(ErrorCode::corruption,
              "the index at '" + path + "' is damaged: its file CURRENT is missing",
              repair_hint(path));
}

}  // namespace newsidx::storage
