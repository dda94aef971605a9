#include "source/fields/field_role.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "source/fields/field_names.h"

using namespace newsidx::source;

TEST_CASE("names are known however they are written") {
  struct Row {
    std::string name;
    FieldRole role;
  };
  const Row kRows[] = {
      {"publishedAt", FieldRole::published},
      {"published_at", FieldRole::published},
      {"Published At", FieldRole::published},
      {"PUBLISHED-AT", FieldRole::published},
      {"articleBody", FieldRole::body},
      {"_source.text", FieldRole::body},
      {"fields.bodyText", FieldRole::body},
      {"title.rendered", FieldRole::title},
      {"headline.main", FieldRole::title},
      {"published.$date", FieldRole::published},
      {"published.$date.$numberLong", FieldRole::published},
      {"_id.$oid", FieldRole::id},
      {"data.attributes.title", FieldRole::title},
      {"publication_week.title", FieldRole::title},
      {"snippet.publishedAt", FieldRole::published},
      {"source.name", FieldRole::source},
      {"author.name", FieldRole::author},
      {"Título", FieldRole::title},
      {"标题", FieldRole::title},
      {"data.text", FieldRole::body},
      {"article.body", FieldRole::body},
      {"article.date", FieldRole::published},
      {"body.date", FieldRole::published},
      {"text.iso", FieldRole::none},
      {"pubDate.$t", FieldRole::published},
      {"_id.$numberLong", FieldRole::id},
      {"body.sections.paragraphs", FieldRole::body},
      {"text.paragraph.$text", FieldRole::body},
      {"content.content.content.value", FieldRole::body},
      {"body.image.text", FieldRole::none},
      {"title_t", FieldRole::title},
      {"content_txt", FieldRole::body},
      {"published_dt", FieldRole::published},
      {"body_en", FieldRole::body},
      {"article_published_on", FieldRole::published},
      {"Story Headline", FieldRole::title},
      {"author_id", FieldRole::none},
      {"article_no", FieldRole::none},
      {"Page Name", FieldRole::none},
      {"metadata", FieldRole::none},
      {"link_text", FieldRole::none},
      {"author.title", FieldRole::none},
      {"image.url", FieldRole::none},
      {"video.description", FieldRole::none},
      {"related.body", FieldRole::none},
      {"thing.url", FieldRole::none},
      {"subjects", FieldRole::none},
      {"", FieldRole::none},
      {"...", FieldRole::none},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(match_known_name(row.name, false).role == row.role);
  }
}

TEST_CASE("of objects in a list only paths that the table has") {
  CHECK(match_known_name("contents.content", true).role == FieldRole::body);
  CHECK(match_known_name("authors.name", true).role == FieldRole::author);
  CHECK(match_known_name("body.children.text", true).role == FieldRole::body);
  CHECK(match_known_name("things.title", true).role == FieldRole::none);
  CHECK(match_known_name("data.text", true).role == FieldRole::none);
}

TEST_CASE("direct names rank above nested ones, ours above all others") {
  CHECK(match_own_name("title").rank < match_known_name("headline", false).rank);
  CHECK(match_known_name("headline", false).rank < match_known_name("post.title", false).rank);
  CHECK(match_known_name("headline", false).rank < match_known_name("news_headline", false).rank);
  CHECK(match_known_name("post.title", false).rank <
        match_known_name("data.post.title", false).rank);
}

TEST_CASE("the table is written as names are compared, each name once in a role") {
  for (const KnownNames* known = known_names_begin(); known != known_names_end(); ++known) {
    REQUIRE(known->names.starts_with(' '));
    REQUIRE(known->names.ends_with(' '));
    CHECK(known->names.find("  ") == std::string_view::npos);
    std::set<std::string> seen;
    std::size_t begin = 1;
    for (std::size_t end = known->names.find(' ', begin); end != std::string_view::npos;
         end = known->names.find(' ', begin)) {
      const std::string name(known->names.substr(begin, end - begin));
      CAPTURE(name);
      CHECK(canonical_name(name) == name);
      CHECK(seen.insert(name).second);
      begin = end + 1;
    }
  }
}
