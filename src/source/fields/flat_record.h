// source/fields/flat_record.h
//
// What JSON, tables, front matter and the like have in common: names with values.
//
//   {"title": "T", "source": {"name": "AP"}, "tags": ["a", "b"], "n": 7}
//   title=T  source.name=AP  tags=a  tags=b  n=7
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::source {

struct FlatField {
  enum class Kind : std::uint8_t {
    text,
    number,     ///< as it was written
    boolean,    ///< "true", "false"
    structure,  ///< an object or a list of objects was here; its parts are fields of their own
  };
  std::string name;
  std::string value;
  Kind kind = Kind::text;
  bool is_in_listed_object = false;  ///< "authors.name" of a list of objects
  std::uint32_t place = 0;           ///< in its outermost list, from 1; 0: in none
};

struct FlatRecord {
  std::vector<FlatField> fields;    ///< in the order of the record
  std::vector<std::string> unused;  ///< names of values that were not kept: too deep, too long
  bool is_cut = false;              ///< there were more than kMaxFlatFields

  void clear() {
    fields.clear();
    unused.clear();
    is_cut = false;
  }
};

/// Of a record; a list of empty strings must not cost many times its size.
inline constexpr std::size_t kMaxFlatFields = 1 << 18;
/// A longer name is not kept: it would be repeated with every value below it.
inline constexpr std::size_t kMaxFieldNameBytes = 256;

}  // namespace newsidx::source
