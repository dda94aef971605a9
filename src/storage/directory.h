// storage/directory.h (private): what stands at the path of an index, looked at without a byte
// written. The table of what follows from it: KEYS.md, "The directory".
#pragma once

#include <newsidx/result.h>

#include <string>

#include "storage/folder.h"
#include "storage/mark.h"

namespace newsidx::storage {

/// A name in the mark of a copy of an index that is not whole yet, or of which the process was
/// killed. There is no such file.
inline constexpr const char* kUnfinishedName = "unfinished-copy";

struct Standing {
  enum class What : std::uint8_t {
    nothing,   ///< no folder, or an empty one (but for lost+found)
    marked,    ///< it has our mark
    unmarked,  ///< it has no mark, but CURRENT: an index of before there were marks, or another's
    other,     ///< somebody else's
  };
  What what = What::nothing;
  MarkText mark{{}, false};  ///< of a marked one
  bool has_current = false;  ///< RocksDB's file CURRENT, without which there is nothing to open
  std::string stranger;      ///< of somebody else's: the name of something in it
};

/// @errors unsupported  a file; io  it cannot be looked into
[[nodiscard]] Result<Standing> look_at(const std::string& path);
/// The same of a folder that is open; `path` is for messages.
[[nodiscard]] Result<Standing> look_into(const Folder& folder, const std::string& path);

/// unsupported: `'...' is not an index: it holds '<stranger>'`
[[nodiscard]] Failure not_an_index(const std::string& path, const std::string& stranger);
/// The same of Standing::What::other; a file with the mark's name beside CURRENT may be a mark that
/// is damaged, which is said.
[[nodiscard]] Failure no_writable_index(const Standing& standing, const std::string& path);

/// unsupported: `'...' is a database, but not an index`
[[nodiscard]] Failure another_database(const std::string& path);

/// For an index that is damaged, which is looked at once more: repair puts aside a folder in which
/// all is newsidx's. An empty path: it is none.
[[nodiscard]] Hint repair_hint(const std::string& path);

/// The first name in an index that neither its mark nor a new disk explains; empty: there is none.
/// @errors unsupported  it has no mark that is whole; io
[[nodiscard]] Result<std::string> stranger_in(const Folder& folder);

/// Whether there is something that can be opened for reading.
/// @errors not_found    nothing there, or no build was ever finished
///         unsupported  something else
///         corruption   an index without its file CURRENT; a copy of one that was not finished
///         io
[[nodiscard]] Status find_index(const Standing& standing, const std::string& path);

}  // namespace newsidx::storage
