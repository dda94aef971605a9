// source/json/json_flattener.h
//
// One JSON object -> names and values.
//
//   {"a": {"b": [1, {"c": "x"}]}, "d": null}  ->  a.b=1  a.b.c=x
//
// null and what is not the start of any value (NaN) are left out; what nests deeper than 8 levels
// is stepped over unread, without recursion, and named.
//
// Threads: one flattener, one thread.   Cost: one pass.
#pragma once

#include <simdjson.h>

#include <array>
#include <stop_token>
#include <string>
#include <string_view>

#include "source/fields/field_role.h"
#include "source/fields/flat_record.h"

namespace newsidx::source {

class JsonFlattener {
 public:
  /// @param record  what is found is put here; both outlive the flattener
  JsonFlattener(FlatRecord& record, const std::stop_token& stop) : record_(record), stop_(stop) {
    own_places_.fill(kNone);
  }

  /// @return SUCCESS also when the stop was asked for; what simdjson says is wrong
  [[nodiscard]] simdjson::error_code read(simdjson::ondemand::parser& parser,
                                          simdjson::padded_string_view text);

 private:
  using Value = simdjson::ondemand::value;
  using Object = simdjson::ondemand::object;

  simdjson::error_code read_object(Object object, int depth, std::uint32_t place);
  simdjson::error_code read_value(Value value, int depth, std::uint32_t place);
  simdjson::error_code read_list(Value value, int depth, std::uint32_t place);
  simdjson::error_code read_scalar(Value value, FlatField::Kind kind, std::uint32_t place);
  void add(std::string_view value, FlatField::Kind kind, std::uint32_t place);
  void append(std::string_view value, FlatField::Kind kind, std::uint32_t place);
  void leave_out();

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  static constexpr std::size_t kOwnNameCount = 2 * static_cast<std::size_t>(FieldRole::count);

  FlatRecord& record_;
  const std::stop_token& stop_;
  std::string path_;  // of the value at hand
  int depth_ = 0;     // of the object that it is in; lists do not count
  bool is_in_listed_object_ = false;
  std::array<std::size_t, kOwnNameCount> own_places_{};
  std::size_t own_name_ = kNone;  // of the field of the record at hand
  std::size_t kept_count_ = 0;
};

}  // namespace newsidx::source
