// source/json/json_frame.h
//
// An object or array that a JsonSplitter is in, and what it has seen of it.
#pragma once

#include <cstdint>
#include <string>

#include "source/json/article_shape.h"

namespace newsidx::source {

struct JsonFrame {
  enum class Content : std::uint8_t {
    any,      ///< not told yet
    roots,    ///< what a whole file may be: the array around all
    records,  ///< a list, or a map, of articles
    no_records
  };
  bool is_object = false;
  Content content = Content::any;
  std::uint64_t begin = 0;     ///< offset in the file
  NameShape name;              ///< that it stands under; of an element that of the array
  bool has_records = false;    ///< in a list or map within: it is none itself
  bool has_values = false;     ///< strings, numbers or literals
  bool may_be_header = false;  ///< an array of strings alone, where names of columns may stand

  // Of an object.
  ShapeBits bits = 0;
  bool expects_key = true;
  NameShape key;         ///< of the member at hand
  std::string key_text;  ///< as it was written
  unsigned member_count = 0;
  unsigned article_count = 0;     ///< members that look like articles: two make a map
  unsigned other_count = 0;       ///< members or elements that do not
  std::uint64_t first_begin = 0;  ///< the first of them
  std::uint64_t first_end = 0;
  std::string first_key;
};

}  // namespace newsidx::source
