#include "source/html/linked_data.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

using namespace newsidx::source;

namespace {

LinkedData read(std::string_view script, std::string_view url = "") {
  const std::array<std::string_view, 1> scripts = {script};
  return read_linked_data(scripts, url);
}

}  // namespace

TEST_CASE("an article in all its places") {
  struct Row {
    const char* name;
    const char* json;
  };
  const Row kRows[] = {
      {"alone", R"({"@type":"NewsArticle","headline":"A","datePublished":"2024"})"},
      {"in an array", R"([{"@type":"WebSite"},{"@type":["Thing","NewsArticle"],"headline":"A",
                          "datePublished":"2024"}])"},
      {"in a graph", R"({"@graph":[{"@type":"Organization"},{"@type":"BlogPosting",
                        "headline":["A"],"datePublished":"2024"}]})"},
      {"of a page", R"({"@type":"WebPage","mainEntity":{"@type":"https://schema.org/Article",
                       "headline":"A","datePublished":"2024"}})"},
      {"before those of a list",
       R"([{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"B",
           "datePublished":"2020"}]},{"@type":"NewsArticle","headline":"A","datePublished":"2024"}])"},
      {"a live blog before its entries",
       R"({"@type":"LiveBlogPosting","headline":"A","datePublished":"2024","liveBlogUpdate":[
           {"@type":"BlogPosting","headline":"B","datePublished":"2020","articleBody":"c"}]})"},
      {"in CDATA",
       "//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"A\",\"datePublished\":"
       "\"2024\"}\n//]]>"},
      {"a comma too many", R"({"@type":"Article","headline":"A","datePublished":"2024",})"},
      {"a newline in a string",
       "{\"@type\":\"Article\",\"headline\":\"A\",\"datePublished\":"
       "\"2024\",\"x\":\"a\nb\"}"},
      {"no JSON", R"({"@type":"Article" "headline":"A", "datePublished" : "2024"})"}};
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const LinkedData data = read(row.json);
    CHECK(data.headline == "A");
    CHECK(data.published == "2024");
  }
}

TEST_CASE("names, keywords and text") {
  const LinkedData data = read(R"({"@graph":[
    {"@type":"Person","@id":"#w","name":"B. Writer"},
    {"@type":"NewsArticle","headline":"A","articleBody":"Text.","inLanguage":"de",
     "author":[{"name":"A. Writer"},"C. Writer",{"@id":"#w"},{"name":"A. Writer"}],
     "publisher":{"@type":"Organization","name":"The Example"},"keywords":"x, y,,x",
     "dateModified":"2025","mainEntityOfPage":{"@id":"https://example.org/a"}}]})");
  CHECK(data.authors == std::vector<std::string>{"A. Writer", "C. Writer", "B. Writer"});
  CHECK(data.publisher == "The Example");
  CHECK(data.keywords == std::vector<std::string>{"x", "y"});
  CHECK(data.body == "Text.");
  CHECK(data.language == "de");
  CHECK(data.modified == "2025");
  CHECK(data.url == "https://example.org/a");
  CHECK(data.is_article);
}

TEST_CASE("of several articles the page's own") {
  const char* const kTwo =
      R"([{"@type":"NewsArticle","headline":"B","datePublished":"1","url":"https://e.org/b"},
          {"@type":"NewsArticle","headline":"A","datePublished":"2","url":"https://e.org/a/"}])";
  CHECK(read(kTwo, "http://www.e.org/a?x=1").headline == "A");
  CHECK(read(kTwo, "https://e.org/b").headline == "B");
}

TEST_CASE("hostile scripts") {
  std::string deep = "{\"@type\":\"Article\",\"headline\":\"A\",\"x\":";
  CHECK(read(deep + std::string(100'000, '[')).headline == "A");  // the plain string is found
  CHECK(read("").headline.empty());
  CHECK(read("}{").headline.empty());
  CHECK(read("[[[1,null,\"a\"]]]").headline.empty());
}
