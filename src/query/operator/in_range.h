// query/operator/in_range.h: documents with a date or number in a range, with score 0.
#pragma once

#include <memory>
#include <string>

#include "query/range_docs.h"

namespace newsidx::query {

struct InRangeNode {
  std::string text;  ///< as it was written: "date:2016-08"
  std::shared_ptr<const RangeDocs> docs;
};

[[nodiscard]] inline std::string to_string(const InRangeNode& node) { return node.text; }

}  // namespace newsidx::query
