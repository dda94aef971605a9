// source/json/bulk_action.h
//
// The lines between the documents of a dump for Elasticsearch's bulk interface.
//
//   {"index": {"_index": "news", "_id": "7"}}   then the document
//   {"delete": {"_index": "news", "_id": "8"}}  and no document
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace newsidx::source {

struct BulkAction {
  std::string id_token;    ///< as it is written, with its quotes; empty when it names none
  bool has_source = true;  ///< a document follows
};

/// @param object  a JSON object; a long one is none
[[nodiscard]] std::optional<BulkAction> bulk_action(std::string_view object);

}  // namespace newsidx::source
