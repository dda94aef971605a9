// query/syntax/reading_notes.h: what an answer says of a query that was read as written, but
// perhaps not as meant.
#pragma once

#include <string_view>

#include "query/remarks.h"
#include "query/syntax/syntax_tree.h"

namespace newsidx::query {

/// Notes each operand that is excluded behind another one ("a -b", "a NOT b"), for a dash may have
/// been meant; what a query begins with is no dash. And a star beside words, which finds
/// everything; and words near each other beside OR, without brackets.
void note_reading(const SyntaxNode& root, std::string_view query, Remarks& remarks);

}  // namespace newsidx::query
