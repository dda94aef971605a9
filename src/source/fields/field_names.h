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

/// Of these, those that hold a date only.
[[nodiscard]] bool is_time_holder(std::string_view canonical_part);

/// Parts of a path between the name of a text and a block of it: "body.sections.paragraphs".
[[nodiscard]] bool is_text_part(std::string_view canonical_part);

/// What is written behind a name and says its type or language: "title_t", "body_en".
[[nodiscard]] bool is_name_tag(std::string_view canonical_part);

/// What is written in front of a name and says what the record is: "story_title".
[[nodiscard]] bool is_name_subject(std::string_view canonical_part);

/// Objects that are about something else than the article: a title below "author" is none of it.
[[nodiscard]] bool is_about_other(std::string_view canonical_part);

/// Objects that an article is wrapped in, so that an id or url below them is its own.
[[nodiscard]] bool is_wrapper(std::string_view canonical_part);

}  // namespace newsidx::source
