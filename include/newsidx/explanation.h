// newsidx/explanation.h
#pragma once

#include <string>
#include <vector>

namespace newsidx {

/// How one article's score came about: a tree.
struct Explanation {
  double value = 0;
  std::string description;  ///< one line
  std::vector<Explanation> details;
  bool matched = false;  ///< (of the root) the article matches the query
};

}  // namespace newsidx
