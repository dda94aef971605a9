// storage/committed.h (private)
//
// The file GENERATION of an index: the last generation that a commit has written to disk. A commit
// may be nowhere but in the write-ahead log, and a log that lost its end, or is lost, looks like
// one that a killed writer left: the generation before would answer in silence. So a reader
// compares.
//
//   file := "generation " number:20 digits " " checksum32 of what stands in front:8 digits "\n"
//
// It is made, with generation 0, before the first commit, and then written over in place, after the
// log, and not synced: where it is older than the log, or not whole, nothing follows from it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/folder.h"
#include "storage/mark.h"

namespace newsidx::storage {

inline constexpr const char* kCommittedName = "GENERATION";

[[nodiscard]] std::string committed_text(std::uint64_t generation);
/// Nothing where it is not as it was written.
[[nodiscard]] std::optional<std::uint64_t> parse_committed(std::string_view text);

/// Nothing where none is known; 0: none was committed.
[[nodiscard]] std::optional<std::uint64_t> read_committed(const std::string& index_path);

/// As far as that can be done, and on disk when this returns if it was not there; a file of
/// somebody else's is left as it is.
void write_committed(const Folder& folder, Mark& mark, std::uint64_t generation) noexcept;

}  // namespace newsidx::storage
