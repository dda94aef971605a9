// source/read_article.h
#pragma once

#include <newsidx/article.h>

#include <cstdint>
#include <memory>
#include <string>

#include "source/record.h"

namespace newsidx::source {

/// An article on its way to its id.
struct ReadArticle {
  Article article;
  std::string default_id;  ///< if it has none and no url that is its own; empty: by its content
  std::shared_ptr<const RecordOrigin> origin;
  bool is_capture = false;  ///< of a kind of which the same article is met again and again
  std::uint64_t page = 0;   ///< of a web archive, which it is alone: a hash; 0: none
};

}  // namespace newsidx::source
