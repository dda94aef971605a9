// indexer/live/file_clash.h
//
// Articles that are named by their files: "a.txt" of one folder may be in the index when that of
// another is added. What is the same article then, and what another one of that name?
//
//   from the file that it was from before   the same
//   from another, with the same text        the same: the file was moved, or is there twice
//   from another, with another text         another article
//
// Threads: one.
#pragma once

#include <newsidx/article.h>
#include <newsidx/result.h>

#include <cstdint>

#include "indexer/live/deletions.h"

namespace newsidx::indexer {

/// Whether the living document with the article's id is another article. Where no file is known of
/// it, it is not.
/// @param file_before  number under which the article's file was read the last time; 0: never
/// @errors corruption, io
[[nodiscard]] Result<bool> is_of_another_file(Deletions& documents, const Article& article,
                                              std::uint32_t file_before);

/// Whether the living document with the article's id is of that file, and has another title (or, if
/// neither has one, another text): in a file that is read on a url may be that of several articles,
/// of which the ones in front are not read again.
/// @errors corruption, io
[[nodiscard]] Result<bool> is_of_another_title(Deletions& documents, const Article& article,
                                               std::uint32_t file);

}  // namespace newsidx::indexer
