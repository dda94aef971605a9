#include "segment/field.h"

namespace newsidx::segment {

std::string_view name_of(Field field) noexcept {
  switch (field) {
    case Field::text: return "text";
    case Field::title: return "title";
    case Field::text_caps: return "text.caps";
    case Field::title_caps: return "title.caps";
    case Field::keyword: return "keyword";
    case Field::surface: return "surface";
    case Field::bigram: return "bigram";
    case Field::boundary: return "boundary";
  }
  return "unknown";
}

}  // namespace newsidx::segment
