// The articles of a story as JSON lines, in the manner of json_renderer.cc:
//
//   {"type":"copy", "id":text, "title":text, "published":time|null, "source":text, "url":text,
//    "containment":number, "days_later":number|null, "correction":bool}
#include <newsidx/json.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace newsidx {

std::string render_json(const std::vector<Copy>& copies) {
  using Json = nlohmann::ordered_json;
  std::string lines;
  for (const Copy& copy : copies) {
    const Json object = {
        {"type", "copy"},
        {"id", copy.id},
        {"title", copy.title},
        {"published", copy.published ? Json(copy.published->to_string()) : Json(nullptr)},
        {"source", copy.source},
        {"url", copy.url},
        {"containment", copy.containment},
        {"days_later", copy.days_later ? Json(*copy.days_later) : Json(nullptr)},
        {"correction", copy.is_correction}};
    lines += object.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
  }
  return lines;
}

}  // namespace newsidx
