// segment/stored_article.h
//
// The value of a document in family `docs`. Format: FORMAT.md, "Stored article".
#pragma once

#include <newsidx/article.h>
#include <newsidx/result.h>

#include <string>
#include <string_view>

namespace newsidx::segment {

/// @param whole  false: the id and time only (an index that stores no articles)
void append_stored_article(std::string& out, const Article& article, bool whole);

/// @errors corruption
[[nodiscard]] Result<Article> parse_stored_article(std::string_view bytes);

}  // namespace newsidx::segment
