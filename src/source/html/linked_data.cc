#include "source/html/linked_data.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "source/html/linked_script.h"

namespace newsidx::source {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::size_t kMaxScriptBytes = 8 << 20;
constexpr std::size_t kMaxElements = 50'000;
constexpr std::size_t kMaxNames = 100;  // of authors, of keywords

std::string_view text_of(element value) {
  std::string_view text;
  return value.get_string().get(text) == simdjson::SUCCESS ? text : std::string_view{};
}

std::string_view text_at(object of, std::string_view key) {
  element value;
  if (of.at_key(key).get(value) != simdjson::SUCCESS) return {};
  if (array list; value.get_array().get(list) == simdjson::SUCCESS) {
    for (const element item : list) return text_of(item);
  }
  return text_of(value);
}

bool is_article_type(std::string_view type) {
  if (const std::size_t slash = type.rfind('/'); slash != std::string_view::npos) {
    type.remove_prefix(slash + 1);
  }
  return type.ends_with("Article") || type.ends_with("Posting") || type == "Report" ||
         type == "Review" || type == "CriticReview";
}

template <class Take>
void each_text(element value, const Take& take) {
  if (array list; value.get_array().get(list) == simdjson::SUCCESS) {
    for (const element item : list) take(item);
    return;
  }
  take(value);
}

bool has_article_type(object of) {
  element type;
  bool is_one = false;
  if (of.at_key("@type").get(type) != simdjson::SUCCESS) return false;
  each_text(type, [&](element one) { is_one = is_one || is_article_type(text_of(one)); });
  return is_one;
}

void add(std::vector<std::string>& list, std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  if (text.empty() || list.size() >= kMaxNames) return;
  if (std::ranges::find(list, text) == list.end()) list.emplace_back(text);
}

// Names by "@id", for authors and publishers that stand elsewhere in the graph.
using Names = std::map<std::string_view, std::string_view>;

std::string_view name_of(element value, const Names& names) {
  object of;
  if (value.get_object().get(of) != simdjson::SUCCESS) return text_of(value);
  if (const std::string_view name = text_at(of, "name"); !name.empty()) return name;
  const auto found = names.find(text_at(of, "@id"));
  return found == names.end() ? std::string_view{} : found->second;
}

std::string url_at(object of) {
  element main;
  if (of.at_key("mainEntityOfPage").get(main) == simdjson::SUCCESS) {
    object page;
    if (main.get_object().get(page) == simdjson::SUCCESS) return std::string(text_at(page, "@id"));
    if (const std::string_view text = text_of(main); text.starts_with("http")) {
      return std::string(text);
    }
  }
  return std::string(text_at(of, "url"));
}

void read_keywords(LinkedData& data, object of) {
  element value;
  if (of.at_key("keywords").get(value) != simdjson::SUCCESS) return;
  each_text(value, [&](element one) {
    std::string_view rest = text_of(one);
    while (!rest.empty()) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      add(data.keywords, rest.substr(0, comma));
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  });
}

LinkedData read_article(object of, const Names& names) {
  LinkedData data;
  data.headline = text_at(of, "headline");
  if (data.headline.empty()) data.headline = text_at(of, "name");
  data.description = text_at(of, "description");
  data.body = text_at(of, "articleBody");
  data.published = text_at(of, "datePublished");
  if (data.published.empty()) data.published = text_at(of, "dateCreated");
  data.modified = text_at(of, "dateModified");
  data.language = text_at(of, "inLanguage");
  data.section = text_at(of, "articleSection");
  data.url = url_at(of);
  data.is_article = has_article_type(of);
  if (element value; of.at_key("author").get(value) == simdjson::SUCCESS) {
    each_text(value, [&](element one) { add(data.authors, name_of(one, names)); });
  }
  if (element value; of.at_key("publisher").get(value) == simdjson::SUCCESS) {
    each_text(value, [&](element one) {
      if (data.publisher.empty()) data.publisher = name_of(one, names);
    });
  }
  read_keywords(data, of);
  return data;
}

// Urls that name one page: without scheme, "www.", query, fragment and a slash at the end.
std::string_view bare_url(std::string_view url) {
  if (const std::size_t scheme = url.find("://"); scheme != std::string_view::npos) {
    url.remove_prefix(scheme + 3);
  }
  if (url.starts_with("www.")) url.remove_prefix(4);
  url = url.substr(0, url.find_first_of("?#"));
  while (url.ends_with('/')) url.remove_suffix(1);
  return url;
}

struct Found {
  LinkedData data;
  int rank = 0;
};

int rank_of(const LinkedData& data, std::string_view url, bool is_item) {
  int rank = 0;
  if (data.is_article) rank += 8;
  if (!data.published.empty()) rank += 2;
  if (!data.body.empty()) rank += 1;
  if (!url.empty() && !data.url.empty()) rank += bare_url(data.url) == bare_url(url) ? 4 : -1;
  if (is_item) rank -= 9;
  return rank;
}

// All objects of a document, without recursion; those of lists and of "related" values are items.
class Walk {
 public:
  Walk(std::string_view url, const std::stop_token& stop) : url_(url), stop_(stop) {}

  void run(element root) {
    names_.clear();
    collect(root);
    for (const auto& [of, is_item] : objects_) {
      if (stop_.stop_requested()) return;
      element type;
      if (of.at_key("@type").get(type) != simdjson::SUCCESS) continue;
      const bool is_article = has_article_type(of);
      const bool is_dated = of.at_key("datePublished").error() == simdjson::SUCCESS;
      if (!is_article && !is_dated) continue;
      LinkedData data = read_article(of, names_);
      const int rank = rank_of(data, url_, is_item);
      if (!best_ || rank > best_->rank) best_ = Found{std::move(data), rank};
    }
  }
  std::optional<Found>& best() { return best_; }

 private:
  struct Open {
    element value;
    bool is_item = false;
  };
  static bool is_list_key(std::string_view key) {
    static constexpr std::array<std::string_view, 12> kKeys = {
        "itemListElement", "hasPart", "isPartOf", "citation", "comment",        "mentions",
        "review",          "about",   "video",    "image",    "liveBlogUpdate", "relatedLink"};
    return std::ranges::find(kKeys, key) != kKeys.end();
  }

  void collect(element root) {
    objects_.clear();
    std::vector<Open> open = {{root, false}};
    for (std::size_t count = 0; !open.empty() && count < kMaxElements; ++count) {
      const Open next = open.back();
      open.pop_back();
      if (array list; next.value.get_array().get(list) == simdjson::SUCCESS) {
        const std::size_t begin = open.size();
        for (const element item : list) open.push_back({item, next.is_item});
        std::reverse(open.begin() + static_cast<std::ptrdiff_t>(begin), open.end());
        continue;
      }
      object of;
      if (next.value.get_object().get(of) != simdjson::SUCCESS) continue;
      objects_.emplace_back(of, next.is_item);
      const std::string_view id = text_at(of, "@id");
      const std::string_view name = text_at(of, "name");
      if (!id.empty() && !name.empty()) names_.emplace(id, name);
      for (const auto& [key, value] : of) {
        if (value.is_object() || value.is_array()) {
          open.push_back({value, next.is_item || is_list_key(key)});
        }
      }
    }
  }

  std::string_view url_;
  const std::stop_token& stop_;
  Names names_;
  std::vector<std::pair<object, bool>> objects_;
  std::optional<Found> best_;
};

std::optional<Found> scan_broken(std::string_view json) {
  if (json.find("Article\"") == std::string_view::npos) return std::nullopt;
  Found found;
  found.data.headline = string_after(json, "headline");
  found.data.published = string_after(json, "datePublished");
  found.data.modified = string_after(json, "dateModified");
  found.rank = 1;
  return found;
}

}  // namespace

LinkedData read_linked_data(std::span<const std::string_view> scripts, std::string_view url,
                            const std::stop_token& stop) {
  simdjson::dom::parser parser(kMaxScriptBytes);
  std::optional<Found> best;
  const auto take = [&](std::optional<Found>& found) {
    if (found && (!best || found->rank > best->rank)) best = std::move(found);
  };
  for (const std::string_view script : scripts) {
    if (stop.stop_requested()) break;
    std::string json(json_of_script(script));
    if (json.empty() || json.size() > kMaxScriptBytes) continue;
    element root;
    auto error = parser.parse(json).get(root);
    if (error != simdjson::SUCCESS) {
      repair_script(json);
      error = parser.parse(json).get(root);
    }
    std::optional<Found> found;
    if (error == simdjson::SUCCESS) {
      Walk walk(url, stop);
      walk.run(root);
      found = std::move(walk.best());
    } else {
      found = scan_broken(json);
    }
    take(found);
  }
  return best ? std::move(best->data) : LinkedData{};
}

}  // namespace newsidx::source
