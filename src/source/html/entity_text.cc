#include "source/html/entity_text.h"

#include <array>
#include <optional>

#include "base/utf8.h"
#include "source/html/html_entities.h"

namespace newsidx::source {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// An entity without its semicolon, as HTML allows it for old names.
std::optional<HtmlEntity> bare_entity_at(std::string_view text, std::size_t at) {
  struct Row {
    std::string_view name;
    char32_t point;
  };
  static constexpr std::array<Row, 8> kRows = {{{"nbsp", 0xa0},
                                                {"amp", '&'},
                                                {"quot", '"'},
                                                {"lt", '<'},
                                                {"gt", '>'},
                                                {"raquo", 0xbb},
                                                {"laquo", 0xab},
                                                {"copy", 0xa9}}};
  const std::string_view rest = text.substr(at + 1);
  for (const Row& row : kRows) {
    if (!rest.starts_with(row.name)) continue;
    const char next = rest.size() > row.name.size() ? rest[row.name.size()] : ' ';
    if (is_letter(next) || next == '=' || (next >= '0' && next <= '9')) continue;
    return HtmlEntity{row.point, at + 1 + row.name.size()};
  }
  return std::nullopt;
}

}  // namespace

std::string resolve_entities(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t begin = 0;
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at)) {
    auto entity = html_entity_at(text, at);
    if (!entity) entity = bare_entity_at(text, at);
    if (!entity) {
      ++at;
      continue;
    }
    out.append(text, begin, at - begin);
    append_utf8(out, entity->point);
    begin = at = entity->end;
  }
  out.append(text, begin);
  return out;
}

}  // namespace newsidx::source
