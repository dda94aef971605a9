// source/fields/field_names.h
//
// The names under which others keep what an article has, as data.
#pragma once

#include <string_view>

#include "source/fields/field_role.h"

namespace newsidx::source {

/// The names of a role between blanks, the best first, as canonical_name() writes them.
struct KnownNames {
  FieldRole role;
  std::string_view names;
};

[[nodiscard]] const KnownNames* known_names_begin();
[[nodiscard]] const KnownNames* known_names_end();

/// Last parts of a path that only hold a value: "published.$date", "title.rendered".
[[nodiscard]] bool is_value_holder(std::string_view canonical_part);

/// Objects that are about something else than the article: a title below "author" is none of it.
[[nodiscard]] bool is_about_other(std::string_view canonical_part);

/// Objects that an article is wrapped in, so that an id or url below them is its own.
[[nodiscard]] bool is_wrapper(std::string_view canonical_part);

}  // namespace newsidx::source
