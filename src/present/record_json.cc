// An article as a JSON line of the shape that README.md calls our own:
//     {"id":text, "title":text, "body":text, "published":time, "url":text, "source":text,
//      "lang":text, FIELD:text or [text..], ...}
// What is not known is left out. A keyword field of one of these names would be read as the
// article's own, and is left out, too.
#include <newsidx/json.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace newsidx {

std::string render_record(const Article& article) {
  using Json = nlohmann::ordered_json;
  Json record = Json::object();
  const auto add = [&record](const char* name, const std::string& text) {
    if (!text.empty()) record[name] = text;
  };
  add("id", article.id);
  add("title", article.title);
  add("body", article.body);
  add("published", article.published ? article.published->to_string() : "");
  add("url", article.url);
  add("source", article.source);
  add("lang", article.lang);
  constexpr std::string_view kOwn[] = {"id", "title", "body", "published", "url", "source", "lang"};
  for (const auto& [name, value] : article.keywords) {
    if (std::ranges::find(kOwn, name) != std::end(kOwn)) continue;
    Json& values = record[name];
    if (values.is_null()) {
      values = value;
    } else if (values.is_array()) {
      values.push_back(value);
    } else {
      values = Json::array({values, value});
    }
  }
  return record.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace newsidx
