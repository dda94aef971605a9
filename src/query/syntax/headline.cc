#include "query/syntax/headline.h"

#include <cstddef>
#include <string>

#include "analysis/shouting.h"
#include "base/blanks.h"

namespace newsidx::query {
namespace {

struct Line {
  unsigned words = 0;  // pieces between blanks with more than signs in them
  bool has_operator = false;
};

Line read(std::string_view query) {
  constexpr std::string_view kSigns = "!#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  Line line;
  for (std::size_t begin = 0;
       (begin = query.find_first_not_of(kAsciiBlanks, begin)) != std::string_view::npos;) {
    const std::size_t end = std::min(query.find_first_of(kAsciiBlanks, begin), query.size());
    const std::string_view piece = query.substr(begin, end - begin);
    if (piece.find_first_not_of(kSigns) != std::string_view::npos) ++line.words;
    line.has_operator = line.has_operator || piece == "AND" || piece == "OR" || piece == "NOT";
    begin = end;
  }
  return line;
}

// All in capitals, and nothing in it that says what it is.
bool is_plain_capitals(std::string_view query) {
  return analysis::is_all_capitals_line(query) &&
         query.find_first_of("\"()[]{}:") == std::string_view::npos;
}

}  // namespace

bool is_headline(std::string_view query) {
  return is_plain_capitals(query) && read(query).words >= kHeadlineWords;
}

bool has_capital_operators(std::string_view query) {
  if (!is_plain_capitals(query)) return false;
  const Line line = read(query);
  return line.has_operator && line.words < kHeadlineWords;
}

}  // namespace newsidx::query
