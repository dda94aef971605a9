// The articles of a story for people: a line each.
#include <string>
#include <string_view>
#include <vector>

#include "cli/render/number_text.h"
#include "cli/render/render.h"
#include "cli/render/text_table.h"

namespace newsidx::cli {

std::string render_text(const std::vector<Copy>& copies, const TextStyle& style) {
  using Align = TextTable::Column::Align;
  TextTable table({{Align::left, TextRole::meta},
                   {Align::right, TextRole::plain},
                   {Align::right, TextRole::plain},
                   {Align::left, TextRole::meta},
                   {Align::left, TextRole::title}});
  table.set_head({"published", "days later", "common", "id", "title"});
  for (const Copy& copy : copies) {
    table.add({copy.published ? date_text(*copy.published) : "",
               copy.days_later ? fixed(*copy.days_later, 1) : "",
               fixed(copy.containment * 100, 0) + "%", copy.id,
               (copy.is_correction ? "(correction) " : "") + copy.title});
  }
  return table.to_string(style.color);
}

}  // namespace newsidx::cli
