// source/fields/field_map.h
//
// The field map: which fields of the input are title, body and so on.
//
//   body=maintext
//   title=fields.headline|headline,body=contents.content     of several the first that has a value
//   body=5,title=4                                           columns of a table, from 1
//   body="Full text, clean"                                  a name with , | or = in it
//
// Threads: immutable once parsed; that a field was met is noted by any of them.
#pragma once

#include <newsidx/result.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/fields/field_role.h"

namespace newsidx::source {

class FieldMap {
 public:
  /// Nothing mapped.
  FieldMap() = default;

  /// @param text  one or more mappings between commas; also several maps joined by them
  /// @errors invalid_argument  "field map: there is no field 'boddy' (try: id, title, body, ...)",
  /// an empty name
  [[nodiscard]] static Result<FieldMap> parse(std::string_view text);

  /// The names that can be mapped to.
  [[nodiscard]] static std::string_view targets();

  [[nodiscard]] bool empty() const { return paths_.empty(); }

  /// What a field is by this map; role none when it says nothing of it. Written exactly so, or
  /// equal as canonical_name() writes both.
  [[nodiscard]] FieldMatch match(std::string_view name) const;

  /// What was mapped to one of our fields and never met, though its name was: "headline|kopf"; all
  /// of them with ", " between; "".
  [[nodiscard]] std::string unmet() const;

  /// Does any path name a column by its number? Then a table may have no head.
  [[nodiscard]] bool has_column_numbers() const;

 private:
  struct Path {
    std::string name;
    std::string canonical;
    FieldMatch match;
    std::shared_ptr<std::atomic<bool>> is_met = std::make_shared<std::atomic<bool>>(false);
  };
  Status add(std::string_view target, std::string name);

  std::vector<Path> paths_;
};

}  // namespace newsidx::source
