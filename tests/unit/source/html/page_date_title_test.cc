#include <doctest/doctest.h>

#include <string>

#include "source/html/line_date.h"
#include "source/html/page_facts.h"
#include "source/html/page_title.h"
#include "source/html/page_url.h"
#include "source/html/published_date.h"
#include "source/html/url_date.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

struct Dated {
  std::string published, from, modified;
  std::size_t ignored_count = 0;
};

Dated dated(std::string_view html, std::string_view url = "", std::string_view language = "en") {
  const HtmlTree tree(html);
  const PageFacts facts = page_facts(tree, url);
  DateSources sources;
  sources.url = url;
  sources.language = language;
  sources.first_seen = *Timestamp::parse("2026-01-01T00:00:00Z");
  const PublishedDate date = published_date(facts, sources);
  return {date.published ? date.published->to_string() : "", std::string(date.from),
          date.modified ? date.modified->to_string() : "", date.ignored.size()};
}

std::string json_ld(std::string_view published) {
  return "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"datePublished\":\"" +
         std::string(published) + "\"}</script>";
}

}  // namespace

TEST_CASE("the most trusted date wins, and others complete it") {
  struct Row {
    const char* name;
    std::string html;
    const char* published;
    const char* from;
  };
  const std::string kOpenGraph =
      "<meta property=article:published_time content=2024-05-03T12:00:00Z>";
  const Row kRows[] = {
      {"JSON-LD", json_ld("2024-05-01T10:00:00Z") + kOpenGraph, "2024-05-01T10:00:00Z", "json-ld"},
      {"OpenGraph", kOpenGraph, "2024-05-03T12:00:00Z", "opengraph"},
      {"a zone without a colon", json_ld("2024-05-03T10:00:00+0200"), "2024-05-03T08:00:00Z",
       "json-ld"},
      {"a blank before the zone", json_ld("2024-05-03 10:00:00 +02:00"), "2024-05-03T08:00:00Z",
       "json-ld"},
      {"microdata", "<span itemprop=datePublished content=2024-05-03>3 May</span>", "2024-05-03",
       "microdata"},
      {"time that says so",
       "<time datetime=2020-01-01>x</time><time pubdate datetime=2024-05-03>y"
       "</time>",
       "2024-05-03", "time"},
      {"meta", "<meta name=pubdate content=2024-05-03>", "2024-05-03", "meta"},
      {"the first time", "<time datetime=2024-05-03>x</time><time datetime=2020-01-01>y</time>",
       "2024-05-03", "time"},
      {"the hour of a day", json_ld("2024-05-03") + kOpenGraph, "2024-05-03T12:00:00Z", "json-ld"},
      {"another day completes nothing", json_ld("2024-05-01") + kOpenGraph, "2024-05-01",
       "json-ld"},
      {"the zone of an hour", json_ld("2024-05-03T12:00:00") + kOpenGraph, "2024-05-03T12:00:00Z",
       "json-ld"},
      {"modified is never published",
       "<meta property=article:modified_time content=2024-05-03><time class=updated "
       "datetime=2024-05-03>x</time>",
       "", ""},
      {"the future", json_ld("2031-05-01") + kOpenGraph, "2024-05-03T12:00:00Z", "opengraph"},
      {"a clock that was never set", json_ld("1970-01-01T00:00:00Z"), "", ""},
      {"nonsense", json_ld("yesterday"), "", ""}};
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const Dated date = dated(row.html);
    CHECK(date.published == row.published);
    CHECK(date.from == row.from);
  }
  CHECK(dated(json_ld("2031-05-01")).ignored_count == 1);
  CHECK(dated("<meta property=article:modified_time content=2024-05-03>").modified == "2024-05-03");
}

TEST_CASE("a date beside the article is not that of it") {
  const std::string time = "<time datetime=2018-01-01>1 January 2018</time>";
  const std::string said = "<time pubdate datetime=2018-01-01>1 January 2018</time>";
  const std::string item = "<span itemprop=datePublished content=2018-01-01>x</span>";
  const std::string changed = "<time class=updated datetime=2018-01-01>x</time>";
  const std::string text = "<h1>Harbour opens</h1><p>The port is open.</p>";
  const std::string places[][2] = {
      {"<section class=comments><div class=comment>", "</div></section>"},
      {"<div id=disqus_thread><article class=comment>", "</article></div>"},
      {"<aside>", "</aside>"},
      {"<nav><a href=x>", "</a></nav>"},
      {"<footer>", "</footer>"},
      {"<div class=related-stories><a href=x><h3>Other story</h3>", "</a></div>"},
      {"<div class='most-read widget'><ul><li>", "</ul></div>"},
      {"<article><h2>Other story</h2>", "</article>"},
  };
  for (const auto& [begin, end] : places) {
    CAPTURE(begin);
    for (const std::string& date : {time, said, item}) {
      CAPTURE(date);
      const std::string beside = begin + date + end;
      CHECK(dated("<article>" + text + "</article>" + beside).published.empty());
      CHECK(dated(beside + "<article>" + text + "</article>").published.empty());
      CHECK(dated("<article>" + text + beside + "</article>").published.empty());
      CHECK(dated(beside + "<article>" + text + "<time datetime=2024-05-03>x</time></article>")
                .published == "2024-05-03");
    }
    CHECK(dated("<article>" + text + "</article>" + begin + changed + end).modified.empty());
  }
  // A name around all of it says nothing.
  for (const char* around : {"<form>", "<div class=with-sidebar>", "<div class='share nav'>"}) {
    CAPTURE(around);
    CHECK(dated(around + text + time).published == "2018-01-01");
  }
  CHECK(dated("<article><header><h1>Harbour opens</h1>" + time + "</header></article>").published ==
        "2018-01-01");
  CHECK(dated("<h1>Harbour opens</h1><article>" + time + "<p>The port is open.</p></article>")
            .published == "2018-01-01");
}

TEST_CASE("days of urls") {
  struct Row {
    const char* url;
    const char* day;
  };
  const Row kRows[] = {{"https://example.org/2019/11/19/story", "2019-11-19"},
                       {"https://example.org/news/2019-11-19-story.html", "2019-11-19"},
                       {"https://example.org/a/20191119/b", "2019-11-19"},
                       {"https://example.org/2019/1/9/story", "2019-01-09"},
                       {"https://example.org/2019/13/19/story", ""},
                       {"https://example.org/id/4201911195", ""},
                       {"https://example.org/2019/11/story", ""},
                       {"https://example.org/story?d=2019/11/19", ""},
                       {"", ""}};
  for (const Row& row : kRows) {
    CAPTURE(row.url);
    const auto date = date_of_url(row.url);
    CHECK((date ? date->to_string() : "") == row.day);
  }
}

TEST_CASE("dates in lines by the headline") {
  struct Row {
    const char* line;
    bool is_month_first;
    const char* day;
  };
  const Row kRows[] = {{"A. Writer | 05.04.2025 - Güncelleme : 06.04.2025", false, "2025-04-05"},
                       {"2025.04.05 18:40", false, "2025-04-05"},
                       {"2025年4月5日 06:00", false, "2025-04-05"},
                       {"04/05/2025 by A. Writer", false, "2025-05-04"},
                       {"04/05/2025 by A. Writer", true, "2025-04-05"},
                       {"Updated 05.04.2025", false, ""},
                       {"Call 12-34-56", false, ""},
                       {"31.02.2025", false, ""},
                       {"Page 3", false, ""}};
  for (const Row& row : kRows) {
    CAPTURE(row.line);
    DateHints hints;
    hints.is_month_first = row.is_month_first;
    const auto date = date_in_line(row.line, hints);
    CHECK((date ? date->to_string() : "") == row.day);
  }
}

TEST_CASE("the order of day and month by language and country") {
  const auto is_month_first = [](std::string_view html, std::string_view language,
                                 std::string_view url) {
    const HtmlTree tree(html);
    return date_hints(page_facts(tree, url), language, url).is_month_first.value_or(false);
  };
  CHECK(is_month_first("", "en-US", "https://example.org/"));
  CHECK_FALSE(is_month_first("", "en-GB", "https://example.com/"));
  CHECK(is_month_first("", "en", "https://example.com/"));
  CHECK_FALSE(is_month_first("", "en", "https://example.co.uk/"));
  CHECK(is_month_first("<meta property=og:locale content=en_US>", "en", "https://example.org/"));
  CHECK_FALSE(is_month_first("", "de", "https://example.com/"));
  CHECK_FALSE(is_month_first("", "", "https://example.com/"));
}

TEST_CASE("titles are what several places agree on") {
  struct Row {
    const char* name;
    std::string html;
    const char* title;
  };
  const Row kRows[] = {
      {"<title> without its site",
       "<title>Harbour opens - The Example</title><meta property=og:site_name content='The "
       "Example'>",
       "Harbour opens"},
      {"a site and a section",
       "<title>Harbour opens | Local | Example</title><h1>Harbour opens</h1>", "Harbour opens"},
      {"a dash within a title", "<title>Harbour - open again</title>", "Harbour - open again"},
      {"two against one",
       "<h1>Ships come</h1><meta property=og:title content='Harbour opens'><title>Harbour "
       "opens</title><meta name=twitter:title content='Harbour opens'>",
       "Harbour opens"},
      {"JSON-LD and its entities",
       "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"R&amp;D "
       "grows\"}</script><h1>Another</h1>",
       "R&D grows"},
      {"a heading that is the site",
       "<meta property=og:site_name content=Example><h1>Example</h1>"
       "<h1>Harbour opens</h1>",
       "Harbour opens"},
      {"none", "<p>text</p>", ""}};
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const HtmlTree tree(row.html);
    CHECK(page_title(page_facts(tree, ""), "https://news.example.org/a") == row.title);
  }
  CHECK(title_key("“Harbour” — opens, 2 ships!") == "harbouropens2ships");
  CHECK(host_of("https://www.example.org:80/a") == "example.org");
  CHECK(host_of("example.org").empty());
}

TEST_CASE("urls of pages") {
  CHECK(absolute_url("https://e.org/a", "") == "https://e.org/a");
  CHECK(absolute_url("//e.org/a", "https://f.org/b") == "https://e.org/a");
  CHECK(absolute_url("/a", "https://f.org/b?c=/d") == "https://f.org/a");
  CHECK(absolute_url("/a", "").empty());
  CHECK(absolute_url("a", "https://f.org/b").empty());
  CHECK(absolute_url("javascript:a", "https://f.org/b").empty());
  CHECK(absolute_url("https://e.org/a b", "").empty());
  CHECK(is_front_page("https://e.org"));
  CHECK(is_front_page("https://e.org/index.html#top"));
  CHECK_FALSE(is_front_page("https://e.org/?p=1"));
  CHECK_FALSE(is_front_page("https://e.org/a"));
  CHECK_FALSE(is_front_page(""));
}
