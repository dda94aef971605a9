#include "query/syntax/syntax_error.h"

#include <string>
#include <utility>

#include "base/utf8.h"

namespace newsidx::query {

Failure syntax_error(std::string_view query, Place place, std::string_view what, Hint hint,
                     ErrorCode code) {
  std::uint32_t column = 1;
  for (std::size_t at = 0; at < query.size() && at < place.begin; ++column) {
    at += decode_utf8(query, at).size;
  }
  Error error{code, std::string(what), std::move(hint), column};
  error.message += ": column " + std::to_string(column) + " of the query";
  return fail(std::move(error));
}

}  // namespace newsidx::query
