// One line for each facet, then the histogram, then the top words:
//     {"type":"facet", "field":text, "values":[{"value":text, "articles":n}..], "more_values":n,
//      "more_articles":n, "without":n}
//     {"type":"histogram", "interval":text, "time_zone":text,
//      "buckets":[{"name":text, "articles":n}..], "undated":n}
//     {"type":"top_words", "articles_read":n,
//      "words":[{"word":text, "score":number, "articles":n, "all_articles":n}..]}
#include "present/counts_json.h"

#include <nlohmann/json.hpp>

namespace newsidx::present {
namespace {

using Json = nlohmann::ordered_json;

std::string line_of(const Json& object) {
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

Json json_of(const Facet& facet) {
  Json values = Json::array();
  for (const auto& [value, articles] : facet.values) {
    values.push_back({{"value", value}, {"articles", articles}});
  }
  return {{"type", "facet"},
          {"field", facet.field},
          {"values", values},
          {"more_values", facet.more_values},
          {"more_articles", facet.more_articles},
          {"without", facet.without}};
}

Json json_of(const Histogram& histogram) {
  Json buckets = Json::array();
  for (const auto& [name, articles] : histogram.buckets) {
    buckets.push_back({{"name", name}, {"articles", articles}});
  }
  return {{"type", "histogram"},
          {"interval", interval_name(histogram.interval)},
          {"time_zone", histogram.time_zone},
          {"buckets", buckets},
          {"undated", histogram.undated}};
}

Json json_of(const TopWords& top) {
  Json words = Json::array();
  for (const TopWords::Word& word : top.words) {
    words.push_back({{"word", word.word},
                     {"score", word.score},
                     {"articles", word.articles},
                     {"all_articles", word.all_articles}});
  }
  return {{"type", "top_words"}, {"articles_read", top.articles_read}, {"words", words}};
}

}  // namespace

std::string counts_json(const Answer& answer) {
  std::string lines;
  for (const Facet& facet : answer.facets) lines += line_of(json_of(facet));
  if (answer.histogram) lines += line_of(json_of(*answer.histogram));
  if (answer.top_words) lines += line_of(json_of(*answer.top_words));
  return lines;
}

}  // namespace newsidx::present
