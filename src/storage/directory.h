// storage/directory.h: what stands at the path of an index, before anything is opened.
#pragma once

#include <newsidx/result.h>

#include <string>

namespace newsidx::storage {

/// Looks whether an index is at `path`. Neither a reader nor a writer goes on where this fails, so
/// that nothing is ever written to a directory that holds something else.
/// @return true: an index; false: nothing there, or what a build left that ended before its start
/// @errors unsupported  a file, or a directory that holds something else
///         corruption   the data of an index without its file CURRENT
///         io           it cannot be looked into
[[nodiscard]] Result<bool> is_index_directory(const std::string& path);

}  // namespace newsidx::storage
