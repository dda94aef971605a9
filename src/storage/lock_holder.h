// storage/lock_holder.h (private): which process has locked the mark of an index.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>

namespace newsidx::storage {

/// The process that holds a lock by flock() on a file, by the lines of /proc/locks.
/// @param file  as the lines name it: "fe:00:9988256"
[[nodiscard]] std::optional<pid_t> find_holder(std::string_view locks, std::string_view file);

/// Of the index's mark; nothing where nobody holds it any more, or it cannot be known (the process
/// is in another container or on another machine).
[[nodiscard]] std::optional<pid_t> lock_holder(const std::string& index_path);

}  // namespace newsidx::storage
