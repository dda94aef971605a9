// segment/list_name.h: a list by its field and term, as the key of a table of opened lists.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "segment/field.h"

namespace newsidx::segment {

/// A view, which finds an owned name without making one.
struct ListName {
  Field field;
  std::string_view term;
  friend bool operator==(const ListName&, const ListName&) = default;
};

struct OwnedListName {
  Field field;
  std::string term;
  operator ListName() const noexcept { return {field, term}; }  // NOLINT: that it can be found
};

struct ListNameHash {
  using is_transparent = void;
  std::size_t operator()(const ListName& name) const noexcept {
    return hash64(name.term) + static_cast<std::size_t>(name.field);
  }
};

struct SameListName {
  using is_transparent = void;
  bool operator()(const ListName& a, const ListName& b) const noexcept { return a == b; }
};

}  // namespace newsidx::segment
